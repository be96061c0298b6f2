import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { Invalid } from '../../../../platform/errors.ts';
import { composeMail, makeMessageId, trimReferences } from './compose-mail.ts';
import type { OutgoingMail } from './compose-mail.ts';

const plain: OutgoingMail = {
  from: { name: 'Falk Kundendienst', address: 'hilfe@falk.example' },
  to: [{ name: 'Lena Vogt', address: 'lena@vogt.example' }],
  cc: [],
  replyTo: null,
  subject: 'Ihr Wasserkocher',
  text: 'Guten Tag,\nwir schicken einen neuen.\n',
  html: null,
  images: [],
  attachments: [],
  messageId: '0199@falk.example',
  inReplyTo: null,
  references: [],
  date: new Date('2026-11-23T08:00:00Z'),
  automatic: null,
  loopMark: 'channel-1',
};

async function readBack(changes: Partial<OutgoingMail>) {
  const { raw } = await composeMail({ ...plain, ...changes });
  const mail = await PostalMime.parse(raw);
  const header = (name: string) =>
    mail.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value);
  return { raw, text: raw.toString('latin1'), mail, header };
}

test('a plain answer reads back as it was written', async () => {
  const { mail, text, header } = await readBack({});
  expect(mail.from).toMatchObject({ name: 'Falk Kundendienst', address: 'hilfe@falk.example' });
  expect(mail.to).toMatchObject([{ name: 'Lena Vogt', address: 'lena@vogt.example' }]);
  expect(mail.subject).toBe('Ihr Wasserkocher');
  expect(mail.text).toBe(plain.text);
  expect(mail.messageId).toBe('<0199@falk.example>');
  expect(mail.date).toBe('2026-11-23T08:00:00.000Z');
  expect(header('x-earshot-loop')).toEqual(['channel-1']);
  expect(header('auto-submitted')).toEqual([]);
  expect(text).not.toMatch(/format=flowed|^list-|^bcc:|^x-mailer/im);
});

test('text, HTML, picture and file arrive, each as what it is', async () => {
  const { mail } = await readBack({
    html: '<p>Grüße <img src="cid:logo@falk.example"></p>',
    text: 'Grüße',
    images: [
      {
        fileName: 'logo.png',
        mimeType: 'image/png',
        content: Buffer.from([137, 80, 78, 71]),
        contentId: 'logo@falk.example',
      },
    ],
    attachments: [
      {
        fileName: 'Rechnung für Frau Müller — 世界.pdf',
        mimeType: 'application/pdf',
        content: Buffer.from('%PDF-'),
      },
    ],
  });
  expect(mail.text?.trim()).toBe('Grüße');
  expect(mail.html).toContain('cid:logo@falk.example');
  expect(mail.attachments.map((file) => [file.filename, file.mimeType, file.disposition])).toEqual([
    ['logo.png', 'image/png', 'inline'],
    ['Rechnung für Frau Müller — 世界.pdf', 'application/pdf', 'attachment'],
  ]);
  expect(mail.attachments[0]?.contentId).toBe('<logo@falk.example>');
});

test('a file name outside of ASCII is written as RFC 2231 asks', async () => {
  const file = { fileName: 'Rechnung für Müller.pdf', mimeType: 'application/pdf' };
  const { text } = await readBack({ attachments: [{ ...file, content: Buffer.from('x') }] });
  expect(text).toMatch(/filename\*0\*=utf-8''Rechnung%20f%C3%BCr/i);
});

test('a forwarded mail arrives byte for byte, whatever is in it', async () => {
  const original = Buffer.from(`Subject: x\n\n${'y'.repeat(5000)}\u0000ÿ\n.\n`, 'latin1');
  const file = { fileName: 'original.eml', mimeType: 'message/rfc822', content: original };
  const { mail, text } = await readBack({ attachments: [file] });
  expect(Buffer.from(mail.attachments[0]!.content as ArrayBuffer)).toEqual(original);
  expect(text).not.toContain('message/rfc822');
});

