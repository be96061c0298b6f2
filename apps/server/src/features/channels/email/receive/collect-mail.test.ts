import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { collectMail, MailMemory } from './collect-mail.ts';

const chunks = (...sizes: number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, 'x')));

test('a mail is read whole and its memory given back', async () => {
  const memory = new MailMemory(100);
  const mail = await collectMail(chunks(10, 20), 50, memory);
  expect(mail).toMatchObject({ kind: 'whole', raw: Buffer.alloc(30, 'x') });
  expect(memory.used_bytes).toBe(30);
  if (mail.kind === 'whole') mail.release();
  expect(memory.used_bytes).toBe(0);
});

test('a mail over the limit is read to its end and takes no memory', async () => {
  const memory = new MailMemory(100);
  const stream = chunks(40, 40, 40);
  expect((await collectMail(stream, 50, memory)).kind).toBe('too_large');
  expect(stream.readableEnded).toBe(true);
  expect(memory.used_bytes).toBe(0);
});

test('where memory is short the second mail is asked to come later', async () => {
  const memory = new MailMemory(50);
  const first = await collectMail(chunks(40), 50, memory);
  expect((await collectMail(chunks(20), 50, memory)).kind).toBe('no_memory');
  if (first.kind === 'whole') first.release();
  expect((await collectMail(chunks(20), 50, memory)).kind).toBe('whole');
});

test('a client that goes away leaves nothing behind', async () => {
  const memory = new MailMemory(50);
  const stream = new PassThrough();
  const reading = collectMail(stream, 50, memory);
  stream.write('half a mail');
  setImmediate(() => stream.destroy(new Error('gone')));
  await expect(reading).rejects.toThrow('gone');
  expect(memory.used_bytes).toBe(0);
});

test.each([0, 2_000_000, 3_000_000, 4_000_000, 60_000_000, 2 ** 40])(
  'a large mail is whole, whatever size was announced (%i)',
  async (announced_bytes) => {
    const parts = Array.from({ length: 30 }, (_, index) => Buffer.alloc(100_000, index));
    const memory = new MailMemory(10_000_000);
    const mail = await collectMail(Readable.from(parts), 5_000_000, memory, announced_bytes);
    expect(mail.kind === 'whole' && mail.raw.equals(Buffer.concat(parts))).toBe(true);
    expect(memory.used_bytes).toBe(3_000_000);
  },
);
