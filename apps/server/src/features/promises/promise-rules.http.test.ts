import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import * as rules from '@earshot/contract/promise-rule-contract.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { describe, expect, test } from 'vitest';

const { app, desk } = await openTestDesk();

const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
const calendar = { name: 'Werkstatt', time_zone: 'Europe/Berlin', hours, holiday_set: 'de-BE' };
const nobodyId = '0198f2a0-0000-7000-8000-0000000000ff';

async function addCalendar(name = 'Werkstatt') {
  return desk.admin.call(rules.createWorkCalendar, { body: { ...calendar, name } });
}

async function preview(input: Record<string, unknown> = {}) {
  const body = { channel_id: desk.channelId, language: 'en' as const, ...input };
  const { items } = await desk.admin.call(rules.createPromisePreview, { body });
  return items;
}

describe('calendars', () => {
  test('an administrator adds, changes and removes one; each act is in the audit', async () => {
    const made = await addCalendar('Lager');
    const params = { calendarId: made.id };
    const body = { ...calendar, name: 'Lager', holidays: [{ date: '2026-12-24', name: 'Frei' }] };
    expect(await desk.admin.call(rules.updateWorkCalendar, { params, body })).toMatchObject({
      id: made.id,
      holidays: [{ date: '2026-12-24', name: 'Frei' }],
    });
    const listed = await desk.ito.call(rules.listWorkCalendars, {});
    expect(listed.items.map((one) => one.name)).toContain('Lager');
    await desk.admin.call(rules.deleteWorkCalendar, { params });
    const after = await desk.ito.call(rules.listWorkCalendars, {});
    expect(after.items.map((one) => one.name)).not.toContain('Lager');
    const audit = await desk.admin.call(listAuditEntries, { query: {} });
    expect(audit.items.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['work_calendar.created', 'work_calendar.removed']),
    );
  });

  test('a time zone or a set of days off that does not exist is refused with its field', async () => {
    const wrong = async (change: object) => {
      const answer = await desk.admin.send(rules.createWorkCalendar, {
        body: { ...calendar, ...change },
      });
      return [answer.status, JSON.stringify(answer.body)];
    };
    expect(await wrong({ time_zone: 'Mars/Olympus' })).toMatchObject([
      400,
      expect.stringContaining('body.time_zone'),
    ]);
    expect(await wrong({ holiday_set: 'de-XX' })).toMatchObject([
      400,
      expect.stringContaining('body.holiday_set'),
    ]);
    expect(await wrong({ hours: [] })).toMatchObject([400, expect.any(String)]);
    expect(await wrong({ hours: [{ weekday: 8, from: '9', to: '17' }] })).toMatchObject([
      400,
      expect.any(String),
    ]);
  });

  test('one that a policy counts on stays, and says which policy', async () => {
    const { id } = await addCalendar('Gebraucht');
    const policy = await desk.admin.call(rules.createSlaPolicy, {
      body: { name: 'Zählt darauf', enabled: false, calendar_id: id },
    });
    const params = { calendarId: id };
    expect(await desk.admin.send(rules.deleteWorkCalendar, { params })).toMatchObject({
      status: 409,
      body: { code: 'calendar_in_use', facts: { policies: ['Zählt darauf'] } },
    });
    await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId: policy.id } });
  });

  test('one that hardly ever opens is refused instead of stopping every mail', async () => {
    const monday = [{ weekday: 1, from: '00:00', to: '00:01' }];
    const target = { first_answer: { minutes: 525_600 } };
    const seldom = await desk.admin.call(rules.createWorkCalendar, {
      body: { ...calendar, name: 'Selten', hours: monday },
    });
    const body = { name: 'Selten', targets: target, calendar_id: seldom.id };
    expect(await desk.admin.send(rules.createSlaPolicy, { body })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'body.targets.first_answer' }] },
    });
    const often = await addCalendar('Oft');
    const policy = await desk.admin.call(rules.createSlaPolicy, {
      body: { ...body, calendar_id: often.id },
    });
    const change = { params: { calendarId: often.id }, body: { ...calendar, hours: monday } };
    expect(await desk.admin.send(rules.updateWorkCalendar, change)).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'body.hours' }] },
    });
    await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId: policy.id } });
  });

  test('ready sets name their days of a year', async () => {
    const { items } = await desk.ito.call(rules.listHolidaySets, { query: { year: 2026 } });
    const berlin = items.find((one) => one.id === 'de-BE');
    expect(berlin?.days).toContainEqual({
      date: '2026-03-08',
      name: 'Internationaler Frauentag',
    });
  });
});

