import type { Actor } from '../../platform/actor.ts';

/** Who watches over all matters: the page of escalations, and what is dismissed. */
export function canSuperviseMatters(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('cases:read');
  return actor.kind === 'system' || actor.role === 'administrator' || actor.role === 'supervisor';
}

/** Who decides where cases belong: everybody who works the desk. */
export function canDecideJoins(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('cases:write');
  return actor.kind === 'system' || actor.role !== 'colleague';
}
