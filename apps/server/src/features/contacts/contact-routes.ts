import * as contract from '@earshot/contract/contact-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { removeContactPoint, updateContact } from './contact-changes.ts';
import { listGroupRows } from './contact-group-store.ts';
import { canChangeContacts, canListContacts, canReadContact } from './contact-policy.ts';
import type { VisibleCases } from './contact-views.ts';
import { addContactPoint, createContact } from './create-contact.ts';
import { getContact, getContactGroup } from './get-contact.ts';
import { linkContacts, unlinkContacts } from './link-contacts.ts';
import { listContactCases, listContacts } from './list-contacts.ts';

export interface ContactDeps {
  visibleCases: VisibleCases;
  clock: Clock;
}

/** The operations on contacts, their addresses and links. */
export function contactRoutes(deps: ContactDeps): Route[] {
  return [...readingRoutes(deps), ...changingRoutes(deps), ...linkRoutes(deps)];
}

function readingRoutes({ visibleCases }: ContactDeps): Route[] {
  return [
    route(contract.listContacts, canListContacts, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => listContacts(tx, actor, query, visibleCases)),
    ),
    route(contract.listContactGroups, canListContacts, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({ items: await listGroupRows(tx) })),
    ),
    route(contract.getContact, canReadContact, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        getContact(tx, actor, params.contactId, visibleCases),
      ),
    ),
    route(contract.listContactCases, canReadContact, ({ actor, db, params, query }) =>
      db.withAccount(actor.accountId, (tx) =>
        listContactCases(tx, actor, params.contactId, query, visibleCases),
      ),
    ),
  ];
}

function changingRoutes({ visibleCases, clock }: ContactDeps): Route[] {
  return [
    route(contract.createContact, canChangeContacts, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) =>
        getContact(tx, actor, await createContact(tx, actor, body), visibleCases),
      ),
    ),
    route(contract.updateContact, canChangeContacts, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const group = await getContactGroup(tx, actor, params.contactId, visibleCases);
        await updateContact(tx, actor, group, body, clock.now());
        return getContact(tx, actor, group.keptId, visibleCases);
      }),
    ),
    route(contract.createContactPoint, canChangeContacts, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await getContactGroup(tx, actor, params.contactId, visibleCases);
        await addContactPoint(tx, actor, params.contactId, body);
        return getContact(tx, actor, params.contactId, visibleCases);
      }),
    ),
    route(contract.deleteContactPoint, canChangeContacts, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const group = await getContactGroup(tx, actor, params.contactId, visibleCases);
        await removeContactPoint(tx, actor, group, params.pointId, clock.now());
      }),
    ),
  ];
}

function linkRoutes({ visibleCases, clock }: ContactDeps): Route[] {
  return [
    route(contract.createContactLink, canChangeContacts, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { linked_contact_id: linkedId, reason } = body;
        await linkContacts(tx, actor, params.contactId, linkedId, reason);
        return getContact(tx, actor, params.contactId, visibleCases);
      }),
    ),
    route(contract.deleteContactLink, canChangeContacts, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const group = await getContactGroup(tx, actor, params.contactId, visibleCases);
        await unlinkContacts(tx, actor, group, params.linkId, clock.now());
      }),
    ),
  ];
}
