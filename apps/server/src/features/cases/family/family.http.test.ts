import { HOUR_MS } from '@earshot/contract/durations.ts';
import { createCaseStatusChange, deleteCaseLink } from '@earshot/contract/case-change-contract.ts';
import * as cases from '@earshot/contract/case-contract.ts';
import * as contract from '@earshot/contract/family-contract.ts';
import { createCaseTask } from '@earshot/contract/task-contract.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { describe, expect, test } from 'vitest';
import { newId } from '../../../platform/ids.ts';
import { sendNextPart } from './family-jobs.ts';

const { app, desk, newCase } = await openTestDesk({ caseAge_ms: HOUR_MS });

const texts = {
  de: 'Guten Tag {name},\n\nIhr Vorgang #{number}: der Fehler ist behoben.',
  en: 'Hello {name},\n\nyour case #{number}: the fault is mended.',
};

async function makeFamily(children: { caseId: string }[]) {
  const made = await desk.ito.call(contract.createCaseFamily, {
    body: { subject: 'Störung Charge 17', child_ids: children.map((one) => one.caseId) },
  });
  return { ...made, params: { caseId: made.parent.id } };
}

async function setCase(caseId: string, change: object): Promise<void> {
  await app.db.withAccount(desk.accountId, (tx) =>
    tx.db.updateTable('cases').set(change).where('id', '=', caseId).execute(),
  );
}

/** What the job does, until nothing waits; `most` cuts it off as a death would. */
async function run(id: string, most = 100): Promise<number> {
  let done = 0;
  const deps = { db: app.db, clock: app.clock };
  while (done < most && (await sendNextPart(deps, desk.accountId, id))) done += 1;
  return done;
}

async function answersOf(caseId: string): Promise<string[]> {
  const { items } = await desk.weber.call(cases.listCaseMessages, { params: { caseId } });
  return items.filter((item) => item.direction === 'out').map((item) => item.text);
}

describe('a family', () => {
  test('is made of selected cases, shown in parent and part, and taken apart again', async () => {
    const [one, two] = [await newCase(), await newCase({ contact: contacts.rosa })];
    const { parent, made, links, params } = await makeFamily([one, two]);
    expect({ made, subject: parent.subject, contact: parent.contact }).toEqual({
      made: true,
      subject: 'Störung Charge 17',
      contact: null,
    });
    const family = await desk.ito.call(contract.getCaseFamily, { params });
    expect(family.children.map((child) => child.case.id)).toEqual([one.caseId, two.caseId]);
    const child = await desk.ito.call(contract.getCaseFamily, { params: one.params });
    expect(child.parent).toMatchObject({ id: parent.id, number: parent.number });
    await desk.ito.call(deleteCaseLink, {
      params: { ...one.params, linkId: links[0]!.link_id },
    });
    const left = await desk.ito.call(contract.getCaseFamily, { params });
    expect(left.children).toHaveLength(1);
    const again = await desk.ito.call(contract.createCaseFamily, {
      body: { parent_case_id: parent.id, child_ids: [one.caseId, two.caseId] },
    });
    expect(again).toMatchObject({ made: false, links: [{ case_id: one.caseId }] });
    const cycle = await desk.ito.refused(contract.createCaseFamily, {
      body: { parent_case_id: one.caseId, child_ids: [parent.id] },
    });
    expect(cycle.code).toBe('link_cycle');
  });

  test('needs a subject, cases that are there, and somebody who works the desk', async () => {
    const { caseId } = await newCase();
    const send = (body: object, who = desk.ito) => who.send(contract.createCaseFamily, { body });
    expect(await send({ child_ids: [caseId] })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'body.subject' }] },
    });
    expect((await send({ parent_case_id: caseId, child_ids: [caseId] })).status).toBe(400);
    expect((await send({ subject: 'x', child_ids: [newId()] })).status).toBe(404);
    expect((await send({ subject: 'x', child_ids: [caseId] }, desk.stranger)).status).toBe(404);
    expect((await send({ subject: 'x', child_ids: [caseId] }, desk.okoye)).status).toBe(403);
  });

  test('shows parts of restricted teams to their people only, and says that there are more', async () => {
    const open = await newCase();
    const secret = await newCase({ teamId: desk.complaintsTeamId });
    const made = await desk.brandt.call(contract.createCaseFamily, {
      body: { subject: 'Beide', child_ids: [open.caseId, secret.caseId] },
    });
    const params = { caseId: made.parent.id };
    const family = await desk.ito.call(contract.getCaseFamily, { params });
    expect(family).toMatchObject({ children: [{ case: { id: open.caseId } }], hidden: 1 });
    const body = { dry_run: true, texts };
    const plan = await desk.ito.call(contract.createFamilyReply, { params, body });
    expect(plan).toMatchObject({ recipients: [{ case: { id: open.caseId } }], hidden: 1 });
    expect((await desk.stranger.send(contract.getCaseFamily, { params })).status).toBe(404);
  });
});