describe('policies', () => {
  test('without one a mail is promised the hours of its channel, as ever', async () => {
    const [first, ...rest] = await preview();
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ kind: 'first_answer', because: { policy: null, matched: [] } });
    const ahead = Date.parse(first!.due_at) - app.clock.now().getTime();
    expect(ahead).toBe(24 * 3_600_000);
  });

  test('the first that matches decides and says why; the order can be changed', async () => {
    const { id: calendarId } = await addCalendar('Für Regeln');
    const urgent = await desk.admin.call(rules.createSlaPolicy, {
      body: {
        name: 'Dringend',
        conditions: { priorities: ['urgent'], team_ids: [desk.serviceTeamId] },
        targets: { first_answer: { minutes: 60 }, resolution: { working_days: 2, pauses: true } },
        words: { en: { first_answer: 'A person answers by {due}, urgent as it is.' } },
        calendar_id: calendarId,
      },
    });
    const everyone = await desk.admin.call(rules.createSlaPolicy, {
      body: { name: 'Alle', targets: { first_answer: { minutes: 600 } } },
    });
    const team = { team_id: desk.serviceTeamId };
    const [first, second] = await preview({ priority: 'urgent', ...team });
    expect(first).toMatchObject({
      kind: 'first_answer',
      words: expect.stringMatching(/^A person answers by .*, urgent as it is\.$/),
      because: {
        policy: 'Dringend',
        matched: [
          { field: 'team', value: desk.serviceTeamId },
          { field: 'priority', value: 'urgent' },
        ],
      },
    });
    expect(second).toMatchObject({ kind: 'resolution' });
    expect(await preview()).toMatchObject([{ because: { policy: 'Alle' } }]);
    const ids = [everyone.id, urgent.id];
    const { items } = await desk.admin.call(rules.createSlaPolicyOrder, {
      body: { policy_ids: ids },
    });
    expect(items.map((one) => one.id)).toEqual(ids);
    expect(await preview({ priority: 'urgent', ...team })).toMatchObject([
      { because: { policy: 'Alle' } },
    ]);
    const params = { policyId: everyone.id };
    const body = { name: 'Alle', enabled: false, targets: { first_answer: { minutes: 600 } } };
    await desk.admin.call(rules.updateSlaPolicy, { params, body });
    expect(await preview()).toMatchObject([{ because: { policy: null } }]);
    for (const policyId of ids) {
      await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId } });
    }
    expect((await desk.ito.call(rules.listSlaPolicies, {})).items).toEqual([]);
  });

  test('words without {due}, both units, or somebody else’s calendar are refused', async () => {
    const refuse = async (change: object) =>
      (await desk.admin.send(rules.createSlaPolicy, { body: { name: 'X', ...change } })).status;
    expect(await refuse({ words: { de: { answer: 'Bald.' } } })).toBe(400);
    expect(await refuse({ targets: { answer: { minutes: 5, working_days: 1 } } })).toBe(400);
    expect(await refuse({ targets: { answer: { pauses: true } } })).toBe(400);
    expect(await refuse({ calendar_id: nobodyId })).toBe(400);
    expect(await refuse({ name: '' })).toBe(400);
  });

  test('agents read them; only administrators change them; another account sees none', async () => {
    const body = { name: 'Nicht von mir' };
    for (const who of [desk.ito, desk.weber]) {
      expect((await who.send(rules.createSlaPolicy, { body })).status).toBe(403);
      expect((await who.send(rules.createWorkCalendar, { body: calendar })).status).toBe(403);
    }
    expect((await app.nobody.send(rules.listSlaPolicies, {})).status).toBe(401);
    const mine = await desk.admin.call(rules.createSlaPolicy, { body: { name: 'Meine' } });
    expect((await desk.stranger.call(rules.listSlaPolicies, {})).items).toEqual([]);
    const params = { policyId: mine.id };
    expect((await desk.stranger.send(rules.updateSlaPolicy, { params, body })).status).toBe(404);
    expect((await desk.stranger.send(rules.deleteSlaPolicy, { params })).status).toBe(404);
    const order = { body: { policy_ids: [mine.id, mine.id] } };
    expect((await desk.admin.send(rules.createSlaPolicyOrder, order)).status).toBe(400);
    await desk.admin.call(rules.deleteSlaPolicy, { params });
  });
});

