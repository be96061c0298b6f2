import type { Actor } from '../../platform/actor.ts';

/** Everybody at the desk may know what is promised by which rule; keys by their scope. */
export function canReadPromiseRules(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** Calendars, policies, packs and what is published are changed by administrators. */
export function canChangePromiseRules(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role === 'administrator';
}

/** Figures over all teams are for supervisors and administrators; keys by their scope. */
export function canReadPromiseFigures(actor: Actor): boolean {
  return actor.kind !== 'member' || ['administrator', 'supervisor'].includes(actor.role);
}
