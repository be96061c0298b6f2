import { HOUR_MS } from '@earshot/contract/durations.ts';
import * as promises from '@earshot/contract/promise-contract.ts';
import {
  updatePromiseSettings,
  getPromiseSettings,
} from '@earshot/contract/promise-rule-contract.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedDeskCase } from '@earshot/testkit/world/seed-cases.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { lookAtDue } from '../../promises/clocks/watch-promises.ts';

const { app, desk } = await openTestDesk();

const later = (hours: number) => new Date(app.clock.now().getTime() + hours * HOUR_MS);
/** Days wide enough to hold everything this test does. */
const days = () => ({
  from: later(-72).toISOString().slice(0, 10),
  to: later(72).toISOString().slice(0, 10),
});

beforeAll(async () => {
  // Two kept, one broken, one moved in time with its new one still owed.
  const made = [await promiseIn(10), await promiseIn(10), await promiseIn(1), await promiseIn(20)];
  for (const one of made.slice(0, 2)) await desk.ito.call(promises.createPromiseKeeping, one);
  await lookAtDue(app.db, later(2));
  await desk.ito.call(promises.createPromiseRenegotiation, {
    ...made[3]!,
    body: { due_at: later(50).toISOString(), because: 'das Teil fehlt', tell: false },
  });
});

async function promiseIn(hours: number) {
  const { caseId } = await seedDeskCase(app, desk, { promiseDueAt: null });
  const shown = await desk.ito.call(promises.createCasePromise, {
    params: { caseId },
    body: { due_at: later(hours).toISOString(), words: 'Wir rufen an.', kind: 'callback' },
  });
  const own = shown.promises.find(({ kind }) => kind === 'callback')!;
  return { params: { caseId, promiseId: own.id } };
}

describe('the figures of promises', () => {
  test('count each promise once, and every figure opens the promises it counts', async () => {
    const figures = await desk.weber.call(promises.getPromiseFigures, { query: days() });
    expect(figures).toMatchObject({
      total: { kept: 2, broken: 1, renegotiated: 1 },
      kept_rate: 2 / 3,
      open: { overdue: 1 },
    });
    for (const outcome of ['kept', 'broken', 'renegotiated'] as const) {
      const { items } = await desk.weber.call(promises.listPromises, {
        query: { ...days(), outcome },
      });
      expect(items).toHaveLength(figures.total[outcome]);
      expect(items.every((one) => one.state === outcome)).toBe(true);
    }
    for (const open of ['due_today', 'at_risk', 'overdue'] as const) {
      const { items } = await desk.weber.call(promises.listPromises, { query: { open } });
      expect(items).toHaveLength(figures.open[open]);
    }
  });

  test('add up to the same whichever way they are grouped', async () => {
    for (const group_by of ['day', 'team', 'channel', 'kind'] as const) {
      const { items, total } = await desk.weber.call(promises.getPromiseFigures, {
        query: { ...days(), group_by },
      });
      const sum = (field: 'kept' | 'broken' | 'renegotiated') =>
        items.reduce((all, one) => all + one[field], 0);
      expect([sum('kept'), sum('broken'), sum('renegotiated')]).toEqual(Object.values(total));
    }
    const { items } = await desk.weber.call(promises.getPromiseFigures, {
      query: { ...days(), group_by: 'kind' },
    });
    expect(items.map(({ key }) => key)).toEqual(['callback']);
  });

  test('are listed by page without a gap', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...days(), limit: 1, ...(cursor ? { cursor } : {}) };
      const page = await desk.weber.call(promises.listPromises, { query });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(4);
    expect(seen).toHaveLength(4);
  });

  test('are for supervisors, need sensible days, and show another account nothing', async () => {
    const query = days();
    expect((await desk.ito.send(promises.getPromiseFigures, { query })).status).toBe(403);
    expect((await app.nobody.send(promises.listPromises, { query })).status).toBe(401);
    const backwards = { from: query.to, to: query.from };
    const status = async (wrong: object) =>
      (await desk.weber.send(promises.listPromises, { query: wrong as never })).status;
    expect(await status(backwards)).toBe(400);
    expect(await status({})).toBe(400);
    expect(await status({ ...query, cursor: 'made-up' })).toBe(400);
    expect(await desk.stranger.call(promises.getPromiseFigures, { query })).toMatchObject({
      total: { kept: 0, broken: 0, renegotiated: 0 },
      kept_rate: null,
      open: { due_today: 0, at_risk: 0, overdue: 0 },
    });
    expect((await desk.stranger.call(promises.listPromises, { query })).items).toEqual([]);
  });
});

describe('the published rate', () => {
  test('is not there unless an administrator publishes it', async () => {
    expect((await app.nobody.send(promises.getPublicKeptRate, {})).status).toBe(404);
    expect((await app.nobody.send(promises.getPublicPromises, {})).status).toBe(404);
    expect(await desk.ito.call(getPromiseSettings, {})).toEqual({ kept_rate_public: false });
    const body = { kept_rate_public: true };
    expect((await desk.weber.send(updatePromiseSettings, { body })).status).toBe(403);
    await desk.admin.call(updatePromiseSettings, { body });
    // Broken an hour from now, on this clock: the page counts what has ended by the day.
    const rate = await app.nobody.call(promises.getPublicKeptRate, {});
    expect(rate).toMatchObject({ kept: 2, broken: expect.any(Number) });
  });

  test('is a page without script, in German and English, that names no case', async () => {
    const german = await app.nobody.send(promises.getPublicPromises, { query: { lang: 'de' } });
    const page = german.raw.toString('utf8');
    expect(german.status).toBe(200);
    expect(german.headers['content-security-policy']).not.toContain('unsafe');
    expect(page).toContain('<html lang="de">');
    expect(page).not.toMatch(/<script|Wir rufen an/);
    const english = await app.nobody.send(promises.getPublicPromises, { query: { lang: 'en' } });
    expect(english.raw.toString('utf8')).toContain('Kept in time');
  });

  test('counts only what the contact was told, or what took its place in silence', async () => {
    const read = async () => {
      const { kept, broken } = await app.nobody.call(promises.getPublicKeptRate, {});
      return { kept, broken };
    };
    const before = await read();
    const aim = await promiseIn(5);
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .updateTable('case_promises')
        .set({ told_at: null })
        .where('account_id', '=', tx.accountId)
        .where('id', '=', aim.params.promiseId)
        .execute(),
    );
    await desk.ito.call(promises.createPromiseKeeping, aim);
    expect(await read()).toEqual(before);
    const { total } = await desk.weber.call(promises.getPromiseFigures, { query: days() });
    expect(total.kept).toBe(3);

    let moved = await promiseIn(5);
    for (const hours of [6, 7]) {
      const shown = await desk.ito.call(promises.createPromiseRenegotiation, {
        ...moved,
        body: { due_at: later(hours).toISOString(), because: 'Urlaub', tell: false },
      });
      const old = shown.promises.find(({ id }) => id === moved.params.promiseId)!;
      moved = { params: { ...moved.params, promiseId: old.renegotiated_to_id! } };
    }
    await desk.ito.call(promises.createPromiseKeeping, moved);
    expect(await read()).toEqual({ ...before, kept: before.kept + 1 });
  });

  test('of an account that publishes nothing is not found, whoever asks', async () => {
    const query = { account_id: desk.stranger.accountId };
    expect((await app.nobody.send(promises.getPublicKeptRate, { query })).status).toBe(404);
    await desk.admin.call(updatePromiseSettings, { body: { kept_rate_public: false } });
    expect((await app.nobody.send(promises.getPublicKeptRate, {})).status).toBe(404);
  });
});
