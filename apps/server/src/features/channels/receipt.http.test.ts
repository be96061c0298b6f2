import {
  createChannel,
  createMailImport,
  createReceiptRetry,
  getReceipt,
  getReceiptRaw,
  listReceipts,
  updateChannel,
} from '@earshot/contract/channel-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const stranger = await app.signUp();
const supervisor = await app.invite(admin, 'supervisor');
const agent = await app.invite(admin, 'agent');
const colleague = await app.invite(admin, 'colleague');
const key = await app.key(admin, ['receipts:read', 'receipts:write']);
const channel = await admin.call(createChannel, { body: { address: 'support@falk.example' } });
const other = await admin.call(createChannel, { body: { address: 'presse@falk.example' } });
const params = { channelId: channel.id };

function mail(subject: string): Buffer {
  const lines = ['From: lena@vogt.example', `Subject: ${subject}`, '', 'Hallo \u0000 \u00FF'];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

async function bringIn(subject: string, channelId = channel.id) {
  return key.call(createMailImport, { params: { channelId }, query: {}, body: mail(subject) });
}

describe('a program hands a mail in', () => {
  test('and gets the very bytes back', async () => {
    const { receipt, duplicate } = await bringIn('one');
    const raw = mail('one');
    expect(duplicate).toBe(false);
    expect(receipt).toMatchObject({
      channel_id: channel.id,
      source: 'import',
      state: 'stored',
      size_bytes: raw.length,
      sha256: createHash('sha256').update(raw).digest('hex'),
    });
    const answer = await key.send(getReceiptRaw, { params: { receiptId: receipt.id } });
    expect(answer.raw.equals(raw)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${receipt.id}.eml"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  test('twice, and it is one receipt that counts how often', async () => {
    const first = await bringIn('twice');
    const second = await bringIn('twice');
    expect(second.duplicate).toBe(true);
    expect(second.receipt.id).toBe(first.receipt.id);
    expect(second.receipt.seen_count).toBe(2);
  });

  test('[L2] to two of our addresses, and each has its receipt', async () => {
    const first = await bringIn('both');
    const second = await bringIn('both', other.id);
    expect(second.duplicate).toBe(false);
    expect(second.receipt.id).not.toBe(first.receipt.id);
  });

  test('in wrong ways and is told so', async () => {
    const send = (input: object) => key.send(createMailImport, { params, ...input });
    expect((await send({ body: Buffer.alloc(0) })).status).toBe(400);
    expect((await send({})).status).toBe(400);
    const json = { body: mail('x'), headers: { 'content-type': 'application/json' } };
    expect((await send(json)).status).toBe(400);
    const html = { body: mail('x'), headers: { 'content-type': 'text/html' } };
    expect((await send(html)).status).toBe(415);
    expect((await send({ body: mail('x'), query: { external_key: 'x'.repeat(401) } })).status).toBe(
      400,
    );
  });

  test('to a channel that is switched off, and nothing is stored', async () => {
    const { id } = await admin.call(createChannel, { body: { address: 'aus@falk.example' } });
    await admin.call(updateChannel, { params: { channelId: id }, body: { disabled: true } });
    const refused = await key.refused(createMailImport, {
      params: { channelId: id },
      query: {},
      body: mail('off'),
    });
    expect(refused).toMatchObject({ status: 409, code: 'channel_disabled' });
    const { items } = await key.call(listReceipts, { query: { channel_id: id } });
    expect(items).toEqual([]);
  });
});

describe('the list of receipts', () => {
  test('shows every one once, newest first, page by page', async () => {
    for (let at = 0; at < 7; at++) await bringIn(`page ${at}`);
    const all = (await admin.call(listReceipts, { query: { limit: 200 } })).items;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.call(listReceipts, { query: { limit: 3, cursor } });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((receipt) => receipt.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.map((receipt) => receipt.id));
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('by channel and by state', async () => {
    const { items } = await admin.call(listReceipts, { query: { channel_id: other.id } });
    expect(items.map((receipt) => receipt.channel_id)).toEqual([other.id]);
    const none = await admin.call(listReceipts, { query: { state: 'failed' } });
    expect(none).toEqual({ items: [], next_cursor: null });
  });

  test.each([
    { cursor: 'abc' },
    { cursor: '%00' },
    { limit: 0 },
    { limit: 201 },
    { limit: 'x' },
    { state: 'lost' },
    { channel_id: 'x' },
    { sort: 'x' },
  ])('refuses %j', async (query) => {
    expect((await admin.send(listReceipts, { query })).status).toBe(400);
  });
});

describe('a failed receipt', () => {
  test('can be tried again, one that did not fail cannot', async () => {
    const { receipt } = await bringIn('failed');
    const setState = (state: 'failed' | 'understood') =>
      app.db.withAccount(admin.accountId, (tx) =>
        tx.db
          .updateTable('receipts')
          .set({ state, error: 'Out of memory', attempts: 5 })
          .where('account_id', '=', admin.accountId)
          .where('id', '=', receipt.id)
          .execute(),
      );
    const input = { params: { receiptId: receipt.id } };
    await setState('failed');
    const again = await admin.send(createReceiptRetry, input);
    expect(again.status).toBe(202);
    expect(again.body).toMatchObject({ state: 'stored', attempts: 0 });
    // Pressed twice: it waits already.
    expect((await admin.send(createReceiptRetry, input)).status).toBe(202);
    await setState('understood');
    const refused = await admin.refused(createReceiptRetry, input);
    expect(refused).toMatchObject({ status: 409, code: 'receipt_not_failed' });
  });
});

describe('raw mail of every team', () => {
  test('is for administrators, supervisors and keys with the scope', async () => {
    const { receipt } = await bringIn('who');
    const input = { params: { receiptId: receipt.id } };
    await supervisor.call(getReceipt, input);
    await key.call(getReceipt, input);
    const reader = await app.key(admin, ['receipts:read']);
    for (const caller of [agent, colleague]) {
      for (const operation of [listReceipts, createReceiptRetry]) {
        expect((await caller.send(operation, input)).status).toBe(403);
      }
      // It ended up in no case yet, so in none of theirs.
      for (const operation of [getReceipt, getReceiptRaw]) {
        expect((await caller.send(operation, input)).status).toBe(404);
      }
      const answer = await caller.send(createMailImport, { params, body: mail('agent') });
      expect(answer.status).toBe(403);
    }
    expect((await reader.send(createReceiptRetry, input)).status).toBe(403);
    expect((await reader.send(createMailImport, { params, body: mail('x') })).status).toBe(403);
    expect((await app.nobody.send(getReceiptRaw, input)).status).toBe(401);
  });

  test('stays unseen by another account, as if it were not there', async () => {
    const { receipt } = await bringIn('theirs');
    for (const operation of [getReceipt, getReceiptRaw, createReceiptRetry]) {
      const theirs = await stranger.send(operation, { params: { receiptId: receipt.id } });
      const nobodys = await stranger.send(operation, { params: { receiptId: randomUUID() } });
      expect(theirs.status).toBe(404);
      expect(theirs.body).toEqual(nobodys.body);
    }
    const there = await stranger.send(createMailImport, { params, body: mail('x') });
    expect(there.status).toBe(404);
    expect((await stranger.call(listReceipts, { query: {} })).items).toEqual([]);
  });
});
