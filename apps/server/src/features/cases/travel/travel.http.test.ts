import { HOUR_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as contract from '@earshot/contract/case-contract.ts';
import { createTeam, deleteTeam } from '@earshot/contract/member-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import * as travel from '@earshot/contract/travel-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { waitUntilBlocked } from '@earshot/testkit/postgres/wait-until-blocked.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';

const { app, desk, newCase } = await openTestDesk({ caseAge_ms: HOUR_MS });
let partsTeamId: string;

beforeAll(async () => {
  const parts = await desk.admin.call(createTeam, { body: { name: 'Ersatzteile' } });
  partsTeamId = parts.id;
});

type Body = Parameters<typeof desk.ito.call<typeof changes.createCaseTransfer>>[1]['body'];
function transfer(params: { caseId: string }, body: Body, who = desk.ito) {
  return who.call(changes.createCaseTransfer, { params, body });
}

async function noticesOf(params: { caseId: string }) {
  const { items } = await desk.weber.call(contract.listCaseMessages, { params });
  return items.filter((item) => item.kind === 'notice');
}

async function setFacts(messageId: string, facts: object): Promise<void> {
  await app.db.withAccount(desk.accountId, (tx) =>
    tx.db
      .updateTable('messages')
      .set({ facts: JSON.stringify(facts) })
      .where('id', '=', messageId)
      .execute(),
  );
}

describe('the contact', () => {
  test('is told in their language who has it, that nothing needs repeating, and what still holds', async () => {
    const promiseDueAt = new Date(app.clock.now().getTime() + 5 * HOUR_MS);
    const { params, number } = await newCase({ promiseDueAt });
    const done = await transfer(params, { to_team_id: partsTeamId, reason: 'Ersatzteil' });
    expect(done.transfer).toMatchObject({ contact_told: 'told', to_team: { id: partsTeamId } });
    const [notice, ...more] = await noticesOf(params);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      to: [{ address: contacts.vogt.email }],
      language: 'de',
      delivery_state: 'waiting',
      author: { kind: 'member', member: { name: desk.ito.name } },
    });
    expect(notice!.text).toContain('Guten Tag Lena Vogt');
    expect(notice!.text).toContain('liegt jetzt beim Team Ersatzteile');
    expect(notice!.text).toContain(`#${number}`);
    expect(notice!.text).toContain('müssen nichts wiederholen');
    expect(notice!.text).toContain('Eine Antwort');
    expect(done.next_due_at).toBe(promiseDueAt.toISOString());
    expect(done).toMatchObject({ last_direction: 'in', first_answered_at: null });
  });

  test('who writes English reads English, and a broken promise is not passed over', async () => {
    const promiseDueAt = new Date(app.clock.now().getTime() - HOUR_MS);
    const { params } = await newCase({ contact: contacts.rosa, promiseDueAt });
    await transfer(params, { to_team_id: partsTeamId });
    const [notice] = await noticesOf(params);
    expect(notice!.text).toContain('you need not repeat anything');
    expect(notice!.text).toContain('That time has passed, and we are sorry');
  });

  test('reads the words as they were edited', async () => {
    const { params } = await newCase();
    await transfer(params, { to_team_id: partsTeamId, contact_text: 'Liebe Frau Vogt, ...' });
    expect((await noticesOf(params))[0]!.text).toBe('Liebe Frau Vogt, ...');
  });

  test('is left out only with a reason', async () => {
    const { params } = await newCase();
    const body = { to_team_id: partsTeamId, tell_contact: false };
    const problem = await desk.ito.refused(changes.createCaseTransfer, { params, body });
    expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.not_told_reason' }] });
    const done = await transfer(params, { ...body, not_told_reason: 'Am Telefon gesagt' });
    expect(done.transfer.contact_told).toBe('left_out');
    expect(await noticesOf(params)).toEqual([]);
  });

  test('is told at most once a day, and it says so', async () => {
    const { params } = await newCase();
    await transfer(params, { to_team_id: partsTeamId });
    const second = await transfer(params, { to_team_id: desk.complaintsTeamId });
    expect(second.transfer.contact_told).toBe('told_today');
    expect(await noticesOf(params)).toHaveLength(1);
  });

  test('that is a machine, or whose message is held, is not written to', async () => {
    const machine = await newCase();
    await setFacts(machine.messageId, { automatic: { kind: 'vacation', reason: 'x' } });
    const done = await transfer(machine.params, { to_team_id: partsTeamId });
    expect(done.transfer.contact_told).toBe('automatic');
    const held = await newCase();
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db.updateTable('cases').set({ held: true }).where('id', '=', held.caseId).execute(),
    );
    const other = await transfer(held.params, { to_team_id: partsTeamId });
    expect(other.transfer.contact_told).toBe('held');
    expect(await noticesOf(held.params)).toEqual([]);
  });

  test('of a case without a team hears nothing: nobody has it', async () => {
    const { params } = await newCase();
    const done = await transfer(params, { to_team_id: null });
    expect(done.transfer.contact_told).toBe('no_team');
  });

  test('hears nothing where the account says so; only supervisors change that', async () => {
    const body = { tell_contact: false };
    expect((await desk.ito.send(travel.updateTravelSettings, { body })).status).toBe(403);
    await desk.weber.call(travel.updateTravelSettings, { body });
    expect(await desk.ito.call(travel.getTravelSettings)).toEqual(body);
    const { params } = await newCase();
    const done = await transfer(params, { to_team_id: partsTeamId });
    expect(done.transfer.contact_told).toBe('switched_off');
    await desk.weber.call(travel.updateTravelSettings, { body: { tell_contact: true } });
    const { items } = await desk.admin.call(listAuditEntries, { query: { limit: 5 } });
    expect(items.map((item) => item.action)).toContain('travel_settings.changed');
  });
});

