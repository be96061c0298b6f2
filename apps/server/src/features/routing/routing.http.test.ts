import * as changes from '@earshot/contract/case-change-contract.ts';
import { getCase, listCaseTimeline } from '@earshot/contract/case-contract.ts';
import { livePath } from '@earshot/contract/live-contract.ts';
import * as contract from '@earshot/contract/routing-contract.ts';
import type { TestApp, TestMember } from '@earshot/testkit/http/start-test-app.ts';
import type { CaseSeed } from '@earshot/testkit/world/seed-cases.ts';
import { seedLiveCase, seedLiveChannel } from '@earshot/testkit/world/seed-live.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { closeConnection, keepConnections, openConnection } from './availability-store.ts';

const { app, desk } = await openTestDesk();
let work: ReturnType<TestApp['app']['start']>;
let channelId: string;
const processId = newId();

beforeAll(async () => {
  work = app.app.start();
  channelId = await seedLiveChannel(app.db, desk.accountId, desk.serviceTeamId);
});
afterEach(async () => {
  for (const who of [desk.ito, desk.brandt, desk.weber]) await take(who, 'away');
  const { waiting } = await desk.weber.call(contract.getLiveOverview);
  for (const one of waiting) {
    await desk.weber.call(changes.createCaseStatusChange, {
      params: { caseId: one.case.id },
      body: { status: 'closed' },
    });
  }
  await settle();
});

const settle = () => work.consumers.settle();

/** Time goes on; the desks stay open. */
async function pass(seconds: number) {
  const then = new Date(app.clock.now().getTime() + seconds * 1_000);
  // First, because the watch may look at any moment: then no desk is taken for dead.
  await app.db.withSystem((tx) => keepConnections(tx, processId, then));
  app.clock.advance(seconds * 1_000);
  await work.rings.drain();
  await work.rings.drain();
  await settle();
}

async function take(who: TestMember, state: contract.AvailabilityState, capacity?: number | null) {
  if (state === 'live') {
    await app.db.withAccount(desk.accountId, (tx) =>
      openConnection(tx, who.memberId, processId, app.clock.now()),
    );
  }
  const body = { state, ...(capacity === undefined ? {} : { capacity }) };
  return who.call(contract.updateOwnAvailability, { body });
}

async function write(seed: Partial<CaseSeed> & { servedBy?: 'bot' } = {}) {
  const { accountId, serviceTeamId: teamId } = desk;
  const at = app.clock.now();
  const seeded = await seedLiveCase(app.db, { accountId, channelId, teamId, at, ...seed });
  await settle();
  return seeded;
}

const ringsAt = async (who: TestMember) => (await who.call(contract.getLiveDesk)).offers;
const holder = async (caseId: string) =>
  (await desk.weber.call(getCase, { params: { caseId } })).assignee?.id ?? null;
const accept = (who: TestMember, offerId: string) =>
  who.send(contract.createOfferAcceptance, { params: { offerId } });
const decline = (who: TestMember, offerId: string) =>
  who.call(contract.createOfferRefusal, { params: { offerId } });

/** What the timeline tells of ringing and handing over, and at whom it rang. */
async function happened(caseId: string) {
  const { items } = await desk.ito.call(listCaseTimeline, { params: { caseId } });
  return items.flatMap((item) =>
    item.kind === 'event' && /^(offer|conversation)\./.test(item.event.name)
      ? [[item.event.name, item.event.facts['member_id']]]
      : [],
  );
}

