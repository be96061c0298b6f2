import { HOUR_MS, MINUTE_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as cases from '@earshot/contract/case-contract.ts';
import * as promises from '@earshot/contract/promise-contract.ts';
import * as rules from '@earshot/contract/promise-rule-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../platform/db/database.ts';
import { leaveAlone, lookAtDue } from '../../promises/clocks/watch-promises.ts';

const { app, desk, newCase } = await openTestDesk();

const nobodyId = '0198f2a0-0000-7000-8000-0000000000ff';

const later = (ms: number) => new Date(app.clock.now().getTime() + ms);

type Params = { params: { caseId: string } };

const read = ({ params }: Params) => desk.ito.call(cases.getCase, { params });

async function promise({ params }: Params, body: Record<string, unknown> = {}) {
  const shown = await desk.ito.call(promises.createCasePromise, {
    params,
    body: {
      due_at: later(4 * HOUR_MS).toISOString(),
      words: 'Frau Ito ruft Sie an.',
      kind: 'callback',
      ...body,
    },
  });
  return { shown, made: shown.promises.at(-1)! };
}

const placed = ({ params }: Params, promiseId: string) => ({ params: { ...params, promiseId } });

describe('a promise in a member’s own words', () => {
  test('stands in the case with its time, and the list is sorted by it', async () => {
    const one = await newCase();
    const { shown, made } = await promise(one);
    expect(made).toMatchObject({
      kind: 'callback',
      state: 'open',
      made_how: 'callback',
      made_by: desk.ito.name,
      words: 'Frau Ito ruft Sie an.',
    });
    expect(shown.next_due_at).toBe(made.due_at);
  });

  test('is kept by a click, and the click can be taken back', async () => {
    const one = await newCase();
    const { made } = await promise(one);
    const kept = await desk.ito.call(promises.createPromiseKeeping, placed(one, made.id));
    expect(kept.promises.find(({ id }) => id === made.id)?.state).toBe('kept');
    const back = await desk.ito.call(promises.deletePromiseKeeping, placed(one, made.id));
    expect(back.promises.find(({ id }) => id === made.id)?.state).toBe('open');
    expect(back.next_due_at).toBe(made.due_at);
  });

  test('[L11] said again because nobody heard that it was taken, is the same promise', async () => {
    const one = await newCase();
    const body = { due_at: later(HOUR_MS).toISOString() };
    const { made } = await promise(one, body);
    const { shown } = await promise(one, body);
    expect(shown.promises.filter(({ words }) => words === made.words)).toHaveLength(1);
    await promise(one, { ...body, words: 'Und Frau Brandt auch.' });
    expect((await read(one)).promises).toHaveLength(shown.promises.length + 1);
  });

  test('needs a time in the future, words, a case that is not over and somebody who may', async () => {
    const one = await newCase();
    const body = { due_at: later(-HOUR_MS).toISOString(), words: 'Zu spät.' };
    const past = await desk.ito.send(promises.createCasePromise, { ...one, body });
    expect(past.status).toBe(400);
    const good = { due_at: later(HOUR_MS).toISOString(), words: 'Gleich.' };
    const empty = { ...good, words: '' };
    expect((await desk.ito.send(promises.createCasePromise, { ...one, body: empty })).status).toBe(
      400,
    );
    const refuse = async (who: typeof desk.nobody) =>
      (await who.send(promises.createCasePromise, { params: one.params, body: good })).status;
    expect(await refuse(desk.nobody)).toBe(401);
    expect(await refuse(desk.okoye)).toBe(403);
    expect(await refuse(desk.stranger)).toBe(404);
    await desk.ito.call(changes.createCaseStatusChange, { ...one, body: { status: 'resolved' } });
    const over = await desk.ito.send(promises.createCasePromise, { ...one, body: good });
    expect(over).toMatchObject({ status: 409, body: { code: 'case_over' } });
    const unknown = placed(one, nobodyId);
    expect((await desk.ito.send(promises.createPromiseKeeping, unknown)).status).toBe(404);
  });
});

describe('a clock that stood while the contact was waited for', () => {
  const target = (minutes: number) => ({ first_answer: { minutes, pauses: true } });
  const addPolicy = (name: string, conditions: object, minutes: number) =>
    desk.admin.call(rules.createSlaPolicy, {
      body: { name, conditions, targets: target(minutes) },
    });
  const setStatus = ({ params }: Params, status: 'waiting' | 'open') =>
    desk.ito.call(changes.createCaseStatusChange, {
      params,
      body: {
        status,
        ...(status === 'waiting' ? { waiting_until: later(90 * HOUR_MS).toISOString() } : {}),
      },
    });
  const owedNow = (shown: Awaited<ReturnType<typeof read>>) =>
    shown.promises.find(({ kind, state }) => kind === 'first_answer' && state === 'open')!;

  test('goes on in words that name its new time, and by the policy that holds by then', async () => {
    const urgent = await addPolicy('Dringend', { priorities: ['urgent'] }, 120);
    const tagged = await addPolicy('Geduldig', { tags: ['geduldig'] }, 600);
    const one = await newCase({ promiseDueAt: null });
    await desk.ito.call(cases.updateCase, { ...one, body: { tags: ['geduldig'] } });
    await setStatus(one, 'waiting');
    app.clock.advance(30 * HOUR_MS);
    const resumed = owedNow(await setStatus(one, 'open'));
    expect(resumed.due_at).toBe(later(10 * HOUR_MS).toISOString());
    const said = new Intl.DateTimeFormat('de', { timeStyle: 'short', timeZone: 'Europe/Berlin' });
    expect(resumed.words).toContain(said.format(new Date(resumed.due_at)));
    await setStatus(one, 'waiting');
    await desk.ito.call(cases.updateCase, { ...one, body: { priority: 'urgent' } });
    const shorter = owedNow(await setStatus(one, 'open'));
    expect(shorter.because?.policy).toBe('Dringend');
    expect(shorter.due_at).toBe(later(2 * HOUR_MS).toISOString());
    for (const { id } of [urgent, tagged]) {
      await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId: id } });
    }
  });
});

