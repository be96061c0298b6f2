import { createCaseParticipant } from '@earshot/contract/case-change-contract.ts';
import {
  createChannel,
  createMailImport,
  getReceipt,
  getReceiptRaw,
} from '@earshot/contract/channel-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openDesk } from '@earshot/testkit/world/seed-cases.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';

const noVerdict = { spf: null, dkim: null, dmarc: null, arc: null, verified: false, reason: '' };
const app = await startTestApp({ authenticate: async () => noVerdict });
const work = app.app.start();
afterAll(() => app.stop());
const desk = await openDesk(app);
const { ito, okoye, stranger } = desk;

const channel = await desk.admin.call(createChannel, {
  body: { address: 'rohpost@falk.example', team_id: desk.serviceTeamId },
});
let mails = 0;

async function takeUp() {
  const raw = Buffer.from(
    `From: Lena <lena@vogt.example>\r\nSubject: Kettle ${++mails}\r\n\r\nIt boils \u0000\u00FF.`,
    'latin1',
  );
  const params = { channelId: channel.id };
  const { receipt } = await desk.key.call(createMailImport, { params, query: {}, body: raw });
  await work.intake.drain();
  return { raw, input: { params: { receiptId: receipt.id } } };
}

describe('the raw mail behind a message', () => {
  test('is there for an agent who may read the case, byte for byte', async () => {
    const { raw, input } = await takeUp();
    const answer = await ito.send(getReceiptRaw, input);
    expect(answer.status).toBe(200);
    expect(answer.raw.equals(raw)).toBe(true);
    expect((await ito.call(getReceipt, input)).state).toBe('understood');
  });

  test('is there for a colleague only once they are drawn in', async () => {
    const { raw, input } = await takeUp();
    expect((await okoye.send(getReceiptRaw, input)).status).toBe(404);
    const { case_id: caseId } = await ito.call(getReceipt, input);
    const body = { member_id: okoye.memberId };
    await ito.call(createCaseParticipant, { params: { caseId: caseId! }, body });
    expect((await okoye.send(getReceiptRaw, input)).raw.equals(raw)).toBe(true);
  });

  test('is for nobody else, and whether it exists is not told', async () => {
    const { input } = await takeUp();
    for (const operation of [getReceipt, getReceiptRaw]) {
      for (const caller of [okoye, stranger]) {
        const there = await caller.send(operation, input);
        const nowhere = await caller.send(operation, { params: { receiptId: randomUUID() } });
        expect(there.status).toBe(404);
        expect(there.body).toEqual(nowhere.body);
      }
      expect((await app.nobody.send(operation, input)).status).toBe(401);
      const narrow = await app.key(desk.admin, ['cases:read']);
      expect((await narrow.send(operation, input)).status).toBe(403);
    }
  });
});