describe('sending back', () => {
  test('is refused, saying what to do instead', async () => {
    const { params } = await newCase();
    await transfer(params, { to_team_id: partsTeamId });
    const back = { params, body: { to_team_id: desk.serviceTeamId, reason: 'nicht unsere' } };
    const problem = await desk.key.refused(changes.createCaseTransfer, back);
    expect(problem).toMatchObject({ status: 409, code: 'sent_back' });
    expect(problem.detail).toContain('give them a task');
    expect(problem.detail).toContain('side conversation');
    expect(problem.facts).toMatchObject({ team: { id: desk.serviceTeamId } });
    expect((await desk.ito.call(contract.getCase, { params })).team?.id).toBe(partsTeamId);
    const preview = await desk.weber.call(travel.getTransferPreview, {
      params,
      query: { to_team_id: desk.serviceTeamId },
    });
    expect(preview.refusal).toMatchObject({ code: 'sent_back', supervisor_may: true });
  });

  test('is open to a supervisor with a reason, and to another team in between', async () => {
    const { params } = await newCase();
    await transfer(params, { to_team_id: partsTeamId });
    const back = { to_team_id: desk.serviceTeamId };
    const problem = await desk.weber.refused(changes.createCaseTransfer, { params, body: back });
    expect(problem).toMatchObject({ status: 400, fields: [{ path: 'body.reason' }] });
    await transfer(params, { ...back, reason: 'Verteilt' }, desk.weber);
    const other = await newCase();
    await transfer(other.params, { to_team_id: partsTeamId });
    await desk.key.call(changes.createCaseTransfer, {
      params: other.params,
      body: { to_team_id: desk.complaintsTeamId },
    });
    await desk.key.call(changes.createCaseTransfer, { params: other.params, body: back });
  });

  test('is no longer straight back once somebody of neither team had it', async () => {
    const { params } = await newCase();
    await transfer(params, { to_team_id: partsTeamId });
    const back = { params, body: { to_team_id: desk.serviceTeamId } };
    expect((await desk.key.send(changes.createCaseTransfer, back)).status).toBe(409);
    await desk.key.call(changes.createCaseAssignment, {
      params,
      body: { member_id: desk.okoye.memberId },
    });
    await desk.key.call(changes.createCaseTransfer, back);
  });

  test('is fetching where a member of that team takes it on', async () => {
    const { params } = await newCase();
    await transfer(params, { to_team_id: partsTeamId });
    const body = { to_team_id: desk.serviceTeamId, member_id: desk.ito.memberId };
    expect((await transfer(params, body)).assignee?.id).toBe(desk.ito.memberId);
  });
});

