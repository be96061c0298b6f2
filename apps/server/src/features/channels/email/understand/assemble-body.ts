import type { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { htmlFromText, TEXT_CHARS, textFromHtml } from './compose-text.ts';
import { decodeCharset } from './charsets/decode-charset.ts';
import { decodeTransfer, findUuBlocks } from './decode-content.ts';
import { decodeHeaderText } from './header-values.ts';
import { stripControls } from './read-headers.ts';
import { readWinmail } from './read-winmail.ts';
import type { Winmail } from './read-winmail.ts';
import type { MailAttachment, MailWarning } from './understood-mail.ts';
import type { MimeLeaf } from './walk-mime.ts';

/** HTML beyond this is cut, and attached whole; text parts after so much are attached only. */
const HTML_PART_BYTES = 4 * 1024 * 1024;
const FILE_NAME_CHARS = 200;

export type MailBody = { text: string; html: string | null; attachments: MailAttachment[] };

/** A stretch of the body: all forms of it that the sender gave. */
type Unit = { alternative: number; plain: string[]; html: string[] };
type Assembly = {
  raw: Buffer;
  units: Unit[];
  attachments: MailAttachment[];
  warnings: Set<MailWarning>;
  bodyBytes: number;
};

/**
 * Makes text, HTML (not yet sanitised) and attachments of the leaves. Every leaf ends in exactly
 * one of them, and in two where the text had to be cut.
 */
export function assembleBody(
  raw: Buffer,
  leaves: readonly MimeLeaf[],
  warnings: Set<MailWarning>,
): MailBody {
  const assembly: Assembly = { raw, units: [], attachments: [], warnings, bodyBytes: 0 };
  for (const leaf of leaves) {
    const encoded = raw.subarray(leaf.start, leaf.end);
    const { bytes, warning } = decodeTransfer(encoded, leaf.unopened ? '' : leaf.encoding);
    if (warning !== null) warnings.add(warning);
    if (isBody(leaf, assembly)) addBody(assembly, leaf, bytes);
    else addFile(assembly, leaf, bytes);
  }
  const hasHtml = assembly.units.some((unit) => unit.html.length > 0);
  const html = hasHtml ? assembly.units.map(unitHtml).join('\n') : null;
  const text = assembly.units
    .map(unitText)
    .filter((one) => one !== '')
    .join('\n\n');
  if (text.length > TEXT_CHARS) warnings.add('text_truncated');
  return { text: text.slice(0, TEXT_CHARS), html, attachments: assembly.attachments };
}

function unitHtml(unit: Unit): string {
  if (unit.html.length > 0) return unit.html.join('\n');
  return unit.plain.map(htmlFromText).join('\n');
}

function unitText(unit: Unit): string {
  const plain = unit.plain
    .join('\n\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  if (plain !== '' || unit.html.length === 0) return plain;
  return unit.html.map((html) => textFromHtml(html, { quotes: 'marked' })).join('\n\n');
}

function givenName(leaf: MimeLeaf): string {
  const name = leaf.dispositionParams.get('filename') ?? leaf.params.get('name') ?? '';
  return name === '' ? '' : decodeHeaderText(name);
}

function isBody(leaf: MimeLeaf, assembly: Assembly): boolean {
  if (leaf.unopened || leaf.disposition === 'attachment') return false;
  if (assembly.bodyBytes > HTML_PART_BYTES) return false;
  if (leaf.type === 'text/plain' || leaf.type === 'text/html') {
    // A named text after the body is a file that the sender's program shows inline.
    return givenName(leaf) === '' || assembly.units.length === 0 || leaf.alternative > 0;
  }
  return leaf.type.startsWith('text/') && leaf.parent === '' && leaf.type !== 'text/calendar';
}

function addBody(assembly: Assembly, leaf: MimeLeaf, bytes: Buffer): void {
  const isHtml = leaf.type === 'text/html';
  const limit = isHtml ? HTML_PART_BYTES : TEXT_CHARS;
  const shown = bytes.length > limit ? bytes.subarray(0, limit) : bytes;
  if (shown !== bytes) {
    assembly.warnings.add('text_truncated');
    addFile(assembly, leaf, bytes);
  }
  const label = leaf.params.get('charset') ?? (isHtml ? sniffCharset(shown) : '');
  const decoded = decodeCharset(shown, label);
  assembly.bodyBytes += shown.length;
  if (decoded.warning !== null) assembly.warnings.add(decoded.warning);
  const unit = findUnit(assembly, leaf);
  if (isHtml) {
    unit.html.push(decoded.text);
    return;
  }
  let text = decoded.text.includes('\r') ? decoded.text.replace(/\r\n?/g, '\n') : decoded.text;
  if (text.includes('\0')) text = text.replaceAll('\0', '');
  text = takeUuBlocks(assembly, text);
  const isFlowed = leaf.params.get('format')?.toLowerCase() === 'flowed';
  unit.plain.push(
    isFlowed ? unflowText(text, leaf.params.get('delsp')?.toLowerCase() === 'yes') : text,
  );
}

function findUnit(assembly: Assembly, leaf: MimeLeaf): Unit {
  const last = assembly.units.at(-1);
  if (last !== undefined && leaf.alternative > 0 && last.alternative === leaf.alternative) {
    return last;
  }
  const unit = { alternative: leaf.alternative, plain: [], html: [] };
  assembly.units.push(unit);
  return unit;
}

/** HTML parts without a charset parameter name it in the first lines. */
function sniffCharset(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 2000));
  return /<meta[^>]{1,200}charset=["']?([\w-]{2,40})/i.exec(head)?.[1] ?? '';
}

function takeUuBlocks(assembly: Assembly, text: string): string {
  const blocks = findUuBlocks(text);
  if (blocks.length === 0) return text;
  let rest = '';
  let from = 0;
  for (const block of blocks) {
    rest += text.slice(from, block.start);
    from = block.end;
    const mimeType = guessType(block.fileName);
    pushFile(assembly, { fileName: block.fileName, mimeType, bytes: block.bytes });
  }
  return rest + text.slice(from);
}

/**
 * Joins the soft line breaks of `format=flowed` (RFC 3676) within one depth of quoting; quoted
 * lines keep their marks, a signature mark its line.
 */
function unflowText(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { depth: number; pieces: string[] } | null = null;
  const flush = (): void => {
    if (open === null) return;
    const mark = '>'.repeat(open.depth) + (open.depth > 0 ? ' ' : '');
    out.push(mark + open.pieces.join(''));
    open = null;
  };
  for (const line of text.split('\n')) {
    const marks = /^>*/.exec(line)![0].length;
    const content = line.slice(marks).replace(/^ /, '');
    if (open !== null && (open as { depth: number }).depth !== marks) flush();
    open ??= { depth: marks, pieces: [] };
    const isSoft = content.endsWith(' ') && content !== '-- ';
    open.pieces.push(isSoft && deleteSpace ? content.slice(0, -1) : content);
    if (!isSoft) flush();
  }
  flush();
  return out.join('\n');
}

function addFile(assembly: Assembly, leaf: MimeLeaf, bytes: Buffer): void {
  const fileName = givenName(leaf);
  const winmail = isWinmail(leaf, fileName) ? readWinmail(bytes) : null;
  if (winmail !== null) addWinmail(assembly, winmail);
  else if (isWinmail(leaf, fileName)) assembly.warnings.add('winmail_broken');
  const isInline =
    leaf.disposition === 'inline' ||
    (leaf.disposition === '' && leaf.contentId !== null && leaf.parent === 'related');
  pushFile(assembly, {
    fileName,
    mimeType: leaf.type,
    bytes,
    contentId: leaf.contentId,
    disposition: isInline ? 'inline' : 'attachment',
  });
}

function isWinmail(leaf: MimeLeaf, fileName: string): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(leaf.type) || /^winmail\.dat$/i.test(fileName);
}

