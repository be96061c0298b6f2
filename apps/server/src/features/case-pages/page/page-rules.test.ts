import { DAY_MS } from '@earshot/contract/durations.ts';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeFormToken, readFormToken } from './form-token-rules.ts';
import {
  arrangePromises,
  canShowMessage,
  decideExpiry,
  decidePromiseState,
  measureLeft,
  type PagePromise,
  splitFolded,
} from './page-rules.ts';
import { parseForm } from './read-form.ts';
import { writePageMail } from './write-page-mail.ts';

const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
const promise: PagePromise = {
  id: '1',
  kind: 'answer',
  words: 'You will have an answer.',
  due_at: at('12:00'),
  made_at: at('08:00'),
  kept_at: null,
  broken_at: null,
  withdrawn_at: null,
  paused_at: null,
  renegotiated_because: null,
  renegotiated_due_at: null,
};

describe('a promise on the page', () => {
  test.each([
    ['open', {}, at('11:00')],
    ['broken', {}, at('12:01')],
    ['broken', { broken_at: at('12:00') }, at('13:00')],
    ['kept', { kept_at: at('11:59') }, at('13:00')],
    ['late', { kept_at: at('12:30'), broken_at: at('12:00') }, at('13:00')],
    ['paused', { paused_at: at('09:00') }, at('13:00')],
    ['over', { withdrawn_at: at('09:00') }, at('13:00')],
    ['renegotiated', { withdrawn_at: at('09:00'), renegotiated_due_at: at('18:00') }, at('13:00')],
  ])('is shown as %s', (state, change, now) => {
    expect(decidePromiseState({ ...promise, ...change }, now)).toBe(state);
  });

  test('stands in an order that says what is owed next; what nobody waits for is left out', () => {
    const make = (id: string, change: Partial<PagePromise>) => ({ ...promise, id, ...change });
    const listed = arrangePromises(
      [
        make('kept', { kept_at: at('09:00') }),
        make('later', { due_at: at('20:00') }),
        make('over', { withdrawn_at: at('09:00') }),
        make('late', { due_at: at('10:00') }),
      ],
      at('11:00'),
    );
    expect(listed.map(({ id }) => id)).toEqual(['late', 'later', 'kept']);
  });

  test('says how much time is left in the unit people count in', () => {
    expect(measureLeft(at('12:00'), at('11:59'))).toEqual({ unit: 'minute', count: 1 });
    expect(measureLeft(at('12:00'), at('11:00'))).toEqual({ unit: 'minute', count: 60 });
    expect(measureLeft(at('12:00'), at('08:30'))).toEqual({ unit: 'hour', count: 3 });
    const far = new Date('2026-11-24T12:00:00Z');
    expect(measureLeft(far, at('11:00'))).toEqual({ unit: 'day', count: 4 });
  });
});

describe('a message', () => {
  const sent = {
    direction: 'out' as const,
    from_address: 'support@falk.example',
    recipients: { to: [{ address: 'Lena@Vogt.example' }], cc: [{ address: 'paul@vogt.example' }] },
  };

  test('is shown to whom it went and who wrote it, and to nobody else', () => {
    expect(canShowMessage(sent, 'lena@vogt.example')).toBe(true);
    expect(canShowMessage(sent, 'paul@vogt.example')).toBe(true);
    expect(canShowMessage(sent, 'rosa@vogt.example')).toBe(false);
    const came = { ...sent, direction: 'in' as const, from_address: 'rosa@vogt.example' };
    expect(canShowMessage(came, 'rosa@vogt.example')).toBe(true);
    const ours = { ...sent, from_address: 'rosa@vogt.example' };
    expect(canShowMessage(ours, 'rosa@vogt.example')).toBe(false);
  });

  test('a hidden copy shows nothing', () => {
    const hidden = {
      ...sent,
      recipients: { ...sent.recipients, bcc: [{ address: 'b@x.example' }] },
    };
    expect(canShowMessage(hidden, 'b@x.example')).toBe(false);
  });

  test('keeps every word, the quoted ones folded', () => {
    const text = 'New words.\n\nOn Monday you wrote:\n> old words\n\nMore.';
    const start = text.indexOf('On Monday');
    const end = text.indexOf('\n\nMore');
    expect(splitFolded(text, [{ start, end }])).toEqual([
      { text: 'New words.', folded: false },
      { text: 'On Monday you wrote:\n> old words', folded: true },
      { text: 'More.', folded: false },
    ]);
  });
});

