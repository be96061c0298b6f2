import { DAY_MS } from '@earshot/contract/durations.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { updateMember } from '@earshot/contract/member-contract.ts';
import {
  deleteSession,
  getMe,
  listSessions,
  updateMe,
} from '@earshot/contract/session-contract.ts';
import type { Caller } from '@earshot/testkit/http/call-operation.ts';
import { cookieOf, startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { hashToken, newToken } from '../../platform/crypto/token.ts';
import { newId } from '../../platform/ids.ts';
import { ROTATION_GRACE_MS } from './session-limits.ts';
import { decideExpiry } from './session-rules.ts';
import { insertSession } from './session-store.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const ito = await app.invite(admin, 'agent');

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';

async function signInAs(email: string) {
  const caller = await app.signIn(email, undefined, { 'user-agent': firefox });
  const { items } = await caller.call(listSessions);
  return { caller, sessionId: items.find((session) => session.current)!.id };
}

function withCookie(caller: Caller, cookie: string): Caller {
  return app.as({ ...caller.credentials, kind: 'session', csrfToken: '', cookie });
}

describe('the devices of a member', () => {
  test('are listed by browser, system and network, without tokens', async () => {
    const { caller, sessionId } = await signInAs(ito.email);
    const { items } = await caller.call(listSessions);
    expect(items.find((session) => session.id === sessionId)).toMatchObject({
      device: 'Firefox, Linux',
      address: '127.0.0.0/24',
      current: true,
    });
    expect(items.filter((session) => session.current)).toHaveLength(1);
    expect(Object.keys(items[0]!)).not.toContain('csrf_token');
  });

  test('can be signed out one by one, only by the member', async () => {
    const lost = await signInAs(ito.email);
    const mine = await signInAs(ito.email);
    const params = { sessionId: lost.sessionId };
    expect(await admin.refused(deleteSession, { params })).toMatchObject({ status: 404 });
    expect(await other.refused(deleteSession, { params })).toMatchObject({ status: 404 });
    await mine.caller.call(deleteSession, { params });
    expect(await lost.caller.refused(getMe)).toMatchObject({ status: 401 });
    await mine.caller.call(getMe);
    expect(await mine.caller.refused(deleteSession, { params })).toMatchObject({ status: 404 });
  });

  test('are fifty at most; the longest unused is signed out for the next', async () => {
    const many = await app.invite(admin, 'agent');
    const first = await signInAs(many.email);
    app.clock.advance(1_000);
    const now = app.clock.now();
    await app.db.withAccount(many.accountId, async (tx) => {
      for (let index = 0; index < 49; index += 1) {
        await insertSession(tx, {
          id: newId(),
          memberId: many.memberId,
          tokenHash: hashToken(newToken()),
          csrfToken: newToken(),
          device: 'Tablet',
          address: null,
          now,
          expiresAt: decideExpiry(now, now),
        });
      }
    });
    await app.signIn(many.email);
    expect(await first.caller.refused(getMe)).toMatchObject({ status: 401 });
    const last = await app.signIn(many.email);
    expect((await last.call(listSessions)).items).toHaveLength(50);
  });
});

describe('the token of a session', () => {
  test('is kept as a hash only', async () => {
    const { caller } = await signInAs(ito.email);
    const cookie = (caller.credentials as { cookie: string }).cookie.split('=')[1]!;
    const rows = await app.db.withSystem((tx) =>
      tx.db.selectFrom('sessions').selectAll().execute(),
    );
    expect(JSON.stringify(rows)).not.toContain(cookie);
  });

  test('is replaced after a day, and requests in flight still pass', async () => {
    const { caller } = await signInAs(ito.email);
    app.clock.advance(DAY_MS);
    const answers = await Promise.all(Array.from({ length: 8 }, () => caller.send(getMe)));
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(8).fill(200));
    const renewed = answers.filter((answer) => answer.cookies.length > 0);
    expect(renewed).toHaveLength(1);
    const next = withCookie(caller, cookieOf(renewed[0]!));
    await next.call(getMe);
    app.clock.advance(ROTATION_GRACE_MS);
    await caller.call(getMe);
    expect((await next.call(getMe)).csrf_token).toBe((await caller.call(getMe)).csrf_token);
  });

  test('is taken for stolen if the replaced one is used later; the audit says why', async () => {
    const { caller: thief, sessionId } = await signInAs(admin.email);
    app.clock.advance(DAY_MS);
    const owner = withCookie(thief, cookieOf(await thief.send(getMe)));
    await owner.call(getMe);
    app.clock.advance(ROTATION_GRACE_MS + 1);
    await owner.call(getMe);
    expect(await thief.refused(getMe)).toMatchObject({ status: 401 });
    expect(await owner.refused(getMe)).toMatchObject({ status: 401 });
    const fresh = await app.signIn(admin.email);
    const { items } = await fresh.call(listAuditEntries);
    expect(items.find((entry) => entry.subject_id === sessionId)).toMatchObject({
      action: 'session.revoked',
      actor_kind: 'system',
      detail: { because: 'replaced_token_used' },
    });
  });

  test('is offered again where the answer that brought it got lost', async () => {
    const { caller } = await signInAs(ito.email);
    app.clock.advance(DAY_MS);
    const lost = withCookie(caller, cookieOf(await caller.send(getMe)));
    app.clock.advance(ROTATION_GRACE_MS + 1);
    const arrived = withCookie(caller, cookieOf(await caller.send(getMe)));
    await arrived.call(getMe);
    app.clock.advance(DAY_MS / 2);
    await arrived.call(getMe);
    expect(await lost.refused(getMe)).toMatchObject({ status: 401 });
  });

  test('is taken for stolen if an offer is used that was made anew', async () => {
    const { caller } = await signInAs(ito.email);
    app.clock.advance(DAY_MS);
    const first = withCookie(caller, cookieOf(await caller.send(getMe)));
    app.clock.advance(ROTATION_GRACE_MS + 1);
    const second = withCookie(caller, cookieOf(await caller.send(getMe)));
    app.clock.advance(ROTATION_GRACE_MS + 1);
    expect(await first.refused(getMe)).toMatchObject({ status: 401 });
    expect(await second.refused(getMe)).toMatchObject({ status: 401 });
  });

  test('runs out after two weeks without use', async () => {
    const { caller } = await signInAs(ito.email);
    app.clock.advance(13 * DAY_MS);
    const renewed = withCookie(caller, cookieOf(await caller.send(getMe)));
    app.clock.advance(13 * DAY_MS);
    await renewed.call(getMe);
    app.clock.advance(14 * DAY_MS);
    expect(await renewed.refused(getMe)).toMatchObject({ status: 401 });
  });

  test('runs out after ninety days however often it is used', async () => {
    let { caller } = await signInAs(ito.email);
    for (let day = 10; day < 90; day += 10) {
      app.clock.advance(10 * DAY_MS);
      const answer = await caller.send(getMe);
      expect(answer.status).toBe(200);
      if (answer.cookies.length > 0) caller = withCookie(caller, cookieOf(answer));
    }
    app.clock.advance(10 * DAY_MS);
    expect(await caller.refused(getMe)).toMatchObject({ status: 401 });
  });

  test('made up opens nothing', async () => {
    for (const value of ['', 'x', 'a'.repeat(43), 'a'.repeat(5_000), '%00', '"quoted"']) {
      const caller = app.as({ kind: 'session', cookie: `earshot=${value}`, csrfToken: '' });
      expect(await caller.refused(getMe)).toMatchObject({ status: 401 });
    }
  });

  test('is renewed in the list at most once a minute', async () => {
    const { caller } = await signInAs(ito.email);
    const seen = async () => {
      const { items } = await caller.call(listSessions);
      return items.find((session) => session.current)!.last_seen_at;
    };
    const first = await seen();
    app.clock.advance(30_000);
    expect(await seen()).toBe(first);
    app.clock.advance(31_000);
    expect(await seen()).toBe(app.clock.now().toISOString());
  });
});

