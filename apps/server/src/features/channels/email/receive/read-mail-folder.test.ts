import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMailFolder } from './read-mail-folder.ts';
import type { ImportedPiece, MailFolderOptions } from './read-mail-folder.ts';

const mark = 'From lena@vogt.example Mon Nov 23 08:00:00 2026\n';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string): void {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, content);
}

async function read(path = folder, options: MailFolderOptions = {}): Promise<ImportedPiece[]> {
  return Array.fromAsync(readMailFolder(path, options));
}

function show(pieces: readonly ImportedPiece[]): string[] {
  return pieces.map((piece) => {
    const what = piece.kind === 'mail' ? piece.raw.toString().trim().split('\n')[0] : piece.reason;
    return `${piece.path}@${piece.offset} ${what}`;
  });
}

function putAll(): void {
  put('b/two.eml', 'A: two\n\n');
  put('a.eml', 'A: one\n\n');
  put('Ü.eml', 'A: three\n\n');
  put('archive.mbox', `${mark}A: mbox 1\n\n${mark}A: mbox 2\n\n`);
  put('Inbox', `${mark}A: thunderbird\n\n`);
  put('Inbox.msf', '// <!-- <mdb:mork:z v="1.4"/> -->');
  put('saved', 'Return-Path: <a@b.example>\nA: without a name\n\n');
  put('.DS_Store', 'no');
  put('maildir/cur/1700000002.M1.host:2,RS', 'A: cur\n\n');
  put('maildir/new/1700000001.M1.host', 'A: new\n\n');
  put('maildir/tmp/1700000000.M1.host', 'A: half');
  put('maildir/dovecot-uidlist', 'index');
  for (const name of ['cur', 'new', 'tmp']) put(`maildir/.Sent/${name}/.keep`, '');
  put('maildir/.Sent/cur/1700000003.M1.host:2,', 'A: sent\n\n');
  put('apple.emlx', '8\nA: emlx\n<?xml version="1.0"?>');
}

const all = [
  'Inbox@0 A: thunderbird',
  'Inbox.msf@0 not_a_mail',
  'a.eml@0 A: one',
  'apple.emlx@0 A: emlx',
  'archive.mbox@0 A: mbox 1',
  'archive.mbox@59 A: mbox 2',
  'b/two.eml@0 A: two',
  'maildir/new/1700000001.M1.host@0 A: new',
  'maildir/cur/1700000002.M1.host@0 A: cur',
  'maildir/.Sent/cur/1700000003.M1.host@0 A: sent',
  'saved@0 Return-Path: <a@b.example>',
  'Ü.eml@0 A: three',
];

test('files, mbox, Maildir and folders are read, and what is no mail is named', async () => {
  putAll();
  expect(show(await read())).toEqual(all);
});

test('whoever was interrupted goes on behind any mail', async () => {
  putAll();
  const pieces = await read();
  for (const [index, { path, offset }] of pieces.entries()) {
    expect(show(await read(folder, { after: { path, offset } }))).toEqual(all.slice(index + 1));
  }
});

test('where the last place is not there any more everything is read again', async () => {
  putAll();
  const after = { path: 'gone.eml', offset: 0 };
  expect(show(await read(folder, { after }))).toEqual(all);
});

test('a key stays the same over runs, and changes with the content', async () => {
  put('a.eml', 'A: one\n\n');
  const keys = async () =>
    (await read()).map((piece) => (piece.kind === 'mail' ? piece.externalKey : ''));
  const first = await keys();
  expect(await keys()).toEqual(first);
  put('a.eml', 'A: other\n\n');
  expect(await keys()).not.toEqual(first);
});

test('flags and times of a Maildir are kept', async () => {
  putAll();
  const found = (await read()).filter((piece) => piece.path.includes('cur'));
  expect(found[0]).toMatchObject({ flags: 'RS', receivedAt: new Date(1_700_000_002_000) });
});

test('links lead nowhere', async () => {
  const secret = mkdtempSync(join(tmpdir(), 'earshot-secret-'));
  writeFileSync(join(secret, 'secret.eml'), 'A: secret\n\n');
  put('a.eml', 'A: one\n\n');
  symlinkSync(secret, join(folder, 'link'));
  symlinkSync(join(secret, 'secret.eml'), join(folder, 'link.eml'));
  symlinkSync(folder, join(folder, 'circle'));
  expect(show(await read())).toEqual(['a.eml@0 A: one']);
  rmSync(secret, { recursive: true });
});

test('a single file may be given', async () => {
  put('x/a.eml', 'A: one\n\n');
  expect(show(await read(join(folder, 'x/a.eml')))).toEqual(['a.eml@0 A: one']);
});

test('a mail that is too large is named, and the next one read', async () => {
  put('a.eml', `A: ${'x'.repeat(2000)}\n\n`);
  put('b.eml', 'A: small\n\n');
  put('c.mbox', `${mark}A: ${'x'.repeat(2000)}\n\n${mark}A: last\n\n`);
  const pieces = await read(folder, { limits: { mail_bytes: 1000 } });
  expect(show(pieces)).toEqual([
    'a.eml@0 too_large',
    'b.eml@0 A: small',
    'c.mbox@0 too_large',
    'c.mbox@2053 A: last',
  ]);
});

test('an empty mail and an empty folder are read', async () => {
  put('a.eml', '');
  mkdirSync(join(folder, 'empty'));
  expect(show(await read())).toEqual(['a.eml@0 ']);
});

test('a path that is not there is an error', async () => {
  await expect(read(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
});
