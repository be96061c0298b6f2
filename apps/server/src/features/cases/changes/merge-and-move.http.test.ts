import { MINUTE_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import * as replies from '@earshot/contract/reply-contract.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedHold, seedMail, type SeededCase } from '@earshot/testkit/world/seed-cases.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';

const { app, desk, newCase } = await openTestDesk({ caseAge_ms: 10 * MINUTE_MS });
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

const someId = '0198f2a0-0000-7000-8000-0000000000ff';

const of = (one: SeededCase) => ({ params: { caseId: one.caseId } });
const merge = (from: SeededCase, into: SeededCase) =>
  desk.ito.call(changes.createCaseMerge, { ...of(from), body: { into_case_id: into.caseId } });
const read = (one: SeededCase) => desk.ito.call(contract.getCase, of(one));
const setStatus = (one: SeededCase, status: 'open' | 'resolved') =>
  desk.ito.call(changes.createCaseStatusChange, { ...of(one), body: { status } });
const messageIds = async (one: SeededCase) =>
  (await desk.ito.call(contract.listCaseMessages, of(one))).items.map((item) => item.id);
const listed = async () =>
  (await desk.ito.call(contract.listCases, { query: { limit: 200 } })).items.map((item) => item.id);

/** Every row of every table that says what a case is, without counters, times and undone deeds. */
async function snapshot(cases: readonly SeededCase[]): Promise<unknown> {
  const ids = cases.map((one) => one.caseId);
  const tables = {
    cases: `select to_jsonb(c) - 'version' as row from cases c where id = any($1) order by id`,
    conversations: `select to_jsonb(v) as row from conversations v where case_id = any($1)
      and exists (select from messages m where m.conversation_id = v.id) order by id`,
    messages: `select to_jsonb(m) - 'search' as row from messages m
      where case_id = any($1) order by id`,
    attachments: `select to_jsonb(a) as row from attachments a
      join messages m on m.id = a.message_id where m.case_id = any($1) order by a.id`,
    notes: `select to_jsonb(n) - 'search' as row from notes n where case_id = any($1) order by id`,
    drafts: `select to_jsonb(d) as row from drafts d where case_id = any($1) order by member_id`,
    participants: `select to_jsonb(p) as row from case_participants p where case_id = any($1)
      order by member_id`,
    addresses: `select to_jsonb(p) as row from case_contacts p where case_id = any($1)
      order by case_id, address`,
    // What a rule promised meanwhile and took back again stays to be seen, and owes nothing.
    promises: `select to_jsonb(p) as row from case_promises p where case_id = any($1)
      and not (because is not null and withdrawn_at is not null) order by id`,
    links: `select to_jsonb(l) as row from case_links l
      where (case_id = any($1) or to_case_id = any($1)) and removed_at is null order by id`,
    holds: `select to_jsonb(h) as row from message_holds h where case_id = any($1) order by id`,
  };
  const found: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(tables)) {
    found[name] = (await owner.query(text, [ids])).rows.map((row: { row: unknown }) => row.row);
  }
  return found;
}

