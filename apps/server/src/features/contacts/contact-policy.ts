import type { Actor } from '../../platform/actor.ts';

/** Whoever works the desk sees all contacts; a colleague those of cases they are drawn into. */
export function seesAllContacts(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** Listing and searching is for the desk; keys by their scope. */
export function canListContacts(actor: Actor): boolean {
  return seesAllContacts(actor);
}

/** Who may ask for one contact; a colleague gets it only beside a case of theirs. */
export function canReadContact(_actor: Actor): boolean {
  return true;
}

/** Contacts are changed by whoever works the desk; keys by their scope. */
export function canChangeContacts(actor: Actor): boolean {
  return seesAllContacts(actor);
}

/** Whether a refusal may tell whose address it is. */
export function canLearnOwner(actor: Actor): boolean {
  return actor.kind === 'key' ? actor.scopes.includes('contacts:read') : seesAllContacts(actor);
}
