import { createChannel } from '@earshot/contract/channel-contract.ts';
import { createCaseReading, getCase, listCases } from '@earshot/contract/case-contract.ts';
import { getContact } from '@earshot/contract/contact-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import {
  createWebConversation,
  createWebEnding,
  createWebMessage,
  createWebPersonRequest,
  createWebReading,
  getWebConversation,
  listWebConversations,
  listWebMessages,
  type WebConversation,
  type WebMessage,
} from '@earshot/contract/web-conversation-contract.ts';
import { createWebUpload, getWebFile, type WebFile } from '@earshot/contract/web-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import {
  makeIdentityToken,
  openChat,
  type TestVisitor,
  visitChat,
} from '@earshot/testkit/web/visit-chat.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const work = app.app.start();
const ruth = await app.signUp();
const mailbox = await ruth.call(createChannel, {
  body: { kind: 'email', address: 'service@falk.example' },
});
const chat = await openChat(ruth, {
  continue_by_channel_id: mailbox.id,
  questions: [
    { key: 'mail', kind: 'email', label: 'Your address?', purpose: 'To answer you there.' },
    { key: 'topic', kind: 'choice', label: 'What about?', choices: ['Order', 'Repair'] },
  ],
});
const nordwind = await app.signUp();
const otherChat = await openChat(nordwind);

async function caseOf(conversation: WebConversation) {
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  const found = items.find((one) => one.number === conversation.case_number);
  if (!found) throw new Error('There is no such case.');
  return found;
}

async function answer(conversation: WebConversation, text: string, more = {}) {
  const { id: caseId } = await caseOf(conversation);
  const message = await ruth.call(createCaseReply, {
    params: { caseId },
    body: { text, undo_seconds: 0, ...more },
  });
  await work.delivery.drain();
  return message;
}

const texts = (messages: readonly WebMessage[]) => messages.map(({ seq, text }) => [seq, text]);

