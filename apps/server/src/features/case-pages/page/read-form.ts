import type { IncomingMessage } from 'node:http';
import { answerBody_bytes, drained_bytes } from './page-limits.ts';

/** A form as a browser sent it. */
export interface SentForm {
  fields: Map<string, string>;
  files: SentFile[];
  /** More came than is read: fields before the files are there, the files are not. */
  tooLarge: boolean;
}

export interface SentFile {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/** Somebody sends without end; answered as any request that is too large. */
class FormEndless extends Error {
  readonly statusCode = 413;
}

/**
 * Reads a body up to its limit and lets the rest run by, so that a too large file costs the writer
 * the file and not the words. Throws where somebody sends without end.
 */
export async function readBody(stream: IncomingMessage): Promise<{ body: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let size_bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const room_bytes = answerBody_bytes - size_bytes;
    if (room_bytes > 0) chunks.push(chunk.subarray(0, room_bytes));
    size_bytes += chunk.length;
    if (size_bytes > drained_bytes) throw new FormEndless();
  }
  return { body: Buffer.concat(chunks), cut: size_bytes > answerBody_bytes };
}

/** A form by its media type: `multipart/form-data` (RFC 7578) or the plain kind; null: neither. */
export function parseForm(type: string, body: Buffer, cut: boolean): SentForm | null {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const fields = new Map(new URLSearchParams(body.toString('utf8')));
    return { fields, files: [], tooLarge: cut };
  }
  const boundary = /^multipart\/form-data\s*;.*?boundary="?([^";\s]{1,70})"?/i.exec(type)?.[1];
  if (!boundary) return null;
  const form: SentForm = { fields: new Map(), files: [], tooLarge: cut };
  for (const part of splitParts(body, boundary)) readPart(form, part);
  return form;
}

/** A form has few parts; more is no form of ours. */
const PARTS_MAX = 40;

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: Buffer[] = [];
  let at = whole.indexOf(mark);
  while (at >= 0 && parts.length < PARTS_MAX) {
    const start = at + mark.length;
    const next = whole.indexOf(mark, start);
    // The last part of a cut body is half a file.
    if (next < 0 || whole.subarray(start, start + 2).toString('latin1') === '--') break;
    parts.push(whole.subarray(start + 2, next));
    at = next;
  }
  return parts;
}

function readPart(form: SentForm, part: Buffer): void {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return;
  const head = part.subarray(0, end).toString('utf8');
  const content = part.subarray(end + 4);
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? '';
  const name = readParameter(disposition, 'name');
  const fileName = readParameter(disposition, 'filename');
  if (name === null) return;
  if (fileName === null) {
    if (!form.fields.has(name)) form.fields.set(name, content.toString('utf8'));
    return;
  }
  // An empty file field is sent as a file without a name.
  if (fileName === '' && content.length === 0) return;
  const mimeType = /^content-type:\s*([\w.+/-]+)/im.exec(head)?.[1] ?? 'application/octet-stream';
  form.files.push({ fileName, mimeType: mimeType.toLowerCase(), bytes: content });
}

/** Browsers write quotes and line ends in names as percent signs (HTML, multipart encoding). */
function readParameter(disposition: string, name: string): string | null {
  const found = new RegExp(`;?\\s*\\b${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  if (found === undefined) return null;
  return found.replaceAll('%22', '"').replaceAll(/%0[da]/gi, ' ');
}
