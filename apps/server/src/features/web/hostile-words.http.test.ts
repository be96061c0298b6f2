import { getWebConversation } from '@earshot/contract/web-conversation-contract.ts';
import { createChannel } from '@earshot/contract/channel-contract.ts';
import { createWebUpload, getWebFile, type WebFile } from '@earshot/contract/web-contract.ts';
import { createWebFormStamp, createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, expect, test } from 'vitest';
import { attackPayloads } from '../../../../../test/e2e/attack-payloads.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const work = app.app.start();
const ruth = await app.signUp();
const questions = [
  { key: 'name', kind: 'name' as const, label: 'Your name?' },
  { key: 'more', kind: 'long_text' as const, label: 'More?' },
];
/** What no text can hold, or what is longer than a message, is refused as a whole. */
const isRefused = (text: string) =>
  text.includes('\u0000') || !isVisible(text) || text.length > 10_000;
const all = attackPayloads('https://evil.example');
const payloads = all.filter((text) => !isRefused(text));
const chat = await openChat(ruth, { questions });

test('known attacks in every field are words: kept as they are, and HTML nowhere', async () => {
  const rows = 30;
  for (let from = 0; from < payloads.length; from += rows) {
    const some = payloads.slice(from, from + rows);
    const lena = await visitChat(app, chat);
    const word =
      some[0]!
        .replaceAll(/[\u0000-\u001f\u007f]/g, ' ')
        .trim()
        .slice(0, 500) || 'x';
    const opened = await lena.open(some[0]!, {
      subject: word,
      answers: { name: word.slice(0, 200), more: some[0]!.slice(0, 2_000) },
      page: { title: word.slice(0, 300), url: 'https://shop.falk.example/' },
    });
    for (const text of some.slice(1)) {
      expect((await lena.say(opened.id, text)).status).toBe(202);
    }
    await work.intake.drain();
    const said = await lena.read(opened.id);
    expect(said.map(({ text }) => text)).toEqual(
      some.map((text) => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n')),
    );
    const answer = await lena.send(getWebConversation, { params: { conversationId: opened.id } });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  }
  const eve = await visitChat(app, chat);
  const opened = await eve.open('What is refused');
  for (const text of all.filter(isRefused)) {
    expect((await eve.say(opened.id, text)).status).toBe(400);
  }
  const kept = await app.db.withAccount(ruth.accountId, (tx) =>
    tx.db.selectFrom('messages').select('body_html').where('body_html', 'is not', null).execute(),
  );
  expect(kept).toEqual([]);
}, 120_000);

test('known attacks in every field of a form are words, and its page shows them as such', async () => {
  const body = { kind: 'form' as const, name: 'Form', web: { questions } };
  const { address: channelKey } = await ruth.call(createChannel, { body });
  const rows = 4;
  let taken = 0;
  for (let from = 0; from < all.length; from += rows) {
    const [text, subject, name, fileName] = all.slice(from, from + rows).map((one) => one || 'x');
    const { stamp } = await app.nobody.call(createWebFormStamp, { params: { channelKey } });
    app.clock.advance(600_000);
    const content_base64 = Buffer.from(text!).toString('base64');
    const sent = await app.nobody.send(createWebSubmission, {
      params: { channelKey },
      body: {
        stamp,
        text,
        subject: (subject ?? '').slice(0, 500),
        answers: { name: (name ?? '').slice(0, 200), more: (fileName ?? '').slice(0, 2_000) },
        files: [
          {
            file_name: (fileName ?? 'x').slice(0, 200),
            mime_type: 'image/png',
            content_base64,
          },
        ],
      },
    });
    expect([201, 400], JSON.stringify([text, sent.body])).toContain(sent.status);
    expect(sent.headers['content-type']).toContain('json');
    if (sent.status === 201) taken += 1;
  }
  expect(taken).toBeGreaterThan(all.length / rows / 2);
  const show = async (words: string) => {
    app.clock.advance(600_000);
    const { statusCode, body: page } = await app.app.server.inject({
      method: 'POST',
      url: `/form/${channelKey}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ stamp: 'x', text: words, q_name: words }).toString(),
    });
    expect([400, 422], words).toContain(statusCode);
    return statusCode === 400 ? null : page.replaceAll(/[^<>"]/g, '');
  };
  const plain = await show('words');
  for (const payload of all) {
    expect((await show(payload)) ?? plain, payload).toBe(plain);
  }
}, 120_000);

test('hostile files are refused, or leave as attachments that nothing opens in place', async () => {
  const eve = await visitChat(app, chat);
  const upload = (file_name: string, mime_type: string, bytes: Buffer) =>
    eve.send(createWebUpload, { query: { file_name, mime_type }, body: bytes });
  const run = '<script>alert(1)</script>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${run}</svg>`;
  const hostile: [name: string, type: string, bytes: Buffer][] = [
    ['picture.png', 'image/png', Buffer.from(`<html>${run}</html>`)],
    ['picture.svg', 'image/svg+xml', Buffer.from(svg)],
    ['picture.jpg', 'image/jpeg', Buffer.from(svg)],
    ['page.html', 'text/html', Buffer.from(run)],
    ['../../../etc/passwd', 'text/plain', Buffer.from('root')],
    ['..\\..\\boot.ini', 'text/xml', Buffer.from(`<x>${run}</x>`)],
    ['a\r\nset-cookie: x=1"; filename*=y.txt', 'text/html; charset=utf-7', Buffer.from('+ADw-')],
    ['\u202egnp.exe', 'application/xhtml+xml', Buffer.from(run)],
    ['empty.png', 'image/png', Buffer.alloc(0)],
  ];
  for (const [name, type, bytes] of hostile) {
    const kept = await upload(name, type, bytes);
    expect([201, 400], `${name}: ${JSON.stringify(kept.body)}`).toContain(kept.status);
    if (kept.status === 400) continue;
    const { id, file_name: fileName, preview } = kept.body as WebFile;
    expect({ preview, isName: /^[^/\\\r\n]+$/.test(fileName) }).toEqual({
      preview: false,
      isName: true,
    });
    const query = { inline: 'true' };
    const { headers } = await eve.send(getWebFile, { params: { fileId: id }, query });
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['content-type']).not.toMatch(/html|xml|svg|script/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['set-cookie']).toBeUndefined();
  }
  // A picture and a page at once is a picture to everybody who is told so.
  const both = Buffer.concat([Buffer.from('GIF89a/*'), Buffer.from(`*/=1;${run}`)]);
  const { body } = await upload('both.gif', 'text/html', both);
  const params = { fileId: (body as WebFile).id };
  const shown = await eve.send(getWebFile, { params, query: { inline: 'true' } });
  expect(shown.headers['content-type']).toBe('image/gif');
  expect(shown.headers['x-content-type-options']).toBe('nosniff');
  expect(shown.headers['content-security-policy']).toContain('sandbox');
  const large = await upload('large.bin', 'image/png', Buffer.alloc(10 * 1024 * 1024 + 1));
  expect(large.status).toBe(413);
});
