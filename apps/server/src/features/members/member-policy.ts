import type { Actor } from '../../platform/actor.ts';

/** Names are needed everywhere on the desk: every member lists members and teams; keys by scope. */
export function canListMembers(_actor: Actor): boolean {
  return true;
}

/** Who is invited concerns those who lead; keys by scope. */
export function canListInvitations(actor: Actor): boolean {
  return actor.kind !== 'member' || ['administrator', 'supervisor'].includes(actor.role);
}

/** Members and teams are changed by administrators; keys by scope. */
export function canChangeMembers(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role === 'administrator';
}

/** Only an administrator makes administrators: a program must not become a person of all rights. */
export function canGiveRole(actor: Actor, role: string): boolean {
  if (role !== 'administrator') return canChangeMembers(actor);
  return actor.kind === 'system' || (actor.kind === 'member' && actor.role === 'administrator');
}
