import { DAY_MS } from '@earshot/contract/durations.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import {
  createInvitation,
  createInvitationAcceptance,
  createTeam,
  deleteInvitation,
  deleteTeam,
  getInvitationByToken,
  listInvitations,
  listMembers,
  updateMember,
} from '@earshot/contract/member-contract.ts';
import { getMe } from '@earshot/contract/session-contract.ts';
import { cookieOf, startTestApp, type TestMember } from '@earshot/testkit/http/start-test-app.ts';
import { members, worldPassword } from '@earshot/testkit/world/named-world.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const supervisor = await app.invite(admin, 'supervisor');
const agent = await app.invite(admin, 'agent');
let count = 0;

function invitee(role: TestMember['role'] = 'agent') {
  count += 1;
  return { email: `invited.${count}@falk.example`, name: `Invited ${count}`, role };
}

async function inviteOpenly(change: Record<string, unknown> = {}) {
  const body = { ...invitee(), ...change };
  const { invitation, link } = await admin.call(createInvitation, { body });
  return { ...body, id: invitation.id, link, token: new URL(link).hash.slice(1) };
}

function accept(token: string) {
  const body = { name: 'Kenji Ito', password: worldPassword };
  return app.nobody.send(createInvitationAcceptance, { params: { token }, body });
}

describe('inviting a person', () => {
  test('gives a link once, mails it in their language and keeps its hash only', async () => {
    const made = await inviteOpenly({ email: ' Ada.Okoye@FALK.example '.trim(), locale: 'en' });
    expect(made.link.startsWith(`${app.publicUrl}/invitation#`)).toBe(true);
    await vi.waitFor(() => expect(app.mails.at(-1)?.to).toBe(members.okoye.email));
    expect(app.mails.at(-1)?.text).toContain(made.link);
    expect(app.mails.at(-1)?.text).toContain(admin.name);
    const { items } = await supervisor.call(listInvitations);
    expect(items[0]).toMatchObject({ email: members.okoye.email, invited_by: admin.name });
    expect(JSON.stringify(items)).not.toContain(made.token);
    const rows = await app.db.withSystem((tx) =>
      tx.db.selectFrom('invitations').selectAll().execute(),
    );
    expect(JSON.stringify(rows)).not.toContain(made.token);
  });

  test('lets them in with name and password of their own, into their teams', async () => {
    const team = await admin.call(createTeam, { body: { name: 'Ersatzteile' } });
    const made = await inviteOpenly({ team_ids: [team.id] });
    const shown = await app.nobody.call(getInvitationByToken, { params: { token: made.token } });
    expect(shown).toMatchObject({ account_name: 'Falk Hausgeräte', email: made.email });
    const answer = await accept(made.token);
    expect(answer.status).toBe(201);
    const caller = app.as({ kind: 'session', cookie: cookieOf(answer), csrfToken: '' });
    const { member } = await caller.call(getMe);
    expect(member).toMatchObject({ name: 'Kenji Ito', email: made.email, role: 'agent' });
    expect(member.teams).toEqual([{ id: team.id, name: team.name }]);
    const { items } = await admin.call(listAuditEntries, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({ action: 'invitation.accepted', actor_name: 'Kenji Ito' });
  });

  test('works once, also where two accept at the same moment', async () => {
    const made = await inviteOpenly();
    const answers = await Promise.all([accept(made.token), accept(made.token), accept(made.token)]);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 410)).toHaveLength(2);
    expect((await accept(made.token)).status).toBe(410);
  });

  test('ends when it is revoked, when it runs out and when a new one is made', async () => {
    const revoked = await inviteOpenly();
    await admin.call(deleteInvitation, { params: { invitationId: revoked.id } });
    expect((await accept(revoked.token)).status).toBe(410);
    const replaced = await inviteOpenly();
    await inviteOpenly({ email: replaced.email });
    expect((await accept(replaced.token)).status).toBe(410);
    const late = await inviteOpenly();
    app.clock.advance(7 * DAY_MS);
    const params = { token: late.token };
    expect(await app.nobody.refused(getInvitationByToken, { params })).toMatchObject({
      status: 410,
      code: 'invitation_over',
    });
    expect((await accept(late.token)).status).toBe(410);
  });

  test('leaves out a team that was removed meanwhile', async () => {
    const team = await admin.call(createTeam, { body: { name: 'Messe 2026' } });
    const made = await inviteOpenly({ team_ids: [team.id] });
    await admin.call(deleteTeam, { params: { teamId: team.id } });
    expect((await accept(made.token)).status).toBe(201);
  });

  test('is refused for one who is a member, and says what to do if they left', async () => {
    const body = { ...invitee(), email: agent.email };
    const known = await admin.refused(createInvitation, { body });
    expect(known).toMatchObject({
      status: 409,
      code: 'member_exists',
      facts: { member_id: agent.memberId },
    });
    const gone = await app.invite(admin, 'agent');
    const params = { memberId: gone.memberId };
    await admin.call(updateMember, { params, body: { deactivated: true } });
    const left = await admin.refused(createInvitation, { body: { ...body, email: gone.email } });
    expect(left.detail).toContain('deactivated');
  });

  test('is refused where address, team or token are wrong', async () => {
    const unknownTeam = '01890000-0000-7000-8000-000000000000';
    const wrong = await admin.refused(createInvitation, {
      body: { ...invitee(), team_ids: [unknownTeam] },
    });
    expect(wrong).toMatchObject({ status: 400, fields: [{ path: 'body.team_ids.0' }] });
    const email = await admin.send(createInvitation, { body: { ...invitee(), email: 'a@b..c' } });
    expect(email.status).toBe(400);
    expect((await accept('a'.repeat(43))).status).toBe(404);
    expect((await accept('short')).status).toBe(400);
    const weak = await app.nobody.send(createInvitationAcceptance, {
      params: { token: (await inviteOpenly()).token },
      body: { name: 'Kenji Ito', password: 'passwort123' },
    });
    expect(weak).toMatchObject({ status: 400, body: { fields: [{ path: 'body.password' }] } });
  });

  test('is a matter of administrators; only they make administrators', async () => {
    const body = invitee();
    for (const caller of [supervisor, agent]) {
      expect(await caller.refused(createInvitation, { body })).toMatchObject({ status: 403 });
    }
    expect(await app.nobody.refused(createInvitation, { body })).toMatchObject({ status: 401 });
    expect(await agent.refused(listInvitations)).toMatchObject({ status: 403 });
    const program = await app.key(admin, ['members:write']);
    await program.call(createInvitation, { body });
    const promoted = await program.refused(createInvitation, { body: invitee('administrator') });
    expect(promoted).toMatchObject({ status: 403 });
  });

  test('of one account is not seen, used or revoked by another', async () => {
    const made = await inviteOpenly();
    const params = { invitationId: made.id };
    expect(await other.refused(deleteInvitation, { params })).toMatchObject({ status: 404 });
    expect((await other.call(listInvitations)).items).toEqual([]);
    await accept(made.token);
    const { items } = await other.call(listMembers);
    expect(items.map((member) => member.id)).toEqual([other.memberId]);
  });
});
