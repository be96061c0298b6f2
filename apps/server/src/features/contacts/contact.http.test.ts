import {
  createContact,
  createContactPoint,
  deleteContactPoint,
  getContact,
  listContactCases,
  listContacts,
  updateContact,
} from '@earshot/contract/contact-contract.ts';
import { insertTestCase } from '@earshot/testkit/http/insert-test-case.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const agent = await app.invite(admin, 'agent');
const colleague = await app.invite(admin, 'colleague');
const nowhere = '01890000-0000-7000-8000-000000000000';
let count = 0;

function address(): string {
  count += 1;
  return `person.${count}@mail.example`;
}

async function addContact(name: string, ...emails: string[]) {
  const points = emails.map((value) => ({ kind: 'email' as const, value }));
  return agent.call(createContact, { body: { name, points } });
}

describe('a contact added by hand', () => {
  test('has each address in one form, with who added it and why it may be kept', async () => {
    const { vogt } = contacts;
    const contact = await agent.call(createContact, {
      body: {
        name: vogt.name,
        locale: vogt.locale,
        points: [
          { kind: 'email', value: ' Lena.Vogt@MAIL.example' },
          { kind: 'phone', value: '0171 / 392 00 11' },
          { kind: 'postal', value: 'Am Markt 1\n12345 Musterstadt' },
        ],
      },
    });
    expect(contact).toMatchObject({ name: vogt.name, locale: 'de', case_count: 0, links: [] });
    expect(contact.points.map((point) => point.value)).toEqual([
      vogt.email,
      vogt.phone,
      'Am Markt 1 12345 Musterstadt',
    ]);
    expect(contact.points[1]).toMatchObject({
      value_given: '0171 / 392 00 11',
      source: { kind: 'member', id: agent.memberId, name: agent.name },
      legal_basis: 'contract',
      purposes: ['case'],
      verified_at: null,
    });
    expect(await colleagueSees(contact.id)).toBe(404);
  });

  test('by a program says which', async () => {
    const program = await app.key(admin, ['contacts:read', 'contacts:write']);
    const points = [{ kind: 'handle' as const, value: '@Rosa' }];
    const contact = await program.call(createContact, { body: { name: 'Rosa', points } });
    expect(contact.points[0]).toMatchObject({
      value: '@rosa',
      source: { kind: 'import', id: program.id, name: 'Programm Test program' },
    });
  });

  test('is all or nothing: a wrong or taken address leaves no half contact', async () => {
    const taken = address();
    const owner = await addContact('Emre Aydin', taken);
    const wrong = await agent.refused(createContact, {
      body: {
        name: 'Half',
        points: [
          { kind: 'email', value: address() },
          { kind: 'phone', value: 'call me' },
        ],
      },
    });
    expect(wrong).toMatchObject({ status: 400, fields: [{ path: 'body.points.1.value' }] });
    const points = [{ kind: 'email' as const, value: taken.toUpperCase() }];
    const refused = await agent.refused(createContact, { body: { name: 'Half', points } });
    expect(refused).toMatchObject({
      status: 409,
      code: 'point_taken',
      facts: { contact_id: owner.id, name: 'Emre Aydin' },
    });
    expect(refused.detail).toContain('Emre Aydin');
    expect((await agent.call(listContacts, { query: { q: 'half' } })).items).toEqual([]);
  });

  test('tells a program that may only write nothing of the owner', async () => {
    const taken = address();
    await addContact('Emre Aydin', taken);
    const program = await app.key(admin, ['contacts:write']);
    const points = [{ kind: 'email' as const, value: taken }];
    const refused = await program.refused(createContact, { body: { name: 'x', points } });
    expect(refused.code).toBe('point_taken');
    expect(JSON.stringify(refused)).not.toContain('Aydin');
  });

  test('may have the same address as one of another account', async () => {
    const same = address();
    await addContact('Here', same);
    const points = [{ kind: 'email' as const, value: same }];
    const there = await other.call(createContact, { body: { name: 'There', points } });
    expect(there.points[0]?.value).toBe(same);
  });
});

describe('changing a contact', () => {
  test('sets name and language, adds and takes addresses', async () => {
    const contact = await addContact('Rosa', address());
    const params = { contactId: contact.id };
    const body = { name: 'Rosa Lindqvist', locale: 'en' as const };
    expect(await agent.call(updateContact, { params, body })).toMatchObject(body);
    const added = await agent.call(createContactPoint, {
      params,
      body: { kind: 'email', value: contacts.rosa.email },
    });
    const point = added.points.find((one) => one.value === contacts.rosa.email)!;
    const taken = { ...params, pointId: point.id };
    await agent.call(deleteContactPoint, { params: taken });
    expect(await agent.refused(deleteContactPoint, { params: taken })).toMatchObject({
      status: 404,
    });
    const { points } = await agent.call(getContact, { params });
    expect(points.map((one) => one.value)).not.toContain(contacts.rosa.email);
    // What was taken away can be given to somebody else.
    await addContact('Another Rosa', contacts.rosa.email);
  });

  test('says so where the contact has the address already', async () => {
    const mine = address();
    const contact = await addContact('Twice', mine);
    const refused = await agent.refused(createContactPoint, {
      params: { contactId: contact.id },
      body: { kind: 'email', value: mine },
    });
    expect(refused).toMatchObject({ code: 'point_taken', facts: { contact_id: contact.id } });
    expect(refused.detail).toContain('already');
  });

  test('takes no address of another contact away', async () => {
    const contact = await addContact('One', address());
    const stranger = await addContact('Two', address());
    const params = { contactId: contact.id, pointId: stranger.points[0]!.id };
    expect(await agent.refused(deleteContactPoint, { params })).toMatchObject({ status: 404 });
  });

  test('tells the others that something changed, without saying what', async () => {
    const contact = await addContact('Secret Name', address());
    const params = { contactId: contact.id };
    await agent.call(updateContact, { params, body: { name: 'Other Name' } });
    const events = await app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .selectFrom('event_outbox')
        .selectAll()
        .where('subject_id', '=', contact.id)
        .orderBy('id')
        .execute(),
    );
    expect(events.map((event) => event.name)).toEqual(['contact.created', 'contact.changed']);
    const facts = JSON.stringify(events.map((event) => event.facts));
    expect(facts).not.toMatch(/Name|mail\.example/);
  });
});

