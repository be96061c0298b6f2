import {
  createChannelMessage,
  createInboundArrival,
  listChannelMessages,
} from '@earshot/contract/api-channel-contract.ts';
import { getCase, listCaseMessages, listCases } from '@earshot/contract/case-contract.ts';
import {
  createChannel,
  createChannelSecret,
  getReceiptRaw,
  listChannelErrors,
  updateChannel,
} from '@earshot/contract/channel-contract.ts';
import { listMessageVersions } from '@earshot/contract/message-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const stranger = await app.signUp();
const agent = await app.invite(admin, 'agent');
const key = await app.key(admin, ['receipts:write', 'cases:read']);
const weakKey = await app.key(admin, ['cases:read']);
const channel = await admin.call(createChannel, { body: { kind: 'api', name: 'Till' } });
const params = { channelId: channel.id };
beforeAll(() => void app.app.start());

function said(id: string, change: object = {}) {
  return {
    type: 'message' as const,
    id,
    thread: `thread of ${id}`,
    sender: { kind: 'handle' as const, value: 'lena_v', name: 'Lena Vogt' },
    text: 'My kettle died.',
    ...change,
  };
}

async function findMessage(externalId: string) {
  const find = () =>
    app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .selectFrom('messages')
        .select(['id', 'case_id', 'visibility', 'deleted_at', 'receipt_id'])
        .where('external_id', '=', externalId)
        .executeTakeFirst(),
    );
  await expect.poll(find, { timeout: 15_000 }).toBeTruthy();
  return (await find())!;
}

describe('a program with a key', () => {
  test('hands a message in, which becomes a case with its contact', async () => {
    const body = said('first');
    const answer = await key.call(createChannelMessage, { params, body });
    expect(answer).toEqual({ receipt_id: expect.any(String), duplicate: false });
    const again = await key.call(createChannelMessage, { params, body });
    expect(again).toEqual({ ...answer, duplicate: true });
    const { case_id: caseId } = await findMessage('first');
    const { items } = await admin.call(listCases, {});
    expect(items.filter((one) => one.id === caseId)).toMatchObject([
      { contact: { name: 'Lena Vogt' }, status: 'open', preview: 'My kettle died.' },
    ]);
  });

  test('fetches our answers in order, each once', async () => {
    await key.call(createChannelMessage, { params, body: said('asked') });
    const { case_id: caseId } = await findMessage('asked');
    const body = { text: 'We send a new one.', undo_seconds: 0, signature: false };
    const reply = await admin.call(createCaseReply, { params: { caseId }, body });
    const fetchAll = () => key.call(listChannelMessages, { params });
    await expect.poll(async () => (await fetchAll()).items.length, { timeout: 20_000 }).toBe(1);
    const page = await fetchAll();
    expect(page.items).toMatchObject([
      { id: reply.id, thread: 'thread of asked', text: 'We send a new one.', visibility: 'direct' },
    ]);
    const next = await key.call(listChannelMessages, {
      params,
      query: { cursor: page.next_cursor! },
    });
    expect(next).toEqual({ items: [], next_cursor: page.next_cursor });
    const wrong = await key.send(listChannelMessages, { params, query: { cursor: 'nowhere' } });
    expect(wrong.status).toBe(400);
  });

  test('needs the scope, its own account and an API channel', async () => {
    const body = said('nobody');
    expect((await weakKey.send(createChannelMessage, { params, body })).status).toBe(403);
    expect((await agent.send(createChannelMessage, { params, body })).status).toBe(403);
    expect((await agent.send(listChannelMessages, { params })).status).toBe(403);
    expect((await stranger.send(createChannelMessage, { params, body })).status).toBe(404);
    expect((await stranger.send(listChannelMessages, { params })).status).toBe(404);
    expect((await app.nobody.send(createChannelMessage, { params, body })).status).toBe(401);
    const form = await admin.call(createChannel, { body: { kind: 'form', name: 'Form' } });
    const other = { channelId: form.id };
    expect((await key.send(createChannelMessage, { params: other, body })).status).toBe(400);
    const wrong = { ...body, sender: {} };
    expect((await key.send(createChannelMessage, { params, body: wrong })).status).toBe(400);
  });
});