describe('merging', () => {
  test('[L16] a merge shows both matters in one, and the un-merge restores every row', async () => {
    const old = new Date(app.clock.now().getTime() - 60 * MINUTE_MS);
    const kept = await newCase({ at: old, subject: 'Kocher', text: 'Erster Satz.' });
    const promiseDueAt = new Date(app.clock.now().getTime() + 60 * MINUTE_MS);
    const merged = await newCase({
      subject: 'Nochmal Kocher',
      text: 'Zweiter Satz.',
      assigneeId: desk.brandt.memberId,
      promiseDueAt,
    });
    await desk.ito.call(replies.createCaseNote, { ...of(merged), body: { text: 'Notiz' } });
    const before = await snapshot([kept, merged]);

    const shown = await merge(merged, kept);
    expect(shown).toMatchObject({
      id: kept.caseId,
      preview: 'Zweiter Satz.',
      next_due_at: promiseDueAt.toISOString(),
      assignee: null,
    });
    expect(await messageIds(kept)).toEqual([kept.messageId, merged.messageId]);
    expect(await listed()).not.toContain(merged.caseId);
    const timeline = await desk.ito.call(contract.listCaseTimeline, of(kept));
    const kinds = timeline.items.map((item) => item.kind);
    expect(kinds.filter((kind) => kind === 'message')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'note')).toHaveLength(1);
    const moved = timeline.items.find(
      (item) => item.kind === 'message' && item.message.case_id === merged.caseId,
    );
    expect(moved).toBeDefined();

    const { merged_into: into } = await read(merged);
    expect(into).toMatchObject({ id: kept.caseId, number: kept.number });
    await desk.ito.call(changes.deleteCaseLink, {
      params: { caseId: merged.caseId, linkId: into!.link_id },
    });
    expect(await snapshot([kept, merged])).toEqual(before);
    expect(await messageIds(kept)).toEqual([kept.messageId]);
    expect(await listed()).toContain(merged.caseId);
  });

  test('[L16] the un-merge works from the case that was kept as well', async () => {
    const [kept, merged] = [await newCase(), await newCase()];
    const before = await snapshot([kept, merged]);
    const { links } = await merge(merged, kept);
    const link = links.find((one) => one.kind === 'merged_into')!;
    expect(link).toMatchObject({ direction: 'to', case_id: merged.caseId });
    await desk.ito.call(changes.deleteCaseLink, {
      params: { caseId: kept.caseId, linkId: link.id },
    });
    expect(await snapshot([kept, merged])).toEqual(before);
  });

  test('[L16] chains end at the case that stays, and come apart link by link', async () => {
    const cases = await Promise.all([newCase(), newCase(), newCase()]);
    const [a, b, c] = cases;
    const before = await snapshot(cases);
    await merge(a, b);
    await merge(b, c);
    expect((await read(a)).merged_into?.id).toBe(c.caseId);
    expect((await messageIds(c)).toSorted()).toEqual(cases.map((one) => one.messageId).toSorted());
    const linkOf = async (one: SeededCase) => (await read(one)).merged_into!.link_id;
    const unmerge = async (one: SeededCase) =>
      desk.ito.call(changes.deleteCaseLink, {
        params: { caseId: one.caseId, linkId: await linkOf(one) },
      });
    await unmerge(b);
    expect((await read(a)).merged_into?.id).toBe(b.caseId);
    expect((await messageIds(b)).toSorted()).toEqual([a.messageId, b.messageId].toSorted());
    await unmerge(a);
    expect(await snapshot(cases)).toEqual(before);
  });

  test('[L16] the lower end of a chain may leave first', async () => {
    const cases = await Promise.all([newCase(), newCase(), newCase()]);
    const [a, b, c] = cases;
    const before = await snapshot(cases);
    await merge(a, b);
    await merge(b, c);
    for (const one of [a, b]) {
      const linkId = (await read(one)).merged_into!.link_id;
      await desk.ito.call(changes.deleteCaseLink, { params: { caseId: one.caseId, linkId } });
    }
    expect(await snapshot(cases)).toEqual(before);
  });

  test('into itself, in a circle, and of a merged case is refused', async () => {
    const [a, b] = [await newCase(), await newCase()];
    await merge(a, b);
    const tryMerge = (from: SeededCase, into: SeededCase) =>
      desk.ito.refused(changes.createCaseMerge, {
        ...of(from),
        body: { into_case_id: into.caseId },
      });
    expect((await tryMerge(b, b)).code).toBe('merge_cycle');
    expect((await tryMerge(b, a)).code).toBe('merge_cycle');
    const again = await tryMerge(a, b);
    expect(again).toMatchObject({ code: 'case_merged', facts: { case_id: b.caseId } });
  });

  test('[L15] leaves every draft where it is', async () => {
    const [kept, merged] = [await newCase(), await newCase()];
    const draft = { html: '<p>Ich schreibe gerade</p>' };
    await desk.brandt.call(replies.updateDraft, {
      params: { caseId: merged.caseId, kind: 'reply' },
      body: draft,
    });
    await merge(merged, kept);
    const { items } = await desk.brandt.call(replies.listDrafts, of(merged));
    expect(items).toMatchObject([{ kind: 'reply', html: draft.html, version: 1 }]);
  });

  test('of an open case into a resolved one makes that our turn; the undo resolves it', async () => {
    const [kept, merged] = [await newCase(), await newCase()];
    await setStatus(kept, 'resolved');
    const before = await snapshot([kept, merged]);
    const shown = await merge(merged, kept);
    expect(shown.status).toBe('open');
    const { merged_into: into } = await read(merged);
    await desk.ito.call(changes.deleteCaseLink, {
      params: { caseId: merged.caseId, linkId: into!.link_id },
    });
    expect(await snapshot([kept, merged])).toEqual(before);
  });

  test('of two cases into each other at once, one wins', async () => {
    const [a, b] = [await newCase(), await newCase()];
    const answers = await Promise.all([
      desk.ito.send(changes.createCaseMerge, { ...of(a), body: { into_case_id: b.caseId } }),
      desk.brandt.send(changes.createCaseMerge, { ...of(b), body: { into_case_id: a.caseId } }),
    ]);
    expect(answers.map((answer) => `${answer.status}`).toSorted()).toEqual(['200', '409']);
  });

  test('one answer in the case that stays goes to who wrote last and keeps both promises', async () => {
    const promiseDueAt = new Date(app.clock.now().getTime() + 60 * MINUTE_MS);
    const older = new Date(app.clock.now().getTime() - 20 * MINUTE_MS);
    const kept = await newCase({ at: older, promiseDueAt });
    const merged = await newCase({ contact: contacts.aydin, promiseDueAt });
    await merge(merged, kept);
    const { reply_to: reply } = await read(kept);
    expect(reply?.to).toEqual([contacts.aydin.email]);
    await desk.ito.call(replies.createCaseReply, { ...of(kept), body: { text: 'Kommt sofort.' } });
    const shown = await read(kept);
    const owed = shown.promises.filter((one) => one.kept_at === null);
    expect(shown.promises).toHaveLength(3);
    expect(owed).toMatchObject([{ kind: 'update', due_at: shown.next_due_at }]);
    const linkId = (await read(merged)).merged_into!.link_id;
    await desk.ito.call(changes.deleteCaseLink, { params: { caseId: kept.caseId, linkId } });
    expect(await messageIds(merged)).toEqual([merged.messageId]);
    expect(await messageIds(kept)).toHaveLength(2);
  });

  test('a merged case is read, and changed only where it went', async () => {
    const [kept, merged] = [await newCase(), await newCase()];
    await merge(merged, kept);
    const problem = await desk.ito.refused(contract.updateCase, {
      ...of(merged),
      body: { priority: 'high' },
    });
    expect(problem.code).toBe('case_merged');
    expect(problem.detail).toContain(`#${kept.number}`);
  });
});

