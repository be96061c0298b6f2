import { getWebConversation } from '@earshot/contract/web-conversation-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, expect, test } from 'vitest';
import { attackPayloads } from '../../../../../test/e2e/attack-payloads.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const work = app.app.start();
const ruth = await app.signUp();
const questions = [
  { key: 'name', kind: 'name', label: 'Your name?' },
  { key: 'more', kind: 'long_text', label: 'More?' },
];
/** What no text can hold, or what is longer than a message, is refused as a whole. */
const isRefused = (text: string) =>
  text.includes('\u0000') || text.trim() === '' || text.length > 10_000;
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