test('a transfer to a team that is being removed waits, and is refused then', async () => {
  const { params } = await newCase();
  const team = await desk.admin.call(createTeam, { body: { name: 'Messe' } });
  const asked = await app.db.withAccount(desk.accountId, async (tx) => {
    const row = tx.db.selectFrom('teams').select('id').where('id', '=', team.id);
    await row.forUpdate().execute();
    const body = { to_team_id: team.id };
    const answer = desk.ito.send(changes.createCaseTransfer, { params, body });
    await waitUntilBlocked(app.db);
    const gone = { deleted_at: app.clock.now() };
    await tx.db.updateTable('teams').set(gone).where('id', '=', team.id).execute();
    return { answer };
  });
  expect((await asked.answer).status).toBe(400);
});

describe('a transfer taken back', () => {
  test('returns team and member, and the contact hears nothing', async () => {
    const { params } = await newCase({ assigneeId: desk.ito.memberId });
    const body = { to_team_id: desk.complaintsTeamId, hand_over: 'Wer: Lena Vogt' };
    const { transfer: done } = await transfer(params, body);
    const back = await desk.ito.call(travel.deleteCaseTransfer, {
      params: { ...params, transferId: done.id },
    });
    expect(back).toMatchObject({
      team: { id: desk.serviceTeamId },
      assignee: { id: desk.ito.memberId },
    });
    expect((await noticesOf(params))[0]).toMatchObject({ delivery_state: 'cancelled' });
    const again = { params: { ...params, transferId: done.id } };
    expect((await desk.ito.refused(travel.deleteCaseTransfer, again)).code).toBe('transfer_over');
    // Nothing stands between: it never went away.
    await transfer(params, { to_team_id: partsTeamId });
  });

  test('is not possible for others, nor once the contact has been told', async () => {
    const { params } = await newCase();
    const { transfer: done } = await transfer(params, { to_team_id: partsTeamId });
    const input = { params: { ...params, transferId: done.id } };
    expect((await desk.okoye.send(travel.deleteCaseTransfer, input)).status).toBe(404);
    expect((await desk.stranger.send(travel.deleteCaseTransfer, input)).status).toBe(404);
    await app.db.withAccount(desk.accountId, (tx) =>
      tx.db
        .updateTable('deliveries')
        .set({ state: 'sent' })
        .where('message_id', '=', done.message_id!)
        .execute(),
    );
    expect((await desk.ito.refused(travel.deleteCaseTransfer, input)).code).toBe('already_sent');
  });

  test('by two at once is taken back once, and the other learns just that', async () => {
    const { params } = await newCase();
    const { transfer: done } = await transfer(params, { to_team_id: partsTeamId });
    const input = { params: { ...params, transferId: done.id } };
    const takeBack = () => desk.ito.send(travel.deleteCaseTransfer, input);
    const both = await app.db.withAccount(desk.accountId, async (tx) => {
      await tx.db
        .selectFrom('cases')
        .select('id')
        .where('id', '=', params.caseId)
        .forUpdate()
        .execute();
      const asked = [takeBack(), takeBack()];
      await waitUntilBlocked(app.db);
      return { asked };
    });
    const answers = await Promise.all(both.asked);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.find(({ status }) => status !== 200);
    expect(refused?.body).toMatchObject({ code: 'transfer_over' });
  });

  test('is refused once the case was merged, or the team it came from is gone', async () => {
    const { params } = await newCase();
    const { transfer: done } = await transfer(params, { to_team_id: desk.complaintsTeamId });
    const body = { into_case_id: (await newCase()).params.caseId };
    await desk.admin.call(changes.createCaseMerge, { params, body });
    const merged = { params: { ...params, transferId: done.id } };
    expect((await desk.ito.refused(travel.deleteCaseTransfer, merged)).code).toBe('case_merged');

    const other = (await newCase()).params;
    const short = await desk.admin.call(createTeam, { body: { name: 'Kurz' } });
    await transfer(other, { to_team_id: short.id });
    const { transfer: next } = await transfer(other, { to_team_id: partsTeamId });
    await desk.admin.call(deleteTeam, { params: { teamId: short.id } });
    const gone = { params: { ...other, transferId: next.id } };
    const refusal = await desk.ito.refused(travel.deleteCaseTransfer, gone);
    expect(refusal).toMatchObject({
      code: 'transfer_over',
      detail: expect.stringContaining('removed'),
    });
    const after = await desk.ito.call(contract.getCase, { params: other });
    expect(after.team?.id).toBe(partsTeamId);
  });
});

