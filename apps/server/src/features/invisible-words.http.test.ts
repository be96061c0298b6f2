import { createChannelMessage } from '@earshot/contract/api-channel-contract.ts';
import { createCaseTransfer } from '@earshot/contract/case-change-contract.ts';
import { createChannel } from '@earshot/contract/channel-contract.ts';
import type { OperationShape } from '@earshot/contract/operation.ts';
import { createCasePromise } from '@earshot/contract/promise-contract.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import { createCaseSeat } from '@earshot/contract/seat-contract.ts';
import { createCaseTask } from '@earshot/contract/task-contract.ts';
import { createWebFormStamp, createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { openDesk, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const desk = await openDesk(app);
const open = await seedCase(app.db, {
  accountId: desk.accountId,
  channelId: desk.channelId,
  teamId: desk.serviceTeamId,
});
const params = { caseId: open.caseId };
/** Zero-width space, joiner, word joiner, Hangul filler, direction, soft hyphen. */
const nothing = '\u200b \u200d\u2060\u3164\u202e\u00ad';

const problem = (path: string) => ({
  code: 'invalid',
  fields: [{ path, message: expect.stringMatching(/^Write something/) }],
});

describe('words that nobody can see', () => {
  test('are no message of a visitor, first or later', async () => {
    const questions = [{ key: 'name', kind: 'name' as const, label: 'Name?', required: true }];
    const chat = await openChat(desk.admin, { questions });
    const lena = await visitChat(app, chat);
    await expect(lena.open(nothing, { answers: { name: 'Lena' } })).rejects.toThrow(/400|invalid/i);
    await expect(lena.open('Hi', { answers: { name: nothing } })).rejects.toThrow(/400|invalid/i);
    const opened = await lena.open('My kettle.', { answers: { name: 'Lena' } });
    const said = await lena.say(opened.id, nothing);
    expect(said.status).toBe(400);
    expect(said.headers['content-type']).toContain('application/problem+json');
    expect(said.body).toMatchObject(problem('body.text'));
  });

  test('are nothing sent by a form', async () => {
    const form = await desk.admin.call(createChannel, { body: { kind: 'form', name: 'Contact' } });
    const to = { channelKey: form.address };
    const { stamp } = await app.nobody.call(createWebFormStamp, { params: to });
    app.clock.advance(10_000);
    const sent = { params: to, body: { stamp, text: nothing } };
    expect(await app.nobody.refused(createWebSubmission, sent)).toMatchObject(problem('body.text'));
  });

  test('are nothing that a program hands in, as text or as HTML; with a file it is', async () => {
    const api = await desk.admin.call(createChannel, { body: { kind: 'api', name: 'Till' } });
    const said = (id: string, change: object) => ({
      params: { channelId: api.id },
      body: {
        type: 'message' as const,
        id,
        thread: id,
        sender: { kind: 'handle' as const, value: 'lena_v' },
        ...change,
      },
    });
    for (const change of [{}, { text: nothing }, { html: '<p>&#8203;</p>' }]) {
      const refusal = await desk.admin.refused(createChannelMessage, said('empty', change));
      expect(refusal).toMatchObject(problem('body.text'));
    }
    const file = { file_name: 'a.txt', mime_type: 'text/plain', content_base64: 'aGk=' };
    await desk.admin.call(createChannelMessage, said('file', { text: nothing, files: [file] }));
    await desk.admin.call(createChannelMessage, said('html', { html: '<p>Hi</p>' }));
  });

  test.each<[string, OperationShape, Record<string, unknown>, string]>([
    ['answer', replies.createCaseReply, { text: nothing }, 'text'],
    ['answer in HTML', replies.createCaseReply, { html: '<p>&#8203;</p>' }, 'text'],
    ['note', replies.createCaseNote, { text: nothing }, 'text'],
    ['question', createCaseSeat, { address: 'a@b.example', question: nothing }, 'question'],
    ['task', createCaseTask, { title: nothing }, 'title'],
    ['promise', createCasePromise, { words: nothing, due_at: '2099-01-01T10:00:00Z' }, 'words'],
    ['notice', createCaseTransfer, { to_team_id: null, contact_text: nothing }, 'contact_text'],
  ])('are no %s of a colleague', async (_what, operation, body, field) => {
    const refusal = await desk.ito.send(operation, { params, body });
    expect(refusal.body).toMatchObject(problem(`body.${field}`));
  });
});