describe('a changing request', () => {
  const body = { locale: 'de' as const };

  test('needs the CSRF token of its own session', async () => {
    const { caller } = await signInAs(ito.email);
    const { caller: another } = await signInAs(ito.email);
    const { cookie } = caller.credentials as { cookie: string };
    const { csrfToken } = another.credentials as { csrfToken: string };
    for (const sent of ['', 'x', csrfToken]) {
      const answer = await app.nobody.send(updateMe, {
        body,
        headers: { cookie, 'x-csrf-token': sent },
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'csrf' } });
    }
    const without = await app.nobody.send(updateMe, { body, headers: { cookie } });
    expect(without.status).toBe(403);
    expect((await caller.send(updateMe, { body })).status).toBe(200);
  });

  test('is refused from another site, even with the token', async () => {
    const { caller } = await signInAs(ito.email);
    for (const origin of [
      'https://evil.example',
      'null',
      'http://desk.falk.example.evil.example',
    ]) {
      const answer = await caller.send(updateMe, { body, headers: { origin } });
      expect(answer).toMatchObject({ status: 403, body: { code: 'csrf' } });
    }
  });

  test('passes from the public address and from the host that was asked', async () => {
    const { caller } = await signInAs(ito.email);
    for (const headers of [
      { origin: app.publicUrl },
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
    ]) {
      expect((await caller.send(updateMe, { body, headers })).status).toBe(200);
    }
  });
});

describe('a member who is deactivated', () => {
  test('is signed out everywhere at once, and may come back', async () => {
    const gone = await app.invite(await signedInAdmin(), 'agent');
    const phone = await app.signIn(gone.email);
    await phone.call(getMe);
    const fresh = await app.signIn(admin.email);
    const params = { memberId: gone.memberId };
    await fresh.call(updateMember, { params, body: { deactivated: true } });
    expect(await gone.refused(getMe)).toMatchObject({ status: 401 });
    expect(await phone.refused(getMe)).toMatchObject({ status: 401 });
    await fresh.call(updateMember, { params, body: { deactivated: false } });
    expect(await phone.refused(getMe)).toMatchObject({ status: 401 });
    await (await app.signIn(gone.email)).call(getMe);
  });

  test('loses rights at the next request when the role changes', async () => {
    const second = await app.invite(await signedInAdmin(), 'administrator');
    await second.call(listAuditEntries);
    const params = { memberId: second.memberId };
    await (await signedInAdmin()).call(updateMember, { params, body: { role: 'agent' } });
    expect(await second.refused(listAuditEntries)).toMatchObject({ status: 403 });
  });
});

async function signedInAdmin() {
  const caller = await app.signIn(admin.email);
  return { ...admin, ...caller, credentials: caller.credentials as typeof admin.credentials };
}

describe('the cookie over https', () => {
  test('has the __Host- prefix and is sent over https only', async () => {
    const secure = await startTestApp({ publicUrl: 'https://desk.falk.example' });
    try {
      const member = await secure.signUp();
      const answer = await secure.nobody.request({
        method: 'POST',
        path: '/api/v1/sessions',
        body: { email: member.email, password: 'kettle boils at noon' },
      });
      expect(answer.cookies[0]).toMatchObject({
        name: '__Host-earshot',
        path: '/',
        secure: true,
        httpOnly: true,
      });
      expect(answer.headers['strict-transport-security']).toBeDefined();
    } finally {
      await secure.stop();
    }
  });
});