function addWinmail(assembly: Assembly, winmail: Winmail): void {
  const hasText = assembly.units.some((unit) => unitText(unit) !== '');
  if (!hasText && (winmail.text !== null || winmail.html !== null)) {
    assembly.units.push({
      alternative: 0,
      plain: winmail.text === null ? [] : [winmail.text.replace(/\r\n?/g, '\n')],
      html: winmail.html === null ? [] : [winmail.html],
    });
  }
  for (const file of winmail.files) {
    pushFile(assembly, {
      fileName: file.fileName,
      mimeType: file.mimeType ?? guessType(file.fileName),
      bytes: file.bytes,
    });
  }
}

type File = {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
  contentId?: string | null;
  disposition?: 'attachment' | 'inline';
};

function pushFile(assembly: Assembly, file: File): void {
  const mimeType = stripControls(file.mimeType).slice(0, 200);
  assembly.attachments.push({
    fileName: cleanFileName(file.fileName) || nameFor(mimeType, assembly.attachments.length + 1),
    mimeType,
    sizeBytes: file.bytes.length,
    sha256: hash('sha256', file.bytes, 'hex'),
    contentId: file.contentId ?? null,
    disposition: file.disposition ?? 'attachment',
    bytes: new Uint8Array(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength),
  });
}

/** A bare file name: no path, no controls, no direction marks, nothing a file system refuses. */
function cleanFileName(name: string): string {
  let clean = stripControls(name).normalize('NFC');
  const isPath = /^(?:[a-z]:[\\/]|[\\/]|\.{1,2}[\\/]|~[\\/])/i.test(clean) || clean.includes('\\');
  if (isPath) clean = clean.split(/[\\/]/).at(-1)!;
  clean = clean.replace(/[\\/:*?"<>|]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  if (clean.length <= FILE_NAME_CHARS) return clean;
  const extension = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, FILE_NAME_CHARS - extension.length) + extension;
}

const NAMES: Record<string, string> = {
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'message/feedback-report': 'feedback-report.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invitation.ics',
  'text/vcard': 'contact.vcf',
  'text/x-vcard': 'contact.vcf',
  'text/plain': 'text.txt',
  'text/html': 'text.html',
  'application/ms-tnef': 'winmail.dat',
  'application/pgp-signature': 'signature.asc',
  'application/pgp-encrypted': 'pgp-version.txt',
  'application/pkcs7-signature': 'smime.p7s',
  'application/x-pkcs7-signature': 'smime.p7s',
  'application/pkcs7-mime': 'smime.p7m',
};
const EXTENSIONS: Record<string, string> = {
  jpeg: 'jpg',
  'svg+xml': 'svg',
  plain: 'txt',
  'octet-stream': 'bin',
  mpeg: 'mp3',
  quicktime: 'mov',
  'vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  msword: 'doc',
};
const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain',
  csv: 'text/csv',
  zip: 'application/zip',
  ics: 'text/calendar',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  rtf: 'application/rtf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  eml: 'message/rfc822',
};

function nameFor(mimeType: string, number: number): string {
  const known = NAMES[mimeType];
  if (known !== undefined) return known;
  const [major, minor] = mimeType.split('/');
  const extension =
    EXTENSIONS[minor ?? ''] ?? (/^[a-z0-9]{2,5}$/.test(minor ?? '') ? minor : 'bin');
  return `${major === 'image' ? 'image' : 'attachment'}-${number}.${extension}`;
}

function guessType(fileName: string): string {
  const extension = /\.([a-z0-9]{2,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return TYPES[extension] ?? 'application/octet-stream';
}
