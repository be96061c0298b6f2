import {
  createContact,
  createContactLink,
  getContact,
} from '@earshot/contract/contact-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { type PointTaken, takeUpContactPoint } from './public.ts';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();

function mailFrom(value: string, change: Partial<PointTaken> = {}): PointTaken {
  return {
    kind: 'email',
    value,
    nameGiven: contacts.vogt.name,
    source: { kind: 'receipt', id: newId(), name: '2026-05-03' },
    legalBasis: 'contract',
    ...change,
  };
}

function takeUp(taken: PointTaken, accountId = admin.accountId) {
  return app.db.withAccount(accountId, (tx) => takeUpContactPoint(tx, taken));
}

function show(contactId: string) {
  return admin.call(getContact, { params: { contactId } });
}

describe('somebody who writes for the first time', () => {
  test('becomes a contact with the mail as the source and the reason it may be kept', async () => {
    const mail = mailFrom(contacts.vogt.email);
    const taken = await takeUp(mail);
    expect(taken).toMatchObject({ isNew: true, name: contacts.vogt.name });
    const contact = await show(taken.contactId);
    expect(contact).toMatchObject({ name: contacts.vogt.name, locale: null });
    expect(contact.points).toMatchObject([
      {
        id: taken.pointId,
        value: contacts.vogt.email,
        source: { kind: 'receipt', id: mail.source.id, name: 'Mail vom 3. Mai 2026' },
        legal_basis: 'contract',
        purposes: ['case'],
        verified_at: null,
      },
    ]);
  });

  test('is the same contact the next time, however the address is spelt', async () => {
    const first = await takeUp(mailFrom('twice@MAIL.example'));
    const again = await takeUp(mailFrom(' Twice@mail.example', { nameGiven: 'Somebody else' }));
    expect(again).toEqual({ ...first, isNew: false });
    expect((await show(first.contactId)).name).toBe(contacts.vogt.name);
  });

  test('is one contact, also where twenty of their mails come at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => takeUp(mailFrom('flood@mail.example'))),
    );
    expect(new Set(all.map((one) => one.contactId)).size).toBe(1);
    expect(all.filter((one) => one.isNew)).toHaveLength(1);
    const left = await app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .selectFrom('contacts')
        .select('id')
        .where('id', 'not in', (from) => from.selectFrom('contact_points').select('contact_id'))
        .execute(),
    );
    expect(left).toEqual([]);
  });

  test('gets a name once one is said, and no half characters', async () => {
    const first = await takeUp(mailFrom('later@mail.example', { nameGiven: null }));
    expect(first.name).toBe('');
    const later = await takeUp(
      mailFrom('later@mail.example', { nameGiven: '\u0000 Lena \ud83d ' }),
    );
    expect(later.name).toBe('Lena \ufffd');
    expect((await show(first.contactId)).name).toBe('Lena \ufffd');
  });

  test('counts as verified from the first proof on, which is kept', async () => {
    const at = new Date('2026-05-03T08:00:00Z');
    const first = await takeUp(mailFrom('proof@mail.example'));
    await takeUp(mailFrom('proof@mail.example', { verified: { at, how: 'dmarc' } }));
    const later = new Date('2026-06-03T08:00:00Z');
    await takeUp(mailFrom('proof@mail.example', { verified: { at: later, how: 'reply' } }));
    const { points } = await show(first.contactId);
    expect(points[0]).toMatchObject({ verified_at: at.toISOString(), verified_how: 'dmarc' });
  });

  test('is the person they are linked to', async () => {
    const linked = await takeUp(mailFrom('second.address@mail.example'));
    const kept = await admin.call(createContact, { body: { name: 'Lena Vogt-Meyer' } });
    await admin.call(createContactLink, {
      params: { contactId: kept.id },
      body: { linked_contact_id: linked.contactId },
    });
    expect(await takeUp(mailFrom('second.address@mail.example'))).toEqual({
      contactId: kept.id,
      pointId: linked.pointId,
      name: 'Lena Vogt-Meyer',
      isNew: false,
    });
  });

  test('is another contact in another account', async () => {
    const here = await takeUp(mailFrom('both@mail.example'));
    const there = await takeUp(mailFrom('both@mail.example'), other.accountId);
    expect(there.isNew).toBe(true);
    expect(there.contactId).not.toBe(here.contactId);
  });

  test('by telephone is found by the number, with the country of the account', async () => {
    const call = { kind: 'phone' as const, value: '0171 3920011' };
    const first = await takeUp(mailFrom('', call));
    const again = await takeUp(mailFrom('', { ...call, value: '+491713920011' }));
    expect(again.contactId).toBe(first.contactId);
  });

  test('needs an address: anything else is refused and makes no contact', async () => {
    for (const value of ['', 'undisclosed-recipients:;', 'MAILER-DAEMON']) {
      await expect(takeUp(mailFrom(value))).rejects.toMatchObject({ name: 'Invalid' });
    }
  });

  test('is announced once, without name and address', async () => {
    const taken = await takeUp(mailFrom('announced@mail.example'));
    await takeUp(mailFrom('announced@mail.example'));
    const events = await app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .selectFrom('event_outbox')
        .select(['name', 'facts', 'actor'])
        .where('subject_id', '=', taken.contactId)
        .execute(),
    );
    expect(events).toEqual([
      {
        name: 'contact.created',
        facts: { source: 'receipt' },
        actor: { kind: 'system', id: null, name: 'Earshot' },
      },
    ]);
  });
});
