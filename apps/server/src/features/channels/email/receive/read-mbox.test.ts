import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMbox } from './read-mbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'earshot-mbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function read(content: string | Buffer, options: Parameters<typeof readMbox>[1] = {}) {
  files += 1;
  const path = join(folder, `${files}.mbox`);
  writeFileSync(path, content);
  return Array.fromAsync(readMbox(path, options));
}

const texts = (pieces: Awaited<ReturnType<typeof read>>) =>
  pieces.map(({ raw }) => raw?.toString());
const mark = 'From lena@vogt.example Mon Nov 23 08:00:00 2026\n';

test('mails of a file are told apart and keep their lines', async () => {
  const pieces = await read(`${mark}Subject: a\n\none\n\n${mark}Subject: b\n\ntwo\n`);
  expect(texts(pieces)).toEqual(['Subject: a\n\none\n', 'Subject: b\n\ntwo\n']);
  expect(pieces.map(({ offset }) => offset)).toEqual([0, 65]);
  expect(pieces[0]?.receivedAt).toEqual(new Date('2026-11-23T08:00:00Z'));
});

test('a file with CRLF keeps it', async () => {
  const crlf = `${mark}Subject: a\n\none\n\n${mark}Subject: b\n\ntwo\n`.replaceAll('\n', '\r\n');
  expect(texts(await read(crlf))).toEqual([
    'Subject: a\r\n\r\none\r\n',
    'Subject: b\r\n\r\ntwo\r\n',
  ]);
});

test('quoted From_ lines lose one sign, as they had gained it', async () => {
  const pieces = await read(`${mark}Subject: a\n\n>From me\n>>From you\n> From\n>Frommage\n`);
  expect(texts(pieces)).toEqual(['Subject: a\n\nFrom me\n>From you\n> From\n>Frommage\n']);
});

test('a sentence that begins with From is no new mail', async () => {
  const body = 'Subject: a\n\nHello\n\nFrom here on it is hot.\n\nFrom 10:30 to 2026 too\nfine\n';
  expect(texts(await read(`${mark}${body}`))).toEqual([body]);
});

test('a mark without a date counts where a header follows', async () => {
  const pieces = await read(`From -\nSubject: a\n\none\n\nFrom ???\nSubject: b\n\ntwo\n`);
  expect(texts(pieces)).toEqual(['Subject: a\n\none\n', 'Subject: b\n\ntwo\n']);
  expect(pieces[0]?.receivedAt).toBeNull();
});

test('marks of Gmail and with zones are understood', async () => {
  const gmail = 'From 1234@xxx Mon Nov 23 08:00:00 +0100 2026\n';
  const zone = 'From a@b.example Mon Nov 23 08:00:00 CEST 2026\n';
  const pieces = await read(`${gmail}A: 1\n\n\n${zone}B: 2\n\n`);
  expect(texts(pieces)).toEqual(['A: 1\n\n', 'B: 2\n']);
  expect(pieces[0]?.receivedAt).toEqual(new Date('2026-11-23T07:00:00Z'));
});

test('Content-Length is not believed', async () => {
  const pieces = await read(`${mark}Content-Length: 5000\n\none\n\n${mark}A: 2\n\ntwo\n`);
  expect(pieces).toHaveLength(2);
});

test('what is broken is given out as it is', async () => {
  const pieces = await read(`garbage\0\xff\n\n${mark}\n${mark}no header at all\n`);
  expect(texts(pieces)).toEqual(['garbage\0ÿ\n\n', '', 'no header at all\n']);
  expect(await read('')).toEqual([]);
  expect(texts(await read(mark))).toEqual(['']);
  expect(texts(await read(mark.trimEnd()))).toEqual(['']);
});

test('a mail over the limit is named with its size, and the next one is read', async () => {
  const large = `${mark}A: 1\n\n${'x'.repeat(80)}\n`.repeat(1) + 'y\n'.repeat(5000);
  const pieces = await read(`${large}\n${mark}B: 2\n\nok\n`, { limits: { mail_bytes: 1000 } });
  expect(pieces.map(({ raw }) => raw?.toString() ?? null)).toEqual([null, 'B: 2\n\nok\n']);
  expect(pieces[0]!.size_bytes).toBeGreaterThan(10_000);
});

test('pieces are the same wherever the file is cut while reading', async () => {
  const file = Array.from(
    { length: 30 },
    (_, index) => `${mark}A: ${index}\n\n>From x\nFrom y\n\n`,
  );
  const expected = texts(await read(file.join('')));
  expect(expected).toHaveLength(30);
  for (const chunk_bytes of [64, 65, 100, 127]) {
    expect(texts(await read(file.join(''), { limits: { chunk_bytes } }))).toEqual(expected);
  }
});

test('reading goes on at any mail', async () => {
  const file = `${mark}A: 1\n\n\n${mark}A: 2\n\n\n${mark}A: 3\n\n`;
  const all = await read(file);
  const rest = await read(file, { from: all[1]!.offset });
  expect(rest).toEqual(all.slice(1));
});

test('a line of many megabytes is read', async () => {
  const pieces = await read(`${mark}A: 1\n\n${'z'.repeat(5_000_000)}\n\n${mark}B: 2\n\n`);
  expect(pieces.map(({ size_bytes }) => size_bytes > 5_000_000)).toEqual([true, false]);
  expect(pieces[0]?.raw?.length).toBe(5_000_007);
});
