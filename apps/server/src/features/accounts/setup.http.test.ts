import { createSetup, getAccount, getSetup } from '@earshot/contract/account-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { listMembers, listTeams } from '@earshot/contract/member-contract.ts';
import { getMe } from '@earshot/contract/session-contract.ts';
import type { Caller } from '@earshot/testkit/http/call-operation.ts';
import { cookieOf, startTestApp, type TestApp } from '@earshot/testkit/http/start-test-app.ts';
import { falk, members, worldPassword } from '@earshot/testkit/world/named-world.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareSetup } from './public.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.stop());

function claim(token: string, change: Record<string, unknown> = {}) {
  const { name, email } = members.adams;
  const given = { account_name: falk.name, name, email, password: worldPassword, locale: 'de' };
  return { body: { token, ...given, channel_address: 'Service@Falk.example', ...change } };
}

async function tokenOf(one: TestApp): Promise<string> {
  const { token } = await prepareSetup(one.db);
  if (token === null) throw new Error('The installation is claimed.');
  return token;
}

function signedIn(answer: Awaited<ReturnType<Caller['send']>>): Caller {
  return app.as({ kind: 'session', cookie: cookieOf(answer), csrfToken: '' });
}

describe('a new installation', () => {
  test('waits for its first administrator and then no more', async () => {
    const token = await tokenOf(app);
    expect(await app.nobody.call(getSetup)).toMatchObject({ state: 'open', relay: false });
    await app.nobody.send(createSetup, claim(token));
    expect(await app.nobody.call(getSetup)).toMatchObject({ state: 'claimed' });
    expect(await prepareSetup(app.db)).toEqual({ claimed: true, token: null });
  });

  test('is claimed with account, administrator, team and channel, and signs them in', async () => {
    const answer = await app.nobody.send(createSetup, claim(await tokenOf(app)));
    expect(answer.status).toBe(201);
    const caller = signedIn(answer);
    const me = await caller.call(getMe);
    expect(me.member).toMatchObject({ email: members.adams.email, role: 'administrator' });
    expect(me.member.teams.map((team) => team.name)).toEqual([falk.teams.service]);
    expect(await caller.call(getAccount)).toMatchObject({ name: falk.name, locale: 'de' });
    const { items: teams } = await caller.call(listTeams);
    expect(teams[0]?.member_ids).toEqual([me.member.id]);
    const audit = await caller.call(listAuditEntries);
    expect(audit.items.map((entry) => entry.action)).toContain('account.created');
    const channels = await caller.request({ method: 'GET', path: '/api/v1/channels' });
    expect(channels.body).toMatchObject({
      items: [{ address: falk.supportAddress, team: { id: teams[0]?.id } }],
    });
  });

  test('is not claimed with a made-up link, nor with that of an earlier start', async () => {
    const old = await tokenOf(app);
    const token = await tokenOf(app);
    for (const wrong of [old, `${token}x`, 'a'.repeat(43)]) {
      const problem = await app.nobody.refused(createSetup, claim(wrong) as never);
      expect(problem).toMatchObject({ status: 403, code: 'setup_token_wrong' });
    }
    expect(await app.nobody.call(getSetup)).toMatchObject({ state: 'open' });
  });

  test('is claimed once only', async () => {
    const token = await tokenOf(app);
    await app.nobody.send(createSetup, claim(token));
    const again = await app.nobody.refused(createSetup, claim(token) as never);
    expect(again).toMatchObject({ status: 410, code: 'setup_claimed' });
  });

  test('of ten claims at once one wins, and nothing is left of the nine', async () => {
    const token = await tokenOf(app);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        app.nobody.send(createSetup, claim(token, { email: `admin${index}@falk.example` })),
      ),
    );
    const won = answers.filter((answer) => answer.status === 201);
    expect(won).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 410)).toHaveLength(9);
    const { items } = await signedIn(won[0]!).call(listMembers);
    expect(items).toHaveLength(1);
    const counted = await app.db.withSystem((tx) =>
      tx.db.selectFrom('accounts').select('id').execute(),
    );
    expect(counted).toHaveLength(1);
  });

  test('stays open where the form is wrong, and every wrong field is named', async () => {
    const token = await tokenOf(app);
    const problem = await app.nobody.refused(
      createSetup,
      claim(token, { password: 'password123', time_zone: 'Europe/Atlantis' }) as never,
    );
    expect(problem.status).toBe(400);
    expect(problem.fields?.map((field) => field.path)).toEqual(['body.time_zone', 'body.password']);
    expect(await app.nobody.call(getSetup)).toMatchObject({ state: 'open' });
  });

  test('is not claimed by a form of another site', async () => {
    const answer = await app.nobody.send(createSetup, {
      ...claim(await tokenOf(app)),
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
  });
});
