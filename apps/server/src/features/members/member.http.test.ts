import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import {
  createTeam,
  deleteTeam,
  listMembers,
  listTeams,
  updateMember,
  updateTeam,
} from '@earshot/contract/member-contract.ts';
import { getMe } from '@earshot/contract/session-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { listMemberRefs, listTeamRefs } from './public.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const supervisor = await app.invite(admin, 'supervisor');
const agent = await app.invite(admin, 'agent');
const colleague = await app.invite(admin, 'colleague');
const nowhere = '01890000-0000-7000-8000-000000000000';

describe('the members of an account', () => {
  test('are seen by every member and by programs with the scope', async () => {
    const program = await app.key(admin, ['members:read']);
    for (const caller of [admin, supervisor, agent, colleague, program]) {
      const { items } = await caller.call(listMembers);
      expect(items.map((member) => member.id)).toContain(agent.memberId);
      expect(JSON.stringify(items)).not.toContain('argon2');
    }
    expect(await app.nobody.refused(listMembers)).toMatchObject({ status: 401 });
    const { items } = await other.call(listMembers);
    expect(items.map((member) => member.id)).toEqual([other.memberId]);
  });

  test('are changed in name, role and teams; the audit says from what', async () => {
    const team = await admin.call(createTeam, { body: { name: 'Beschwerden' } });
    const changed = await app.invite(admin, 'agent');
    const params = { memberId: changed.memberId };
    const body = { name: 'Mia Brandt', role: 'supervisor' as const, team_ids: [team.id, team.id] };
    const member = await admin.call(updateMember, { params, body });
    expect(member).toMatchObject({ name: 'Mia Brandt', role: 'supervisor' });
    expect(member.teams).toEqual([{ id: team.id, name: team.name }]);
    const me = await changed.call(getMe);
    expect(me.member).toEqual(member);
    const { items } = await admin.call(listAuditEntries, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({
      action: 'member.changed',
      subject_id: changed.memberId,
      detail: {
        role: { from: 'agent', to: 'supervisor' },
        team_ids: { from: [], to: [team.id] },
      },
    });
  });

  test('leave no entry in the audit where nothing changed', async () => {
    const params = { memberId: agent.memberId };
    const before = await admin.call(listAuditEntries, { query: { limit: 1 } });
    await admin.call(updateMember, { params, body: { role: 'agent', deactivated: false } });
    expect(await admin.call(listAuditEntries, { query: { limit: 1 } })).toEqual(before);
  });

  test('are not changed by others, nor into what does not exist', async () => {
    const params = { memberId: agent.memberId };
    const body = { role: 'administrator' as const };
    for (const caller of [supervisor, agent, colleague]) {
      expect(await caller.refused(updateMember, { params, body })).toMatchObject({ status: 403 });
    }
    expect(await other.refused(updateMember, { params, body })).toMatchObject({ status: 404 });
    const unknown = { params: { memberId: nowhere }, body };
    expect(await admin.refused(updateMember, unknown)).toMatchObject({ status: 404 });
    const role = await admin.send(updateMember, { params, body: { role: 'owner' } });
    expect(role.status).toBe(400);
    const teams = await admin.refused(updateMember, { params, body: { team_ids: [nowhere] } });
    expect(teams).toMatchObject({ status: 400, fields: [{ path: 'body.team_ids.0' }] });
    const id = await admin.send(updateMember, { params: { memberId: 'me' }, body });
    expect(id).toMatchObject({ status: 400, body: { fields: [{ path: 'path.memberId' }] } });
  });

  test('keep an administrator, also where two step down at the same moment', async () => {
    const second = await app.invite(admin, 'administrator');
    const answers = await Promise.all(
      [admin, second].map((one) =>
        one.send(updateMember, { params: { memberId: one.memberId }, body: { role: 'agent' } }),
      ),
    );
    expect(answers.map((answer) => answer.status).filter((status) => status === 409)).toHaveLength(
      1,
    );
    const { items } = await supervisor.call(listMembers);
    const left = items.filter((member) => member.role === 'administrator');
    expect(left).toHaveLength(1);
    const keeper = left[0]!.id === admin.memberId ? admin : second;
    const restored = {
      params: { memberId: admin.memberId },
      body: { role: 'administrator' as const },
    };
    await keeper.call(updateMember, restored);
    if (keeper !== second) return;
    const lower = { params: { memberId: second.memberId }, body: { role: 'agent' as const } };
    await admin.call(updateMember, lower);
  });

  test('do not lock themselves out', async () => {
    const second = await app.invite(admin, 'administrator');
    const own = { params: { memberId: second.memberId }, body: { deactivated: true } };
    expect(await second.refused(updateMember, own)).toMatchObject({ code: 'own_login' });
    await admin.call(updateMember, own);
    const last = { params: { memberId: admin.memberId }, body: { role: 'agent' as const } };
    expect(await admin.refused(updateMember, last)).toMatchObject({ code: 'last_administrator' });
  });

  test('cannot be made administrators by a program', async () => {
    const program = await app.key(admin, ['members:write']);
    const params = { memberId: agent.memberId };
    await program.call(updateMember, { params, body: { name: 'Kenji Ito' } });
    const up = await program.refused(updateMember, { params, body: { role: 'administrator' } });
    expect(up).toMatchObject({ status: 403 });
    const down = await program.refused(updateMember, {
      params: { memberId: admin.memberId },
      body: { deactivated: true },
    });
    expect(down).toMatchObject({ status: 403 });
  });

  test('stay visible as authors after they left', async () => {
    const gone = await app.invite(admin, 'agent', { name: 'Gone', email: 'gone@falk.example' });
    const params = { memberId: gone.memberId };
    await admin.call(updateMember, { params, body: { deactivated: true } });
    const { items } = await agent.call(listMembers);
    expect(items.find((member) => member.id === gone.memberId)?.deactivated_at).not.toBeNull();
    const refs = await app.db.withAccount(admin.accountId, (tx) =>
      listMemberRefs(tx, [gone.memberId, gone.memberId, null, nowhere]),
    );
    expect([...refs.values()]).toEqual([{ id: gone.memberId, name: 'Gone' }]);
  });
});

describe('the teams of an account', () => {
  test('are seen by all, made and changed by administrators', async () => {
    const body = {
      name: 'Garantie',
      signature: 'Ihr {member}',
      restricted: true,
      member_ids: [agent.memberId],
    };
    const { findings, ...team } = await admin.call(createTeam, { body });
    expect(findings).toEqual([]);
    expect(team).toMatchObject(body);
    const { items } = await colleague.call(listTeams);
    expect(items).toContainEqual(team);
    const params = { teamId: team.id };
    const change = { name: 'Garantie und Kulanz', member_ids: [] };
    expect(await admin.call(updateTeam, { params, body: change })).toMatchObject({
      ...change,
      signature: body.signature,
    });
    for (const caller of [supervisor, agent]) {
      expect(await caller.refused(createTeam, { body })).toMatchObject({ status: 403 });
      const changed = await caller.refused(updateTeam, { params, body: change });
      expect(changed).toMatchObject({ status: 403 });
      expect(await caller.refused(deleteTeam, { params })).toMatchObject({ status: 403 });
    }
  });

  test('change what their members see at the next request', async () => {
    await agent.call(getMe);
    const team = await admin.call(createTeam, {
      body: { name: 'Nachtdienst', member_ids: [agent.memberId] },
    });
    const names = async () => (await agent.call(getMe)).member.teams.map(({ name }) => name);
    expect(await names()).toContain('Nachtdienst');
    await admin.call(deleteTeam, { params: { teamId: team.id } });
    expect(await names()).not.toContain('Nachtdienst');
  });

  test('have names of their own, whatever the case, free again after removal', async () => {
    const team = await admin.call(createTeam, { body: { name: 'Büro Nord' } });
    const taken = await admin.refused(createTeam, { body: { name: 'BÜRO nord' } });
    expect(taken).toMatchObject({ status: 409, code: 'team_name_taken' });
    const second = await admin.call(createTeam, { body: { name: 'Büro Süd' } });
    const params = { teamId: second.id };
    const renamed = await admin.refused(updateTeam, { params, body: { name: 'büro nord' } });
    expect(renamed).toMatchObject({ code: 'team_name_taken' });
    await admin.call(updateTeam, { params, body: { name: 'BÜRO SÜD' } });
    await admin.call(deleteTeam, { params: { teamId: team.id } });
    await admin.call(createTeam, { body: { name: 'Büro Nord' } });
    const twice = await Promise.all(
      [1, 2].map(() => admin.send(createTeam, { body: { name: 'Gleichzeitig' } })),
    );
    expect(new Set(twice.map((answer) => answer.status))).toEqual(new Set([201, 409]));
  });

  test('are not removed while they own a channel, and keep their name in old cases', async () => {
    const team = await admin.call(createTeam, { body: { name: 'Mit Postfach' } });
    await admin.request({
      method: 'POST',
      path: '/api/v1/channels',
      body: { address: 'post@falk.example', team_id: team.id },
    });
    const params = { teamId: team.id };
    const refused = await admin.refused(deleteTeam, { params });
    expect(refused).toMatchObject({
      code: 'team_in_use',
      facts: { cases: 0, channels: 1 },
    });
    const free = await admin.call(createTeam, { body: { name: 'Ohne alles' } });
    await admin.call(deleteTeam, { params: { teamId: free.id } });
    expect(await admin.refused(deleteTeam, { params: { teamId: free.id } })).toMatchObject({
      status: 404,
    });
    const refs = await app.db.withAccount(admin.accountId, (tx) => listTeamRefs(tx, [free.id]));
    expect(refs.get(free.id)?.name).toBe('Ohne alles');
  });

  test('of one account are not seen, changed or joined by another', async () => {
    const team = await admin.call(createTeam, { body: { name: 'Nur Falk' } });
    const params = { teamId: team.id };
    expect(await other.refused(updateTeam, { params, body: { name: 'x' } })).toMatchObject({
      status: 404,
    });
    expect(await other.refused(deleteTeam, { params })).toMatchObject({ status: 404 });
    const strange = await admin.refused(updateTeam, {
      params,
      body: { member_ids: [agent.memberId, other.memberId] },
    });
    expect(strange).toMatchObject({ status: 400, fields: [{ path: 'body.member_ids.1' }] });
    const { items } = await other.call(listTeams);
    expect(items.map(({ name }) => name)).toEqual(['Kundendienst']);
  });
});
