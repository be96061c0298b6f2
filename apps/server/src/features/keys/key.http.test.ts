import { getAccount } from '@earshot/contract/account-contract.ts';
import {
  createApiKey,
  deleteApiKey,
  listApiKeys,
  listAuditEntries,
} from '@earshot/contract/key-contract.ts';
import { listMembers } from '@earshot/contract/member-contract.ts';
import { getMe } from '@earshot/contract/session-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const supervisor = await app.invite(admin, 'supervisor');

describe('a key of a program', () => {
  test('is shown once, and only its hash is kept', async () => {
    const body = { name: 'Web shop', scopes: ['cases:read' as const] };
    const made = await admin.call(createApiKey, { body });
    expect(made.key).toMatch(/^es_[a-z0-9]{10}_[\w-]{43}$/);
    expect(made.key.startsWith(made.api_key.hint)).toBe(true);
    const { items } = await admin.call(listApiKeys);
    expect(items[0]).toEqual(made.api_key);
    expect(JSON.stringify(items)).not.toContain(made.key);
    const rows = await app.db.withSystem((tx) =>
      tx.db.selectFrom('api_keys').selectAll().execute(),
    );
    expect(JSON.stringify(rows)).not.toContain(made.key.slice(14));
  });

  test('opens what its scopes name and nothing else', async () => {
    const key = await app.key(admin, ['members:read']);
    await key.call(listMembers);
    const refused = await key.refused(getAccount);
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
    expect(refused.detail).toContain('account:read');
    expect(await key.refused(getMe)).toMatchObject({ status: 403 });
  });

  test('wins over a session cookie and needs no CSRF token', async () => {
    const key = await app.key(admin, ['account:read']);
    const { cookie } = supervisor.credentials;
    const answer = await key.send(getAccount, { headers: { cookie } });
    expect(answer.status).toBe(200);
  });

  test('works no more once it is revoked, although it was used a moment ago', async () => {
    const key = await app.key(admin, ['account:read']);
    await key.call(getAccount);
    await admin.call(deleteApiKey, { params: { apiKeyId: key.id } });
    expect(await key.refused(getAccount)).toMatchObject({ status: 401, code: 'bad_key' });
    const again = await admin.refused(deleteApiKey, { params: { apiKeyId: key.id } });
    expect(again.status).toBe(404);
  });

  test('works no more once it has run out', async () => {
    const at = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const body = { name: 'For a minute', scopes: ['account:read' as const], expires_at: at };
    const made = await admin.call(createApiKey, { body });
    const key = app.as({ kind: 'key', key: made.key });
    await key.call(getAccount);
    app.clock.advance(60_000);
    expect(await key.refused(getAccount)).toMatchObject({ status: 401 });
    const past = await admin.refused(createApiKey, { body });
    expect(past).toMatchObject({ status: 400, fields: [{ path: 'body.expires_at' }] });
  });

  test.each(['es_unknownkey_x', `es_abcdefghij_${'a'.repeat(43)}`, 'nonsense', ' '])(
    '%j opens nothing',
    async (key) => {
      const answer = await app.as({ kind: 'key', key }).send(getAccount);
      expect(answer.status).toBe(401);
    },
  );

  test('tells when it was used last, written at most once a minute', async () => {
    const key = await app.key(admin, ['account:read']);
    const lastUse = async () => {
      const { items } = await admin.call(listApiKeys);
      return items.find((item) => item.id === key.id)?.last_used_at;
    };
    expect(await lastUse()).toBeNull();
    await key.call(getAccount);
    const first = await lastUse();
    expect(first).toBe(app.clock.now().toISOString());
    app.clock.advance(59_000);
    await key.call(getAccount);
    expect(await lastUse()).toBe(first);
    app.clock.advance(2_000);
    await key.call(getAccount);
    expect(await lastUse()).toBe(app.clock.now().toISOString());
  });

  test('is a matter of administrators of the same account', async () => {
    const body = { name: 'Mine', scopes: ['cases:read' as const] };
    expect(await supervisor.refused(createApiKey, { body })).toMatchObject({ status: 403 });
    expect(await supervisor.refused(listApiKeys)).toMatchObject({ status: 403 });
    expect(await app.nobody.refused(listApiKeys)).toMatchObject({ status: 401 });
    const key = await app.key(admin);
    expect(await key.refused(createApiKey, { body })).toMatchObject({ status: 403 });
    const params = { apiKeyId: key.id };
    expect(await other.refused(deleteApiKey, { params })).toMatchObject({ status: 404 });
    expect((await other.call(listApiKeys)).items).toEqual([]);
  });

  test('has scopes that exist', async () => {
    const answer = await admin.send(createApiKey, { body: { name: 'x', scopes: ['all'] } });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'body.scopes.0' }] } });
    const none = await admin.send(createApiKey, { body: { name: 'x', scopes: [] } });
    expect(none.status).toBe(400);
  });
});

describe('the audit', () => {
  test('names who made and who revoked a key, newest first', async () => {
    const key = await app.key(admin, ['account:read', 'account:read']);
    await admin.call(deleteApiKey, { params: { apiKeyId: key.id } });
    const { items } = await admin.call(listAuditEntries, { query: { limit: 2 } });
    expect(items).toMatchObject([
      { action: 'api_key.revoked', subject_id: key.id, actor_name: admin.name },
      { action: 'api_key.created', subject_id: key.id, detail: { scopes: ['account:read'] } },
    ]);
  });

  test('is paged without gap or repeat', async () => {
    const all = await admin.call(listAuditEntries, { query: { limit: 200 } });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? { limit: 3 } : { limit: 3, cursor };
      const page = await admin.call(listAuditEntries, { query });
      paged.push(...page.items.map((entry) => entry.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all.items.map((entry) => entry.id));
    const made = await admin.refused(listAuditEntries, { query: { cursor: 'made up' } });
    expect(made.status).toBe(400);
  });

  test('is for administrators and keys made for it, each account its own', async () => {
    expect(await supervisor.refused(listAuditEntries)).toMatchObject({ status: 403 });
    const auditor = await app.key(admin, ['audit:read']);
    const seen = await auditor.call(listAuditEntries);
    const theirs = await other.call(listAuditEntries);
    const ids = new Set(seen.items.map((entry) => entry.id));
    expect(theirs.items.filter((entry) => ids.has(entry.id))).toEqual([]);
  });

  test('cannot be changed or deleted by the serving role', async () => {
    await expect(
      app.db.withAccount(admin.accountId, (tx) => tx.db.deleteFrom('audit_entries').execute()),
    ).rejects.toThrow('permission denied');
    await expect(
      app.db.withAccount(admin.accountId, (tx) =>
        tx.db.updateTable('audit_entries').set({ action: 'nothing.happened' }).execute(),
      ),
    ).rejects.toThrow('permission denied');
  });
});
