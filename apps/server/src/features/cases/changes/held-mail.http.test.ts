import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { refreshCase } from '../case-state-views.ts';
import { replyToCase } from '../replies/reply-to-case.ts';
import { decideHold, takeHoldDecisionBack } from './decide-hold.ts';
import { deleteCase } from './delete-case.ts';

let world: IntakeWorld;

beforeAll(async () => {
  world = await startIntakeWorld({ relay: false });
});
afterAll(() => world.stop());

const stranger = 'Till Fremd <till@fremd.example>';

async function getHoldId(messageId: string): Promise<string> {
  const { id } = await world.query((tx) =>
    tx.db
      .selectFrom('message_holds')
      .select('id')
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow(),
  );
  return id;
}

/** The row of a case without what counts changes. */
async function readRow(caseId: string) {
  const row = await world.query((tx) =>
    tx.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
  return { ...row, version: 0 };
}

const reply = {
  cc: [],
  bcc: [],
  attachment_ids: [],
  signature: false,
  undo_seconds: 0,
  send_anyway: true,
};

describe('a mail of a stranger who quotes a case number', () => {
  test('[L5] joins by one click, and the stranger’s next mail joins by itself', async () => {
    const first = await world.receive({});
    const number = first.opened!.number;
    const held = await world.receive({ from: stranger, subject: `Ihr Fall [#${number}]` });
    expect(held.receipt.state).toBe('held');
    const holdId = await getHoldId(held.message!.id);
    const now = new Date();
    const joined = await world.query((tx) => decideHold(tx, world.admin, holdId, 'join', now));
    expect(joined).toBe(first.opened!.id);
    const after = await world.findOutcome(held.receiptId);
    expect(after.receipt).toMatchObject({ state: 'understood', case_id: first.opened!.id });
    expect(after.message).toMatchObject({ case_id: first.opened!.id });
    const next = await world.receive({ from: stranger, subject: `Nachtrag [#${number}]` });
    expect(next.opened!.id).toBe(first.opened!.id);
    expect(next.receipt.state).toBe('understood');
  });

  test('[L16] is held again when the decision is taken back, with its receipt', async () => {
    const first = await world.receive({});
    const subject = `Frage [#${first.opened!.number}]`;
    const held = await world.receive({ from: 'Ole <ole@fremd.example>', subject });
    const holdId = await getHoldId(held.message!.id);
    const before = [await readRow(first.opened!.id), await readRow(held.opened!.id)];
    const now = new Date();
    await world.query((tx) => decideHold(tx, world.admin, holdId, 'join', now));
    await world.query((tx) => takeHoldDecisionBack(tx, world.admin, holdId, now));
    expect([await readRow(first.opened!.id), await readRow(held.opened!.id)]).toEqual(before);
    const after = await world.findOutcome(held.receiptId);
    expect(after.receipt).toMatchObject({ state: 'held', case_id: held.opened!.id });
    const again = await world.receive({ from: 'Ole <ole@fremd.example>', subject });
    expect(again.receipt.state).toBe('held');
  });
});

test('[L8] a case that was removed stays removed when the same mail is handed in again', async () => {
  const raw = Buffer.from(
    'From: Werbung <ad@spam.example>\r\nTo: support@falk.example\r\nSubject: Gewinn\r\n' +
      'Message-ID: <gewinn@spam.example>\r\n\r\nSie haben gewonnen.\r\n',
  );
  const first = await world.receive({ raw });
  const caseId = first.opened!.id;
  await world.query((tx) => deleteCase(tx, world.admin, caseId, 'Werbung', new Date()));
  const again = await world.receive({ raw, source: 'import' });
  expect(again.duplicate).toBe(true);
  expect(again.receiptId).toBe(first.receiptId);
  expect((await readRow(caseId)).deleted_at).not.toBeNull();
  const count = await world.query((tx) =>
    tx.db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('subject', '=', 'Gewinn')
      .executeTakeFirstOrThrow(),
  );
  expect(count.count).toBe(1);
});

test('what a case shows is what its messages, promises and holds make of it', async () => {
  const first = await world.receive({ text: 'Erste Frage.' });
  const caseId = first.opened!.id;
  const refreshed = async () => {
    const before = await readRow(caseId);
    await world.query((tx) => refreshCase(tx, caseId));
    expect(await readRow(caseId)).toEqual(before);
  };
  await refreshed();
  await world.query((tx) =>
    replyToCase(tx, world.admin, caseId, { ...reply, text: 'Eine Antwort.' }, new Date()),
  );
  await refreshed();
  await world.receive({
    text: 'Zweite Frage.\n\n> Eine Antwort.',
    subject: `Re: Kettle [#${first.opened!.number}]`,
  });
  await refreshed();
});
