import { canChangeContacts, canListContacts } from './contact-policy.ts';
import { linkContacts, separateContacts } from './link-contacts.ts';
import { listPersonIds } from './link-store.ts';

/** What proposing that contacts are one person needs. */
export const contactLinking = {
  canChangeContacts,
  canListContacts,
  linkContacts,
  listPersonIds,
  separateContacts,
};
