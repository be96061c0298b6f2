import { HOUR_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { describe, expect, test } from 'vitest';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';

import { newId } from '../../../platform/ids.ts';
import { wakeCase } from '../case-jobs.ts';

const { app, desk, newCase } = await openTestDesk();

const nobodyId = '0198f2a0-0000-7000-8000-0000000000ff';

async function seedAgents(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    account_id: desk.accountId,
    id: newId(),
    email: `agent.${index}@falk.example`,
    name: `Agent ${index}`,
    role: 'agent' as const,
    locale: 'de' as const,
    password_hash: null,
    deactivated_at: null,
  }));
  await app.db.withAccount(desk.accountId, (tx) =>
    tx.db.insertInto('members').values(rows).execute(),
  );
  return rows.map((row) => row.id);
}

async function eventsOf(caseId: string) {
  return app.db.withAccount(desk.accountId, (tx) =>
    tx.db
      .selectFrom('event_outbox')
      .select(['name', 'facts', 'actor'])
      .where('subject_id', '=', caseId)
      .orderBy('id')
      .execute(),
  );
}

describe('being responsible', () => {
  test('[L13] of twenty agents who press take at once one wins, nineteen are told who', async () => {
    const { params, caseId } = await newCase();
    const agentIds = await seedAgents(20);
    const answers = await Promise.all(
      agentIds.map((member_id) =>
        desk.key.send(changes.createCaseAssignment, {
          params,
          body: { member_id, expected_assignee_id: null },
        }),
      ),
    );
    const holder = (await desk.ito.call(contract.getCase, { params })).assignee;
    const refused = answers.filter((answer) => answer.status === 409);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(refused).toHaveLength(19);
    for (const { body } of refused) {
      expect(body).toMatchObject({ code: 'case_taken', facts: { member: holder } });
      expect((body as { detail: string }).detail).toContain(holder!.name);
    }
    expect((await eventsOf(caseId)).filter((one) => one.name === 'case.assigned')).toHaveLength(1);
  });

  test('an agent gives a case to another, who need not check', async () => {
    const { params, caseId } = await newCase({ assigneeId: desk.brandt.memberId });
    const body = { member_id: desk.ito.memberId };
    const answer = await desk.brandt.call(changes.createCaseAssignment, { params, body });
    expect(answer.assignee).toEqual({ id: desk.ito.memberId, name: desk.ito.name });
    expect(await eventsOf(caseId)).toMatchObject([
      {
        name: 'case.assigned',
        facts: {
          member: { id: desk.ito.memberId, name: desk.ito.name },
          from_member: { id: desk.brandt.memberId, name: desk.brandt.name },
        },
      },
    ]);
  });

  test('nobody is made responsible who is not there', async () => {
    const { params } = await newCase();
    const problem = await desk.ito.refused(changes.createCaseAssignment, {
      params,
      body: { member_id: nobodyId },
    });
    expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.member_id' }] });
    const stranger = { member_id: desk.stranger.memberId };
    const other = await desk.ito.send(changes.createCaseAssignment, { params, body: stranger });
    expect(other.status).toBe(400);
  });

  test('a colleague who is responsible hands the case back', async () => {
    const { params } = await newCase({ assigneeId: desk.okoye.memberId });
    const body = { member_id: null, expected_assignee_id: desk.okoye.memberId };
    const answer = await desk.okoye.call(changes.createCaseAssignment, { params, body });
    expect(answer.assignee).toBeNull();
    expect((await desk.okoye.send(contract.getCase, { params })).status).toBe(404);
  });
});