test('a link runs out some days after the end of the case or after it was made', () => {
  const endedAt = at('12:00');
  const after = (days: number) => new Date(endedAt.getTime() + days * DAY_MS);
  const facts = { endedAt, madeAt: at('08:00'), openAfterEnd_days: 60 };
  expect(decideExpiry({ ...facts, now: after(59) })).toBe(false);
  expect(decideExpiry({ ...facts, now: after(61) })).toBe(true);
  expect(decideExpiry({ ...facts, madeAt: after(50), now: after(61) })).toBe(false);
  expect(decideExpiry({ ...facts, endedAt: null, now: after(500) })).toBe(false);
});

describe('a form', () => {
  test('is known by its token, of this link only', () => {
    const key = randomBytes(32);
    const token = makeFormToken(key, 'link', 'n'.repeat(22));
    expect(readFormToken(key, 'link', token)).toBe('n'.repeat(22));
    expect(readFormToken(key, 'other', token)).toBeNull();
    expect(readFormToken(randomBytes(32), 'link', token)).toBeNull();
    expect(readFormToken(key, 'link', '')).toBeNull();
    expect(readFormToken(key, 'link', token.replace(/^./, 'x'))).toBeNull();
  });

  const type = 'multipart/form-data; boundary="b"';
  const body = (...parts: string[]) =>
    Buffer.from(`${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`);

  test('is read with its files', () => {
    const form = parseForm(
      type,
      body(
        'Content-Disposition: form-data; name="text"\r\n\r\nGrüße --b\r\nand more',
        'Content-Disposition: form-data; name="files"; filename="a%22b.txt"\r\nContent-Type: text/plain\r\n\r\nfile',
        'Content-Disposition: form-data; name="files"; filename=""\r\n\r\n',
      ),
      false,
    );
    expect(form?.fields.get('text')).toBe('Grüße --b\r\nand more');
    expect(form?.files).toMatchObject([{ fileName: 'a"b.txt', mimeType: 'text/plain' }]);
  });

  test('that was cut keeps the words that came before', () => {
    const whole = body(
      'Content-Disposition: form-data; name="text"\r\n\r\nwords',
      'Content-Disposition: form-data; name="files"; filename="a"\r\n\r\nlong file',
    );
    const form = parseForm(type, whole.subarray(0, whole.length - 12), true);
    expect(form?.fields.get('text')).toBe('words');
    expect(form).toMatchObject({ files: [], tooLarge: true });
  });

  test('of another kind is none, and nonsense is an empty one', () => {
    expect(parseForm('application/json', Buffer.from('{}'), false)).toBeNull();
    expect(parseForm(type, Buffer.from('nonsense'), false)?.fields.size).toBe(0);
  });
});

test('what is written on a page is the same mail, byte for byte, however often it is sent', () => {
  const written = {
    from: { name: 'Lena "L" Vögt', address: 'lena@vogt.example' },
    to: 'support@falk.example',
    subject: 'Re: Kettle\r\nBcc: x@evil.example',
    text: 'Grüße',
    files: [{ fileName: "a'ä.txt", mimeType: 'message/rfc822', bytes: Buffer.from('x') }],
    nonce: 'abc',
  };
  const mail = writePageMail(written);
  expect(writePageMail(written).equals(mail)).toBe(true);
  const text = mail.toString();
  expect(text).not.toMatch(/^Bcc:/m);
  expect(text).toContain('Message-ID: <page-abc@falk.example>');
  expect(text).toContain('Content-Type: application/octet-stream');
  for (const line of text.split('\r\n')) expect(line.length).toBeLessThan(200);
});
