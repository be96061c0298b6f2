import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWinmail } from './read-winmail.ts';
import { understandMail } from './understand-mail.ts';

function attribute(level: number, id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt16LE(id, 1);
  head.writeUInt32LE(value.length, 5);
  return Buffer.concat([head, value, Buffer.alloc(2)]);
}

function stringProperty(id: number, text: string): Buffer {
  const value = Buffer.from(`${text}\0`, 'utf16le');
  const head = Buffer.alloc(12);
  head.writeUInt16LE(0x1f, 0);
  head.writeUInt16LE(id, 2);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(value.length, 8);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function properties(...list: Buffer[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(list.length);
  return Buffer.concat([count, ...list]);
}

const winmail = Buffer.concat([
  Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
  attribute(1, 0x9007, Buffer.from([0xe4, 4, 0, 0, 0, 0, 0, 0])),
  attribute(1, 0x9003, properties(stringProperty(0x1000, 'Der Text aus Outlook'))),
  attribute(2, 0x9002, Buffer.alloc(14)),
  attribute(2, 0x8010, Buffer.from('RECHNU~1.PDF\0', 'latin1')),
  attribute(2, 0x800f, Buffer.from('%PDF')),
  attribute(2, 0x9005, properties(stringProperty(0x3707, 'Rechnung Küche.pdf'))),
]);

describe('winmail.dat', () => {
  test('its text and files are taken out, and it is kept itself', () => {
    const raw = Buffer.concat([
      Buffer.from(
        'From: a@x.example\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n' +
          'Content-Transfer-Encoding: base64\r\n\r\n',
      ),
      Buffer.from(winmail.toString('base64')),
    ]);
    const mail = understandMail(raw);
    expect(mail.text).toBe('Der Text aus Outlook');
    expect(mail.attachments.map((one) => [one.fileName, one.mimeType, one.sizeBytes])).toEqual([
      ['Rechnung Küche.pdf', 'application/pdf', 4],
      ['winmail.dat', 'application/ms-tnef', winmail.length],
    ]);
  });

  test('a broken one is kept and named', () => {
    const mail = understandMail(
      Buffer.from('Content-Type: application/ms-tnef\r\n\r\nnonsense that is no container'),
    );
    expect(mail.warnings).toContain('winmail_broken');
    expect(mail.attachments[0]?.fileName).toBe('winmail.dat');
  });

  test('any bytes are read to their end without an error', () => {
    const check = fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(winmail.length),
      (noise, at) => {
        readWinmail(Buffer.concat([winmail.subarray(0, at), noise]));
        readWinmail(Buffer.concat([winmail.subarray(0, 6), noise]));
      },
    );
    expect(() => fc.assert(check)).not.toThrow();
  });
});
