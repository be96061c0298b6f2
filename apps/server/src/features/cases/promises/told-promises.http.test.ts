import { HOUR_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as cases from '@earshot/contract/case-contract.ts';
import { createTeam } from '@earshot/contract/member-contract.ts';
import * as rules from '@earshot/contract/promise-rule-contract.ts';
import * as travel from '@earshot/contract/travel-contract.ts';
import { seedDeskCase } from '@earshot/testkit/world/seed-cases.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatInstant } from '../../../platform/i18n/texts.ts';

const { app, desk } = await openTestDesk();
let slowTeamId: string;

const hour_minutes = 60;

beforeAll(async () => {
  slowTeamId = (await desk.admin.call(createTeam, { body: { name: 'Werkstatt' } })).id;
  const policies = [
    { name: 'Eilig', conditions: { priorities: ['urgent' as const] }, hours: 10 },
    { name: 'Werkstatt', conditions: { team_ids: [slowTeamId] }, hours: 90 },
    { name: 'Alle', conditions: {}, hours: 30 },
  ];
  for (const { name, conditions, hours } of policies) {
    const targets = { first_answer: { minutes: hours * hour_minutes } };
    await desk.admin.call(rules.createSlaPolicy, { body: { name, conditions, targets } });
  }
});

async function openCase() {
  const { params } = await seedDeskCase(app, desk, { promiseDueAt: null });
  await desk.ito.call(cases.updateCase, { params, body: { tags: ['neu'] } });
  await desk.ito.call(changes.createCaseStatusChange, { params, body: { status: 'resolved' } });
  await desk.ito.call(changes.createCaseStatusChange, { params, body: { status: 'open' } });
  const [made] = await openPromises(params);
  app.clock.advance(1_000);
  return { params, made: made! };
}

async function openPromises(params: { caseId: string }) {
  const shown = await desk.weber.call(cases.getCase, { params });
  return shown.promises.filter((one) => one.state === 'open');
}

const setPriority = (params: { caseId: string }, priority: 'normal' | 'urgent') =>
  desk.ito.call(cases.updateCase, { params, body: { priority } });

const later = (due: string, hours: number) =>
  new Date(Date.parse(due) + hours * HOUR_MS).toISOString();

describe('the words of a promise', () => {
  test('name the time at which it is due, also where it is planned anew later on', async () => {
    const { params, made } = await openCase();
    app.clock.advance(3 * HOUR_MS);
    await setPriority(params, 'urgent');
    const [moved] = await openPromises(params);
    expect(moved!.due_at).toBe(later(made.due_at, -20));
    expect(moved!.words).toContain(formatInstant(new Date(moved!.due_at), 'de', 'Europe/Berlin'));
  });
});

describe('what a transfer tells the contact', () => {
  const transfer = (params: { caseId: string }, body: { contact_text?: string } = {}) =>
    desk.ito.call(changes.createCaseTransfer, {
      params,
      body: { to_team_id: slowTeamId, ...body },
    });

  test('is told: a team that has more time does not put it off', async () => {
    const { params, made } = await openCase();
    await transfer(params);
    const { items } = await desk.weber.call(cases.listCaseMessages, { params });
    const notice = items.find((item) => item.kind === 'notice');
    expect(notice!.text).toContain(made.words);
    expect(await openPromises(params)).toMatchObject([{ id: made.id, due_at: made.due_at }]);
    expect((await openPromises(params))[0]!.told_at).not.toBeNull();
  });

  test('stands also where a quicker policy decided for a while', async () => {
    const { params, made } = await openCase();
    await transfer(params);
    await setPriority(params, 'urgent');
    expect((await openPromises(params))[0]!.due_at).toBe(later(made.due_at, -20));
    await setPriority(params, 'normal');
    const [after] = await openPromises(params);
    expect(after!.due_at).toBe(made.due_at);
    expect(after!.words).toBe(made.words);
  });

  test('is not told where the words were edited away, or the transfer was taken back', async () => {
    const edited = await openCase();
    await transfer(edited.params, { contact_text: 'Die Werkstatt meldet sich bei Ihnen.' });
    expect(await openPromises(edited.params)).toMatchObject([
      { told_at: null, due_at: later(edited.made.due_at, 60) },
    ]);
    const { params, made } = await openCase();
    const { transfer: done } = await transfer(params);
    await desk.ito.call(travel.deleteCaseTransfer, { params: { ...params, transferId: done.id } });
    expect(await openPromises(params)).toMatchObject([{ id: made.id, told_at: null }]);
  });
});