describe('one answer to all', () => {
  test('is shown first: who reads what in which language, and who is left out and why', async () => {
    const german = await newCase();
    const english = await newCase({ contact: contacts.rosa });
    const held = await newCase();
    const bounced = await newCase();
    await setCase(held.caseId, { held: true });
    await setCase(bounced.caseId, { delivery_problem: true });
    const { params } = await makeFamily([german, english, held, bounced]);
    const body = { dry_run: true, texts };
    const plan = await desk.ito.call(contract.createFamilyReply, { params, body });
    expect(plan.reply).toBeNull();
    expect(plan.recipients).toMatchObject([
      {
        case: { id: german.caseId },
        language: 'de',
        address: contacts.vogt.email,
        text: `Guten Tag Lena Vogt,\n\nIhr Vorgang #${german.number}: der Fehler ist behoben.`,
      },
      { case: { id: english.caseId }, language: 'en', text: expect.stringContaining('Hello Rosa') },
    ]);
    expect(plan.left_out).toMatchObject([
      { case: { id: held.caseId }, reason: 'held' },
      { case: { id: bounced.caseId }, reason: 'bounced' },
    ]);
    const onlyGerman = { dry_run: true, texts: { de: 'Guten Tag' } };
    const less = await desk.ito.call(contract.createFamilyReply, { params, body: onlyGerman });
    expect(less.left_out.map((one) => one.reason)).toEqual(['language_missing', 'held', 'bounced']);
    expect(await answersOf(german.caseId)).toEqual([]);
  });

  test('goes to each once, however often it is sent and wherever it is cut off', async () => {
    const children = [
      await newCase(),
      await newCase({ contact: contacts.aydin }),
      await newCase({ contact: contacts.rosa }),
    ];
    const { params } = await makeFamily(children);
    const body = {
      dry_run: false,
      request_key: newId(),
      texts,
      status: 'resolved' as const,
      undo_seconds: 0,
    };
    const send = () => desk.ito.call(contract.createFamilyReply, { params, body });
    const [first, second] = [await send(), await send()];
    expect(second.reply?.id).toBe(first.reply!.id);
    const id = first.reply!.id;
    expect(await run(id, 1)).toBe(1);
    const progress = { params: { familyReplyId: id } };
    expect(await desk.ito.call(contract.getFamilyReply, progress)).toMatchObject({
      state: 'running',
      sent: 1,
      total: 3,
    });
    await Promise.all([run(id), run(id)]);
    const done = await desk.ito.call(contract.getFamilyReply, progress);
    expect(done).toMatchObject({ state: 'done', sent: 3, total: 3, left_out: 0 });
    for (const child of children) {
      const answers = await answersOf(child.caseId);
      expect(answers).toHaveLength(1);
      expect(answers[0]).toContain(`#${child.number}`);
      const after = await desk.ito.call(cases.getCase, { params: child.params });
      expect(after).toMatchObject({ status: 'resolved' });
    }
    expect((await answersOf(children[2]!.caseId))[0]).toContain('Hello Rosa Lindqvist');
    const family = await desk.ito.call(contract.getCaseFamily, { params });
    expect(family.last_reply).toMatchObject({ id, state: 'done' });
  });

  test('leaves a part open that waits for a task, and out one that was closed meanwhile', async () => {
    const [waits, closed] = [await newCase(), await newCase()];
    await desk.ito.call(createCaseTask, {
      params: waits.params,
      body: { title: 'Ersatz', blocks: true },
    });
    const { params } = await makeFamily([waits, closed]);
    const body = { dry_run: false, request_key: newId(), texts, status: 'resolved' as const };
    const { reply } = await desk.ito.call(contract.createFamilyReply, { params, body });
    const change = { params: closed.params, body: { status: 'closed' as const } };
    await desk.ito.call(createCaseStatusChange, change);
    await run(reply!.id);
    const done = await desk.ito.call(contract.getFamilyReply, {
      params: { familyReplyId: reply!.id },
    });
    expect(done.parts).toMatchObject([{ state: 'sent' }, { reason: 'case_closed' }]);
    expect((await desk.ito.call(cases.getCase, { params: waits.params })).status).toBe('open');
  });

  test('can be cancelled while the undo time runs, not afterwards', async () => {
    const child = await newCase();
    const { params } = await makeFamily([child]);
    const order = async () => {
      const body = { dry_run: false, request_key: newId(), texts };
      const { reply } = await desk.ito.call(contract.createFamilyReply, { params, body });
      return { params: { familyReplyId: reply!.id } };
    };
    const cancelled = await order();
    const other = desk.stranger.send(contract.createFamilyReplyCancellation, cancelled);
    expect((await other).status).toBe(404);
    expect(await desk.ito.call(contract.createFamilyReplyCancellation, cancelled)).toMatchObject({
      state: 'cancelled',
    });
    await run(cancelled.params.familyReplyId);
    expect(await answersOf(child.caseId)).toEqual([]);
    const late = await order();
    app.clock.advance(60_000);
    const problem = await desk.ito.refused(contract.createFamilyReplyCancellation, late);
    expect(problem.code).toBe('already_sent');
  });

  test('is refused without words, with what cannot be filled in, without a key or anybody', async () => {
    const { params } = await makeFamily([await newCase()]);
    const send = (body: object) => desk.ito.send(contract.createFamilyReply, { params, body });
    const bad = [
      [{ dry_run: true, texts: {} }, 'body.texts'],
      [{ dry_run: true, texts: { de: 'Am {datum}' } }, 'body.texts.de'],
      [{ dry_run: false, texts }, 'body.request_key'],
    ] as const;
    for (const [body, path] of bad) {
      expect(await send(body)).toMatchObject({ status: 400, body: { fields: [{ path }] } });
    }
    const nobody = { dry_run: false, request_key: newId(), texts: { en: 'Hello' } };
    expect(await send(nobody)).toMatchObject({ status: 409, body: { code: 'nobody_to_answer' } });
    const answer = await desk.okoye.send(contract.createFamilyReply, {
      params,
      body: { dry_run: true, texts },
    });
    expect(answer.status).toBe(403);
  });
});