describe('the hand-over', () => {
  test('is made from the case, and given with the transfer as a note', async () => {
    const text = 'Guten Tag,\n\nmein Kocher kocht. Ich habe ihn schon entkalkt. Was nun?';
    const promiseDueAt = new Date(app.clock.now().getTime() + HOUR_MS);
    const { params, messageId } = await newCase({ text, promiseDueAt });
    const made = await desk.ito.call(travel.getHandOver, { params, query: { language: 'de' } });
    expect(made.text).toContain('„mein Kocher kocht. Ich habe ihn schon entkalkt.“');
    expect(made.lines.filter((line) => line.part === 'open')).toEqual([
      expect.objectContaining({ source: { kind: 'message', id: messageId } }),
    ]);
    expect(made.lines.map((line) => line.part)).toContain('promised');
    await desk.ito.call(createCaseReply, { params, body: { text: 'Wir prüfen es. Bis morgen.' } });
    const later = await desk.ito.call(travel.getHandOver, { params, query: { language: 'en' } });
    expect(later.lines.filter((line) => line.part === 'open')).toEqual([]);
    expect(later.text).toContain('Answer by Kenji Ito');
    const { transfer: done } = await transfer(params, {
      to_team_id: partsTeamId,
      hand_over: later.text,
    });
    const { items } = await desk.ito.call(contract.listCaseTimeline, { params, query: {} });
    const note = items.find((item) => item.kind === 'note');
    expect(note).toMatchObject({ note: { id: done.note_id, text: later.text } });
  });

  test('and the preview are not for strangers, other firms or colleagues elsewhere', async () => {
    const { params } = await newCase();
    const preview = { params, query: { to_team_id: partsTeamId } };
    for (const who of [desk.stranger, desk.okoye]) {
      expect((await who.send(travel.getHandOver, { params })).status).toBe(404);
      expect((await who.send(travel.getTransferPreview, preview)).status).toBe(404);
    }
    const wrong = { params, query: { to_team_id: desk.channelId } };
    expect((await desk.ito.send(travel.getTransferPreview, wrong)).status).toBe(400);
  });

  test('shows beforehand what the contact would read', async () => {
    const { params } = await newCase();
    const query = { to_team_id: partsTeamId };
    const preview = await desk.ito.call(travel.getTransferPreview, { params, query });
    expect(preview).toMatchObject({
      contact_told: 'told',
      language: 'de',
      to: [contacts.vogt.email],
      refusal: null,
    });
    await transfer(params, { to_team_id: partsTeamId });
    expect((await noticesOf(params))[0]!.text).toBe(preview.text);
  });
});
