import { DAY_MS, HOUR_MS } from '@earshot/contract/durations.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { updateMember } from '@earshot/contract/member-contract.ts';
import {
  createPasswordChange,
  createPasswordReset,
  createSession,
  getMe,
  updateMe,
} from '@earshot/contract/session-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { worldPassword } from '@earshot/testkit/world/named-world.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { systemActor } from '../../platform/actor.ts';
import { createResetLink, sweepSessions } from './public.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const nextPassword = 'toaster sings at dawn';

function signIn(email: string, password: string) {
  return app.nobody.send(createSession, { body: { email, password } });
}

function resetMails(email: string) {
  return app.mails.filter((mail) => mail.to === email && mail.text.includes('/password-reset#'));
}

/** Asks for a link and takes it from the mail. */
async function tokenFromMail(email: string): Promise<string> {
  const before = resetMails(email).length;
  await app.nobody.call(createPasswordReset, { body: { email } });
  await vi.waitFor(() => expect(resetMails(email)).toHaveLength(before + 1));
  const link = /http:\S+/.exec(resetMails(email).at(-1)!.text)![0];
  expect(link.startsWith(`${app.publicUrl}/password-reset#`)).toBe(true);
  return new URL(link).hash.slice(1);
}

describe('a forgotten password', () => {
  test('is replaced by the mailed link, which works once and signs every device out', async () => {
    const ito = await app.invite(admin, 'agent');
    const token = await tokenFromMail(ito.email);
    const [mail] = resetMails(ito.email);
    expect(mail).toMatchObject({ to: ito.email, locale: 'de' });
    expect(mail?.subject).toContain('Passwort');
    const body = { token, new_password: nextPassword };
    await app.nobody.call(createPasswordChange, { body });
    expect(await ito.refused(getMe)).toMatchObject({ status: 401 });
    expect((await signIn(ito.email, worldPassword)).status).toBe(401);
    expect((await signIn(ito.email, nextPassword)).status).toBe(201);
    const again = await app.nobody.refused(createPasswordChange, { body });
    expect(again).toMatchObject({ status: 410, code: 'link_over' });
    const { items } = await admin.call(listAuditEntries, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({
      action: 'member.password_changed',
      subject_id: ito.memberId,
      detail: { by: 'reset_link' },
    });
  });

  test('is answered the same for an address that nobody has, and mails nobody', async () => {
    const ito = await app.invite(admin, 'agent');
    const known = await app.nobody.send(createPasswordReset, { body: { email: ito.email } });
    const unknown = await app.nobody.send(createPasswordReset, {
      body: { email: 'nobody@falk.example' },
    });
    expect(unknown.status).toBe(202);
    expect(unknown.body).toEqual(known.body);
    await vi.waitFor(() => expect(resetMails(ito.email)).toHaveLength(1));
    expect(resetMails('nobody@falk.example')).toEqual([]);
  });

  test('is answered in the language of the browser', async () => {
    const answer = await app.nobody.send(createPasswordReset, {
      body: { email: 'nobody.2@falk.example' },
      headers: { 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' },
    });
    expect((answer.body as { detail: string }).detail).toContain('unterwegs');
  });

  test('is asked for three times an hour at most', async () => {
    const body = { email: 'often@falk.example' };
    for (let index = 0; index < 3; index += 1) {
      await app.nobody.call(createPasswordReset, { body });
    }
    const answer = await app.nobody.send(createPasswordReset, { body });
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('3600');
    app.clock.advance(HOUR_MS);
    expect((await app.nobody.send(createPasswordReset, { body })).status).toBe(202);
  });

  test('stays when the link has run out, is made up or belongs to one who left', async () => {
    const ito = await app.invite(admin, 'agent');
    const token = await tokenFromMail(ito.email);
    app.clock.advance(HOUR_MS);
    for (const wrong of [token, `${token}x`, 'a'.repeat(43)]) {
      const body = { token: wrong, new_password: nextPassword };
      const problem = await app.nobody.refused(createPasswordChange, { body });
      expect(problem).toMatchObject({ status: 410, code: 'link_over' });
    }
    const late = await tokenFromMail(ito.email);
    const params = { memberId: ito.memberId };
    await admin.call(updateMember, { params, body: { deactivated: true } });
    const body = { token: late, new_password: nextPassword };
    expect(await app.nobody.refused(createPasswordChange, { body })).toMatchObject({ status: 410 });
  });

  test('is replaced by a link from the command line where no mail can be sent', async () => {
    const ito = await app.invite(admin, 'agent');
    const options = { publicUrl: app.publicUrl, now: app.clock.now() };
    const { link } = await app.db.withAccount(admin.accountId, (tx) =>
      createResetLink(tx, systemActor(admin.accountId, 'cli'), ito.memberId, options),
    );
    app.clock.advance(DAY_MS - 1);
    const token = new URL(link).hash.slice(1);
    const body = { token, new_password: nextPassword };
    await app.nobody.call(createPasswordChange, { body });
    expect((await signIn(ito.email, nextPassword)).status).toBe(201);
  });

  test('makes every other link useless once it is replaced', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    const first = await tokenFromMail(ito.email);
    const second = await tokenFromMail(ito.email);
    const change = (token: string) =>
      app.nobody.send(createPasswordChange, { body: { token, new_password: nextPassword } });
    expect((await change(second)).status).toBe(204);
    expect((await change(first)).status).toBe(410);
  });

  test('of two who use a link at once one wins', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    const token = await tokenFromMail(ito.email);
    const answers = await Promise.all(
      [nextPassword, 'kettle sings at dawn'].map((password) =>
        app.nobody.send(createPasswordChange, { body: { token, new_password: password } }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([204, 410]));
  });
});

describe('changing the own password', () => {
  test('needs the present one and signs the other devices out', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    const phone = await app.signIn(ito.email);
    const wrong = await ito.refused(createPasswordChange, {
      body: { present_password: 'not mine', new_password: nextPassword },
    });
    expect(wrong).toMatchObject({ status: 400, fields: [{ path: 'body.present_password' }] });
    await ito.call(createPasswordChange, {
      body: { present_password: worldPassword, new_password: nextPassword },
    });
    await ito.call(getMe);
    expect(await phone.refused(getMe)).toMatchObject({ status: 401 });
    expect((await signIn(ito.email, nextPassword)).status).toBe(201);
  });

  test('is refused to strangers, programs and pages of other sites', async () => {
    const body = { present_password: worldPassword, new_password: nextPassword };
    expect(await app.nobody.refused(createPasswordChange, { body })).toMatchObject({ status: 401 });
    const boss = await freshAdmin();
    const key = await app.key(boss);
    expect(await key.refused(createPasswordChange, { body })).toMatchObject({ status: 403 });
    const ito = await app.invite(boss, 'agent');
    const { cookie } = ito.credentials;
    const forged = await app.nobody.send(createPasswordChange, { body, headers: { cookie } });
    expect(forged).toMatchObject({ status: 403, body: { code: 'csrf' } });
  });

  test('cannot be guessed from an open desk', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    const change = (present: string) =>
      ito.send(createPasswordChange, {
        body: { present_password: present, new_password: nextPassword },
      });
    for (let index = 0; index < 10; index += 1) expect((await change('guess')).status).toBe(400);
    expect((await change(worldPassword)).status).toBe(429);
  });

  test('refuses what is guessed first, what is short and half a form', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    const cases = [
      { present_password: worldPassword, new_password: 'passwort123' },
      { present_password: worldPassword, new_password: `${ito.email}1` },
      { present_password: worldPassword, new_password: 'short' },
      { new_password: nextPassword },
      { present_password: worldPassword, token: 'a'.repeat(43), new_password: nextPassword },
    ];
    for (const body of cases) {
      expect((await ito.send(createPasswordChange, { body })).status).toBe(400);
    }
    expect((await signIn(ito.email, worldPassword)).status).toBe(201);
  });
});