describe('a conversation', () => {
  test('begins a case with a promise, and the answer stands in it at once', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('My kettle does not switch off.', {
      answers: { mail: 'lena@vogt.example', topic: 'Repair' },
    });
    expect(opened).toMatchObject({
      subject: 'My kettle does not switch off.',
      state: 'our_turn',
      last_seq: 1,
      served_by: 'people',
      continues_by_mail: 'l…@vogt.example',
    });
    expect(opened.case_number).toBeGreaterThan(0);
    expect(opened.promise?.words).toMatch(/answer/i);
    expect(texts(opened.messages)).toEqual([[1, 'My kettle does not switch off.']]);
    const matter = await caseOf(opened);
    expect(matter.channel_kind).toBe('chat');
    const params = { contactId: matter.contact!.id };
    const { points } = await ruth.call(getContact, { params });
    expect(points.map(({ kind, source }) => [kind, source.name])).toContainEqual([
      'email',
      'Shop chat',
    ]);
    await answer(opened, 'Please unplug it.');
    const read = await lena.read(opened.id);
    expect(texts(read)).toEqual([
      [1, 'My kettle does not switch off.'],
      [2, 'Please unplug it.'],
    ]);
    expect(read[1]).toMatchObject({ from: 'agent', channel: 'chat', client_id: null });
    await ruth.call(createCaseReading, { params: { caseId: matter.id } });
    const after = (await lena.send(getWebConversation, { params: { conversationId: opened.id } }))
      .body as WebConversation;
    expect(after).toMatchObject({ state: 'your_turn', unread: 1, last_seq: 2, agent_read_seq: 2 });
  });

  test('keeps a promise on chat as on mail', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('When does it come?');
    const matter = await caseOf(opened);
    const before = await ruth.call(getCase, { params: { caseId: matter.id } });
    expect(before.promises).toMatchObject([{ kind: 'first_answer', state: 'open' }]);
    await answer(opened, 'Tomorrow.');
    const after = await ruth.call(getCase, { params: { caseId: matter.id } });
    const answers = after.promises.filter(({ kind }) => kind === 'first_answer');
    expect(answers.map(({ state }) => state)).toEqual(['kept']);
  });

  test('sent twice is one, and so is a message sent twice, also with other bytes', async () => {
    const lena = await visitChat(app, chat);
    const client_id = randomUUID();
    const [one, two] = await Promise.all([
      lena.open('Only once', { client_id }),
      lena.open('Only once', { client_id }),
    ]);
    expect(one.id).toBe(two.id);
    const again = randomUUID();
    const sent = await Promise.all([
      lena.say(one.id, 'Twice', { client_id: again }),
      lena.say(one.id, 'Twice', { client_id: again }),
      lena.say(one.id, 'Twice, other words', { client_id: again }),
    ]);
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    await work.intake.drain();
    const read = await lena.read(one.id);
    expect(read.map(({ seq }) => seq)).toEqual([1, 2]);
    const { items } = await ruth.call(listCases, { query: { view: 'all' } });
    expect(items.filter(({ subject }) => subject === 'Only once')).toHaveLength(1);
  });

  test('numbers what is said without a gap, whoever says it and however fast', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('one');
    for (const word of ['two', 'three', 'four']) await lena.say(opened.id, word);
    await answer(opened, 'five', { send_anyway: true });
    const both = ['six', 'seven', 'eight', 'nine'].map((word) => lena.say(opened.id, word));
    await Promise.all(both);
    await work.intake.drain();
    const read = await lena.read(opened.id);
    expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(texts(read).slice(0, 5)).toEqual(
      ['one', 'two', 'three', 'four', 'five'].map((word, index) => [index + 1, word]),
    );
    expect(texts(await lena.read(opened.id, 7))).toHaveLength(2);
    const page = await lena.send(listWebMessages, {
      params: { conversationId: opened.id },
      query: { before_seq: 4, limit: 2 },
    });
    expect(texts((page.body as { items: WebMessage[] }).items)).toEqual([
      [2, 'two'],
      [3, 'three'],
    ]);
  });

  test('carries files both ways, and a message that is sent later leaves no gap', async () => {
    const lena = await visitChat(app, chat);
    const bytes = Buffer.from('receipt of the kettle');
    const uploaded = await lena.send(createWebUpload, {
      query: { file_name: 'receipt.txt', mime_type: 'text/plain' },
      body: bytes,
    });
    const { id } = uploaded.body as WebFile;
    const opened = await lena.open('', { file_ids: [id], subject: 'A receipt' });
    expect(opened.messages[0]!.files).toMatchObject([
      { file_name: 'receipt.txt', mime_type: 'text/plain', size_bytes: bytes.length },
    ]);
    const fileId = opened.messages[0]!.files[0]!.id;
    const file = await lena.send(getWebFile, { params: { fileId } });
    expect(file.raw).toEqual(bytes);
    const stranger = await visitChat(app, chat);
    expect((await stranger.send(getWebFile, { params: { fileId } })).status).toBe(404);
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    await answer(opened, 'Later', { send_at: soon });
    await lena.say(opened.id, 'And?');
    expect((await lena.read(opened.id)).map(({ seq, text }) => [seq, text])).toEqual([
      [1, ''],
      [2, 'And?'],
    ]);
  });

  test('is read and is solved by the visitor’s own word', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Where is the filter?');
    await answer(opened, 'Below the lid.', { status: 'resolved' });
    const params = { conversationId: opened.id };
    const seen = { params, body: { seq: 2 } };
    expect((await lena.send(createWebReading, seen)).status).toBe(204);
    expect((await lena.send(createWebReading, { params, body: { seq: 99 } })).status).toBe(204);
    const read = (await lena.send(getWebConversation, { params })).body as WebConversation;
    expect(read).toMatchObject({ read_seq: 2, unread: 0, state: 'resolved' });
    const not = await lena.send(createWebEnding, { params, body: { solved: false } });
    expect(not.body).toMatchObject({ state: 'your_turn' });
    const solved = await lena.send(createWebEnding, { params, body: { solved: true } });
    expect(solved.body).toMatchObject({ state: 'resolved' });
  });

  test('can ask for a person at any time', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Is somebody there?');
    const asked = await lena.send(createWebPersonRequest, {
      params: { conversationId: opened.id },
    });
    expect(asked.status).toBe(204);
  });
});