describe('a conversation that nobody has', () => {
  test('rings at who is idle longest, says why, and is theirs when they accept', async () => {
    await take(desk.ito, 'live');
    await pass(60);
    await take(desk.brandt, 'live');
    const { caseId } = await write();
    const [offer] = await ringsAt(desk.ito);
    expect(offer).toMatchObject({ case: { id: caseId }, reason: { code: 'longest_idle' } });
    expect(offer!.reason.text).toContain('am längsten frei');
    expect(await ringsAt(desk.brandt)).toEqual([]);
    const answer = await accept(desk.ito, offer!.offer_id);
    expect(answer.status).toBe(201);
    expect(await holder(caseId)).toBe(desk.ito.memberId);
    const now = await desk.ito.call(contract.getLiveDesk);
    expect(now).toMatchObject({ offers: [], availability: { held: 1 }, waiting: 0 });
    expect(now.conversations.map((one) => one.case.id)).toContain(caseId);
    const again = await accept(desk.ito, offer!.offer_id);
    expect(again).toMatchObject({ status: 409, body: { code: 'offer_over' } });
    await desk.ito.call(changes.createCaseStatusChange, {
      params: { caseId },
      body: { status: 'closed' },
    });
  });

  test('rings at the next when the first declines, and when nobody answers in time', async () => {
    for (const who of [desk.ito, desk.brandt]) await take(who, 'live');
    const { caseId, conversationId } = await write();
    const first = (await ringsAt(desk.ito))[0] ? desk.ito : desk.brandt;
    const second = first === desk.ito ? desk.brandt : desk.ito;
    await decline(first, (await ringsAt(first))[0]!.offer_id);
    expect(await ringsAt(first)).toEqual([]);
    expect((await ringsAt(second))[0]!.conversation_id).toBe(conversationId);
    await pass(31);
    expect(await ringsAt(second)).toEqual([]);
    expect(await ringsAt(first)).toEqual([]);
    const { waiting } = await desk.weber.call(contract.getLiveOverview);
    expect(waiting[0]).toMatchObject({ conversation_id: conversationId, asked: 2, rings_at: null });
    await pass(121);
    expect((await ringsAt(first))[0]).toMatchObject({ reason: { code: 'asked_again' } });
    expect(await happened(caseId)).toEqual([
      ['offer.declined', first.memberId],
      ['offer.missed', second.memberId],
    ]);
  });

  test('waits where nobody is free, and rings when somebody becomes free', async () => {
    const { caseId } = await write();
    expect(await desk.ito.call(contract.getLiveDesk)).toMatchObject({ waiting: 1, offers: [] });
    await take(desk.ito, 'mail');
    expect(await ringsAt(desk.ito)).toEqual([]);
    await take(desk.ito, 'live', 1);
    const [offer] = await ringsAt(desk.ito);
    expect(offer).toMatchObject({ case: { id: caseId }, reason: { code: 'only_one' } });
    await accept(desk.ito, offer!.offer_id);
    const other = await write();
    expect(await ringsAt(desk.ito)).toEqual([]);
    const status = { params: { caseId }, body: { status: 'resolved' as const } };
    await desk.ito.call(changes.createCaseStatusChange, status);
    await settle();
    expect((await ringsAt(desk.ito))[0]!.case.id).toBe(other.caseId);
    await take(desk.ito, 'away', null);
  });

  test('rings no more when a colleague takes the case from the list', async () => {
    await take(desk.ito, 'live');
    const { caseId } = await write();
    const [offer] = await ringsAt(desk.ito);
    const body = { member_id: desk.brandt.memberId };
    await desk.brandt.call(changes.createCaseAssignment, { params: { caseId }, body });
    const late = await accept(desk.ito, offer!.offer_id);
    expect(late.status).toBe(409);
    await settle();
    expect(await ringsAt(desk.ito)).toEqual([]);
    expect(await holder(caseId)).toBe(desk.brandt.memberId);
    await desk.brandt.call(changes.createCaseStatusChange, {
      params: { caseId },
      body: { status: 'closed' },
    });
  });

  test('[L13] is won by exactly one of those who press at once', async () => {
    await take(desk.ito, 'live');
    const { caseId } = await write();
    const [offer] = await ringsAt(desk.ito);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => accept(desk.ito, offer!.offer_id)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await holder(caseId)).toBe(desk.ito.memberId);
    await desk.ito.call(changes.createCaseStatusChange, {
      params: { caseId },
      body: { status: 'closed' },
    });
  });

  test('rings at the receiving team after a transfer', async () => {
    for (const who of [desk.ito, desk.brandt]) await take(who, 'live');
    app.clock.advance(1_000);
    const { caseId } = await write();
    const first = (await ringsAt(desk.ito))[0] ? desk.ito : desk.brandt;
    await accept(first, (await ringsAt(first))[0]!.offer_id);
    await first.call(changes.createCaseTransfer, {
      params: { caseId },
      body: {
        to_team_id: desk.complaintsTeamId,
        reason: 'Beschwerde',
        tell_contact: false,
        not_told_reason: 'Live',
      },
    });
    await settle();
    expect(await ringsAt(desk.ito)).toEqual([]);
    expect((await ringsAt(desk.brandt)).map((one) => one.case.id)).toEqual([caseId]);
  });

  test('goes on to somebody else when a member goes away while it rings', async () => {
    await take(desk.ito, 'live');
    await write();
    await take(desk.brandt, 'live');
    expect(await ringsAt(desk.ito)).toHaveLength(1);
    await take(desk.ito, 'away');
    expect(await ringsAt(desk.ito)).toEqual([]);
    expect(await ringsAt(desk.brandt)).toHaveLength(1);
  });
});

