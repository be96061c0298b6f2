import { fileNameMost_bytes } from './attachment-limits.ts';

/** Pictures that may be shown in place; everything else is a download, SVG and PDF included. */
const shownInPlace = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Types that a browser could run: they leave under a name that it only stores. */
const runnable = /html|xml|svg|script|ecma|mhtml|multipart|x-shockwave/;
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const plainBytes = 'application/octet-stream';

/** A declared media type without parameters; what is not one (RFC 6838, 4.2) is plain bytes. */
export function parseMediaType(declared: string): string {
  const bare = declared.split(';')[0]!.trim().toLowerCase();
  return mediaType.test(bare) ? bare : plainBytes;
}

/** The type under which a file leaves, and whether it may be shown in place. */
export function decideAnswerType(
  storedType: string,
  asksInline: boolean,
): { type: string; inline: boolean } {
  const type = parseMediaType(storedType);
  if (asksInline && shownInPlace.has(type)) return { type, inline: true };
  return { type: runnable.test(type) ? plainBytes : type, inline: false };
}

/** Pictures that are never shown in place keep their name without a look at the bytes. */
const keptImageTypes = new Set(['image/svg+xml', 'image/tiff', 'image/heic', 'image/bmp']);

/**
 * What the bytes are, where they were recognised as a picture; what they are called, where not.
 * Bytes that are only called a picture are plain bytes.
 */
export function decideUploadType(declared: string, sniffed: string | null): string {
  if (sniffed) return sniffed;
  const type = parseMediaType(declared);
  return type.startsWith('image/') && !keptImageTypes.has(type) ? plainBytes : type;
}

// Controls, line ends, and marks that turn the direction of text: "exe.fdp" shown as "pdf.exe".
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;
const refusedByFileSystems = /[<>:"|?*]/g;
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A file name that is only a name on every system: no folder, no device, no trick of direction. */
export function cleanFileName(given: string): string {
  const last = given.normalize('NFC').replace(invisible, '').split(/[/\\]/).at(-1)!;
  const name = last
    .replace(refusedByFileSystems, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .replace(/\s+/g, ' ');
  if (name === '') return 'file';
  return shorten(deviceName.test(name) ? `_${name}` : name);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= fileNameMost_bytes) return name;
  const extension = /\.[a-z0-9]{1,12}$/i.exec(name)?.[0] ?? '';
  let stem = '';
  let size = extension.length;
  // Whole characters only: half of an emoji is no text.
  for (const char of name.slice(0, name.length - extension.length)) {
    size += Buffer.byteLength(char);
    if (size > fileNameMost_bytes) break;
    stem += char;
  }
  return stem.trimEnd() + extension;
}

/**
 * A Content-Disposition header (RFC 6266) with the name in plain ASCII for old programs and in full
 * for the others (RFC 8187).
 */
export function writeDisposition(kind: 'attachment' | 'inline', fileName: string): string {
  const name = cleanFileName(fileName);
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|[%"\\]/gu, '_');
  const parameter = `${kind}; filename="${ascii}"`;
  if (ascii === name) return parameter;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${parameter}; filename*=UTF-8''${encoded}`;
}

export type ByteRange = { start: number; end: number } | 'all' | 'unsatisfiable';

/** The part a client asks for (RFC 9110, 14.2); several parts at once are answered with all. */
export function parseRange(header: string | undefined, size_bytes: number): ByteRange {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return 'all';
  const [, first, last] = found;
  if (first === '') {
    const count = Number(last);
    if (count === 0 || size_bytes === 0) return 'unsatisfiable';
    return { start: Math.max(size_bytes - count, 0), end: size_bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size_bytes - 1 : Math.min(Number(last), size_bytes - 1);
  if (start >= size_bytes) return 'unsatisfiable';
  return end < start ? 'all' : { start, end };
}
