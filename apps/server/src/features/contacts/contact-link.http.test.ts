import {
  createContact,
  createContactLink,
  deleteContactLink,
  getContact,
  listContacts,
  updateContact,
} from '@earshot/contract/contact-contract.ts';
import { insertTestCase } from '@earshot/testkit/http/insert-test-case.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const other = await app.signUp();
const agent = await app.invite(admin, 'agent');
let count = 0;

async function addContact(name: string) {
  count += 1;
  const points = [{ kind: 'email' as const, value: `linked.${count}@mail.example` }];
  return agent.call(createContact, { body: { name, points } });
}

function link(contactId: string, linkedId: string) {
  const params = { contactId };
  return agent.send(createContactLink, { params, body: { linked_contact_id: linkedId } });
}

function show(contactId: string) {
  return agent.call(getContact, { params: { contactId } });
}

describe('[L16] two contacts that are one person', () => {
  test('are shown as one with all they have, and exactly as before once taken back', async () => {
    const kept = await addContact('Lena Vogt');
    const second = await addContact('L. Vogt');
    await insertTestCase(app.db, admin.accountId, { contactId: kept.id });
    await insertTestCase(app.db, admin.accountId, { contactId: second.id });
    const before = [await show(kept.id), await show(second.id)];
    const params = { contactId: kept.id };
    const body = { linked_contact_id: second.id, reason: 'Same telephone number' };
    const one = await agent.call(createContactLink, { params, body });
    expect(one).toMatchObject({ id: kept.id, name: 'Lena Vogt', case_count: 2 });
    expect(one.points.map((point) => point.id)).toEqual([kept.points[0]!.id, second.points[0]!.id]);
    expect(one.links).toMatchObject([
      { linked_contact_id: second.id, linked_name: 'L. Vogt', reason: body.reason },
    ]);
    expect(await show(second.id)).toEqual(one);
    const { items } = await agent.call(listContacts, { query: { q: 'vogt' } });
    expect(items).toMatchObject([{ id: kept.id, case_count: 2 }]);
    await agent.call(deleteContactLink, { params: { ...params, linkId: one.links[0]!.id } });
    expect([await show(kept.id), await show(second.id)]).toEqual(before);
  });

  test('in a row have one who is kept', async () => {
    const [a, b, c] = [await addContact('A'), await addContact('B'), await addContact('C')];
    await link(a.id, b.id);
    await link(c.id, a.id);
    for (const id of [a.id, b.id, c.id]) {
      const person = await show(id);
      expect(person.id).toBe(c.id);
      expect(person.points).toHaveLength(3);
    }
    const { items } = await agent.call(listContacts, { query: { q: 'linked.' } });
    const ids = items.map((item) => item.id);
    expect(ids).toContain(c.id);
    expect(ids).not.toContain(a.id);
  });

  test('show the one name there is, and a new name is the person’s', async () => {
    const kept = await addContact('Nameless');
    const named = await addContact('Emre Aydin');
    await app.db.withAccount(admin.accountId, (tx) =>
      tx.db.updateTable('contacts').set({ name: '' }).where('id', '=', kept.id).execute(),
    );
    await link(kept.id, named.id);
    expect((await show(kept.id)).name).toBe('Emre Aydin');
    const params = { contactId: named.id };
    await agent.call(updateContact, { params, body: { name: 'E. Aydin' } });
    expect((await show(kept.id)).name).toBe('E. Aydin');
  });

  test('are not linked to themselves, in a circle or twice', async () => {
    const [a, b, c] = [await addContact('A'), await addContact('B'), await addContact('C')];
    expect(await link(a.id, a.id)).toMatchObject({ status: 409, body: { code: 'same_contact' } });
    await link(a.id, b.id);
    await link(b.id, c.id);
    expect(await link(c.id, a.id)).toMatchObject({ status: 409, body: { code: 'same_contact' } });
    const d = await addContact('D');
    expect(await link(d.id, c.id)).toMatchObject({
      status: 409,
      body: { code: 'already_linked', facts: { contact_id: a.id } },
    });
  });

  test('never close a circle, also where four are linked at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const four = await Promise.all(['A', 'B', 'C', 'D'].map(addContact));
      const answers = await Promise.all(
        four.map((one, index) => link(one.id, four[(index + 1) % four.length]!.id)),
      );
      const linked = answers.filter((answer) => answer.status === 201);
      expect(linked).toHaveLength(3);
      const kept = new Set(
        (await Promise.all(four.map((one) => show(one.id)))).map(({ id }) => id),
      );
      expect(kept.size).toBe(1);
    }
  });

  test('of two accounts are never linked', async () => {
    const mine = await addContact('Mine');
    const theirs = await other.call(createContact, { body: { name: 'Theirs' } });
    expect((await link(mine.id, theirs.id)).status).toBe(400);
    expect((await link(theirs.id, mine.id)).status).toBe(404);
    const person = (await link(mine.id, (await addContact('Same')).id)).body;
    const { links } = person as Awaited<ReturnType<typeof show>>;
    const params = { contactId: mine.id, linkId: links[0]!.id };
    expect(await other.refused(deleteContactLink, { params })).toMatchObject({ status: 404 });
    const another = { ...params, contactId: (await addContact('Not linked')).id };
    expect(await agent.refused(deleteContactLink, { params: another })).toMatchObject({
      status: 404,
    });
  });

  test('come apart exactly, whatever the order of linking and taking back', async () => {
    const people = await Promise.all(['P', 'Q', 'R', 'S', 'T'].map(addContact));
    const before = await Promise.all(people.map((one) => show(one.id)));
    const allPoints = before.flatMap((one) => one.points.map((point) => point.id)).toSorted();
    const pick = fc.nat({ max: people.length - 1 });
    const step = fc.oneof(
      fc.record({ does: fc.constant('link' as const), from: pick, to: pick }),
      fc.record({ does: fc.constant('unlink' as const), at: fc.nat({ max: 9 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        for (const one of steps) {
          if (one.does === 'link') await link(people[one.from]!.id, people[one.to]!.id);
          else await unlinkOne(one.at);
        }
        const shown = await Promise.all(people.map((one) => show(one.id)));
        // Every person shows each of its addresses once: nothing is lost or doubled on the way.
        const groups = new Map(shown.map((one) => [one.id, one.points.map((point) => point.id)]));
        expect([...groups.values()].flat().toSorted()).toEqual(allPoints);
        while (await unlinkOne(0));
        expect(await Promise.all(people.map((one) => show(one.id)))).toEqual(before);
      }),
      { numRuns: 25, seed: 20_261_121 },
    );

    async function unlinkOne(at: number): Promise<boolean> {
      const shown = await Promise.all(people.map((one) => show(one.id)));
      const live = [
        ...new Map(shown.flatMap((one) => one.links).map((row) => [row.id, row])).values(),
      ];
      const chosen = live[at % Math.max(1, live.length)];
      if (!chosen) return false;
      const params = { contactId: chosen.contact_id, linkId: chosen.id };
      await agent.call(deleteContactLink, { params });
      return true;
    }
  });
});