describe('a transfer', () => {
  test('hands the case to another team with its reason, and nobody is responsible', async () => {
    const { params, caseId } = await newCase({ assigneeId: desk.ito.memberId });
    const body = { to_team_id: desk.complaintsTeamId, reason: 'Beschwerde' };
    const answer = await desk.ito.call(changes.createCaseTransfer, { params, body });
    expect(answer).toMatchObject({ team: { id: desk.complaintsTeamId }, assignee: null });
    // Ito does not belong to that restricted team: from here on it is not theirs to see.
    expect((await desk.ito.send(contract.getCase, { params })).status).toBe(404);
    expect(await eventsOf(caseId)).toMatchObject([
      {
        name: 'case.transferred',
        facts: {
          from_team: { id: desk.serviceTeamId },
          to_team: { id: desk.complaintsTeamId },
          reason: 'Beschwerde',
        },
      },
    ]);
  });

  test('names a member of the new team, and no other', async () => {
    const { params } = await newCase();
    const to = (member_id: string) => ({
      params,
      body: { to_team_id: desk.complaintsTeamId, member_id },
    });
    const problem = await desk.ito.refused(changes.createCaseTransfer, to(desk.ito.memberId));
    expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.member_id' }] });
    const answer = await desk.ito.call(changes.createCaseTransfer, to(desk.brandt.memberId));
    expect(answer.assignee?.name).toBe(desk.brandt.name);
  });

  test('is refused to the same team, and of a resolved case, saying what to do', async () => {
    const { params } = await newCase();
    const same = { params, body: { to_team_id: desk.serviceTeamId } };
    expect((await desk.ito.refused(changes.createCaseTransfer, same)).code).toBe('same_team');
    await desk.ito.call(changes.createCaseStatusChange, { params, body: { status: 'resolved' } });
    const other = { params, body: { to_team_id: null } };
    const problem = await desk.ito.refused(changes.createCaseTransfer, other);
    expect(problem.code).toBe('case_over');
    expect(problem.detail).toContain('Re-open it first');
  });

  test('to a team of another firm is refused', async () => {
    const { params } = await newCase();
    const answer = await desk.ito.send(changes.createCaseTransfer, {
      params,
      body: { to_team_id: nobodyId },
    });
    expect(answer.status).toBe(400);
  });
});

describe('whose turn it is', () => {
  test('waiting has a time and a reason, and the case is our turn again when it passes', async () => {
    const { params, caseId } = await newCase();
    const until = new Date(app.clock.now().getTime() + HOUR_MS).toISOString();
    const body = { status: 'waiting', waiting_until: until, reason: 'Ersatzteil' } as const;
    const waiting = await desk.ito.call(changes.createCaseStatusChange, { params, body });
    expect(waiting).toMatchObject({
      status: 'waiting',
      waiting_until: until,
      waiting_reason: 'Ersatzteil',
    });
    const wake = () =>
      app.db.withAccount(desk.accountId, (tx) => wakeCase(tx, caseId, app.clock.now()));
    expect(await wake()).toBe(false);
    app.clock.advance(HOUR_MS);
    expect(await wake()).toBe(true);
    expect(await wake()).toBe(false);
    const answer = await desk.ito.call(contract.getCase, { params });
    expect(answer).toMatchObject({ status: 'open', waiting_until: null, waiting_reason: null });
  });

  test('a time of waiting is planned with the change, once for each time', async () => {
    const { params, caseId } = await newCase();
    const wait = (hours: number) => {
      const until = new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString();
      const body = { status: 'waiting', waiting_until: until } as const;
      return desk.ito.call(changes.createCaseStatusChange, { params, body });
    };
    await wait(2);
    await wait(3);
    const jobs = await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .selectFrom('jobs')
        .select(['run_at', 'payload'])
        .where('name', '=', 'case.wake')
        .execute(),
    );
    expect(jobs.filter((job) => job.payload['case_id'] === caseId)).toHaveLength(2);
  });

  test.each([
    [{ status: 'waiting' }, 'body.waiting_until'],
    [{ status: 'waiting', waiting_until: '2020-01-01T00:00:00Z' }, 'body.waiting_until'],
    [{ status: 'open', waiting_until: '2099-01-01T00:00:00Z' }, 'body.waiting_until'],
    [{ status: 'sleeping' }, 'body.status'],
  ])('%j is refused at %s', async (body, path) => {
    const { params } = await newCase();
    const answer = await desk.ito.send(changes.createCaseStatusChange, { params, body });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path }] } });
  });

  test('[L18] a case that is resolved and re-opened keeps when it was first answered', async () => {
    const { params, caseId } = await newCase();
    const answered = new Date('2026-01-02T03:04:05Z');
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .updateTable('cases')
        .set({ first_answered_at: answered })
        .where('id', '=', caseId)
        .execute(),
    );
    const set = (status: 'resolved' | 'closed' | 'open') =>
      desk.ito.call(changes.createCaseStatusChange, { params, body: { status } });
    expect((await set('resolved')).resolved_at).toBe(app.clock.now().toISOString());
    expect((await set('closed')).closed_at).toBe(app.clock.now().toISOString());
    const reopened = await set('open');
    expect(reopened).toMatchObject({
      resolved_at: null,
      closed_at: null,
      first_answered_at: answered.toISOString(),
    });
  });

  test('resolving withdraws what was promised; taking that back restores the promise', async () => {
    const promiseDueAt = new Date(app.clock.now().getTime() + 5 * HOUR_MS);
    const { params } = await newCase({ promiseDueAt });
    const set = (status: 'resolved' | 'open') =>
      desk.ito.call(changes.createCaseStatusChange, { params, body: { status } });
    const resolved = await set('resolved');
    expect(resolved).toMatchObject({ next_due_at: null, promises: [] });
    const open = await set('open');
    expect(open.next_due_at).toBe(promiseDueAt.toISOString());
    expect(open.promises).toHaveLength(1);
  });
});