describe('links', () => {
  test('related and parent are shown on both cases and removed from either', async () => {
    const [a, b] = [await newCase(), await newCase()];
    const body = { kind: 'parent', to_case_id: b.caseId, reason: 'Rückruf der Serie' } as const;
    const shown = await desk.ito.call(changes.createCaseLink, { ...of(a), body });
    const [link] = shown.links;
    expect(link).toMatchObject({ kind: 'parent', direction: 'from', number: b.number });
    expect((await read(b)).links).toMatchObject([{ direction: 'to', number: a.number }]);
    const params = { caseId: b.caseId, linkId: link!.id };
    const after = await desk.ito.call(changes.deleteCaseLink, { params });
    expect(after.links).toEqual([]);
    expect((await desk.ito.send(changes.deleteCaseLink, { params })).status).toBe(404);
  });

  test('twice the same is one link; a circle of parents and a link to itself are refused', async () => {
    const [a, b] = [await newCase(), await newCase()];
    const link = (from: SeededCase, to: SeededCase, kind: 'parent' | 'related') => ({
      ...of(from),
      body: { kind, to_case_id: to.caseId },
    });
    await desk.ito.call(changes.createCaseLink, link(a, b, 'related'));
    const shown = await desk.ito.call(changes.createCaseLink, link(b, a, 'related'));
    expect(shown.links).toHaveLength(1);
    await desk.ito.call(changes.createCaseLink, link(a, b, 'parent'));
    const circle = await desk.ito.refused(changes.createCaseLink, link(b, a, 'parent'));
    expect(circle.code).toBe('link_cycle');
    const self = await desk.ito.refused(changes.createCaseLink, link(a, a, 'related'));
    expect(self.code).toBe('same_case');
  });

  test('do not show the subject of a case that is not the reader’s to see', async () => {
    const [a, secret] = [await newCase(), await newCase({ teamId: desk.complaintsTeamId })];
    await desk.brandt.call(changes.createCaseLink, {
      ...of(a),
      body: { kind: 'related', to_case_id: secret.caseId },
    });
    expect((await read(a)).links).toEqual([]);
    expect((await desk.brandt.call(contract.getCase, of(a))).links).toHaveLength(1);
  });
});

