import type { SentFile } from './read-form.ts';

/** What somebody wrote on a page, as it is kept raw. */
export interface PageWritten {
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  files: readonly SentFile[];
  /** Of the form it was written in: the same form sent twice is the same mail, byte for byte. */
  nonce: string;
}

/** Octets of base64 in a line (RFC 2045, section 6.8). */
const LINE = 76;
/** An encoded word has at most 75 characters (RFC 2047): 42 octets of text fit with room. */
const WORD_BYTES = 42;

/**
 * The mail (RFC 5322, MIME) of what was written on a page. It has no date: the receipt has the time
 * that counts, and a form sent twice must be the same bytes.
 */
export function writePageMail(written: PageWritten): Buffer {
  const domain = written.to.slice(written.to.lastIndexOf('@') + 1);
  const boundary = `earshot-page-${written.nonce}`;
  const head = [
    `From: ${writeName(written.from.name)}<${oneLine(written.from.address)}>`,
    `To: <${oneLine(written.to)}>`,
    `Subject: ${encodeWords(written.subject)}`,
    `Message-ID: <page-${written.nonce}@${oneLine(domain)}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
  ];
  const parts = [
    writePart(['Content-Type: text/plain; charset=utf-8'], Buffer.from(written.text)),
    ...written.files.map((file) =>
      writePart(
        [
          `Content-Type: ${chooseType(file.mimeType)}`,
          'Content-Disposition: attachment;',
          ` filename*=UTF-8''${encodeURIComponent(file.fileName.toWellFormed()).replaceAll("'", '%27')}`,
        ],
        file.bytes,
      ),
    ),
  ];
  const body = parts.map((part) => `--${boundary}\r\n${part}`).join('');
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}--${boundary}--\r\n`);
}

function writePart(head: readonly string[], content: Buffer): string {
  const lines = content.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `${[...head, 'Content-Transfer-Encoding: base64'].join('\r\n')}\r\n\r\n${lines.join('\r\n')}\r\n`;
}

function writeName(name: string): string {
  return name.trim() === '' ? '' : `${encodeWords(name)} `;
}

/** Any text as encoded words in UTF-8 (RFC 2047), whole characters in each. */
function encodeWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const char of oneLine(text)) {
    if (Buffer.byteLength(word + char) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  words.push(word);
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\r\n\0]+/g, ' ');
}

function chooseType(mimeType: string): string {
  const isPlain = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/.test(mimeType);
  return isPlain && !/^(?:message|multipart)\//.test(mimeType)
    ? mimeType
    : 'application/octet-stream';
}
