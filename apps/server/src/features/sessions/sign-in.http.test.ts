import { createSession, deleteSession, getMe } from '@earshot/contract/session-contract.ts';
import { updateMember } from '@earshot/contract/member-contract.ts';
import { cookieOf, startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { falk, worldPassword } from '@earshot/testkit/world/named-world.ts';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { countTry } from './count-tries.ts';
import { SIGN_INS_PER_NETWORK } from './session-limits.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const ito = await app.invite(admin, 'agent');
const quarterHour_ms = 15 * 60_000;

function trySignIn(email: string, password: string, remoteAddress = '203.0.113.7') {
  return app.nobody.send(createSession, { body: { email, password }, remoteAddress });
}

// Earlier tries must not count against the next test.
beforeEach(() => app.clock.advance(quarterHour_ms + 1));

describe('signing in', () => {
  test('answers who one is and sets a cookie that no script reads', async () => {
    const answer = await trySignIn(ito.email, worldPassword);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      member: { id: ito.memberId, email: ito.email },
      account: { id: ito.accountId },
    });
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: 'earshot', path: '/', httpOnly: true, sameSite: 'Lax' });
    expect(cookie?.maxAge).toBe(90 * 24 * 60 * 60);
    expect(answer.raw.toString()).not.toContain(cookie?.value);
  });

  test('does not mind how the address is spelt', async () => {
    expect((await trySignIn(ito.email.toUpperCase(), worldPassword)).status).toBe(201);
  });

  test('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await trySignIn(ito.email, 'not the password');
    const unknown = await trySignIn('nobody@falk.example', worldPassword);
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.cookies).toEqual([]);
  });

  test('takes as long for an unknown address as for a known one', async () => {
    const time = async (email: string) => {
      const start = performance.now();
      await trySignIn(email, 'not the password');
      return performance.now() - start;
    };
    await time('warm.up@falk.example');
    const known = await time(ito.email);
    const unknown = await time('nobody@falk.example');
    expect(unknown).toBeGreaterThan(known * 0.3);
  });

  test('is over for a deactivated member', async () => {
    const gone = await app.invite(admin, 'agent');
    const params = { memberId: gone.memberId };
    await admin.call(updateMember, { params, body: { deactivated: true } });
    expect((await trySignIn(gone.email, worldPassword)).status).toBe(401);
  });

  test('asks for the account where one address has the same password in two', async () => {
    const twin = { name: 'Twin', email: 'twin@both.example' };
    await app.invite(admin, 'agent', twin);
    const firm = { name: 'Second firm', administrator: twin };
    await expect(app.signUp(firm)).rejects.toThrow('409');
    const asked = await trySignIn(twin.email, worldPassword);
    expect(asked).toMatchObject({ status: 409, body: { code: 'account_needed' } });
    const { accounts } = (asked.body as { facts: { accounts: { id: string; name: string }[] } })
      .facts;
    expect(accounts.map((account) => account.name).toSorted()).toEqual([falk.name, firm.name]);
    const body = { email: twin.email, password: worldPassword, account_id: accounts[1]!.id };
    const me = await app.nobody.call(createSession, { body });
    expect(me.account.id).toBe(accounts[1]!.id);
    const wrong = await trySignIn(twin.email, 'not the password');
    expect(wrong.body).not.toHaveProperty('facts');
  });

  test('gives a new session each time and ends the one the browser brought', async () => {
    const planted = await trySignIn(other.email, worldPassword);
    const cookie = cookieOf(planted);
    const answer = await app.nobody.send(createSession, {
      body: { email: ito.email, password: worldPassword },
      headers: { cookie },
    });
    expect(cookieOf(answer)).not.toBe(cookie);
    const old = app.as({ kind: 'session', cookie, csrfToken: '' });
    expect(await old.refused(getMe)).toMatchObject({ status: 401 });
  });

  test('is not done by a page of another site', async () => {
    const answer = await app.nobody.send(createSession, {
      body: { email: ito.email, password: worldPassword },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'csrf' } });
    const form = await app.nobody.request({
      method: 'POST',
      path: '/api/v1/sessions',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ email: ito.email, password: worldPassword }),
    });
    expect(form.status).toBe(415);
  });
});

describe('guessing passwords', () => {
  test('stops after ten tries at one address, for a while also for the right one', async () => {
    for (let index = 0; index < 10; index += 1) {
      const address = `198.51.${index}.1`;
      expect((await trySignIn(ito.email, 'wrong guess', address)).status).toBe(401);
    }
    const refused = await trySignIn(ito.email, worldPassword, '192.0.2.1');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(refused.headers['retry-after']).toBe('900');
    app.clock.advance(quarterHour_ms - 1_000);
    const still = await trySignIn(ito.email, worldPassword, '192.0.2.1');
    expect(still.status).toBe(429);
    expect(still.headers['retry-after']).toBe('1');
    app.clock.advance(1_000);
    expect((await trySignIn(ito.email, worldPassword, '192.0.2.1')).status).toBe(201);
  });

  test('stops after sixty tries from one network, for whatever address', async () => {
    const network = '198.51.100.0/24';
    const counter = {
      kind: 'sign-in-network' as const,
      value: network,
      limit: SIGN_INS_PER_NETWORK,
    };
    const reply = {} as FastifyReply;
    for (let index = 0; index < 59; index += 1) {
      await countTry(app.db, reply, [counter], app.clock.now());
    }
    expect((await trySignIn('guess@falk.example', 'x', '198.51.100.9')).status).toBe(401);
    expect((await trySignIn('other@falk.example', 'x', '198.51.100.9')).status).toBe(429);
    expect((await trySignIn(ito.email, worldPassword, '198.51.100.200')).status).toBe(429);
    expect((await trySignIn(ito.email, worldPassword, '198.51.101.1')).status).toBe(201);
  });

  test('does not pass by trying thirty at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        trySignIn('many@falk.example', 'x', `192.0.${index}.1`),
      ),
    );
    const checked = answers.filter((answer) => answer.status === 401);
    expect(checked.length).toBeLessThanOrEqual(10);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(30 - checked.length);
  });

  test('does not count what was right', async () => {
    for (let index = 0; index < 12; index += 1) {
      expect((await trySignIn(ito.email, worldPassword)).status).toBe(201);
    }
  });
});

describe('signing out', () => {
  test('ends the session at once and takes the cookie back', async () => {
    const caller = await app.signIn(ito.email);
    await caller.call(getMe);
    const answer = await caller.send(deleteSession, { params: { sessionId: 'current' } });
    expect(answer.status).toBe(204);
    expect(answer.cookies[0]).toMatchObject({ name: 'earshot', value: '' });
    expect(await caller.refused(getMe)).toMatchObject({ status: 401, code: 'not_signed_in' });
  });
});