describe('a member', () => {
  test('is away some seconds after their last desk closed, also where the process died', async () => {
    await take(desk.ito, 'live');
    app.clock.advance(36_000);
    await work.rings.drain();
    const mine = async () => {
      const { items } = await desk.weber.call(contract.listAvailabilities);
      return items.find(({ member }) => member.id === desk.ito.memberId);
    };
    expect(await mine()).toMatchObject({ state: 'live', connected: false });
    app.clock.advance(46_000);
    await work.rings.drain();
    expect(await mine()).toMatchObject({ state: 'away', because: 'left' });
  });

  test('who comes back within these seconds stays', async () => {
    await take(desk.ito, 'live');
    app.clock.advance(36_000);
    await work.rings.drain();
    await app.db.withAccount(desk.accountId, (tx) =>
      openConnection(tx, desk.ito.memberId, processId, app.clock.now()),
    );
    await pass(30);
    await pass(30);
    expect((await desk.ito.call(contract.getLiveDesk)).availability.state).toBe('live');
  });

  test('takes as many as their team says, unless they say otherwise', async () => {
    const settings = await desk.weber.call(contract.getRoutingSettings);
    const own = { team_id: desk.serviceTeamId, capacity: 5 };
    const changed = await desk.weber.call(contract.updateRoutingSettings, {
      body: { ...settings, team_capacities: [own] },
    });
    expect(changed.team_capacities).toEqual([own]);
    expect(await take(desk.ito, 'live')).toMatchObject({ capacity: 5, own_capacity: null });
    expect(await take(desk.ito, 'live', 2)).toMatchObject({ capacity: 2, own_capacity: 2 });
    const byWeber = await desk.weber.call(contract.updateMemberAvailability, {
      params: { memberId: desk.ito.memberId },
      body: { state: 'mail', capacity: null },
    });
    expect(byWeber).toMatchObject({ state: 'mail', because: 'supervisor', capacity: 5 });
    await desk.weber.call(contract.updateRoutingSettings, { body: settings });
    const unknown = [{ team_id: newId(), capacity: 5 }];
    const body = { ...settings, team_capacities: unknown };
    expect(await desk.weber.send(contract.updateRoutingSettings, { body })).toMatchObject({
      status: 400,
    });
  });
});

describe('a desk', () => {
  test('that is open makes its member reachable, and its end makes them leave', async () => {
    const socket = await app.app.server.injectWS(livePath, {
      headers: { cookie: desk.brandt.credentials.cookie, origin: app.publicUrl },
    });
    const { accountId } = desk;
    const connected = async () => {
      const { items } = await desk.weber.call(contract.listAvailabilities);
      return items.find(({ member }) => member.id === desk.brandt.memberId)?.connected;
    };
    await app.db.withAccount(accountId, (tx) =>
      closeConnection(tx, desk.brandt.memberId, processId),
    );
    await expect.poll(connected).toBe(true);
    await desk.brandt.call(contract.updateOwnAvailability, { body: { state: 'live' } });
    socket.terminate();
    await expect.poll(connected).toBe(false);
    await pass(46);
    const mine = await desk.brandt.call(contract.getLiveDesk);
    expect(mine.availability).toMatchObject({ state: 'away', because: 'left' });
  });
});

describe('a conversation that a bot answers', () => {
  test('rings nowhere until the bot hands it over with what it learnt', async () => {
    await take(desk.ito, 'live');
    const { caseId, conversationId } = await write({ servedBy: 'bot' });
    expect(await ringsAt(desk.ito)).toEqual([]);
    const { items } = await desk.key.call(contract.listBotTurns);
    expect(items).toMatchObject([{ conversation_id: conversationId, case_id: caseId }]);
    const learnt = [{ label: 'Gerät', value: 'Wasserkocher WK 2' }];
    const hand = { params: { conversationId }, body: { to: 'people' as const, learnt } };
    await desk.key.call(contract.createBotHandOver, hand);
    await desk.key.call(contract.createBotHandOver, hand);
    await settle();
    expect((await ringsAt(desk.ito))[0]!.case.id).toBe(caseId);
    const known = await desk.ito.call(contract.listBotHandOvers, { params: { caseId } });
    expect(known.items).toMatchObject([{ served_by: 'people', because: 'bot', learnt }]);
    expect((await desk.key.call(contract.listBotTurns)).items).toEqual([]);
  });

  test('goes to people by itself where the bot does not answer', async () => {
    await take(desk.ito, 'live');
    const { caseId } = await write({ servedBy: 'bot' });
    await pass(61);
    expect((await ringsAt(desk.ito))[0]!.case.id).toBe(caseId);
    const known = await desk.ito.call(contract.listBotHandOvers, { params: { caseId } });
    expect(known.items).toMatchObject([{ because: 'silent' }]);
    expect(await happened(caseId)).toEqual([['conversation.handed_over', undefined]]);
  });

  test('is given to it by an agent, who has it no more', async () => {
    await take(desk.ito, 'live');
    const { caseId, conversationId } = await write();
    await accept(desk.ito, (await ringsAt(desk.ito))[0]!.offer_id);
    const hand = { params: { conversationId }, body: { to: 'bot' as const } };
    await desk.ito.call(contract.createBotHandOver, hand);
    await settle();
    expect(await holder(caseId)).toBeNull();
    expect((await desk.key.call(contract.listBotTurns)).items).toHaveLength(1);
    await desk.ito.call(changes.createCaseStatusChange, {
      params: { caseId },
      body: { status: 'closed' },
    });
    await settle();
    const refused = await desk.ito.send(contract.createBotHandOver, hand);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conversation_over' } });
  });
});

