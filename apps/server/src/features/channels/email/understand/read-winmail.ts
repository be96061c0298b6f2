import { Buffer } from 'node:buffer';
import { decodeCharset } from './charsets/decode-charset.ts';

/** Microsoft's TNEF container ("winmail.dat"), [MS-OXTNEF]. Everything is little-endian. */
const SIGNATURE = 0x223e9f78;
const ATTACHMENTS = 200;
const PROPERTIES = 2000;

const ATTRIBUTE = {
  codepage: 0x9007,
  messageBody: 0x800c,
  messageProperties: 0x9003,
  attachmentStart: 0x9002,
  attachmentTitle: 0x8010,
  attachmentBytes: 0x800f,
  attachmentProperties: 0x9005,
} as const;
const PROPERTY = {
  body: 0x1000,
  bodyHtml: 0x1013,
  longName: 0x3707,
  mimeType: 0x370e,
  bytes: 0x3701,
};

export type WinmailFile = { fileName: string; mimeType: string | null; bytes: Buffer };
export type Winmail = { text: string | null; html: string | null; files: WinmailFile[] };

/** Reads a TNEF container; null if it is none or broken before anything was found. Never throws. */
export function readWinmail(bytes: Buffer): Winmail | null {
  if (bytes.length < 16 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const result: Winmail = { text: null, html: null, files: [] };
  let charset = 'windows-1252';
  let position = 6;
  while (position + 9 <= bytes.length) {
    const id = bytes.readUInt16LE(position + 1);
    const length = bytes.readUInt32LE(position + 5);
    const start = position + 9;
    // Two bytes of checksum follow; a container cut short still gives its last part.
    const value = bytes.subarray(start, Math.min(start + length, bytes.length));
    if (id === ATTRIBUTE.codepage && value.length >= 4) charset = codepage(value.readUInt32LE(0));
    else readAttribute(result, id, value, charset);
    position = start + length + 2;
  }
  const hasContent = result.files.length > 0 || result.text !== null || result.html !== null;
  result.files = result.files.filter((file) => file.bytes.length > 0);
  return hasContent ? result : null;
}

function codepage(number: number): string {
  return number === 65001 ? 'utf-8' : `windows-${number}`;
}

function readAttribute(result: Winmail, id: number, value: Buffer, charset: string): void {
  const file = result.files.at(-1);
  switch (id) {
    case ATTRIBUTE.messageBody:
      result.text ??= cleanText(decodeCharset(value, charset).text);
      break;
    case ATTRIBUTE.messageProperties: {
      for (const property of listProperties(value)) {
        if (property.id === PROPERTY.body) result.text = cleanText(readString(property, charset));
        if (property.id === PROPERTY.bodyHtml) {
          result.html = cleanText(readString({ ...property, type: 0x1e }, charset));
        }
      }
      break;
    }
    case ATTRIBUTE.attachmentStart:
      if (result.files.length < ATTACHMENTS) {
        result.files.push({ fileName: '', mimeType: null, bytes: Buffer.alloc(0) });
      }
      break;
    case ATTRIBUTE.attachmentTitle:
      if (file !== undefined && file.fileName === '') {
        file.fileName = cleanText(decodeCharset(value, charset).text);
      }
      break;
    case ATTRIBUTE.attachmentBytes:
      if (file !== undefined) file.bytes = Buffer.from(value);
      break;
    case ATTRIBUTE.attachmentProperties:
      if (file !== undefined) readFileProperties(file, value, charset);
      break;
    default:
  }
}

function readFileProperties(file: WinmailFile, value: Buffer, charset: string): void {
  for (const property of listProperties(value)) {
    if (property.id === PROPERTY.longName) file.fileName = cleanText(readString(property, charset));
    if (property.id === PROPERTY.mimeType) file.mimeType = cleanText(readString(property, charset));
    // An embedded message: 16 bytes of interface id, then a container of its own.
    if (property.id === PROPERTY.bytes && file.bytes.length === 0) {
      file.bytes = Buffer.from(property.value.subarray(property.type === 0x0d ? 16 : 0));
    }
  }
}

type Property = { id: number; type: number; value: Buffer };

/** MAPI properties ([MS-OXTNEF] 2.1.3.4); reading ends quietly where the structure breaks. */
function* listProperties(bytes: Buffer): Generator<Property> {
  if (bytes.length < 4) return;
  const count = Math.min(bytes.readUInt32LE(0), PROPERTIES);
  let position = 4;
  for (let index = 0; index < count && position + 8 <= bytes.length; index += 1) {
    const type = bytes.readUInt16LE(position);
    const id = bytes.readUInt16LE(position + 2);
    position += 4;
    if (id >= 0x8000) position = skipName(bytes, position);
    const size = FIXED_SIZES.get(type & 0x0fff);
    const isMultiple = (type & 0x1000) !== 0;
    if (size !== undefined && !isMultiple) {
      yield { id, type, value: bytes.subarray(position, position + size) };
      position += size;
      continue;
    }
    if (position + 4 > bytes.length) return;
    const values = bytes.readUInt32LE(position);
    position += 4;
    if (size !== undefined) {
      position += values * size;
      continue;
    }
    for (let item = 0; item < values && position + 4 <= bytes.length; item += 1) {
      const length = bytes.readUInt32LE(position);
      const value = bytes.subarray(position + 4, position + 4 + length);
      if (item === 0) yield { id, type: type & 0x0fff, value };
      position += 4 + length + ((4 - (length % 4)) % 4);
    }
  }
}

/** Sizes in the stream, padded to four bytes. */
const FIXED_SIZES = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
]);

function skipName(bytes: Buffer, position: number): number {
  if (position + 24 > bytes.length) return bytes.length;
  const kind = bytes.readUInt32LE(position + 16);
  if (kind === 0) return position + 24;
  const length = bytes.readUInt32LE(position + 20);
  return position + 24 + length + ((4 - (length % 4)) % 4);
}

function readString(property: Property, charset: string): string {
  return property.type === 0x1f
    ? decodeCharset(property.value, 'utf-16le').text
    : decodeCharset(property.value, charset).text;
}

function cleanText(text: string): string {
  return text.replaceAll('\0', '').trim();
}
