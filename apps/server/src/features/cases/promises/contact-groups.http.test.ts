import { createCase, getCase } from '@earshot/contract/case-contract.ts';
import {
  createContact,
  createContactLink,
  deleteContactLink,
  getContact,
  listContactGroups,
  updateContact,
} from '@earshot/contract/contact-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { createPromisePreview, createSlaPolicy } from '@earshot/contract/promise-rule-contract.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type IntakeWorld, startIntakeWorld } from '@earshot/testkit/intake/start-intake-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import type { AppWork } from '../../../app.ts';
import { createPolicy } from '../../promises/policies/policy-changes.ts';
import { setContactGroups } from '../../contacts/set-contact-groups.ts';

const { app, desk } = await openTestDesk();
let work: AppWork;

beforeAll(async () => {
  work = app.app.start();
});

const newContact = (name: string) => desk.ito.call(createContact, { body: { name } });
const put = (contactId: string, groups: string[]) =>
  desk.ito.call(updateContact, { params: { contactId }, body: { groups } });

describe('groups of a contact', () => {
  test('are set by name, undone by setting what was, and audited', async () => {
    const { id } = await newContact('Lena Vogt');
    expect((await put(id, ['Wartungsvertrag', 'Presse'])).groups).toEqual([
      'Presse',
      'Wartungsvertrag',
    ]);
    // The same group, however it is written.
    expect((await put(id, ['wartungsvertrag'])).groups).toEqual(['Wartungsvertrag']);
    const { items } = await desk.ito.call(listContactGroups);
    expect(items.map(({ name, contact_count: count }) => [name, count])).toEqual([
      ['Presse', 0],
      ['Wartungsvertrag', 1],
    ]);
    expect((await put(id, [])).groups).toEqual([]);
    const audit = await desk.admin.call(listAuditEntries, { query: { limit: 10 } });
    const changes = audit.items.filter(({ action }) => action === 'contact.groups_changed');
    expect(changes.map(({ detail }) => detail)).toEqual([
      { added: [], removed: ['Wartungsvertrag'] },
      { added: [], removed: ['Presse'] },
      { added: ['Wartungsvertrag', 'Presse'], removed: [] },
    ]);
  });

  test('are those of the person, whichever of their contacts was linked', async () => {
    const [one, other] = [await newContact('L. Vogt'), await newContact('Lena V.')];
    await put(other.id, ['Presse']);
    await desk.ito.call(createContactLink, {
      params: { contactId: one.id },
      body: { linked_contact_id: other.id, reason: 'same person' },
    });
    const shown = await desk.ito.call(getContact, { params: { contactId: one.id } });
    expect(shown.groups).toEqual(['Presse']);
    expect((await put(one.id, [])).groups).toEqual([]);
  });

  test('are refused where they are no names, and to whoever may not change contacts', async () => {
    const { id: contactId } = await newContact('Rosa');
    const params = { contactId };
    for (const groups of [[''], ['x'.repeat(61)], 'Presse', [4711]]) {
      const answer = await desk.ito.send(updateContact, { params, body: { groups } });
      expect(answer.status).toBe(400);
    }
    const body = { groups: ['Presse'] };
    expect((await desk.stranger.send(updateContact, { params, body })).status).toBe(404);
    expect((await desk.okoye.send(updateContact, { params, body })).status).toBe(403);
    expect((await desk.okoye.send(listContactGroups)).status).toBe(403);
    expect((await desk.nobody.send(listContactGroups)).status).toBe(401);
    expect((await desk.stranger.call(listContactGroups)).items).toEqual([]);
  });
});

describe('a policy for a group of contacts', () => {
  test('decides for their cases and for nobody else’s, and says why', async () => {
    await desk.admin.call(createSlaPolicy, {
      body: {
        name: 'Contract',
        conditions: { contact_groups: ['Wartungsvertrag'] },
        targets: { first_answer: { minutes: 30 } },
      },
    });
    const [with_, without] = [await newContact('With'), await newContact('Without')];
    await put(with_.id, ['Wartungsvertrag']);
    const promised = async (contactId: string) => {
      const body = { subject: 'Kocher', contact_id: contactId, channel_id: desk.channelId };
      const { id: caseId } = await desk.ito.call(createCase, { body });
      const { promises } = await desk.ito.call(getCase, { params: { caseId } });
      return promises.map(({ because }) => because);
    };
    const because = {
      policy: 'Contract',
      matched: [{ field: 'contact_group', value: 'Wartungsvertrag' }],
    };
    expect(await promised(with_.id)).toContainEqual(because);
    expect(await promised(without.id)).not.toContainEqual(because);
    const preview = { channel_id: desk.channelId, contact_groups: ['Wartungsvertrag'] };
    const { items } = await desk.admin.call(createPromisePreview, { body: preview });
    expect(items.map((one) => one.because.policy)).toContain('Contract');
  });

  test('decides anew for an open case whose contact joins, is linked and leaves', async () => {
    const [person, other] = [await newContact('Ana Ruiz'), await newContact('A. Ruiz')];
    const body = { subject: 'Kocher', contact_id: person.id, channel_id: desk.channelId };
    const { id: caseId } = await desk.ito.call(createCase, { body });
    const plannedBy = async () => {
      await work.relay.drain();
      await work.consumers.settle();
      const { promises } = await desk.ito.call(getCase, { params: { caseId } });
      const [open] = promises.filter(
        ({ kind, state }) => kind === 'first_answer' && state === 'open',
      );
      return open!.because?.policy ?? null;
    };
    expect(await plannedBy()).toBeNull();
    await put(person.id, ['Wartungsvertrag']);
    expect(await plannedBy()).toBe('Contract');
    await put(person.id, []);
    expect(await plannedBy()).toBeNull();
    await put(other.id, ['Wartungsvertrag']);
    const { links } = await desk.ito.call(createContactLink, {
      params: { contactId: person.id },
      body: { linked_contact_id: other.id, reason: 'same person' },
    });
    expect(await plannedBy()).toBe('Contract');
    const params = { contactId: person.id, linkId: links[0]!.id };
    await desk.ito.call(deleteContactLink, { params });
    expect(await plannedBy()).toBeNull();
  });

  test('decides for their mail, before it is confirmed', async () => {
    const world: IntakeWorld = await startIntakeWorld();
    const from = 'Lena Vogt <lena@vogt.example>';
    const first = await world.receive({ from });
    const contactId = first.opened!.contact_id!;
    const person = { keptId: contactId, ids: [contactId] };
    const policy = createSlaPolicy.body.parse({
      name: 'Contract',
      conditions: { contact_groups: ['Contract'] },
      targets: { first_answer: { minutes: 7 } },
    });
    await world.query(async (tx) => {
      await setContactGroups(tx, world.admin, person, ['Contract'], new Date());
      await createPolicy(tx, world.admin, policy, new Date());
    });
    // The intake looks at policies anew every two seconds.
    world.setNow(new Date(Date.now() + 3_000));
    const second = await world.receive({ from, subject: 'Another kettle' });
    const rows = await world.query((tx) =>
      tx.db
        .selectFrom('case_promises')
        .select('because')
        .where('case_id', '=', second.opened!.id)
        .execute(),
    );
    expect(rows.map(({ because }) => because?.policy)).toEqual(['Contract']);
    await world.stop();
  });
});