describe('an answer', () => {
  test('is never read by more people than its question', async () => {
    await key.call(createChannelMessage, { params, body: said('private') });
    const open = said('open', { visibility: 'public' });
    await key.call(createChannelMessage, { params, body: open });
    const asked = await findMessage('private');
    const body = { text: 'Here it is.', visibility: 'public' as const };
    const refusal = await admin.refused(createCaseReply, {
      params: { caseId: asked.case_id },
      body,
    });
    expect(refusal.code).toBe('too_visible');
    const { case_id: caseId } = await findMessage('open');
    const published = await admin.call(createCaseReply, { params: { caseId }, body });
    expect(published.visibility).toBe('public');
    const narrower = await admin.call(createCaseReply, {
      params: { caseId },
      body: { text: 'Your address, please?', visibility: 'direct', send_anyway: true },
    });
    expect(narrower.visibility).toBe('direct');
  });

  test('that the channel cannot carry is refused with what to do', async () => {
    await key.call(createChannelMessage, { params, body: said('long') });
    const { case_id: caseId } = await findMessage('long');
    const body = { text: 'x'.repeat(100_001) };
    const refusal = await admin.refused(createCaseReply, { params: { caseId }, body });
    expect(refusal.fields).toMatchObject([
      { path: 'body.text', message: expect.stringContaining('carries 100000') },
    ]);
  });
});

describe('an answer that a program fetched', () => {
  test('is shown as delivered, then as read, when the program says so', async () => {
    await key.call(createChannelMessage, { params, body: said('far') });
    const { case_id: caseId } = await findMessage('far');
    const body = { text: 'Your kettle is on its way.', undo_seconds: 0 };
    const { id } = await admin.call(createCaseReply, { params: { caseId }, body });
    const fetched = async () =>
      (await key.call(listChannelMessages, { params })).items.map((one) => one.id);
    await expect.poll(fetched, { timeout: 15_000 }).toContain(id);
    const shown = async () => {
      const { items } = await admin.call(listCaseMessages, { params: { caseId } });
      return items.find((one) => one.id === id)!.deliveries;
    };
    expect(await shown()).toMatchObject([{ state: 'sent', delivered_at: null, read_at: null }]);
    const at = app.clock.now().toISOString();
    const delivered = {
      type: 'delivery' as const,
      provider_id: id,
      state: 'delivered' as const,
      at,
    };
    await key.call(createChannelMessage, { params, body: delivered });
    await expect.poll(shown, { timeout: 15_000 }).toMatchObject([{ delivered_at: at }]);
    const reading = { type: 'reading' as const, thread: 'thread of far', up_to: id, at };
    await key.call(createChannelMessage, { params, body: reading });
    await expect.poll(shown, { timeout: 15_000 }).toMatchObject([{ read_at: at }]);
  });
});

describe('what its sender took back', () => {
  test('is read again only by few, and each look is written down', async () => {
    await key.call(createChannelMessage, { params, body: said('regretted') });
    const { id: messageId } = await findMessage('regretted');
    const gone = { type: 'deletion' as const, id: 'regretted', thread: 'thread of regretted' };
    const body = { ...gone, at: new Date().toISOString() };
    await key.call(createChannelMessage, { params, body });
    await expect
      .poll(async () => (await findMessage('regretted')).deleted_at, { timeout: 15_000 })
      .not.toBeNull();
    const { case_id: caseId } = await findMessage('regretted');
    const shown = await admin.call(getCase, { params: { caseId } });
    expect([shown.subject, shown.preview]).toEqual(['–', '']);
    const look = { params: { messageId } };
    expect((await agent.send(listMessageVersions, look)).status).toBe(403);
    expect((await stranger.send(listMessageVersions, look)).status).toBe(404);
    const { items } = await admin.call(listMessageVersions, look);
    expect(items).toMatchObject([{ text: 'My kettle died.' }]);
    const { receipt_id: receiptId } = await findMessage('regretted');
    const raw = { params: { receiptId: receiptId! } };
    expect((await agent.send(getReceiptRaw, raw)).status).toBe(403);
    expect((await stranger.send(getReceiptRaw, raw)).status).toBe(404);
    expect((await admin.send(getReceiptRaw, raw)).raw.toString()).toContain('My kettle died.');
    const audited = await app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .selectFrom('audit_entries')
        .select('action')
        .where('subject_id', '=', messageId)
        .orderBy('id')
        .execute(),
    );
    expect(audited.map((one) => one.action)).toEqual([
      'message.deleted_by_sender',
      'message.deleted_words_read',
      'message.deleted_words_read',
    ]);
  });
});