test('no line is longer than 998 octets and all end in CRLF', async () => {
  const { raw } = await readBack({
    subject: 'w'.repeat(500),
    text: `${'langes Wort '.repeat(500)}${'z'.repeat(4000)}\rCR\r\nCRLF\nLF\n.\n..\n`,
    html: `<p>${'<b>x</b>'.repeat(2000)}</p>`,
    inReplyTo: `<${'i'.repeat(890)}@a>`,
    references: Array.from({ length: 40 }, (_, index) => `<${index}${'r'.repeat(700)}@a>`),
    to: Array.from({ length: 100 }, (_, index) => ({
      name: `Person Nummer ${index} mit Ümlaut`,
      address: `person${index}@vogt.example`,
    })),
  });
  const lines = raw.toString('latin1').split('\r\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
  expect(lines.join('')).not.toMatch(/[\r\n]/);
  expect(raw.every((byte) => byte < 128)).toBe(true);
});

describe('threads', () => {
  test('an answer names its parent and the way to it', async () => {
    const { mail } = await readBack({
      inReplyTo: 'b@vogt.example',
      references: ['<a@vogt.example>', '<b@vogt.example>'],
    });
    expect(mail.inReplyTo).toBe('<b@vogt.example>');
    expect(mail.references).toBe('<a@vogt.example> <b@vogt.example>');
  });

  test('a long way is cut in the middle: the first and the last nineteen stay', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `<${index}@a>`);
    const kept = trimReferences(ids);
    expect(kept).toHaveLength(20);
    expect(kept[0]).toBe('<0@a>');
    expect(kept.at(-1)).toBe('<49@a>');
    expect(kept[1]).toBe('<31@a>');
  });

  test('[L3] a Message-ID of 3,000 characters does not break the answer to it', async () => {
    const monster = `<${'m'.repeat(3000)}@a>`;
    const { mail } = await readBack({ inReplyTo: monster, references: [monster, '<ok@a>', '<>'] });
    expect(mail.inReplyTo).toBeUndefined();
    expect(mail.references).toBe('<ok@a>');
  });

  test('a Message-ID is made of our id and the domain of the channel', () => {
    expect(makeMessageId('0199', 'hilfe@falk.example')).toBe('0199@falk.example');
  });
});

test('[L9] an automatic answer tells other machines not to answer it', async () => {
  const { header } = await readBack({ automatic: 'replied' });
  expect(header('auto-submitted')).toEqual(['auto-replied']);
  expect(header('x-auto-response-suppress')).toEqual(['All']);
  expect(header('precedence')).toEqual(['bulk']);
});

test('domains outside of ASCII are written as the DNS does', async () => {
  const { text, mail } = await readBack({
    from: { name: 'Müller', address: 'hilfe@müller.example' },
    replyTo: { name: null, address: 'hilfe+c1.abc@müller.example' },
  });
  expect(text).toContain('<hilfe@xn--mller-kva.example>');
  expect(mail.replyTo?.[0]?.address).toMatch(/^hilfe\+c1\.abc@/);
});

test('names with commas, quotes and brackets stay names', async () => {
  const name = 'Vogt, "Lena" <chef@bank.example>';
  const { mail } = await readBack({ to: [{ name, address: 'lena@vogt.example' }] });
  expect(mail.to).toEqual([{ name, address: 'lena@vogt.example' }]);
});

describe('nobody writes into the header', () => {
  const evil = 'x\r\nBcc: all@falk.example';
  test.each<[string, Partial<OutgoingMail>]>([
    ['subject', { subject: evil }],
    ['name', { to: [{ name: evil, address: 'a@b.example' }] }],
    ['address', { to: [{ name: null, address: 'a@b.example\nBcc:c@d.example' }] }],
    ['two addresses', { cc: [{ name: null, address: 'a@b.example,c@d.example' }] }],
    ['sender', { from: { name: 'a\u0000b', address: 'a@b.example' } }],
    ['reply address', { replyTo: { name: null, address: 'a@b.example>\r\nX: y' } }],
    ['message id', { messageId: 'a@b>\r\nBcc: <c@d' }],
    ['loop mark', { loopMark: evil }],
    ['file name', { attachments: [fileNamed(evil)] }],
    ['content id', { images: [{ ...fileNamed('a.png'), contentId: 'a>\r\nX: y' }] }],
    ['date', { date: new Date(Number.NaN) }],
  ])('through the %s', async (_field, changes) => {
    await expect(composeMail({ ...plain, ...changes })).rejects.toThrow(Invalid);
  });

  test('through the ids of others, which are left out instead', async () => {
    const { text } = await readBack({ inReplyTo: evil, references: [`<a@b>\r\nBcc: c@d.example`] });
    expect(text).not.toMatch(/^bcc/im);
  });
});

function fileNamed(fileName: string) {
  return { fileName, mimeType: 'image/png', content: Buffer.from('x') };
}
