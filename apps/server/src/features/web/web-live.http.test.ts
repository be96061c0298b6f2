import { createCaseMerge, createCaseStatusChange } from '@earshot/contract/case-change-contract.ts';
import { listCaseMessages, listCases } from '@earshot/contract/case-contract.ts';
import { updateChannel } from '@earshot/contract/channel-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { deleteWebSession } from '@earshot/contract/web-contract.ts';
import type { WebConversation } from '@earshot/contract/web-conversation-contract.ts';
import type { VisitorState } from '@earshot/contract/live-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openVisitorSocket, type VisitorWire } from '@earshot/testkit/web/open-visitor-socket.ts';
import { makeIdentityToken, openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
const work = app.app.start();
const ruth = await app.signUp();
const chat = await openChat(ruth, { whisper: true });
const silentChat = await openChat(ruth);
const wires: VisitorWire[] = [];
let base: string;

beforeAll(async () => {
  await app.app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.app.server.server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}/api/v1/web`;
});
afterAll(async () => {
  for (const wire of wires) wire.socket.terminate();
  await app.stop();
});

type Hello = Parameters<typeof openVisitorSocket>[1];

async function connect(hello: Hello, key = chat.key, origin?: string | null) {
  const wire = await openVisitorSocket(`${base}/${key}/live`, hello, origin);
  wires.push(wire);
  return wire;
}

async function answer(conversation: WebConversation, text: string) {
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  const { id: caseId } = items.find((one) => one.number === conversation.case_number)!;
  const body = { text, undo_seconds: 0, signature: false, send_anyway: true };
  const message = await ruth.call(createCaseReply, { params: { caseId }, body });
  work.delivery.wake();
  return { caseId, message };
}

const seqs = (wire: VisitorWire, id: string) => wire.messages(id).map(({ seq }) => seq);

describe('a visitor who is connected', () => {
  test('hears an answer at once, and own words in every browser', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Are you there?');
    const wire = await connect({ token: lena.session.token });
    const second = await connect({ token: lena.session.token });
    const ready = await wire.expect('ready');
    expect(ready.conversations.map(({ id }) => id)).toEqual([opened.id]);
    await second.expect('ready');
    await answer(opened, 'Yes.');
    const frame = await wire.expect('messages');
    expect(frame.messages).toMatchObject([{ seq: 2, text: 'Yes.', from: 'agent' }]);
    await lena.say(opened.id, 'Good!');
    await second.expect('messages', ({ messages }) => messages.some(({ seq }) => seq === 3));
    expect(seqs(second, opened.id)).toEqual([2, 3]);
    const state = await wire.expect(
      'conversation',
      ({ conversation: c }) => c.state === 'your_turn',
    );
    expect(state.conversation.id).toBe(opened.id);
  });

  test('gets a conversation that begins while the socket is open', async () => {
    const lena = await visitChat(app, chat);
    const wire = await connect({ token: lena.session.token });
    await wire.expect('ready');
    const opened = await lena.open('Opened later');
    await wire.expect('messages', (frame) => frame.conversation_id === opened.id);
    expect(seqs(wire, opened.id)).toEqual([1]);
    await answer(opened, 'Seen.');
    await wire.expect('messages', ({ messages }) => messages.some(({ seq }) => seq === 2));
  });

  test('resumes without a gap and without anything twice, wherever the line was cut', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('one');
    const have = new Set([1]);
    for (let round = 0; round < 6; round += 1) {
      const last = Math.max(...have);
      const resume = [{ conversation_id: opened.id, after_seq: last }];
      const saying = lena.say(opened.id, `word ${round}`);
      const wire = await connect({ token: lena.session.token, resume });
      if (round % 2 === 0) await wire.expect('ready');
      await answer(opened, `answer ${round}`);
      await saying;
      if (round % 3 !== 2) await pause(20 * round);
      wire.socket.terminate();
      for (const seq of seqs(wire, opened.id)) {
        expect(have.has(seq), `${seq} came twice`).toBe(false);
        expect(have.has(seq - 1), `${seq} came before ${seq - 1}`).toBe(true);
        have.add(seq);
      }
    }
    await work.intake.drain();
    await work.delivery.drain();
    const resume = [{ conversation_id: opened.id, after_seq: Math.max(...have) }];
    const wire = await connect({ token: lena.session.token, resume });
    const all = await lena.read(opened.id);
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, at) => at + 1));
    if (!have.has(13)) {
      await wire.expect('messages', ({ messages }) => messages.some(({ seq }) => seq === 13));
    }
    for (const seq of seqs(wire, opened.id)) have.add(seq);
    expect([...have].toSorted((a, b) => a - b)).toEqual(all.map(({ seq }) => seq));
  });

  test('is told at once how a case ends into which their own was merged just before', async () => {
    const [lena, other] = [await visitChat(app, chat), await visitChat(app, chat)];
    const [opened, kept] = [await lena.open('Two of one matter'), await other.open('The other')];
    const wire = await connect({ token: lena.session.token });
    await wire.expect('ready');
    const { items } = await ruth.call(listCases, { query: { view: 'all' } });
    const [caseId, intoId] = [opened, kept].map(
      (one) => items.find((item) => item.number === one.case_number)!.id,
    ) as [string, string];
    await ruth.call(createCaseMerge, { params: { caseId }, body: { into_case_id: intoId } });
    const ended = { params: { caseId: intoId }, body: { status: 'resolved' as const } };
    await ruth.call(createCaseStatusChange, ended);
    const isEnded = (frame: { conversation: WebConversation }) =>
      frame.conversation.id === opened.id && frame.conversation.state === 'resolved';
    expect((await wire.expect('conversation', isEnded)).conversation.state).toBe('resolved');
  });

  test('is told to end when the session ends', async () => {
    const lena = await visitChat(app, chat);
    const wire = await connect({ token: lena.session.token });
    await wire.expect('ready');
    await lena.send(deleteWebSession);
    await wire.expect('ended');
    expect(await wire.closed).toBe(4401);
  });
});

describe('who types and reads', () => {
  test('is told both ways; whispered words only where the visitor was told', async () => {
    const states: VisitorState[] = [];
    const { hub } = app.app.web;
    const tell = (_accountId: string, some: readonly VisitorState[]) => void states.push(...some);
    const stop = hub.onVisitor({ isThere: () => true, tell });
    for (const [one, words] of [
      [chat, 'My kett'],
      [silentChat, null],
    ] as const) {
      const lena = await visitChat(app, one);
      const opened = await lena.open('Hello');
      const wire = await connect({ token: lena.session.token }, one.key);
      await wire.expect('ready');
      const { caseId, message } = await answer(opened, 'Hi');
      const typing = { type: 'typing', conversation_id: opened.id, typing: true, text: 'My kett' };
      wire.send(typing);
      const seen = (state: VisitorState) => state.case_id === caseId && state.typing;
      await waitFor(() => states.some(seen));
      expect(states.findLast(seen)).toMatchObject({ online: true, text: words });
      await wire.expect('messages');
      wire.send({ type: 'read', conversation_id: opened.id, seq: 2 });
      await waitFor(async () => (await stateOf(caseId))?.read_message_id === message.id);
      // Later than any reading: the delivery is written down just after the chat showed it.
      await waitFor(async () => {
        const { items } = await ruth.call(listCaseMessages, { params: { caseId } });
        const sent = items.find((said) => said.id === message.id)?.deliveries[0]?.sent_at;
        return sent !== null && (await stateOf(caseId))?.read_until === sent;
      });
      hub.tellTyping(ruth.accountId, caseId, { name: 'Ito', typing: true });
      const told = await wire.expect('typing');
      expect(told).toMatchObject({ conversation_id: opened.id, typing: true });
      wire.socket.terminate();
      await waitFor(async () => (await stateOf(caseId))?.online === false);
    }
    stop();
  });

  test('whoever types is called as the channel wants it: the team, or the first name', async () => {
    const byName = await openChat(ruth);
    await ruth.call(updateChannel, {
      params: { channelId: byName.id },
      body: { settings: { case_page_names: 'first_name' } },
    });
    const heard: string[] = [];
    for (const one of [chat, byName]) {
      const lena = await visitChat(app, one);
      const opened = await lena.open('Who is there?');
      const wire = await connect({ token: lena.session.token }, one.key);
      await wire.expect('ready');
      const { caseId } = await answer(opened, 'Me.');
      await wire.expect('messages');
      const who = { name: 'Kenji Ito-Secret', typing: true };
      app.app.web.hub.tellTyping(ruth.accountId, caseId, who);
      heard.push((await wire.expect('typing')).name);
      expect(JSON.stringify(wire.frames)).not.toContain('Ito-Secret');
    }
    expect(heard[0]).not.toContain('Kenji');
    expect(heard[1]).toBe('Kenji');
  });

  test('what a client got counts as delivered, and what it read as read', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Hello');
    const wire = await connect({ token: lena.session.token });
    await wire.expect('ready');
    const { message } = await answer(opened, 'Hi');
    await wire.expect('messages');
    const delivery = async () => {
      const rows = await app.db.withAccount(ruth.accountId, (tx) =>
        tx.db
          .selectFrom('deliveries')
          .select(['state', 'delivered_at', 'read_at'])
          .where('message_id', '=', message.id)
          .execute(),
      );
      return rows[0]!;
    };
    await waitFor(async () => (await delivery()).state === 'sent');
    expect(await delivery()).toMatchObject({ delivered_at: null, read_at: null });
    wire.send({ type: 'received', conversation_id: opened.id, seq: 2 });
    await waitFor(async () => (await delivery()).delivered_at !== null);
    expect((await delivery()).read_at).toBeNull();
    wire.send({ type: 'read', conversation_id: opened.id, seq: 2 });
    await waitFor(async () => (await delivery()).read_at !== null);
  });

  function stateOf(caseId: string) {
    return app.db.withAccount(ruth.accountId, (tx) => app.app.web.hub.stateOf(tx, caseId));
  }
});

describe('somebody who means harm', () => {
  test('gets no socket from a page that is not allowed, nor on a channel that is not there', async () => {
    const refused = connect(null, chat.key, 'https://evil.example');
    await expect(refused).rejects.toThrow('403');
    await expect(connect(null, 'nosuchkey')).rejects.toThrow('404');
  });

  test('with a wrong, ended or foreign token is told to begin anew', async () => {
    const foreign = await visitChat(app, silentChat);
    for (const token of ['x'.repeat(43), foreign.session.token]) {
      const wire = await connect({ token });
      await wire.expect('ended');
      expect(await wire.closed).toBe(4401);
    }
  });

  test.each([
    ['no JSON', '{"type":'],
    ['no frame of ours', '{"type":"shutdown"}'],
    ['a number', '42'],
    ['a list', '[]'],
    ['nothing', ''],
    ['an id that is none', '{"type":"read","conversation_id":"x","seq":1}'],
    ['a number below zero', '{"type":"hello","token":"x","resume":[{"conversation_id":"x"}]}'],
  ])('is closed for sending %s', async (_what, text) => {
    const wire = await connect(null);
    wire.send(text);
    expect(await wire.closed).toBe(1007);
  });

  test('is closed for a frame that is too large, and for too many of them', async () => {
    const large = await connect(null);
    large.send(JSON.stringify({ type: 'hello', token: 'x'.repeat(20_000) }));
    expect(await large.closed).toBe(1009);
    const lena = await visitChat(app, chat);
    const fast = await connect({ token: lena.session.token });
    await fast.expect('ready');
    for (let count = 0; count < 100; count += 1) fast.send({ type: 'pong' });
    expect(await fast.closed).toBe(1008);
  });

  test('hears nothing of the conversations of others, whatever number is asked for', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Only for Ruth');
    const eve = await visitChat(app, chat);
    const resume = [{ conversation_id: opened.id, after_seq: 0 }];
    const wire = await connect({ token: eve.session.token, resume });
    await wire.expect('ready');
    wire.send({ type: 'read', conversation_id: opened.id, seq: 1 });
    wire.send({ type: 'typing', conversation_id: opened.id, typing: true });
    await answer(opened, 'Secret');
    const own = await eve.open('My own');
    await wire.expect('messages', (frame) => frame.conversation_id === own.id);
    expect(wire.messages(opened.id)).toEqual([]);
    expect(JSON.stringify(wire.frames)).not.toContain('Secret');
  });
});

test('the same person hears it in every browser in which the site signed them in', async () => {
  const exp = Math.floor(app.clock.now().getTime() / 1_000) + 600;
  const claims = { sub: 'lena', aud: chat.key, exp };
  const identity_token = makeIdentityToken(chat.identitySecret, claims);
  const one = await visitChat(app, chat, { identity_token });
  const two = await visitChat(app, chat, { identity_token });
  const wire = await connect({ token: two.session.token });
  await wire.expect('ready');
  const opened = await one.open('On my computer');
  const frame = await wire.expect('messages', (it) => it.conversation_id === opened.id);
  expect(frame.messages[0]!.text).toBe('On my computer');
});

async function waitFor(fits: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await fits())) {
    if (Date.now() > until) throw new Error('It did not come about within ten seconds.');
    await pause(20);
  }
}
