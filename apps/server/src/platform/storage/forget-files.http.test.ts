import { DAY_MS } from '@earshot/contract/durations.ts';
import {
  createChannel,
  createMailImport,
  getReceiptRaw,
} from '@earshot/contract/channel-contract.ts';
import { createUpload } from '@earshot/contract/message-contract.ts';
import { startTestApp, type TestMember } from '@earshot/testkit/http/start-test-app.ts';
import { createHash } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { sweepUploads } from '../../features/conversations/sweep-uploads.ts';
import { forgetFiles } from './forget-files.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const keepNone = async () => new Set<string>();

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

function upload(who: TestMember, bytes: Buffer) {
  const query = { file_name: 'a.bin', mime_type: 'application/octet-stream' };
  return who.call(createUpload, { query, body: bytes });
}

/** As if it had been stored long ago. */
async function age(bytes: Buffer): Promise<void> {
  const old = new Date(Date.now() - 9 * DAY_MS);
  await utimes(app.storage.pathOf(hashOf(bytes)), old, old);
}

async function listJobs() {
  const rows = await app.db.withAccount(admin.accountId, (tx) =>
    tx.db.selectFrom('jobs').selectAll().where('name', '=', 'files.forget').execute(),
  );
  return rows.map((row) => ({
    runAt: row.run_at,
    hashes: (row.payload as { hashes: string[] }).hashes,
  }));
}

const forget = (...files: Buffer[]) =>
  forgetFiles(
    app.db,
    app.storage,
    files.map((bytes) => hashOf(bytes).toString('hex')),
    new Date(),
  );

describe('the bytes of an upload that was forgotten', () => {
  test('go a day later, and no earlier', async () => {
    const bytes = Buffer.from('nobody sent it');
    await upload(admin, bytes);
    const later = new Date(Date.now() + 8 * DAY_MS);
    await sweepUploads(app.db, later, keepNone);
    const [job] = await listJobs();
    expect(job).toEqual({
      runAt: new Date(later.getTime() + DAY_MS),
      hashes: [hashOf(bytes).toString('hex')],
    });
    expect(await app.storage.has(hashOf(bytes))).toBe(true);
    // Put a moment ago: somebody may be about to name it.
    expect(await forget(bytes)).toBe(0);
    await age(bytes);
    expect(await forget(bytes)).toBe(1);
    expect(await app.storage.has(hashOf(bytes))).toBe(false);
  });

  test('stay where anybody else has the same file, in another account too', async () => {
    const bytes = Buffer.from('two firms have it');
    await upload(admin, bytes);
    await sweepUploads(app.db, new Date(Date.now() + 8 * DAY_MS), keepNone);
    await upload(other, bytes);
    await age(bytes);
    expect(await forget(bytes)).toBe(0);
    expect(await app.storage.has(hashOf(bytes))).toBe(true);
  });

  test('stay where they are a raw mail that came in', async () => {
    const channel = await admin.call(createChannel, { body: { address: 'a@falk.example' } });
    const raw = Buffer.from('From: lena@vogt.example\r\nSubject: x\r\n\r\nx');
    const key = await app.key(admin);
    const params = { channelId: channel.id };
    const { receipt } = await key.call(createMailImport, { params, query: {}, body: raw });
    await upload(admin, raw);
    await sweepUploads(app.db, new Date(Date.now() + 8 * DAY_MS), keepNone);
    await age(raw);
    expect(await forget(raw)).toBe(0);
    const answer = await key.send(getReceiptRaw, { params: { receiptId: receipt.id } });
    expect(answer.raw.equals(raw)).toBe(true);
  });
});