describe('questions before the first word', () => {
  test.each([
    ['an address that is none', { mail: 'not an address' }],
    ['a choice that is not offered', { topic: 'Everything' }],
    ['what nobody asked', { salary: '1000' }],
    ['a property of every object', { constructor: 'x' }],
  ])('refuse %s', async (_what, answers) => {
    const lena = await visitChat(app, chat);
    const body = { client_id: randomUUID(), text: 'Hello', answers };
    const refused = await lena.send(createWebConversation, { body });
    expect(refused.status).toBe(400);
    expect((await lena.send(listWebConversations)).body).toEqual({ items: [] });
  });
});

describe('somebody else', () => {
  let lena: TestVisitor;
  let opened: WebConversation;

  test('neither reads nor writes nor marks a conversation that is not theirs', async () => {
    lena = await visitChat(app, chat);
    opened = await lena.open('Only for you');
    const params = { conversationId: opened.id };
    const eve = await visitChat(app, chat);
    const calls = [
      eve.send(getWebConversation, { params }),
      eve.send(listWebMessages, { params }),
      eve.say(opened.id, 'I am Lena'),
      eve.send(createWebReading, { params, body: { seq: 1 } }),
      eve.send(createWebPersonRequest, { params }),
      eve.send(createWebEnding, { params, body: { solved: true } }),
    ];
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
    const nobody = await app.nobody.send(listWebMessages, {
      params: { channelKey: chat.key, ...params },
    });
    expect(nobody.status).toBe(401);
    const never = await eve.send(getWebConversation, { params: { conversationId: randomUUID() } });
    expect(never.status).toBe(404);
    expect((await eve.send(listWebConversations)).body).toEqual({ items: [] });
  });

  test('of another organisation does not either', async () => {
    const foreign = await visitChat(app, otherChat);
    const params = { conversationId: opened.id };
    expect((await foreign.send(getWebConversation, { params })).status).toBe(404);
    const crossed = await foreign.send(getWebConversation, {
      params: { ...params, channelKey: chat.key },
    });
    expect(crossed.status).toBe(401);
  });

  test('does not make a conversation theirs by the id a client would choose', async () => {
    const client_id = randomUUID();
    const mine = await lena.open('Mine', { client_id });
    const eve = await visitChat(app, chat);
    const theirs = await eve.open('Theirs', { client_id });
    expect(theirs.id).not.toBe(mine.id);
  });

  test('cannot hang a file of the visitor on a message', async () => {
    const upload = await lena.send(createWebUpload, {
      query: { file_name: 'a.txt' },
      body: Buffer.from('mine'),
    });
    const eve = await visitChat(app, chat);
    const body = {
      client_id: randomUUID(),
      text: 'Look',
      file_ids: [(upload.body as WebFile).id],
    };
    expect((await eve.send(createWebConversation, { body })).status).toBe(400);
  });
});