describe('moving a message', () => {
  const move = (messageId: string, to_case_id: string | null) =>
    desk.ito.call(changes.createMessageMove, {
      params: { messageId },
      body: { to_case_id, reason: 'gehört dorthin' },
    });
  const undo = (messageId: string, moveId: string) =>
    desk.ito.call(changes.deleteMessageMove, { params: { messageId, moveId } });

  async function twoMails(): Promise<SeededCase & { secondId: string }> {
    const at = new Date(app.clock.now().getTime() - 30 * MINUTE_MS);
    const one = await newCase({ at });
    const { accountId, channelId } = desk;
    const secondId = await app.db.withAccount(accountId, (tx) =>
      seedMail(tx, { ...one, channelId, subject: 'Eine Rechnung fehlt', at: app.clock.now() }),
    );
    await app.db.withAccount(accountId, (tx) =>
      tx.db
        .updateTable('cases')
        .set({
          last_message_at: app.clock.now(),
          last_in_at: app.clock.now(),
          preview: 'Und er kocht noch.',
        })
        .where('id', '=', one.caseId)
        .execute(),
    );
    return { ...one, secondId };
  }

  test('[L16] to another case says why it stands there, and the undo restores every row', async () => {
    const from = await twoMails();
    const to = await newCase({ contact: contacts.rosa });
    const before = await snapshot([from, to]);
    const { move_id: moveId, case: shown } = await move(from.secondId, to.caseId);
    expect(shown).toMatchObject({ id: to.caseId, preview: 'Und er kocht noch.' });
    const { items } = await desk.ito.call(contract.listCaseMessages, of(to));
    expect(items.find((item) => item.id === from.secondId)).toMatchObject({
      case_id: to.caseId,
      seq: 1,
      joined_because: {
        code: 'moved',
        text: `Von ${desk.ito.name} aus Vorgang #${from.number} hierher verschoben.`,
      },
      moved_from: { id: moveId, case_id: from.caseId, case_number: from.number },
    });
    expect((await read(from)).preview).not.toBe('Und er kocht noch.');
    const back = await undo(from.secondId, moveId);
    expect(back.id).toBe(from.caseId);
    expect(await snapshot([from, to])).toEqual(before);
    const again = await desk.ito.refused(changes.deleteMessageMove, {
      params: { messageId: from.secondId, moveId },
    });
    expect(again.code).toBe('move_undone');
  });

  test('[L16] splits it off into a new case, and the undo leaves no empty case behind', async () => {
    const from = await twoMails();
    const before = await snapshot([from]);
    const { move_id: moveId, case: shown } = await move(from.secondId, null);
    expect(shown).toMatchObject({
      subject: 'Eine Rechnung fehlt',
      contact: { name: contacts.vogt.name },
      team: { id: desk.serviceTeamId },
      links: [{ kind: 'split_from', direction: 'from', number: from.number }],
      status: 'open',
    });
    expect(await messageIds(from)).toEqual([from.messageId]);
    await undo(from.secondId, moveId);
    expect(await snapshot([from])).toEqual(before);
    const gone = await desk.ito.send(contract.getCase, { params: { caseId: shown.id } });
    expect(gone.status).toBe(404);
  });

  test('a split in which something was noted since keeps its case', async () => {
    const from = await twoMails();
    const { move_id: moveId, case: shown } = await move(from.secondId, null);
    const params = { caseId: shown.id };
    await desk.ito.call(replies.createCaseNote, { params, body: { text: 'wichtig' } });
    await undo(from.secondId, moveId);
    expect((await desk.ito.call(contract.getCase, { params })).preview).toBe('');
  });

  test('moves are taken back in their order', async () => {
    const from = await twoMails();
    const [b, c] = [await newCase(), await newCase()];
    const first = await move(from.secondId, b.caseId);
    const second = await move(from.secondId, c.caseId);
    const problem = await desk.ito.refused(changes.deleteMessageMove, {
      params: { messageId: from.secondId, moveId: first.move_id },
    });
    expect(problem.code).toBe('move_not_last');
    await undo(from.secondId, second.move_id);
    await undo(from.secondId, first.move_id);
    expect(await messageIds(from)).toEqual([from.messageId, from.secondId]);
  });

  test('of the contact into a resolved case makes it our turn; the undo resolves it', async () => {
    const from = await twoMails();
    const to = await newCase();
    await setStatus(to, 'resolved');
    const before = await snapshot([from, to]);
    const { move_id: moveId, case: shown } = await move(from.secondId, to.caseId);
    expect(shown).toMatchObject({ status: 'open', resolved_at: null });
    await undo(from.secondId, moveId);
    expect(await snapshot([from, to])).toEqual(before);
  });

  test('to where it stands, or to a case that is not there, is refused', async () => {
    const from = await newCase();
    const attempt = (to_case_id: string) =>
      desk.ito.refused(changes.createMessageMove, {
        params: { messageId: from.messageId },
        body: { to_case_id },
      });
    expect((await attempt(from.caseId)).code).toBe('same_case');
    expect((await attempt(someId)).status).toBe(404);
  });
});

