import { MINUTE_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import { openChat } from '@earshot/testkit/web/visit-chat.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '@earshot/testkit/http/call-operation.ts';
import { seedHold, seedMail, type SeededCase } from '@earshot/testkit/world/seed-cases.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { writeCursor } from './page-cursor.ts';

const { app, desk, newCase } = await openTestDesk({ caseAge_ms: 1_000 * MINUTE_MS });
/** Ten open cases of the service team, the newest first. */
let ten: SeededCase[];

beforeAll(async () => {
  ten = [];
  for (let index = 0; index < 10; index += 1) {
    ten.push(
      await newCase({
        subject: `Fall Nummer ${index}`,
        at: new Date(app.clock.now().getTime() - index * MINUTE_MS),
      }),
    );
  }
});

type Query = NonNullable<Parameters<typeof list>[1]>;

function list(
  caller: Caller,
  query: {
    view?: contract.CaseViewName;
    status?: contract.CaseStatus;
    sort?: 'newest' | 'oldest' | 'due';
    q?: string;
    tag?: string;
    team_id?: string;
    assignee_id?: string;
    contact_id?: string;
    channel_kind?: ChannelKind;
    limit?: number;
    cursor?: string;
  } = {},
) {
  return caller.call(contract.listCases, { query });
}

async function ids(caller: Caller, query: Query = {}): Promise<string[]> {
  return (await list(caller, query)).items.map((item) => item.id);
}

async function allPages(caller: Caller, query: Query): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await list(caller, { ...query, ...(cursor ? { cursor } : {}) });
    found.push(...page.items.map((item) => item.id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

describe('a list of cases', () => {
  test('pages through every case once, newest or oldest first', async () => {
    const newest = await allPages(desk.ito, { limit: 3 });
    expect(newest.slice(0, 10)).toEqual(ten.map((one) => one.caseId));
    expect(new Set(newest).size).toBe(newest.length);
    const oldest = await allPages(desk.ito, { limit: 3, sort: 'oldest' });
    expect(oldest).toEqual(newest.toReversed());
  });

  test('loses and repeats no case that came in the same microsecond', async () => {
    const at = new Date(app.clock.now().getTime() - 500 * MINUTE_MS);
    const same = await Promise.all(Array.from({ length: 7 }, () => newCase({ at })));
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .updateTable('cases')
        .set({ tags: ['gleichzeitig'] })
        .where(
          'id',
          'in',
          same.map((one) => one.caseId),
        )
        .execute(),
    );
    const paged = await allPages(desk.ito, { tag: 'gleichzeitig', limit: 2 });
    expect(paged.toSorted()).toEqual(same.map((one) => one.caseId).toSorted());
  });

  test('by due time has the most urgent promise on top, then the newest message', async () => {
    const inMinutes = (count: number) => new Date(app.clock.now().getTime() + count * MINUTE_MS);
    const contact = { ...contacts.rosa, email: 'urgent@kitchen-notes.example' };
    const seeds = [
      await newCase({ contact, at: inMinutes(-20), promiseDueAt: null }),
      await newCase({ contact, at: inMinutes(-90), promiseDueAt: inMinutes(30) }),
      await newCase({ contact, at: inMinutes(-10), promiseDueAt: null }),
      await newCase({ contact, at: inMinutes(-80), promiseDueAt: inMinutes(-5) }),
    ];
    const query = { contact_id: seeds[0]!.contactId, sort: 'due' as const };
    const expected = [seeds[3], seeds[1], seeds[2], seeds[0]].map((one) => one!.caseId);
    expect(await ids(desk.ito, query)).toEqual(expected);
    for (const limit of [1, 2, 3]) {
      expect(await allPages(desk.ito, { ...query, limit })).toEqual(expected);
    }
  });

  test('of one kind of channel leaves out what came otherwise, page by page', async () => {
    const chat = await openChat(desk.admin);
    const seeds = [
      await newCase({ channelId: chat.id, subject: 'Aus dem Chat' }),
      await newCase({ channelId: chat.id, subject: 'Auch aus dem Chat' }),
    ];
    const expected = seeds.map((one) => one.caseId).toSorted();
    const found = await allPages(desk.ito, { channel_kind: 'chat', limit: 1 });
    expect(found.toSorted()).toEqual(expected);
    const mails = await allPages(desk.ito, { channel_kind: 'email', limit: 200 });
    expect(mails).toEqual(expect.arrayContaining(ten.map((one) => one.caseId)));
    expect(mails).not.toEqual(expect.arrayContaining([expected[0]]));
    expect(await ids(desk.ito, { channel_kind: 'api' })).toEqual([]);
    expect(await ids(desk.ito, { channel_kind: 'chat', view: 'resolved' })).toEqual([]);
    expect(await ids(desk.stranger, { channel_kind: 'chat' })).toEqual([]);
  });

  test.each([
    ['a kind of channel that is none', { channel_kind: 'pigeon' }, 'query.channel_kind'],
    ['a cursor of nobody', { cursor: 'bm8' }, 'query.cursor'],
    [
      'a cursor of another sort',
      { cursor: writeCursor('oldest', { at: 1, id: crypto.randomUUID() }) },
      'query.cursor',
    ],
    ['a view that is none', { view: 'everything' }, 'query.view'],
    ['a limit above 200', { limit: 201 }, 'query.limit'],
    ['a field that is none', { sorting: 'newest' }, 'query.sorting'],
    ['a search with NUL', { q: 'a\u0000b' }, 'query.q'],
  ])('refuses %s in words', async (_name, query, path) => {
    const answer = await desk.ito.send(contract.listCases, { query });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', fields: [{ path }] } });
  });

  test('is not for strangers, and empty for another firm', async () => {
    expect((await desk.nobody.send(contract.listCases)).status).toBe(401);
    expect(await ids(desk.stranger)).toEqual([]);
    const key = await app.key(desk.admin, ['contacts:read']);
    expect((await key.send(contract.listCases)).status).toBe(403);
  });

  test('shows a colleague only what they were drawn into', async () => {
    expect(await ids(desk.okoye)).toEqual([]);
    const drawn = await newCase();
    await desk.ito.call(changes.createCaseParticipant, {
      params: { caseId: drawn.caseId },
      body: { member_id: desk.okoye.memberId },
    });
    expect(await ids(desk.okoye)).toEqual([drawn.caseId]);
  });

  test('does not show agents a restricted team, and shows it to supervisors', async () => {
    const secret = await newCase({ teamId: desk.complaintsTeamId });
    const query = { team_id: desk.complaintsTeamId };
    expect(await ids(desk.ito, query)).toEqual([]);
    expect(await ids(desk.brandt, query)).toEqual([secret.caseId]);
    expect(await ids(desk.weber, query)).toEqual([secret.caseId]);
    expect(await ids(desk.key, query)).toEqual([secret.caseId]);
  });

  test('filters by contact, assignee, team, status and tag', async () => {
    const one = await newCase({ contact: contacts.aydin, assigneeId: desk.ito.memberId });
    const params = { caseId: one.caseId };
    await desk.ito.call(contract.updateCase, { params, body: { tags: ['Garantie'] } });
    await desk.ito.call(changes.createCaseStatusChange, { params, body: { status: 'resolved' } });
    expect(await ids(desk.brandt, { contact_id: one.contactId })).toEqual([one.caseId]);
    expect(await ids(desk.brandt, { assignee_id: desk.ito.memberId })).toEqual([one.caseId]);
    expect(await ids(desk.brandt, { tag: 'Garantie', status: 'resolved' })).toEqual([one.caseId]);
    expect(await ids(desk.brandt, { tag: 'Garantie', status: 'open' })).toEqual([]);
  });
});

describe('unread', () => {
  const unread = async (caller: Caller, caseId: string) =>
    (await list(caller, { limit: 200 })).items.find((item) => item.id === caseId)?.unread;

  test('is each member’s own, and ends with reading', async () => {
    const { caseId } = await newCase();
    const params = { caseId };
    expect(await unread(desk.ito, caseId)).toBe(true);
    await desk.ito.call(contract.createCaseReading, { params });
    expect(await unread(desk.ito, caseId)).toBe(false);
    expect((await desk.ito.call(contract.getCase, { params })).unread).toBe(false);
    expect(await unread(desk.brandt, caseId)).toBe(true);
    expect(await unread(desk.key, caseId)).toBe(false);
  });

  test('begins again when the contact writes, also while the member reads', async () => {
    const one = await newCase();
    const params = { caseId: one.caseId };
    await desk.ito.call(contract.createCaseReading, { params });
    // The mail came in before that reading and was taken up after it.
    const at = new Date(app.clock.now().getTime() - 900 * MINUTE_MS);
    await app.db.withAccount(desk.accountId, async (tx) => {
      await seedMail(tx, { ...one, channelId: desk.channelId, at });
      await tx.db
        .updateTable('cases')
        .set({ last_in_at: at, last_message_at: at })
        .where('id', '=', one.caseId)
        .execute();
    });
    expect(await unread(desk.ito, one.caseId)).toBe(true);
  });
});

describe('views', () => {
  const count = async (caller: Caller, view: contract.CaseViewName) =>
    (await caller.call(contract.listCaseViews)).items.find((item) => item.view === view);

  test('[L18] each count is the number of cases that its list shows, for everybody', async () => {
    const named = await newCase();
    const held = await newCase({ contact: contacts.rosa });
    await seedHold(app.db, desk.accountId, held, named);
    await newCase({ assigneeId: desk.ito.memberId });
    const waiting = await newCase();
    const until = new Date(app.clock.now().getTime() + MINUTE_MS).toISOString();
    await desk.ito.call(changes.createCaseStatusChange, {
      params: { caseId: waiting.caseId },
      body: { status: 'waiting', waiting_until: until },
    });
    const secret = await newCase({ teamId: desk.complaintsTeamId });
    await desk.brandt.call(changes.createCaseMerge, {
      params: { caseId: (await newCase()).caseId },
      body: { into_case_id: secret.caseId },
    });
    for (const caller of [desk.ito, desk.brandt, desk.weber, desk.okoye, desk.key]) {
      const { items } = await caller.call(contract.listCaseViews);
      expect(items.map((item) => item.view)).toEqual(contract.caseViewName.options);
      for (const item of items) {
        const shown = await ids(caller, { view: item.view, limit: 200 });
        expect({ view: item.view, count: shown.length }).toEqual({
          view: item.view,
          count: item.count,
        });
        expect(item.capped).toBe(false);
      }
    }
    expect((await count(desk.ito, 'mine'))?.count).toBe(1);
    expect((await count(desk.ito, 'held'))?.count).toBe(1);
    expect((await count(desk.ito, 'waiting'))?.count).toBe(1);
  });

  test('name the teams of an agent, and all teams to a supervisor', async () => {
    const names = async (caller: Caller) =>
      (await caller.call(contract.listCaseViews)).teams.map((one) => one.team.id);
    expect(await names(desk.ito)).toEqual([desk.serviceTeamId]);
    expect((await names(desk.weber)).toSorted()).toEqual(
      [desk.serviceTeamId, desk.complaintsTeamId].toSorted(),
    );
    expect(await names(desk.okoye)).toEqual([]);
    const { teams } = await desk.ito.call(contract.listCaseViews);
    const shown = await ids(desk.ito, { team_id: desk.serviceTeamId, status: 'open', limit: 200 });
    expect(teams[0]?.count).toBe(shown.length);
  });

  test('are not for strangers', async () => {
    expect((await desk.nobody.send(contract.listCaseViews)).status).toBe(401);
  });
});

describe('a search', () => {
  test('finds the case itself by its number with a #', async () => {
    expect(await ids(desk.ito, { q: `#${ten[3]!.number}` })).toEqual([ten[3]!.caseId]);
    expect(await ids(desk.ito, { q: `${ten[3]!.number}` })).toContain(ten[3]!.caseId);
    expect(await ids(desk.ito, { q: '#999999' })).toEqual([]);
  });

  test('[L26] finds a part of a German compound in the subject', async () => {
    const one = await newCase({ subject: 'Die Stundenvertretung fehlt' });
    expect(await ids(desk.ito, { q: 'vertretung' })).toEqual([one.caseId]);
    expect(await ids(desk.ito, { q: 'Stundenvertretung fehlt' })).toEqual([one.caseId]);
  });

  test('finds words of messages by their stem, with and without umlauts', async () => {
    const one = await newCase({ text: 'Ich möchte meine Kündigungen zurückziehen.' });
    expect(await ids(desk.ito, { q: 'Kundigung' })).toEqual([one.caseId]);
    expect(await ids(desk.ito, { q: 'kündigung zurückziehen' })).toEqual([one.caseId]);
    expect(await ids(desk.ito, { q: 'kündigung -zurückziehen' })).toEqual([]);
  });

  test('finds a contact by name, part of an address and telephone number', async () => {
    const contact = {
      ...contacts.rosa,
      name: 'Theodora Quenstedt',
      email: 'tq@burg-quenstedt.example',
    };
    const one = await newCase({ contact });
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .insertInto('contact_points')
        .values({
          account_id: desk.accountId,
          id: crypto.randomUUID(),
          contact_id: one.contactId,
          kind: 'phone',
          value: '+491713920047',
          value_given: '0171 3920047',
          source_kind: 'member',
          source_id: null,
          source_name: 'x',
          legal_basis: 'contract',
          verified_at: null,
          verified_how: null,
          removed_at: null,
        })
        .execute(),
    );
    for (const q of ['quenstedt', 'TQ@burg', '0171 3920047', '+49 171 392-0047']) {
      expect(await ids(desk.ito, { q })).toEqual([one.caseId]);
    }
  });

  test('takes wildcards, quotes and operators as what they are: letters', async () => {
    const one = await newCase({ subject: 'Rabatt 100%_sicher' });
    expect(await ids(desk.ito, { q: '100%_sicher' })).toEqual([one.caseId]);
    for (const q of ['%', '_', '\\', "'", '"', '"offen', ':*', '!!', '()', '-', 'ab', '   ']) {
      expect((await desk.ito.send(contract.listCases, { query: { q } })).status).toBe(200);
    }
    expect(await ids(desk.ito, { q: '%%%' })).toEqual([]);
  });

  test('shows nobody what is not theirs', async () => {
    const secret = await newCase({
      teamId: desk.complaintsTeamId,
      subject: 'Geheimsache Bernsteinzimmer',
      text: 'Bernsteinzimmer gefunden.',
    });
    const q = 'Bernsteinzimmer';
    expect(await ids(desk.ito, { q })).toEqual([]);
    expect(await ids(desk.brandt, { q })).toEqual([secret.caseId]);
    expect(await ids(desk.stranger, { q })).toEqual([]);
    expect(await ids(desk.ito, { q: `#${secret.number}` })).toEqual([]);
  });

  test('finds the words of a merged case in the case that stays', async () => {
    const kept = await newCase();
    const merged = await newCase({ text: 'Da war noch ein Zitronenfalter.' });
    await desk.ito.call(changes.createCaseMerge, {
      params: { caseId: merged.caseId },
      body: { into_case_id: kept.caseId },
    });
    expect(await ids(desk.ito, { q: 'Zitronenfalter' })).toEqual([kept.caseId]);
  });

  test('is narrowed by a view and paged', async () => {
    const found = await allPages(desk.ito, { q: 'Fall Nummer', limit: 4 });
    expect(found).toEqual(ten.map((one) => one.caseId));
    expect(await ids(desk.ito, { q: 'Fall Nummer', view: 'resolved' })).toEqual([]);
  });
});
