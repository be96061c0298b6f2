import type { Actor } from '../../platform/actor.ts';

/** Everybody at the desk may know which mailboxes there are; keys by their scope. */
export function canReadChannels(_actor: Actor): boolean {
  return true;
}

/** Only administrators see how a mailbox is connected and change channels; keys by their scope. */
export function canChangeChannels(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role === 'administrator';
}

/**
 * Raw mail of every team, also of restricted ones: administrators and supervisors only; keys by
 * their scope. What ended up in a case is also for whoever may read the case.
 */
export function canReadReceipts(actor: Actor): boolean {
  return actor.kind !== 'member' || ['administrator', 'supervisor'].includes(actor.role);
}