describe('finding contacts', () => {
  test('goes by part of a name, address or number', async () => {
    const contact = await agent.call(createContact, {
      body: {
        name: 'Änne Größtmann',
        points: [
          { kind: 'email', value: 'aenne.g@sonder.example' },
          { kind: 'phone', value: '+49 30 23125012' },
        ],
      },
    });
    for (const q of ['größt', 'ÄNNE', 'sonder.ex', '030 23125', '+4930 231', 'größtmann']) {
      const { items } = await agent.call(listContacts, { query: { q } });
      expect(items).toEqual([
        {
          id: contact.id,
          name: 'Änne Größtmann',
          main_point: 'aenne.g@sonder.example',
          case_count: 0,
          last_message_at: null,
        },
      ]);
    }
    for (const q of ['100%', '_____', "'; drop table contacts;--", '\\']) {
      expect((await agent.call(listContacts, { query: { q } })).items).toEqual([]);
    }
  });

  test('is paged without gap or repeat, newest first', async () => {
    const all = await agent.call(listContacts, { query: { limit: 200 } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? { limit: 3 } : { limit: 3, cursor };
      const page = await agent.call(listContacts, { query });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.items.map((item) => item.id));
    expect(seen.toSorted().toReversed()).toEqual(seen);
  });

  test('stays within the account', async () => {
    const contact = await addContact('Only Falk', address());
    const params = { contactId: contact.id };
    expect((await other.call(listContacts, { query: { q: 'only falk' } })).items).toEqual([]);
    const body = { name: 'x' };
    const pointId = contact.points[0]!.id;
    const refusals = [
      await other.refused(getContact, { params }),
      await other.refused(listContactCases, { params }),
      await other.refused(updateContact, { params, body }),
      await other.refused(createContactPoint, {
        params,
        body: { kind: 'email', value: address() },
      }),
      await other.refused(deleteContactPoint, { params: { ...params, pointId } }),
      await agent.refused(getContact, { params: { contactId: nowhere } }),
    ];
    expect(refusals.map((problem) => problem.status)).toEqual(refusals.map(() => 404));
  });

  test('is not for strangers, colleagues and programs without the scope', async () => {
    expect(await app.nobody.refused(listContacts)).toMatchObject({ status: 401 });
    expect(await colleague.refused(listContacts)).toMatchObject({ status: 403 });
    const body = { name: 'x' };
    expect(await colleague.refused(createContact, { body })).toMatchObject({ status: 403 });
    const reader = await app.key(admin, ['contacts:read']);
    await reader.call(listContacts);
    expect(await reader.refused(createContact, { body })).toMatchObject({ status: 403 });
  });
});

describe('the cases of a contact', () => {
  test('are counted and listed over all their conversations, the last moved first', async () => {
    const contact = await addContact('With Cases', address());
    const params = { contactId: contact.id };
    for (const [index, status] of (['open', 'resolved', 'open', 'closed'] as const).entries()) {
      await insertTestCase(app.db, admin.accountId, {
        contactId: contact.id,
        subject: `Matter ${index}`,
        status,
        lastMessageAt: new Date(Date.UTC(2026, 4, 1 + index)),
      });
    }
    expect(await agent.call(getContact, { params })).toMatchObject({
      case_count: 4,
      open_case_count: 2,
    });
    const first = await agent.call(listContactCases, { params, query: { limit: 3 } });
    expect(first.items.map((item) => item.subject)).toEqual(['Matter 3', 'Matter 2', 'Matter 1']);
    const query = { limit: 3, cursor: first.next_cursor! };
    const second = await agent.call(listContactCases, { params, query });
    expect(second).toMatchObject({ items: [{ subject: 'Matter 0' }], next_cursor: null });
    const broken = await agent.refused(listContactCases, { params, query: { cursor: 'x~y' } });
    expect(broken.status).toBe(400);
  });

  test('are only those the caller may see: a colleague those of a case of theirs', async () => {
    const contact = await addContact('Colleague’s', address());
    const caseId = await insertTestCase(app.db, admin.accountId, { contactId: contact.id });
    await insertTestCase(app.db, admin.accountId, { contactId: contact.id });
    expect(await colleagueSees(contact.id)).toBe(404);
    await app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .insertInto('case_participants')
        .values({ account_id: tx.accountId, case_id: caseId, member_id: colleague.memberId })
        .execute(),
    );
    const params = { contactId: contact.id };
    expect(await colleague.call(getContact, { params })).toMatchObject({ case_count: 1 });
    const { items } = await colleague.call(listContactCases, { params });
    expect(items.map((item) => item.id)).toEqual([caseId]);
    const blind = await app.key(admin, ['contacts:read']);
    expect((await blind.call(listContactCases, { params })).items).toEqual([]);
  });
});

async function colleagueSees(contactId: string): Promise<number> {
  return (await colleague.send(getContact, { params: { contactId } })).status;
}
