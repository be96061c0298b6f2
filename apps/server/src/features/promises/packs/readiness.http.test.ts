import { DAY_MS, HOUR_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import { updateCase } from '@earshot/contract/case-contract.ts';
import * as promises from '@earshot/contract/promise-contract.ts';
import * as rules from '@earshot/contract/promise-rule-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { beforeAll, describe, expect, test } from 'vitest';

const { app, desk, newCase } = await openTestDesk();

const later = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();

async function readDuty(packId: string, dutyId: string) {
  const report = await desk.weber.call(rules.getPackReadiness, { params: { packId } });
  const { state, figures, cases } = report.items.find(({ id }) => id === dutyId)!;
  return { state, figures, cases: cases.map(({ id }) => id) };
}

const spain = 'es-ley-10-2025';

/** A claim with the clock of the law; its tag is written as people write it. */
async function claim(tag: string) {
  const one = await newCase();
  const shown = await desk.ito.call(updateCase, { ...one, body: { tags: [tag] } });
  const owed = shown.promises.find(({ kind, state }) => kind === 'resolution' && state === 'open');
  return { params: one.params, owed: owed! };
}

type Claim = Awaited<ReturnType<typeof claim>>;

async function settle({ params }: Pick<Claim, 'params'>) {
  const text = 'Wir ersetzen den Wasserkocher, weil der Deckel ab Werk undicht war.';
  const body = { text, status: 'resolved', send_anyway: true } as const;
  await desk.ito.call(createCaseReply, { params, body });
}

describe('how ready we are for the claims of a law', () => {
  beforeAll(() => desk.admin.call(rules.createPackApplication, { params: { packId: spain } }));

  test('is not said to be good before there was any claim', async () => {
    await settle(await newCase());
    for (const duty of ['claims_in_15_days', 'tracking_code', 'reasoned_answer']) {
      expect(await readDuty(spain, duty)).toEqual({
        state: 'no_cases',
        figures: { cases: 0, met: 0, not_met: 0 },
        cases: [],
      });
    }
  });

  test('a claim counts however its tag is written, and is settled in time', async () => {
    const one = await claim('RECLAMACIÓN');
    expect(one.owed.because?.matched).toEqual([{ field: 'tag', value: 'RECLAMACIÓN' }]);
    await settle(one);
    expect(await readDuty(spain, 'claims_in_15_days')).toMatchObject({
      state: 'met',
      figures: { cases: 1, met: 1, not_met: 0 },
    });
    expect(await readDuty(spain, 'tracking_code')).toMatchObject({ state: 'met' });
    // Whether the answer gives reasons is not judged.
    expect(await readDuty(spain, 'reasoned_answer')).toMatchObject({ state: 'not_measured' });
  });

  test('a law is not moved by telling the contact a later time', async () => {
    // A law of one hour: sessions of members end before fifteen days do.
    const policy = (await desk.admin.call(rules.listSlaPolicies, {})).items[0]!;
    const { id, position: _, pack_id: __, ...fields } = policy;
    await desk.admin.call(rules.updateSlaPolicy, {
      params: { policyId: id },
      body: { ...fields, calendar_id: null, targets: { resolution: { minutes: 60 } } },
    });
    const one = await claim('Reklamation');
    await desk.ito.call(promises.createPromiseRenegotiation, {
      params: { ...one.params, promiseId: one.owed.id },
      body: { due_at: later(20), because: 'das Teil fehlt', tell: false },
    });
    app.clock.advance(2 * HOUR_MS);
    const missed = { state: 'not_met', figures: { cases: 2, met: 1, not_met: 1 } };
    const duty = await readDuty(spain, 'claims_in_15_days');
    expect(duty).toEqual({ ...missed, cases: [one.params.caseId] });
    await settle(one);
    expect(await readDuty(spain, 'claims_in_15_days')).toEqual(duty);
  });

  test('a claim that is owed still, within its time, is counted neither way', async () => {
    const before = await readDuty(spain, 'claims_in_15_days');
    await claim('claim');
    expect(await readDuty(spain, 'claims_in_15_days')).toEqual(before);
  });
});

test('where reasons are no duty, a matter that was answered is one that was met', async () => {
  expect(await readDuty('plain', 'answered')).toMatchObject({ state: 'met' });
  const one = await newCase();
  const body = { status: 'resolved' } as const;
  await desk.ito.call(changes.createCaseStatusChange, { params: one.params, body });
  expect(await readDuty('plain', 'answered')).toMatchObject({
    state: 'not_met',
    cases: [one.params.caseId],
  });
});
