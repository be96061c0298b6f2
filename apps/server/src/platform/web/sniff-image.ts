/** The picture formats that every browser shows and that cannot carry script. */
export type RasterType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';

/** Bytes from the start that suffice to tell. */
export const sniffedSize_bytes = 16;

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The raster format by the first bytes (WHATWG MIME Sniffing, section 6.1); null for all else. */
export function sniffImage(bytes: Uint8Array): RasterType | null {
  const head = Buffer.from(bytes.subarray(0, sniffedSize_bytes));
  if (head.subarray(0, 8).equals(pngSignature)) return 'image/png';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  const text = head.toString('latin1');
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (/^RIFF[^]{4}WEBPVP/.test(text)) return 'image/webp';
  if (/^[^]{4}ftypavi[fs]/.test(text)) return 'image/avif';
  return null;
}
