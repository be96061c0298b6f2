import * as changes from '@earshot/contract/case-change-contract.ts';
import { createCaseReading } from '@earshot/contract/case-contract.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Caller } from '@earshot/testkit/http/call-operation.ts';
import { type CaseSeed, seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { emitEvent, type NewEvent } from '../../platform/events/emit-event.ts';
import { type Consumers, startConsumers } from '../../platform/events/event-consumers.ts';
import {
  type EventRelay,
  type RelayedEvent,
  startEventRelay,
} from '../../platform/events/event-relay.ts';
import { silentLog } from '../../platform/log/log.ts';
import { actorOf, findMember } from '../members/public.ts';
import { notificationConsumer } from './notification-consumer.ts';
import { changesUnread } from './notification-rules.ts';
import { watchUnread } from './watch-unread.ts';

const { app, desk } = await openTestDesk();
let relay: EventRelay;
let consumers: Consumers;
/** What the desks that are open here are told, where one of each of these is. */
let told: [string, number][] = [];
const events: RelayedEvent[] = [];
/** How many tellings the events heard so far must lead to. */
let tellings = 0;

beforeAll(async () => {
  const connected = await app.db.withAccount(desk.accountId, async (tx) => {
    const ids = [desk.ito.memberId, desk.brandt.memberId];
    return [
      actorOf(tx, (await findMember(tx, ids[0]!))!),
      actorOf(tx, (await findMember(tx, ids[1]!))!),
    ];
  });
  relay = startEventRelay(app.db, silentLog);
  consumers = startConsumers(app.db, relay, [notificationConsumer], silentLog);
  relay.onEvents((_account, batch) => {
    events.push(...batch);
    const open = connected.map(({ id }) => id);
    tellings += new Set(batch.flatMap(changesUnread)).intersection(new Set(open)).size;
  });
  relay.onEvents(
    watchUnread({
      db: app.db,
      listConnected: () => connected,
      tell(_account, memberId, count) {
        tellings -= 1;
        told.push([memberId, count]);
      },
      onError: (error) => expect.fail(String(error)),
    }),
  );
});
afterAll(async () => {
  await consumers.stop();
  await relay.stop();
});
afterEach(async () => {
  for (const member of [desk.ito, desk.brandt, desk.okoye]) {
    await member.call(replies.createNotificationReading, { body: {} });
  }
});

const patience = { timeout: 5_000, interval: 20 };

async function newCase(seed: Partial<CaseSeed> = {}) {
  const { accountId, channelId, serviceTeamId: teamId } = desk;
  const { caseId } = await seedCase(app.db, { accountId, channelId, teamId, ...seed });
  return { caseId };
}

async function happen(event: NewEvent): Promise<void> {
  const contact = { kind: 'contact' as const, id: null, name: 'Lena Vogt' };
  await app.db.withAccount(desk.accountId, (tx) => emitEvent(tx, contact, event));
}

/** Unread notifications of a member, once everything that happened was heard. */
async function unread(member: Caller) {
  await relay.drain();
  await consumers.settle();
  await vi.waitFor(() => expect(tellings).toBe(0), patience);
  const { items, unread: count } = await member.call(replies.listNotifications);
  const open = items.filter((item) => item.read_at === null);
  expect(open).toHaveLength(count);
  return open;
}

describe('notifications', () => {
  test('tell the agent responsible that the contact wrote', async () => {
    const { caseId } = await newCase({ assigneeId: desk.ito.memberId, subject: 'Kocher' });
    await happen({ name: 'message.received', subjectId: caseId, facts: {} });
    expect(await unread(desk.ito)).toMatchObject([
      { kind: 'contact_wrote', case_id: caseId, case_subject: 'Kocher', actor_name: 'Lena Vogt' },
    ]);
    expect(await unread(desk.brandt)).toEqual([]);
  });

  test('of a case are over for whoever opens it, on all their desks, and for nobody else', async () => {
    const { caseId } = await newCase({ assigneeId: desk.ito.memberId });
    const { caseId: other } = await newCase({ assigneeId: desk.ito.memberId });
    const params = { caseId };
    await happen({ name: 'message.received', subjectId: caseId, facts: {} });
    await happen({ name: 'message.received', subjectId: other, facts: {} });
    await desk.ito.call(replies.createCaseNote, {
      params,
      body: { text: 'Look.', mention_ids: [desk.brandt.memberId] },
    });
    expect(await unread(desk.ito)).toHaveLength(2);
    told = [];
    await desk.ito.call(createCaseReading, { params });
    await vi.waitFor(() => expect(told).toEqual([[desk.ito.memberId, 1]]), patience);
    expect(await unread(desk.ito)).toMatchObject([{ case_id: other }]);
    expect(await unread(desk.brandt)).toMatchObject([{ case_id: caseId, kind: 'mentioned' }]);
    // Read again there is nothing to tell.
    const before = events.length;
    await desk.ito.call(createCaseReading, { params });
    await relay.drain();
    expect(events.slice(before).flatMap(changesUnread)).toEqual([]);
  });

  test('tell of an assignment by somebody else, of a mention and of a bounce', async () => {
    const params = await newCase();
    await desk.brandt.call(changes.createCaseAssignment, {
      params,
      body: { member_id: desk.ito.memberId },
    });
    await desk.brandt.call(replies.createCaseNote, {
      params,
      body: { text: '@Kenji @Ada', mention_ids: [desk.ito.memberId, desk.okoye.memberId] },
    });
    await happen({
      name: 'delivery.bounced',
      subjectId: params.caseId,
      facts: { author_member_id: desk.ito.memberId },
    });
    const kinds = (await unread(desk.ito)).map((one) => one.kind);
    expect(kinds.toSorted()).toEqual(['assigned', 'bounced', 'mentioned']);
    expect((await unread(desk.okoye)).map((one) => one.kind)).toEqual(['mentioned']);
    expect(await unread(desk.brandt)).toEqual([]);
  });

  test('do not tell who took the case themselves', async () => {
    const params = await newCase();
    const body = { member_id: desk.ito.memberId };
    await desk.ito.call(changes.createCaseAssignment, { params, body });
    expect(await unread(desk.ito)).toEqual([]);
  });

  test('tell of the same event once, however often it is heard', async () => {
    const { caseId } = await newCase({ assigneeId: desk.ito.memberId });
    await happen({ name: 'message.received', subjectId: caseId });
    expect(await unread(desk.ito)).toHaveLength(1);
    await app.db.withAccount(desk.accountId, async (tx) => {
      const event = await tx.db
        .selectFrom('events')
        .selectAll()
        .where('subject_id', '=', caseId)
        .executeTakeFirstOrThrow();
      await notificationConsumer.onEvents(tx, [event]);
    });
    expect(await unread(desk.ito)).toHaveLength(1);
  });

  test('are read singly or all at once, and only the own ones', async () => {
    const { caseId } = await newCase({ assigneeId: desk.ito.memberId });
    for (let count = 0; count < 3; count += 1) {
      await happen({ name: 'message.received', subjectId: caseId });
    }
    const [first] = await unread(desk.ito);
    const one = { body: { ids: [first!.id] } };
    await desk.brandt.call(replies.createNotificationReading, one);
    expect(await unread(desk.ito)).toHaveLength(3);
    await desk.ito.call(replies.createNotificationReading, one);
    expect(await unread(desk.ito)).toHaveLength(2);
    await desk.ito.call(replies.createNotificationReading, { body: {} });
    expect(await unread(desk.ito)).toEqual([]);
  });

  test('do not show a case that is no longer the member’s to see', async () => {
    const params = await newCase();
    const body = { text: '@Ada', mention_ids: [desk.okoye.memberId] };
    await desk.ito.call(replies.createCaseNote, { params, body });
    expect(await unread(desk.okoye)).toHaveLength(1);
    await desk.ito.call(changes.deleteCaseParticipant, {
      params: { ...params, memberId: desk.okoye.memberId },
    });
    const { items } = await desk.okoye.call(replies.listNotifications);
    expect(items.filter((item) => item.case_id === params.caseId)).toEqual([]);
  });

  test('tell open desks how many are unread, after the commit', async () => {
    await relay.drain();
    told = [];
    const { caseId } = await newCase({ assigneeId: desk.brandt.memberId });
    await happen({ name: 'message.received', subjectId: caseId });
    await vi.waitFor(() => expect(told).toEqual([[desk.brandt.memberId, 1]]), patience);
    await desk.brandt.call(replies.createNotificationReading, { body: {} });
    await vi.waitFor(() => expect(told.at(-1)).toEqual([desk.brandt.memberId, 0]), patience);
    expect(told).toHaveLength(2);
  });

  test('are for members only', async () => {
    expect((await desk.nobody.send(replies.listNotifications)).status).toBe(401);
    expect((await desk.key.send(replies.listNotifications)).status).toBe(403);
    expect((await desk.nobody.send(replies.createNotificationReading)).status).toBe(401);
    const wrong = await desk.ito.send(replies.createNotificationReading, { body: { ids: ['x'] } });
    expect(wrong.status).toBe(400);
  });
});