describe('a promise that cannot be kept', () => {
  test('gets a proposal, is renegotiated with a reason, and the contact is told', async () => {
    const one = await newCase();
    const { made } = await promise(one, { kind: 'other', words: 'Das Ersatzteil ist da.' });
    const proposal = await desk.ito.call(promises.getPromiseProposal, placed(one, made.id));
    expect(proposal.language).toBe('de');
    expect(proposal.text).toContain('wir hatten Ihnen gesagt: „Das Ersatzteil ist da.“');
    expect(Date.parse(proposal.due_at)).toBeGreaterThan(Date.parse(made.due_at));
    const shown = await desk.ito.call(promises.createPromiseRenegotiation, {
      ...placed(one, made.id),
      body: { due_at: proposal.due_at, because: 'der Lieferant später liefert' },
    });
    const old = shown.promises.find(({ id }) => id === made.id)!;
    const next = shown.promises.find(({ id }) => id === old.renegotiated_to_id)!;
    expect(old).toMatchObject({
      state: 'renegotiated',
      renegotiated_because: 'der Lieferant später liefert',
    });
    expect(next).toMatchObject({ state: 'open', due_at: proposal.due_at, kind: 'other' });
    expect(next.told_at).not.toBeNull();
    const { items } = await desk.ito.call(cases.listCaseMessages, { ...one, query: {} });
    expect(items.at(-1)).toMatchObject({ kind: 'notice', direction: 'out' });
    expect(items.at(-1)?.text).toContain('weil der Lieferant später liefert');
    // The answer that is owed is not given by such a notice.
    expect(shown.promises.find(({ kind }) => kind === 'first_answer')?.state).toBe('open');
    const again = await desk.ito.send(promises.createPromiseRenegotiation, {
      ...placed(one, made.id),
      body: { due_at: later(9 * HOUR_MS).toISOString(), because: 'noch einmal' },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'promise_over' } });
  });

  test('may be moved silently, where the contact was told otherwise', async () => {
    const one = await newCase();
    const { made } = await promise(one);
    const shown = await desk.ito.call(promises.createPromiseRenegotiation, {
      ...placed(one, made.id),
      body: {
        due_at: later(9 * HOUR_MS).toISOString(),
        because: 'so am Telefon besprochen',
        tell: false,
        words: 'Wir rufen am Abend an.',
      },
    });
    expect(shown.promises.at(-1)).toMatchObject({ words: 'Wir rufen am Abend an.', told_at: null });
    // Nobody says to have told what no message said.
    const silent = shown.promises.at(-1)!.id;
    const { text } = await desk.ito.call(promises.getPromiseProposal, placed(one, silent));
    expect(text).toContain('auf der Seite Ihres Vorgangs steht: „Wir rufen am Abend an.“');
    const { items } = await desk.ito.call(cases.listCaseMessages, { ...one, query: {} });
    expect(items).toHaveLength(1);
  });

  test('is watched by no process while the past of its account is written', async () => {
    const one = await newCase({ promiseDueAt: later(48 * HOUR_MS) });
    const { made } = await promise(one, { due_at: later(5 * MINUTE_MS).toISOString() });
    const other = openDatabase({ url: app.ownerUrl });
    const stateOf = async () => (await read(one)).promises.find(({ id }) => id === made.id)?.state;
    const watchAgain = await leaveAlone(app.db, desk.accountId, later(0));
    const due = later(10 * MINUTE_MS);
    await lookAtDue(other, due);
    await lookAtDue(app.db, due);
    expect(await stateOf()).toBe('open');
    await watchAgain();
    await lookAtDue(other, due);
    expect(await stateOf()).toBe('broken');
    // Whoever dies over it leaves nobody unwatched: it ends by itself.
    const { made: next } = await promise(one, { due_at: later(2 * HOUR_MS).toISOString() });
    await leaveAlone(app.db, desk.accountId, later(0));
    await lookAtDue(other, later(3 * HOUR_MS));
    await other.close();
    const { promises: all } = await read(one);
    expect(all.find(({ id }) => id === next.id)?.state).toBe('broken');
  });

  test('is warned of before it breaks, and breaks to the second', async () => {
    const one = await newCase({ promiseDueAt: later(48 * HOUR_MS) });
    const { made } = await promise(one, { due_at: later(10 * HOUR_MS).toISOString() });
    const stateOf = async () => (await read(one)).promises.find(({ id }) => id === made.id)!;
    await lookAtDue(app.db, later(8 * HOUR_MS - MINUTE_MS));
    expect(await stateOf()).toMatchObject({ state: 'open', warned_at: null });
    await lookAtDue(app.db, later(8 * HOUR_MS));
    expect(await stateOf()).toMatchObject({ state: 'open', warned_at: expect.any(String) });
    await lookAtDue(app.db, new Date(Date.parse(made.due_at) - 1));
    expect(await stateOf()).toMatchObject({ state: 'open' });
    await lookAtDue(app.db, later(10 * HOUR_MS + 300));
    expect(await stateOf()).toMatchObject({ state: 'broken', broken_at: made.due_at });
    const names = await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .selectFrom('event_outbox')
        .select('name')
        .where('subject_id', '=', one.caseId)
        .where('name', 'in', ['promise.warned', 'promise.broken'])
        .execute(),
    );
    expect(names.map(({ name }) => name).toSorted()).toEqual(['promise.broken', 'promise.warned']);
    app.clock.advance(11 * HOUR_MS);
    const late = await desk.ito.call(promises.getPromiseProposal, placed(one, made.id));
    expect(late.text).toContain('nicht eingehalten');
    expect(late.text).not.toContain('bevor die Zeit um ist');
    const kept = await desk.ito.call(promises.createPromiseKeeping, placed(one, made.id));
    // Kept late is not kept.
    expect(kept.promises.find(({ id }) => id === made.id)?.state).toBe('broken');
  });
});

