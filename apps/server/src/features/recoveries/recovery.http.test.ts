import { DAY_MS } from '@earshot/contract/durations.ts';
import * as keyContract from '@earshot/contract/key-contract.ts';
import * as contract from '@earshot/contract/recovery-contract.ts';
import * as taskContract from '@earshot/contract/task-contract.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import {
  type CaseSeed,
  seedCase,
  seedMail,
  type SeededCase,
} from '@earshot/testkit/world/seed-cases.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import type { AppWork } from '../../app.ts';
import { askSurvey } from './ask-survey.ts';
import { makeSurveyToken } from './survey-token-rules.ts';

const key = Buffer.alloc(32, 7);
const { app, desk } = await openTestDesk({
  secretBox: {
    seal: () => Buffer.alloc(1),
    open: () => '',
    derive: () => key,
  },
});
let work: AppWork;
let owner: pg.Client;

beforeAll(async () => {
  work = app.app.start();
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

let people = 0;
function newCase(seed: Partial<CaseSeed> = {}): Promise<SeededCase> {
  const { accountId, channelId, serviceTeamId: teamId } = desk;
  people += 1;
  const contact = { ...contacts.vogt, email: `lena.${people}@mail.example` };
  const at = new Date(app.clock.now().getTime() - 3_600_000);
  return seedCase(app.db, { accountId, channelId, teamId, contact, at, ...seed });
}

const of = (one: SeededCase) => ({ params: { caseId: one.caseId } });
const start = (one: SeededCase) =>
  desk.ito.call(contract.createRecovery, { ...of(one), body: { playbook: 'long_way' } });
const read = (one: SeededCase) => desk.ito.call(contract.listCaseRecoveries, of(one));

async function finish(one: SeededCase): Promise<void> {
  const { items } = await read(one);
  for (const step of items[0]!.steps) {
    await desk.ito.call(taskContract.createTaskCompletion, {
      params: { taskId: step.task_id },
      body: {},
    });
  }
  await work.consumers.settle();
}

describe('a playbook', () => {
  test('becomes tasks with due times in its order, for whoever has the case', async () => {
    const one = await newCase({ assigneeId: desk.brandt.memberId });
    const { items } = await start(one);
    const [recovery] = items;
    expect(recovery).toMatchObject({ name: 'Zu oft herumgeschickt', finished_at: null });
    expect(recovery!.steps.map((step) => step.code)).toEqual([
      'answer',
      'call',
      'explain',
      'repair',
      'gesture',
    ]);
    expect(recovery!.steps.every((step) => step.assignee?.id === desk.brandt.memberId)).toBe(true);
    const tasks = await desk.brandt.call(taskContract.listCaseTasks, of(one));
    expect(tasks.items).toHaveLength(5);
    expect(tasks.items[0]).toMatchObject({ origin: { kind: 'recovery', id: recovery!.id } });
    const again = { ...of(one), body: { playbook: 'long_way' } };
    expect(await desk.ito.refused(contract.createRecovery, again)).toMatchObject({
      code: 'recovery_running',
    });
  });

  test('is refused to a colleague, the other firm and a playbook that is not there', async () => {
    const one = await newCase();
    const body = { playbook: 'long_way' };
    expect(await desk.okoye.refused(contract.createRecovery, { ...of(one), body })).toMatchObject({
      status: 403,
    });
    expect(
      await desk.stranger.refused(contract.createRecovery, { ...of(one), body }),
    ).toMatchObject({ status: 404 });
    expect(await desk.stranger.refused(contract.listCaseRecoveries, of(one))).toMatchObject({
      status: 404,
    });
    const wrong = { ...of(one), body: { playbook: 'bribe' } };
    expect(await desk.ito.refused(contract.createRecovery, wrong)).toMatchObject({
      code: 'invalid',
    });
    const nobody = await desk.nobody.refused(contract.listCaseRecoveries, of(one));
    expect(nobody).toMatchObject({ status: 401 });
  });

  test('is finished by its last task, goes on when one is re-opened, and can be stopped', async () => {
    const one = await newCase();
    await start(one);
    await finish(one);
    const [done] = (await read(one)).items;
    expect(done!.finished_at).not.toBeNull();
    expect(done!.survey).toMatchObject({ asked_at: null, answer: null });
    const due = Date.parse(done!.survey!.due_at) - Date.parse(done!.finished_at!);
    expect(due).toBe(14 * DAY_MS);
    await desk.ito.call(taskContract.deleteTaskCompletion, {
      params: { taskId: done!.steps[3]!.task_id },
    });
    await work.consumers.settle();
    expect((await read(one)).items[0]).toMatchObject({ finished_at: null, survey: null });
    const params = { recoveryId: done!.id };
    const stop = { params, body: { reason: 'Falscher Vorgang.' } };
    expect(await desk.stranger.refused(contract.createRecoveryWithdrawal, stop)).toMatchObject({
      status: 404,
    });
    const stopped = await desk.ito.call(contract.createRecoveryWithdrawal, stop);
    expect(stopped.items[0]!.withdrawn_at).not.toBeNull();
    const back = await desk.ito.call(contract.deleteRecoveryWithdrawal, { params });
    expect(back.items[0]!.withdrawn_at).toBeNull();
  });

  test('is suggested where the trail says that somebody was let down', async () => {
    const one = await newCase();
    expect((await read(one)).suggested).toBeNull();
    const points = JSON.stringify([{ code: 'promise_broken', points: 2 }]);
    await owner.query(
      `insert into case_trails (account_id, case_id, matter_id, score, points, computed_at)
       values ($1, $2, $2, 5, $3, now())
       on conflict (account_id, case_id) do update set score = 5, points = excluded.points`,
      [desk.accountId, one.caseId, points],
    );
    expect((await read(one)).suggested).toMatchObject({ playbook: 'broken_promise', score: 5 });
  });
});

describe('a small gesture', () => {
  const give = (cents: number, currency = 'EUR') => ({
    body: { kind: 'voucher' as const, amount_cents: cents, currency, words: 'Gutschein' },
  });
  const decide = (gestureId: string, decision: 'approve' | 'refuse' | 'give' | 'withdraw') => ({
    params: { gestureId },
    body: { decision, reason: decision === 'approve' || decision === 'give' ? '' : 'Darum.' },
  });

  test('within the limit is approved at once, over it a supervisor does, and the sums agree', async () => {
    const one = await newCase();
    const small = await desk.ito.call(contract.createGesture, { ...of(one), ...give(2_500) });
    expect(small.gestures[0]).toMatchObject({ state: 'approved', limit_cents: 2_500 });
    const large = await desk.ito.call(contract.createGesture, { ...of(one), ...give(2_501) });
    const [proposed] = large.gestures;
    expect(proposed).toMatchObject({ state: 'proposed', approved_by: null });
    expect(large.sums).toEqual([
      { currency: 'EUR', proposed_cents: 2_501, approved_cents: 2_500, given_cents: 0 },
    ]);
    const approve = decide(proposed!.id, 'approve');
    expect(await desk.ito.refused(contract.createGestureDecision, approve)).toMatchObject({
      code: 'not_an_approver',
    });
    expect(await desk.stranger.refused(contract.createGestureDecision, approve)).toMatchObject({
      code: 'not_found',
    });
    const early = decide(proposed!.id, 'give');
    expect(await desk.ito.refused(contract.createGestureDecision, early)).toMatchObject({
      code: 'gesture_unapproved',
    });
    await desk.weber.call(contract.createGestureDecision, approve);
    const given = await desk.ito.call(contract.createGestureDecision, early);
    expect(given.gestures.find((each) => each.id === proposed!.id)).toMatchObject({
      state: 'given',
      approved_by: { name: desk.weber.name },
      given_by: { name: desk.ito.name },
    });
    expect(given.sums).toEqual([
      { currency: 'EUR', proposed_cents: 0, approved_cents: 2_500, given_cents: 2_501 },
    ]);
    const taken = await desk.weber.call(
      contract.createGestureDecision,
      decide(proposed!.id, 'withdraw'),
    );
    expect(taken.sums[0]).toMatchObject({ given_cents: 0 });
  });

  test('over the limit of the supervisor too needs an administrator; another currency always', async () => {
    const one = await newCase();
    const { gestures } = await desk.ito.call(contract.createGesture, {
      ...of(one),
      ...give(20_001),
    });
    const approve = decide(gestures[0]!.id, 'approve');
    expect(await desk.weber.refused(contract.createGestureDecision, approve)).toMatchObject({
      code: 'over_limit',
    });
    await desk.admin.call(contract.createGestureDecision, approve);
    const francs = await desk.ito.call(contract.createGesture, { ...of(one), ...give(100, 'CHF') });
    expect(francs.gestures[0]!.state).toBe('proposed');
    const refused = await desk.weber.call(
      contract.createGestureDecision,
      decide(francs.gestures[0]!.id, 'refuse'),
    );
    expect(refused.gestures[0]!.state).toBe('refused');
    for (const bad of [give(0), give(1.5), give(-5), give(100, 'euro')]) {
      const answer = await desk.ito.send(contract.createGesture, { ...of(one), ...bad });
      expect(answer.status).toBe(400);
    }
  });

  test('a decision is taken back by who made it, and the ledger can be read state by state', async () => {
    const one = await newCase();
    const { gestures } = await desk.ito.call(contract.createGesture, {
      ...of(one),
      ...give(3_000),
    });
    const params = { gestureId: gestures[0]!.id };
    const back = () => desk.weber.call(contract.deleteGestureDecision, { params });
    const refusal = async (who: typeof desk.ito) =>
      (await who.refused(contract.deleteGestureDecision, { params })).code;
    expect(await refusal(desk.weber)).toBe('gesture_undecided');
    for (const decision of ['approve', 'refuse'] as const) {
      await desk.weber.call(contract.createGestureDecision, decide(params.gestureId, decision));
      expect(await refusal(desk.admin)).toBe('not_the_decider');
      expect(await refusal(desk.stranger)).toBe('not_found');
      expect((await back()).gestures[0]).toMatchObject({ state: 'proposed', decision_reason: '' });
    }
    const own = await desk.ito.call(contract.createGesture, { ...of(one), ...give(100) });
    const approved = { params: { gestureId: own.gestures[0]!.id } };
    expect(await desk.ito.refused(contract.deleteGestureDecision, approved)).toMatchObject({
      code: 'gesture_undecided',
    });

    const readPages = async (query: { state?: 'proposed' | 'approved'; limit: number }) => {
      const rows: contract.Gesture[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof next>> = await next(query, cursor);
        rows.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return rows;
    };
    const next = (query: object, cursor: string | null) =>
      desk.weber.call(contract.listGestures, {
        query: { ...query, ...(cursor ? { cursor } : {}) },
      });
    const all = await readPages({ limit: 200 });
    const waiting = await readPages({ state: 'proposed', limit: 1 });
    expect(waiting).toEqual(all.filter(({ state }) => state === 'proposed'));
    expect(waiting.map(({ id }) => id)).toContain(params.gestureId);
    const bad = await desk.weber.send(contract.listGestures, { query: { cursor: 'made-up' } });
    expect(bad.status).toBe(400);
  });

  test('the ledger shows every row and sums that anybody can recompute', async () => {
    const ledger = await desk.weber.call(contract.listGestures, { query: { limit: 200 } });
    const given = ledger.items.filter((row) => row.state === 'given' && row.currency === 'EUR');
    expect(ledger.sums.find((sum) => sum.currency === 'EUR')?.given_cents).toBe(
      given.reduce((sum, row) => sum + row.amount_cents, 0),
    );
    const to = new Date(0).toISOString();
    expect((await desk.weber.call(contract.listGestures, { query: { to } })).items).toEqual([]);
    expect(await desk.ito.refused(contract.listGestures)).toMatchObject({ code: 'forbidden' });
    expect((await desk.stranger.call(contract.listGestures)).items).toEqual([]);
    const { items: audit } = await desk.admin.call(keyContract.listAuditEntries);
    expect(audit.map((entry) => entry.action)).toContain('gesture.given');
  });

  test('limits are set by administrators only, and hold from then on', async () => {
    const limit = (cents: number) => ({
      body: { items: [{ role: 'agent' as const, amount_cents: cents, currency: 'EUR' }] },
    });
    expect(await desk.weber.refused(contract.updateRecoveryLimits, limit(1))).toMatchObject({
      code: 'forbidden',
    });
    const { items } = await desk.admin.call(contract.updateRecoveryLimits, limit(100));
    expect(items.find((one) => one.role === 'agent')).toMatchObject({ amount_cents: 100 });
    expect((await desk.ito.call(contract.getRecoveryLimits)).items).toEqual(items);
    const one = await newCase();
    const { gestures } = await desk.ito.call(contract.createGesture, { ...of(one), ...give(101) });
    expect(gestures[0]!.state).toBe('proposed');
  });
});

describe('did it put things right?', () => {
  const making = { key, publicUrl: 'http://desk.falk.example' };
  const surveyOf = async (one: SeededCase) =>
    (
      await owner.query<{ id: string; skipped_because: string | null }>(
        'select id, skipped_because from recovery_surveys where case_id = $1',
        [one.caseId],
      )
    ).rows[0]!;
  const ask = (surveyId: string, days = 14) => {
    const at = new Date(app.clock.now().getTime() + days * DAY_MS);
    return app.db.withAccount(desk.accountId, (tx) => askSurvey(tx, surveyId, making, at));
  };
  const questions = async (one: SeededCase) =>
    (
      await owner.query<{ body_text: string }>(
        `select body_text from messages where case_id = $1 and kind = 'notice'
           and body_text like '%/q/%'`,
        [one.caseId],
      )
    ).rows;

  test('is asked once, two weeks later, and answered by one click and a button', async () => {
    const one = await newCase();
    await start(one);
    await finish(one);
    const { id } = await surveyOf(one);
    expect(await ask(id, 13)).toBe(false);
    expect(await ask(id)).toBe(true);
    expect(await ask(id)).toBe(false);
    const mails = await questions(one);
    expect(mails).toHaveLength(1);
    expect(mails[0]!.body_text).toContain('Ist das gelungen?');
    const path = /\/q\/[\w-]+\?a=partly/.exec(mails[0]!.body_text)![0];
    const looked = await desk.nobody.request({ method: 'GET', path });
    expect(looked.status).toBe(200);
    expect(looked.raw.toString()).toMatch(/value="partly"[^>]*checked/);
    expect((await read(one)).items[0]!.survey!.answer).toBeNull();
    const answered = await desk.nobody.request({
      method: 'POST',
      path: path.replace(/\?.*/, ''),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=partly',
    });
    expect(answered.status).toBe(200);
    expect((await read(one)).items[0]!.survey).toMatchObject({ answer: 'partly' });
    const { items: tasks } = await desk.ito.call(taskContract.listCaseTasks, of(one));
    expect(tasks.filter((task) => task.origin?.kind === 'recovery_answer')).toMatchObject([
      { team: { id: desk.serviceTeamId }, done_at: null },
    ]);
    const { items } = await desk.ito.call(contract.listRecoveryPlaybooks);
    expect(items.find((book) => book.code === 'long_way')!.outcomes).toMatchObject({
      asked: 1,
      partly: 1,
      no_answer: 0,
      put_right: { share: 0, low: 0 },
    });
    await start(one);
    await finish(one);
    expect((await questions(one)).length).toBe(1);
    expect((await surveyOf(one)).id).toBe(id);
  });

  test('is not asked of somebody who said that they want no mail', async () => {
    const one = await newCase();
    await start(one);
    await finish(one);
    const { accountId, channelId } = desk;
    await app.db.withAccount(accountId, (tx) =>
      seedMail(tx, { ...one, channelId, text: 'Bitte keine Mails mehr.', at: app.clock.now() }),
    );
    const { id } = await surveyOf(one);
    expect(await ask(id)).toBe(false);
    expect((await surveyOf(one)).skipped_because).toBe('wants_no_mail');
    expect(await questions(one)).toEqual([]);
  });

  test('a made-up link, a wrong answer and an old question change nothing', async () => {
    const post = (path: string, body: string) =>
      desk.nobody.request({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
    const one = await newCase();
    await start(one);
    await finish(one);
    const { id } = await surveyOf(one);
    const path = `/q/${makeSurveyToken(key, desk.accountId, id)}`;
    expect((await post(path, 'a=yes')).status).toBe(404);
    await ask(id);
    expect((await post(path, 'a=maybe')).status).toBe(422);
    expect((await post(path, '')).status).toBe(422);
    expect((await post('/q/nonsense', 'a=yes')).status).toBe(404);
    const foreign = makeSurveyToken(Buffer.alloc(32, 9), desk.accountId, id);
    expect((await post(`/q/${foreign}`, 'a=yes')).status).toBe(404);
    await owner.query(
      `update recovery_surveys set asked_at = now() - interval '61 days' where id = $1`,
      [id],
    );
    expect((await post(path, 'a=yes')).status).toBe(404);
    expect((await read(one)).items[0]!.survey!.answer).toBeNull();
  });
});