describe('a case itself', () => {
  test('changes subject, priority and tags, and says what was before', async () => {
    const { params, caseId } = await newCase({ subject: 'Kocher' });
    const body = { subject: 'Wasserkocher', tags: [' Rückruf', 'Rückruf '] };
    const answer = await desk.ito.call(contract.updateCase, { params, body });
    expect(answer).toMatchObject({ subject: 'Wasserkocher', tags: ['Rückruf'] });
    expect(await eventsOf(caseId)).toMatchObject([
      {
        name: 'case.updated',
        facts: {
          subject: { from: 'Kocher', to: 'Wasserkocher' },
          tags: { from: [], to: ['Rückruf'] },
        },
      },
    ]);
    const again = await desk.ito.call(contract.updateCase, { params, body });
    expect(again.version).toBe(answer.version);
    const { items } = await desk.ito.call(contract.listTags, { query: { q: 'rück' } });
    expect(items).toContain('Rückruf');
  });

  test('is opened by hand for a contact, with the team of the mailbox', async () => {
    const { contactId } = await newCase({ contact: contacts.rosa });
    const body = { subject: 'Anruf von heute', contact_id: contactId, channel_id: desk.channelId };
    const answer = await desk.ito.call(contract.createCase, { body });
    expect(answer).toMatchObject({
      subject: 'Anruf von heute',
      team: { id: desk.serviceTeamId },
      contact: { name: contacts.rosa.name },
      last_direction: null,
      unread: false,
    });
    const wrong = await desk.ito.send(contract.createCase, {
      body: { ...body, contact_id: nobodyId, channel_id: nobodyId },
    });
    expect(wrong.status).toBe(400);
    expect((await desk.okoye.send(contract.createCase, { body })).status).toBe(403);
    expect((await desk.nobody.send(contract.createCase, { body })).status).toBe(401);
    expect((await desk.stranger.send(contract.createCase, { body })).status).toBe(400);
  });

  test('opened by hand is written to its contact first', async () => {
    const { contactId } = await newCase({ contact: contacts.aydin });
    const opened = await desk.ito.call(contract.createCase, {
      body: { subject: 'Ihr Gerät', contact_id: contactId, channel_id: desk.channelId },
    });
    expect(opened.reply_to).toMatchObject({
      to: [contacts.aydin.email],
      subject: 'Ihr Gerät',
      in_reply_to_message_id: null,
    });
    const params = { caseId: opened.id };
    await desk.ito.call(createCaseReply, { params, body: { text: 'Guten Tag' } });
    const { items } = await desk.ito.call(contract.listCaseMessages, { params });
    expect(items).toMatchObject([
      { direction: 'out', seq: 1, to: [{ address: contacts.aydin.email }], subject: 'Ihr Gerät' },
    ]);
  });

  test('counts one version further with every change', async () => {
    const { params } = await newCase();
    const before = await desk.ito.call(contract.getCase, { params });
    const after = await desk.ito.call(contract.updateCase, { params, body: { priority: 'high' } });
    expect(after.version).toBe(before.version + 1);
  });

  test('shows how an answer would be addressed', async () => {
    const { params, messageId } = await newCase({ subject: 'Kocher kaputt' });
    const { reply_to: reply } = await desk.ito.call(contract.getCase, { params });
    expect(reply).toMatchObject({
      channel_id: desk.channelId,
      to: [contacts.vogt.email],
      cc: [],
      subject: 'Re: Kocher kaputt',
      in_reply_to_message_id: messageId,
      locale: 'de',
    });
    expect(reply?.signature).toContain(desk.ito.name);
  });
});