describe('the own profile', () => {
  test('is changed in name and language, seen at the next request', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    await ito.call(getMe);
    const me = await ito.call(updateMe, { body: { name: 'Kenji Ito', locale: 'en' } });
    expect(me.member).toMatchObject({ name: 'Kenji Ito', locale: 'en' });
    expect((await ito.call(getMe)).member.name).toBe('Kenji Ito');
    const role = await ito.send(updateMe, { body: { role: 'administrator' } });
    expect(role).toMatchObject({ status: 400, body: { fields: [{ path: 'body.role' }] } });
  });
});

describe('sweeping', () => {
  test('removes what ended long ago and nothing that lives', async () => {
    const ito = await app.invite(await freshAdmin(), 'agent');
    app.clock.advance(60 * DAY_MS);
    const live = await app.signIn(ito.email);
    await sweepSessions(app.db, app.clock.now());
    await live.call(getMe);
    const left = await app.db.withSystem(async (tx) => ({
      sessions: await tx.db.selectFrom('sessions').select('member_id').execute(),
      tries: await tx.db.selectFrom('sign_in_failures').select('id').execute(),
      resets: await tx.db.selectFrom('password_resets').select('id').execute(),
    }));
    expect(left).toEqual({ sessions: [{ member_id: ito.memberId }], tries: [], resets: [] });
  });
});

async function freshAdmin() {
  const caller = await app.signIn(admin.email);
  return { ...admin, ...caller, credentials: caller.credentials as typeof admin.credentials };
}
