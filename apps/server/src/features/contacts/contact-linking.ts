import { canChangeContacts, canListContacts } from './contact-policy.ts';
import { findKeptContactId } from './contact-store.ts';
import { linkContacts, separateContacts } from './link-contacts.ts';
import { listContactIdsBelow } from './link-store.ts';

/** What proposing that contacts are one person needs. */
export const contactLinking = {
  canChangeContacts,
  canListContacts,
  findKeptContactId,
  linkContacts,
  listContactIdsBelow,
  separateContacts,
};