describe('what is nobody else’s', () => {
  test('an offer to a colleague, of another account or to nobody cannot be answered', async () => {
    await take(desk.ito, 'live');
    await write();
    const [offer] = await ringsAt(desk.ito);
    const params = { offerId: offer!.offer_id };
    for (const [who, status] of [
      [desk.brandt, 404],
      [desk.stranger, 404],
      [desk.okoye, 403],
      [desk.nobody, 401],
      [desk.key, 403],
    ] as const) {
      expect((await who.send(contract.createOfferAcceptance, { params })).status).toBe(status);
      expect((await who.send(contract.createOfferRefusal, { params })).status).toBe(status);
    }
    expect(await ringsAt(desk.ito)).toHaveLength(1);
  });

  test('who may not work the desk or lead it sees and sets nothing', async () => {
    const own = { body: { state: 'live' as const } };
    expect((await desk.okoye.send(contract.updateOwnAvailability, own)).status).toBe(403);
    expect((await desk.okoye.send(contract.getLiveDesk)).status).toBe(403);
    expect((await desk.okoye.send(contract.getLiveOverview)).status).toBe(403);
    expect((await desk.okoye.send(contract.listAvailabilities)).status).toBe(403);
    expect((await desk.nobody.send(contract.getLiveOverview)).status).toBe(401);
    const settings = await desk.ito.call(contract.getRoutingSettings);
    const change = { body: settings };
    expect((await desk.ito.send(contract.updateRoutingSettings, change)).status).toBe(403);
    const params = { memberId: desk.brandt.memberId };
    const other = { params, body: { state: 'away' as const } };
    expect((await desk.ito.send(contract.updateMemberAvailability, other)).status).toBe(403);
    expect((await desk.stranger.send(contract.updateMemberAvailability, other)).status).toBe(404);
    const colleague = { ...other, params: { memberId: desk.okoye.memberId } };
    expect((await desk.weber.send(contract.updateMemberAvailability, colleague)).status).toBe(404);
  });

  test('a conversation of another account or of mail is not handed to a bot', async () => {
    const { conversationId } = await write();
    const hand = { params: { conversationId }, body: { to: 'bot' as const } };
    expect((await desk.stranger.send(contract.createBotHandOver, hand)).status).toBe(404);
    expect((await desk.okoye.send(contract.createBotHandOver, hand)).status).toBe(403);
    const none = { params: { conversationId: newId() }, body: { to: 'bot' as const } };
    expect((await desk.ito.send(contract.createBotHandOver, none)).status).toBe(404);
    expect((await desk.stranger.call(contract.getLiveOverview)).waiting).toEqual([]);
    expect((await desk.stranger.call(contract.listBotTurns)).items).toEqual([]);
  });

  test('how a contact is there is told to who may read the case', async () => {
    const { caseId } = await write({ teamId: desk.complaintsTeamId });
    const params = { caseId };
    expect(await desk.brandt.call(contract.listCaseVisitors, { params })).toEqual({ items: [] });
    for (const who of [desk.ito, desk.stranger, desk.okoye]) {
      expect((await who.send(contract.listCaseVisitors, { params })).status).toBe(404);
    }
  });

  test('a waiting case of a restricted team is counted and not shown', async () => {
    await write({ teamId: desk.complaintsTeamId });
    const seen = await desk.ito.call(contract.getLiveOverview);
    expect(seen).toMatchObject({ waiting: [], waiting_count: 1 });
    expect((await desk.brandt.call(contract.getLiveOverview)).waiting).toHaveLength(1);
  });
});