describe('a channel', () => {
  test('tells a secret once, and what went wrong last', async () => {
    const secret = { params, body: { kind: 'inbound' as const } };
    expect((await agent.send(createChannelSecret, secret)).status).toBe(403);
    const made = await admin.call(createChannelSecret, secret);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const identity = { params, body: { kind: 'identity' as const } };
    expect((await admin.send(createChannelSecret, identity)).status).toBe(400);
    const channelKey = { channelKey: channel.address };
    const unsigned = { params: channelKey, body: said('unsigned') };
    expect((await app.nobody.send(createInboundArrival, unsigned)).status).toBe(401);
    const nowhere = { params: { channelKey: 'nowhere_1' }, body: said('x') };
    expect((await app.nobody.send(createInboundArrival, nowhere)).status).toBe(404);
    const { items } = await admin.call(listChannelErrors, { params });
    expect(items).toMatchObject([
      { code: 'unsigned', words: expect.stringContaining('webhook-id') },
    ]);
    expect((await stranger.send(listChannelErrors, { params })).status).toBe(404);
    expect((await agent.send(listChannelErrors, { params })).status).toBe(403);
  });

  test('tells its secrets as libraries for Standard Webhooks take them', async () => {
    const { secret } = await admin.call(createChannelSecret, { params, body: { kind: 'inbound' } });
    const [prefix, base64 = ''] = secret.split('_');
    expect(prefix).toBe('whsec');
    const bytes = Buffer.from(JSON.stringify(said('by a library')));
    const timestamp = String(Math.floor(app.clock.now().getTime() / 1_000));
    const signed = createHmac('sha256', Buffer.from(base64, 'base64'));
    const signature = signed.update(`library-1.${timestamp}.`).update(bytes).digest('base64');
    const answer = await app.nobody.request({
      method: 'POST',
      path: createInboundArrival.path.replace('{channelKey}', channel.address),
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'library-1',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body: bytes,
    });
    expect(answer.status).toBe(202);
    const out = await admin.call(createChannelSecret, { params, body: { kind: 'outbound' } });
    expect(out.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  test('that takes only signed messages refuses unsigned ones, also with a key', async () => {
    const strict = await admin.call(createChannel, {
      body: { kind: 'api', name: 'Strict', api: { signed_only: true } },
    });
    const to = { channelId: strict.id };
    const refusal = await key.refused(createChannelMessage, { params: to, body: said('x') });
    expect(refusal.code).toBe('arrival_refused');
    await admin.call(updateChannel, { params: to, body: { disabled: true } });
    const off = await key.refused(createChannelMessage, { params: to, body: said('x') });
    expect(off.code).toBe('channel_disabled');
  });

  test('keeps parts of other kinds out', async () => {
    const wrong = await admin.send(createChannel, {
      body: { kind: 'api', name: 'X', address: 'a@b.example', web: { title: 'Hello' } },
    });
    expect(wrong.status).toBe(400);
    const chat = await admin.call(createChannel, {
      body: { kind: 'chat', name: 'Shop', web: { allowed_origins: ['https://shop.example'] } },
    });
    expect(chat).toMatchObject({
      kind: 'chat',
      page_url: expect.stringContaining(`/chat/${chat.address}`),
      script_tag: expect.stringContaining(`data-channel="${chat.address}"`),
      verified_by: 'own_protocol',
      web: { allowed_origins: ['https://shop.example'], questions: [] },
    });
    const body = { web: { continue_by_channel_id: channel.id } };
    const update = await admin.send(updateChannel, { params: { channelId: chat.id }, body });
    expect(update.status).toBe(400);
  });
});