describe('drawing in', () => {
  test('lets a colleague read the case, until they are taken out', async () => {
    const { params } = await newCase();
    const body = { member_id: desk.okoye.memberId, reason: 'Technik' };
    const answer = await desk.ito.call(changes.createCaseParticipant, { params, body });
    expect(answer.participants).toMatchObject([
      { member: { name: desk.okoye.name }, reason: 'Technik' },
    ]);
    await desk.okoye.call(contract.getCase, { params });
    await desk.ito.call(changes.deleteCaseParticipant, {
      params: { ...params, memberId: desk.okoye.memberId },
    });
    expect((await desk.okoye.send(contract.getCase, { params })).status).toBe(404);
  });

  test('is left again by who was drawn in', async () => {
    const { params } = await newCase();
    const { memberId } = desk.okoye;
    await desk.ito.call(changes.createCaseParticipant, { params, body: { member_id: memberId } });
    await desk.okoye.call(changes.deleteCaseParticipant, { params: { ...params, memberId } });
    expect((await desk.okoye.send(contract.getCase, { params })).status).toBe(404);
  });
});

describe('removing a case', () => {
  test('[L8] takes it out of every list and brings it back as it was', async () => {
    const { params, caseId, number } = await newCase();
    const before = await desk.weber.call(contract.getCase, { params });
    await desk.weber.call(changes.createCaseDeletion, { params, body: { reason: 'Spam' } });
    const byNumber = { params: { number } };
    for (const reader of [desk.ito, desk.key, desk.stranger]) {
      expect((await reader.send(contract.getCase, { params })).status).toBe(404);
      expect((await reader.send(contract.getCaseByNumber, byNumber)).status).toBe(404);
      expect((await reader.send(contract.listCaseTimeline, { params })).status).toBe(404);
    }
    // Who could bring it back sees what they decide about, but answers nobody.
    const removed = await desk.weber.call(contract.getCase, { params });
    expect(removed.deleted_at).not.toBeNull();
    await desk.weber.call(contract.getCaseByNumber, byNumber);
    await desk.weber.call(contract.listCaseTimeline, { params, query: {} });
    const rename = { params, body: { subject: 'x' } };
    expect((await desk.weber.send(contract.updateCase, rename)).status).toBe(404);
    const { items } = await desk.weber.call(contract.listCases, { query: { limit: 200 } });
    expect(items.map((item) => item.id)).not.toContain(caseId);
    const after = await desk.weber.call(changes.deleteCaseDeletion, { params });
    expect({ ...after, version: 0, last_position: 0 }).toEqual({
      ...before,
      version: 0,
      last_position: 0,
    });
  });

  test('is written down for the administrators, with its reason', async () => {
    const { params, caseId } = await newCase();
    await desk.admin.call(changes.createCaseDeletion, { params, body: { reason: 'Werbung' } });
    const { items } = await desk.admin.call(listAuditEntries, { query: { limit: 50 } });
    expect(items.find((item) => item.subject_id === caseId)).toMatchObject({
      action: 'case.deleted',
      detail: { reason: 'Werbung' },
    });
  });

  test('needs a reason', async () => {
    const { params } = await newCase();
    const body = { reason: ' ' };
    const answer = await desk.admin.send(changes.createCaseDeletion, { params, body });
    expect(answer.status).toBe(400);
  });
});