describe('a clock of a policy', () => {
  test('stands while we wait, runs on afterwards, and is later by what was waited', async () => {
    const policy = await desk.admin.call(rules.createSlaPolicy, {
      body: {
        name: 'Pause',
        conditions: { tags: ['pause'] },
        targets: {
          answer: { minutes: 600, pauses: true },
          resolution: { minutes: 6_000, pauses: true },
        },
      },
    });
    const one = await newCase({ promiseDueAt: null });
    const body = { tags: ['pause'] };
    await desk.ito.call(cases.updateCase, { ...one, body });
    const before = await read(one);
    const running = before.promises.find(({ kind }) => kind === 'resolution')!;
    expect(running.because).toEqual({
      policy: 'Pause',
      matched: [{ field: 'tag', value: 'pause' }],
    });
    app.clock.advance(HOUR_MS);
    await desk.ito.call(changes.createCaseStatusChange, {
      ...one,
      body: { status: 'waiting', waiting_until: later(48 * HOUR_MS).toISOString() },
    });
    const waiting = (await read(one)).promises.find(({ id }) => id === running.id)!;
    expect(waiting.paused_at).toBe(app.clock.now().toISOString());
    app.clock.advance(5 * HOUR_MS);
    await desk.ito.call(changes.createCaseStatusChange, { ...one, body: { status: 'open' } });
    const after = (await read(one)).promises.find(({ id }) => id === running.id)!;
    expect(after.paused_at).toBeNull();
    expect(Date.parse(after.due_at) - Date.parse(running.due_at)).toBe(5 * HOUR_MS);
    await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId: policy.id } });
  });

  test('is planned anew when the priority changes; the earlier promise stays to be seen', async () => {
    const policy = await desk.admin.call(rules.createSlaPolicy, {
      body: {
        name: 'Sofort',
        conditions: { priorities: ['urgent'] },
        targets: { first_answer: { minutes: 120 } },
      },
    });
    const made = await desk.ito.call(cases.createCase, {
      body: {
        subject: 'Wasser in der Küche',
        contact_id: (await newCase()).contactId,
        channel_id: desk.channelId,
        team_id: desk.serviceTeamId,
      },
    });
    const [first] = made.promises;
    expect(first).toMatchObject({ kind: 'first_answer', because: { policy: null } });
    const params = { caseId: made.id };
    const shown = await desk.ito.call(cases.updateCase, { params, body: { priority: 'urgent' } });
    const [old, next] = shown.promises;
    expect(old).toMatchObject({
      id: first!.id,
      state: 'renegotiated',
      renegotiated_to_id: next!.id,
    });
    expect(next).toMatchObject({ because: { policy: 'Sofort' }, state: 'open' });
    expect(Date.parse(next!.due_at) - Date.parse(made.created_at)).toBe(2 * HOUR_MS);
    expect(shown.next_due_at).toBe(next!.due_at);
    await desk.admin.call(rules.deleteSlaPolicy, { params: { policyId: policy.id } });
  });

  test('goes along to another team; whoever owes it when it ends is counted', async () => {
    const one = await newCase();
    await desk.brandt.call(changes.createCaseTransfer, {
      ...one,
      body: {
        to_team_id: desk.complaintsTeamId,
        reason: 'Eine Beschwerde.',
        hand_over: 'Lena Vogt wartet.',
        tell_contact: false,
        not_told_reason: 'Sie weiß es vom Telefon.',
      },
    });
    const rows = await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .selectFrom('case_promises')
        .select(['team_id', 'kept_at'])
        .where('case_id', '=', one.caseId)
        .execute(),
    );
    expect(rows).toEqual([{ team_id: desk.complaintsTeamId, kept_at: null }]);
  });

  test('an answer keeps it; where the case stays our turn, what comes next is promised', async () => {
    const one = await newCase();
    const reply = (body: object) =>
      desk.ito.call(createCaseReply, { ...one, body: { text: 'Wir sehen nach.', ...body } });
    await reply({});
    const states = async () =>
      (await read(one)).promises.map(({ kind, state }) => `${kind} ${state}`);
    expect(await states()).toEqual(['first_answer kept', 'update open']);
    await reply({ status: 'resolved' });
    expect(await states()).toEqual(['first_answer kept', 'update kept']);
    expect((await read(one)).next_due_at).toBeNull();
  });
});
