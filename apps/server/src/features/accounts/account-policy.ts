import type { Actor } from '../../platform/actor.ts';

/** Everybody may know where they are; keys by their scope. */
export function canReadAccount(_actor: Actor): boolean {
  return true;
}

/** The account is changed by administrators; keys by their scope. */
export function canChangeAccount(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role === 'administrator';
}
