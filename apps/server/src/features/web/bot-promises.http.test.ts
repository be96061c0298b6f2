import { getCase, listCases } from '@earshot/contract/case-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { createWebPersonRequest } from '@earshot/contract/web-conversation-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const work = app.app.start();
const ruth = await app.signUp();
const bot = await app.key(ruth);
const chat = await openChat(ruth, { bot: { name: 'Falk helper' } });

async function write() {
  const visitor = await visitChat(app, chat);
  const opened = await visitor.open('Does the lid fit the Aria?');
  await work.consumers.settle();
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  const caseId = items.find((one) => one.number === opened.case_number)!.id;
  const reply = (who: Pick<typeof bot, 'call'>, more: Record<string, unknown> = {}) =>
    who.call(createCaseReply, {
      params: { caseId },
      body: { text: 'It fits every kettle.', undo_seconds: 0, send_anyway: true, ...more },
    });
  const see = () => ruth.call(getCase, { params: { caseId } });
  const kept = async () =>
    (await see()).promises.map(({ kind, kept_at: at }) => [kind, at !== null]);
  return { caseId, visitor, opened, reply, see, kept };
}

describe('a first answer that was promised', () => {
  test('is still owed after a bot said something, and kept by the person who answers', async () => {
    const { reply, kept, see } = await write();
    expect(await kept()).toEqual([['first_answer', false]]);
    await reply(bot);
    expect(await kept()).toEqual([['first_answer', false]]);
    expect((await see()).first_answered_at).toBeNull();
    await reply(ruth);
    expect((await kept())[0]).toEqual(['first_answer', true]);
    expect((await see()).first_answered_at).not.toBeNull();
  });

  test('is kept by a bot that settles the matter', async () => {
    const { reply, kept } = await write();
    await reply(bot, { status: 'resolved' });
    expect((await kept())[0]).toEqual(['first_answer', true]);
  });

  test('is kept by a program once people have the word', async () => {
    const { visitor, opened, reply, kept } = await write();
    const params = { conversationId: opened.id };
    expect((await visitor.send(createWebPersonRequest, { params })).status).toBe(204);
    await reply(bot);
    expect((await kept())[0]).toEqual(['first_answer', true]);
  });
});