describe('a held message', () => {
  const decide = (holdId: string, decision: 'join' | 'separate') =>
    desk.ito.call(changes.createHoldDecision, { params: { holdId }, body: { decision } });

  async function held() {
    const named = await newCase();
    const own = await newCase({ contact: contacts.rosa, subject: `Zu #${named.number}` });
    const holdId = await seedHold(app.db, desk.accountId, own, named);
    return { named, own, holdId };
  }

  test('[L5] says why it is held, in the reader’s language', async () => {
    const { own, holdId, named } = await held();
    const { items } = await desk.ito.call(contract.listCaseMessages, of(own));
    expect(items[0]?.hold).toEqual({
      id: holdId,
      proposed_case_number: named.number,
      reason:
        `${contacts.rosa.email} nennt Vorgang #${named.number} im Betreff, ` +
        'ist dort aber nicht beteiligt.',
    });
    expect((await read(own)).held).toBe(true);
    expect(await messageIds(named)).not.toContain(own.messageId);
  });

  test('[L5] joins with one click, its sender takes part from then on, and it can be undone', async () => {
    const { named, own, holdId } = await held();
    const before = await snapshot([named, own]);
    const shown = await decide(holdId, 'join');
    expect(shown).toMatchObject({ id: named.caseId, held: false });
    expect(await messageIds(named)).toContain(own.messageId);
    expect((await read(own)).merged_into?.id).toBe(named.caseId);
    const { rows } = await owner.query(
      `select address from case_contacts where case_id = $1 and added_because = 'joined'`,
      [named.caseId],
    );
    expect(rows).toEqual([{ address: contacts.rosa.email }]);
    const back = await desk.ito.call(changes.deleteHoldDecision, { params: { holdId } });
    expect(back).toMatchObject({ id: own.caseId, held: true });
    expect(await snapshot([named, own])).toEqual(before);
  });

  test('kept separate is a case of its own, and that can be undone as well', async () => {
    const { named, own, holdId } = await held();
    const before = await snapshot([named, own]);
    expect(await decide(holdId, 'separate')).toMatchObject({ id: own.caseId, held: false });
    await desk.ito.call(changes.deleteHoldDecision, { params: { holdId } });
    expect(await snapshot([named, own])).toEqual(before);
  });

  test('taking back the move or the merge takes back the whole decision', async () => {
    const { named, own, holdId } = await held();
    const before = await snapshot([named, own]);
    await decide(holdId, 'join');
    const { items } = await desk.ito.call(contract.listCaseMessages, of(named));
    const move = items.find((item) => item.id === own.messageId)!.moved_from!;
    await desk.ito.call(changes.deleteMessageMove, {
      params: { messageId: own.messageId, moveId: move.id },
    });
    expect(await snapshot([named, own])).toEqual(before);
    await decide(holdId, 'join');
    const { merged_into: into } = await read(own);
    await desk.ito.call(changes.deleteCaseLink, {
      params: { caseId: named.caseId, linkId: into!.link_id },
    });
    expect(await snapshot([named, own])).toEqual(before);
  });

  test('is decided once, whoever clicks at the same time', async () => {
    const { holdId } = await held();
    const answers = await Promise.all(
      [desk.ito, desk.brandt, desk.weber, desk.admin].map((agent, index) =>
        agent.send(changes.createHoldDecision, {
          params: { holdId },
          body: { decision: index % 2 ? 'join' : 'separate' },
        }),
      ),
    );
    const outcomes = answers.map((answer) => `${answer.status}`);
    expect(outcomes.toSorted()).toEqual(['200', '409', '409', '409']);
  });

  test('is not moved before that, and not decided by who may not see it', async () => {
    const { own, holdId, named } = await held();
    const problem = await desk.ito.refused(changes.createMessageMove, {
      params: { messageId: own.messageId },
      body: { to_case_id: named.caseId },
    });
    expect(problem.code).toBe('message_held');
    const input = { params: { holdId }, body: { decision: 'join' } };
    expect((await desk.nobody.send(changes.createHoldDecision, input)).status).toBe(401);
    expect((await desk.stranger.send(changes.createHoldDecision, input)).status).toBe(404);
    expect((await desk.okoye.send(changes.createHoldDecision, input)).status).toBe(404);
    const undecided = await desk.ito.refused(changes.deleteHoldDecision, { params: { holdId } });
    expect(undecided.code).toBe('hold_undecided');
    const wrong = await desk.ito.send(changes.createHoldDecision, {
      params: { holdId },
      body: { decision: 'maybe' },
    });
    expect(wrong.status).toBe(400);
  });
});
