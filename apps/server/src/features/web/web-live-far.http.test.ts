import { listCases } from '@earshot/contract/case-contract.ts';
import { updateChannel } from '@earshot/contract/channel-contract.ts';
import type { VisitorState } from '@earshot/contract/live-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { type Caller, createCaller } from '@earshot/testkit/http/call-operation.ts';
import { startSecondApp } from '@earshot/testkit/http/start-second-app.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openVisitorSocket, type VisitorWire } from '@earshot/testkit/web/open-visitor-socket.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Two servers on one database; visitors are connected to the first one.
const first = await startTestApp();
first.app.start();
const second = await startSecondApp(first);
const ruth = await first.signUp();
const ruthThere = createCaller(second.app.server, ruth.credentials);
const chat = await openChat(ruth, { whisper: true });
const wires: VisitorWire[] = [];
const patience = { timeout: 15_000, interval: 20 };
let url: string;

beforeAll(async () => {
  await ruth.call(updateChannel, {
    params: { channelId: chat.id },
    body: { settings: { case_page_names: 'first_name' } },
  });
  await first.app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = first.app.server.server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/api/v1/web/${chat.key}/live`;
});
afterAll(async () => {
  for (const wire of wires) wire.socket.terminate();
  await second.stop();
  await first.stop();
});

type Hello = Parameters<typeof openVisitorSocket>[1];

async function connect(hello: Hello): Promise<VisitorWire> {
  const wire = await openVisitorSocket(url, hello);
  wires.push(wire);
  await wire.expect('ready');
  return wire;
}

async function findCaseId(number: number | null): Promise<string> {
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  return items.find((one) => one.number === number)!.id;
}

async function answer(caller: Caller, caseId: string, text: string): Promise<void> {
  const body = { text, undo_seconds: 0, signature: false, send_anyway: true };
  await caller.call(createCaseReply, { params: { caseId }, body });
  second.work.delivery.wake();
}

const seqs = (wire: VisitorWire, id: string) => wire.messages(id).map(({ seq }) => seq);

test('a visitor hears what an agent says and types at another server, each thing once', async () => {
  const lena = await visitChat(first, chat);
  const opened = await lena.open('Is somebody there?');
  const wire = await connect({ token: lena.session.token });
  const caseId = await findCaseId(opened.case_number);
  const who = { name: 'Ruth Weber', typing: true };
  second.app.web.hub.tellTyping(ruth.accountId, caseId, who);
  const typing = await wire.expect('typing');
  expect(typing).toMatchObject({ conversation_id: opened.id, name: 'Ruth', typing: true });
  second.app.web.hub.tellTyping(ruth.accountId, caseId, { ...who, typing: false });
  await wire.expect('typing', (frame) => !frame.typing);
  for (const [index, text] of ['Yes.', 'How can I help?', 'Tell me.'].entries()) {
    await answer(ruthThere, caseId, text);
    await wire.expect('messages', ({ messages }) => messages.some(({ seq }) => seq === index + 2));
  }
  expect(wire.messages(opened.id).map(({ text }) => text)).toEqual([
    'Yes.',
    'How can I help?',
    'Tell me.',
  ]);
  expect(seqs(wire, opened.id)).toEqual([2, 3, 4]);
});

test('an agent at another server sees that the visitor types and leaves', async () => {
  const states: VisitorState[] = [];
  const tell = (_accountId: string, some: readonly VisitorState[]) => void states.push(...some);
  const stop = second.app.web.hub.onVisitor({ isThere: () => true, tell });
  const lena = await visitChat(first, chat);
  const opened = await lena.open('Hello');
  const wire = await connect({ token: lena.session.token });
  const caseId = await findCaseId(opened.case_number);
  const own = () => states.filter((state) => state.case_id === caseId);
  wire.send({ type: 'typing', conversation_id: opened.id, typing: true, text: 'My kett' });
  await vi.waitFor(() => {
    expect(own().at(-1)).toMatchObject({ online: true, typing: true, text: 'My kett' });
  }, patience);
  wire.socket.terminate();
  await vi.waitFor(() => expect(own().at(-1)?.online).toBe(false), patience);
  stop();
});

test('who reads too slowly is closed, and resumes without a gap and without anything twice', async () => {
  const lena = await visitChat(first, chat);
  const opened = await lena.open('I have a bad line');
  const wire = await connect({ token: lena.session.token });
  const { hub } = first.app.web;
  const caseId = await findCaseId(opened.case_number);
  await answer(ruth, caseId, 'Two.');
  await wire.expect('messages');
  wire.socket.pause();
  await answer(ruth, caseId, 'Three.');
  // What the system keeps for a slow reader comes first, then what the server may keep.
  const who = { name: 'R'.repeat(1024 * 1024), typing: true };
  const until = Date.now() + patience.timeout;
  while (hub.isOpen(opened.id) && Date.now() < until) {
    hub.tellTyping(ruth.accountId, caseId, who);
    await pause(20);
  }
  expect(hub.isOpen(opened.id)).toBe(false);
  await answer(ruth, caseId, 'Four.');
  wire.socket.resume();
  expect(await wire.closed).toBe(1006);
  const had = seqs(wire, opened.id);
  const resume = [{ conversation_id: opened.id, after_seq: had.at(-1)! }];
  const back = await connect({ token: lena.session.token, resume });
  await vi.waitFor(() => expect(seqs(back, opened.id).at(-1)).toBe(4), patience);
  await answer(ruth, caseId, 'Five.');
  await back.expect('messages', ({ messages }) => messages.some(({ seq }) => seq === 5));
  expect([...had, ...seqs(back, opened.id)]).toEqual([2, 3, 4, 5]);
});