describe('packs', () => {
  const params = { packId: 'es-ley-10-2025' };

  test('one makes its policies first in the order, and removing it takes them back', async () => {
    const before = await desk.admin.call(rules.createSlaPolicy, { body: { name: 'Schon da' } });
    const made = await desk.admin.call(rules.createPackApplication, { params });
    const { items } = await desk.ito.call(rules.listSlaPolicies, {});
    expect(items.map((one) => one.id)).toEqual([...made.policy_ids, before.id]);
    expect(items[0]).toMatchObject({
      pack_id: params.packId,
      conditions: { tags: ['reclamación', 'claim', 'Reklamation'] },
    });
    const again = await desk.admin.send(rules.createPackApplication, { params });
    expect(again).toMatchObject({ status: 409, body: { code: 'pack_applied' } });
    const planned = await preview({ tags: ['claim'] });
    expect(planned.map((one) => one.kind)).toEqual(['first_answer', 'resolution']);
    const shown = await desk.ito.call(rules.listPolicyPacks, {});
    expect(shown.items.find((one) => one.id === params.packId)?.applied).toMatchObject({
      by: desk.admin.name,
    });
    await desk.admin.call(rules.deletePackApplication, { params });
    const after = await desk.ito.call(rules.listSlaPolicies, {});
    expect(after.items.map((one) => one.id)).toEqual([before.id]);
    expect((await desk.admin.send(rules.deletePackApplication, { params })).status).toBe(404);
    await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId: before.id } });
  });

  test('are read in the language of the member, with what was not verified', async () => {
    const { items } = await desk.ito.call(rules.listPolicyPacks, {});
    const spain = items.find((one) => one.id === params.packId)!;
    expect(spain.name).toBe('Spanien: Ley 10/2025, Kundenbetreuung');
    expect(spain.duties[0]).toMatchObject({ verified: false });
    expect(spain.duties[0]!.source).toContain('nicht nachgeprüft');
    const report = await desk.weber.call(rules.getPackReadiness, { params });
    expect(report.items[0]!.why).toBe('Das Paket ist nicht in Gebrauch, also misst das keine Uhr.');
  });

  test('every duty says where it is written, and what nothing here measures says so', async () => {
    const report = await desk.weber.call(rules.getPackReadiness, { params });
    const states = Object.fromEntries(report.items.map((one) => [one.id, one.state]));
    expect(states).toMatchObject({
      claims_in_15_days: 'not_measured',
      calls_under_3_minutes: 'not_measured',
      no_closing_by_waiting: 'no_cases',
    });
    expect(report.items.every((one) => one.source.length > 0)).toBe(true);
    const unknown = { params: { packId: 'atlantis' } };
    expect((await desk.weber.send(rules.getPackReadiness, unknown)).status).toBe(404);
    expect((await desk.ito.send(rules.getPackReadiness, { params })).status).toBe(403);
  });
});
