import type { Actor, MemberActor } from '../../platform/actor.ts';

/** Keys open the account to programs: administrators only. */
export function canChangeKeys(actor: MemberActor): boolean {
  return actor.role === 'administrator';
}

/** The audit tells who did what: administrators, and keys made for it. */
export function canReadAudit(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role === 'administrator';
}