test('who signs in goes on with what the same browser wrote, in every browser', async () => {
  const before = await visitChat(app, chat);
  const opened = await before.open('Written before signing in');
  const exp = Math.floor(app.clock.now().getTime() / 1_000) + 600;
  const claims = { sub: 'aydin', aud: chat.key, exp, name: 'Mr. Aydin' };
  const identity_token = makeIdentityToken(chat.identitySecret, claims);
  const phone = await visitChat(app, chat, { identity_token });
  expect((await phone.send(listWebConversations)).body).toEqual({ items: [] });
  const { token } = before.session;
  const signedIn = await visitChat(app, chat, { identity_token, token });
  const list = async (visitor: TestVisitor) =>
    ((await visitor.send(listWebConversations)).body as { items: WebConversation[] }).items;
  expect((await list(signedIn)).map(({ id }) => id)).toEqual([opened.id]);
  expect((await list(phone)).map(({ id }) => id)).toEqual([opened.id]);
  expect((await before.send(listWebConversations)).status).toBe(401);
  expect((await phone.say(opened.id, 'From my phone')).status).toBe(202);
  // Somebody else on the same computer afterwards gets nothing of it.
  const claimsOfRosa = { ...claims, sub: 'rosa', name: 'Rosa' };
  const rosa = await visitChat(app, chat, {
    token: signedIn.session.token,
    identity_token: makeIdentityToken(chat.identitySecret, claimsOfRosa),
  });
  expect(await list(rosa)).toEqual([]);
});

test('a flood of messages is refused before it is stored, and says for how long', async () => {
  const lena = await visitChat(app, chat);
  const opened = await lena.open('Flood');
  const sent = await Promise.all(
    Array.from({ length: 60 }, (_, index) => lena.say(opened.id, `drop ${index}`)),
  );
  const refused = sent.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
  await work.intake.drain();
  const kept = sent.filter(({ status }) => status === 202).length;
  expect(await lena.read(opened.id, 0)).toHaveLength(kept + 1);
});

test('an empty message, a huge one and one that is no JSON are refused', async () => {
  const lena = await visitChat(app, chat);
  const opened = await lena.open('Hello');
  expect((await lena.say(opened.id, '   ')).status).toBe(400);
  expect((await lena.say(opened.id, 'x'.repeat(10_001))).status).toBe(400);
  expect((await lena.say(opened.id, 'nul \u0000 byte')).status).toBe(400);
  expect((await lena.say(opened.id, 'x', { client_id: '../../x/y' })).status).toBe(400);
  const path = `/api/v1/web/${chat.key}/conversations/${opened.id}/messages`;
  const authorization = `Bearer ${lena.session.token}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const broken = await app.nobody.request({ method: 'POST', path, headers, body: '{"text":' });
  expect(broken.status).toBe(400);
  const proto = '{"client_id":"abcdefgh","text":"x","__proto__":{"a":1}}';
  const poisoned = await app.nobody.request({ method: 'POST', path, headers, body: proto });
  expect(poisoned.status).toBe(400);
  expect(await lena.read(opened.id)).toHaveLength(1);
  expect((await lena.send(createWebMessage, { params: { conversationId: 'x' } })).status).toBe(400);
});

describe('a program that answers with its key', () => {
  test('is a bot to the visitor, offers answers as buttons and is there at once', async () => {
    const robot = await app.key(ruth, ['cases:read', 'cases:write']);
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Where is my order?');
    const params = { caseId: (await caseOf(opened)).id };
    const quick_replies = ['On its way', 'Not sent yet'];
    const body = { text: 'What does the page say?', signature: false, quick_replies };
    await robot.call(createCaseReply, { params, body });
    await work.delivery.drain();
    expect(
      (await lena.read(opened.id, 1)).map(({ from, quick_replies: offered }) => [from, offered]),
    ).toEqual([['bot', quick_replies]]);
    await answer(opened, 'I look at it.');
    expect(
      (await lena.read(opened.id, 2)).map(({ from, quick_replies: offered }) => [from, offered]),
    ).toEqual([['agent', []]]);
  });

  test('is as fast as an agent who names no time to take an answer back', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('Are you there?');
    await answer(opened, 'Yes.', { undo_seconds: undefined });
    expect(texts(await lena.read(opened.id, 1))).toEqual([[2, 'Yes.']]);
  });
});
