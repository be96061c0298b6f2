import { getAccount, updateAccount } from '@earshot/contract/account-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { falk } from '@earshot/testkit/world/named-world.ts';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const agent = await app.invite(admin, 'agent');

describe('the account', () => {
  test('is shown to its members and programs, each their own', async () => {
    expect(await agent.call(getAccount)).toMatchObject({ name: falk.name });
    expect((await other.call(getAccount)).id).toBe(other.accountId);
    const key = await app.key(admin, ['account:read']);
    expect((await key.call(getAccount)).id).toBe(admin.accountId);
  });

  test('is not shown to strangers', async () => {
    expect(await app.nobody.refused(getAccount)).toMatchObject({ status: 401 });
    const blind = await app.key(admin, ['cases:read']);
    expect(await blind.refused(getAccount)).toMatchObject({ status: 403 });
  });

  test('is changed by an administrator, and the audit says from what to what', async () => {
    const body = { name: 'Falk Küchengeräte', time_zone: 'Europe/Vienna' };
    expect(await admin.call(updateAccount, { body })).toMatchObject(body);
    const { items } = await admin.call(listAuditEntries, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({
      action: 'account.changed',
      actor_kind: 'member',
      actor_name: admin.name,
      detail: { name: { from: falk.name, to: body.name } },
    });
    expect(items[0]?.detail).not.toHaveProperty('locale');
  });

  test('addresses contacts in a language that its members need not read', async () => {
    const { locale, contact_language: before } = await admin.call(getAccount);
    expect(before).toBe(locale);
    const body = { contact_language: 'pt' as const };
    expect(await admin.call(updateAccount, { body })).toMatchObject({ ...body, locale });
    const unread = { locale: 'pt' as 'de' };
    expect(await admin.refused(updateAccount, { body: unread })).toMatchObject({ status: 400 });
  });

  test('is not changed by others, nor to a time zone that does not exist', async () => {
    const body = { name: 'Taken over' };
    expect(await agent.refused(updateAccount, { body })).toMatchObject({ status: 403 });
    const reader = await app.key(admin, ['account:read']);
    expect(await reader.refused(updateAccount, { body })).toMatchObject({ status: 403 });
    const wrong = await admin.refused(updateAccount, { body: { time_zone: 'Mars/Olympus' } });
    expect(wrong).toMatchObject({ status: 400, fields: [{ path: 'body.time_zone' }] });
    const misspelt = await admin.send(updateAccount, { body: { nmae: 'x' } });
    expect(misspelt).toMatchObject({ status: 400, body: { fields: [{ path: 'body.nmae' }] } });
  });
});
