import * as changes from '@earshot/contract/case-change-contract.ts';
import { getCase, listCases, listCaseTimeline } from '@earshot/contract/case-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import * as contract from '@earshot/contract/routing-contract.ts';
import { startTestApp, type TestMember } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, afterEach, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { closeConnection, keepConnections, openConnection } from './availability-store.ts';
import { noteGone } from './watch-routing.ts';

const MINUTE_S = 60;
const app = await startTestApp();
afterAll(() => app.stop());
const work = app.app.start();
const ruth = await app.signUp();
const ito = await app.invite(ruth, 'agent');
const brandt = await app.invite(ruth, 'agent');
const chat = await openChat(ruth);
const processId = newId();
const inAccount = (act: Parameters<typeof app.db.withAccount<void>>[1]) =>
  app.db.withAccount(ruth.accountId, act);

/** Time goes on; the desks stay open. */
async function pass(seconds: number) {
  const then = new Date(app.clock.now().getTime() + seconds * 1_000);
  // First, because the watch may look at any moment: then no desk is taken for dead.
  await app.db.withSystem((tx) => keepConnections(tx, processId, then));
  app.clock.advance(seconds * 1_000);
  for (let looks = 0; looks < 2; looks += 1) await work.rings.drain();
  await work.consumers.settle();
}

async function take(who: TestMember, state: contract.AvailabilityState) {
  if (state === 'live') {
    await inAccount((tx) => openConnection(tx, who.memberId, processId, app.clock.now()));
  }
  await who.call(contract.updateOwnAvailability, { body: { state } });
}

async function closeDesk(who: TestMember) {
  await inAccount((tx) => closeConnection(tx, who.memberId, processId));
  await inAccount((tx) => noteGone(tx, [who.memberId], app.clock.now()));
}

const ringsAt = async (who: TestMember) => (await who.call(contract.getLiveDesk)).offers;
const accept = (who: TestMember, offerId: string) =>
  who.send(contract.createOfferAcceptance, { params: { offerId } });
const seeCase = (caseId: string) => ruth.call(getCase, { params: { caseId } });

/** A visitor writes, and Ito takes it; then Brandt is there, too. */
async function beginWithIto() {
  await take(ito, 'live');
  const visitor = await visitChat(app, chat);
  const opened = await visitor.open('The kettle does not switch off.');
  await work.consumers.settle();
  const [offer] = await ringsAt(ito);
  expect((await accept(ito, offer!.offer_id)).status).toBe(201);
  await work.consumers.settle();
  await take(brandt, 'live');
  return { visitor, opened, caseId: offer!.case.id };
}

afterEach(async () => {
  for (const who of [ito, brandt]) await take(who, 'away');
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  for (const { id: caseId } of items) {
    const body = { status: 'closed' as const, with_open_tasks: true };
    await ruth.send(changes.createCaseStatusChange, { params: { caseId }, body });
  }
  await work.consumers.settle();
});

test('who waits for somebody whose desk closed rings at a colleague, who is told why and takes it', async () => {
  const { caseId } = await beginWithIto();
  const before = await seeCase(caseId);
  expect(before.promises.length).toBeGreaterThan(0);
  await closeDesk(ito);
  await pass(MINUTE_S);
  expect(await ringsAt(brandt)).toEqual([]);
  await pass(4 * MINUTE_S);
  await pass(MINUTE_S);
  const [offer] = await ringsAt(brandt);
  expect(offer).toMatchObject({ case: { id: caseId }, reason: { code: 'holder_away' } });
  expect(offer!.reason.text).toContain(ito.name);
  const ringing = await seeCase(caseId);
  expect([ringing.assignee?.id, ringing.promises]).toEqual([ito.memberId, before.promises]);
  expect((await accept(brandt, offer!.offer_id)).status).toBe(201);
  await work.consumers.settle();
  const after = await seeCase(caseId);
  expect([after.assignee?.id, after.promises]).toEqual([brandt.memberId, before.promises]);
  const { items } = await ruth.call(listCaseTimeline, { params: { caseId } });
  const assigned = items.flatMap((item) =>
    item.kind === 'event' && item.event.name === 'case.assigned' ? [item.event.facts] : [],
  );
  expect(assigned.at(-1)).toMatchObject({
    member: { id: brandt.memberId },
    from_member: { id: ito.memberId },
  });
});

test('who comes back in time has it alone again', async () => {
  const { caseId } = await beginWithIto();
  await take(ito, 'away');
  await pass(6 * MINUTE_S);
  const [offer] = await ringsAt(brandt);
  expect(offer?.case.id).toBe(caseId);
  await take(ito, 'live');
  expect(await ringsAt(brandt)).toEqual([]);
  expect(await accept(brandt, offer!.offer_id)).toMatchObject({ status: 409 });
  expect((await seeCase(caseId)).assignee?.id).toBe(ito.memberId);
});

test('nothing rings where the answer was given, until the contact writes again', async () => {
  const { caseId, visitor, opened } = await beginWithIto();
  const body = { text: 'Friday.', undo_seconds: 0, signature: false, send_anyway: true };
  await ito.call(createCaseReply, { params: { caseId }, body });
  await work.consumers.settle();
  await closeDesk(ito);
  await pass(MINUTE_S);
  await pass(20 * MINUTE_S);
  expect(await ringsAt(brandt)).toEqual([]);
  expect((await visitor.say(opened.id, 'Which Friday?')).status).toBe(202);
  await work.consumers.settle();
  expect((await ringsAt(brandt))[0]).toMatchObject({
    case: { id: caseId },
    reason: { code: 'holder_away' },
  });
});

test('who is away with an open desk finishes what they have', async () => {
  const { visitor, opened } = await beginWithIto();
  await take(ito, 'away');
  await pass(4 * MINUTE_S);
  await visitor.say(opened.id, 'Are you there?');
  await work.consumers.settle();
  await pass(2 * MINUTE_S);
  expect(await ringsAt(brandt)).toEqual([]);
  await pass(4 * MINUTE_S);
  expect(await ringsAt(brandt)).toHaveLength(1);
});
