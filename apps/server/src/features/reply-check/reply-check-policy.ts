import type { Actor } from '../../platform/actor.ts';

/** Who writes to contacts may have it looked at; keys by their scope. */
export function canCheckReplies(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** How strictly rules are taken is decided by administrators. */
export function canChangeReplyChecks(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role === 'administrator';
}

/** Figures over all teams are for supervisors and administrators; keys by their scope. */
export function canReadReplyFigures(actor: Actor): boolean {
  return actor.kind !== 'member' || ['administrator', 'supervisor'].includes(actor.role);
}
