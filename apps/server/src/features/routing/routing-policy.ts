import type { Actor } from '../../platform/actor.ts';

/** Who takes live conversations: everybody who works the desk. */
export function canTakeLive(actor: Actor): boolean {
  return actor.kind === 'member' && actor.role !== 'colleague';
}

/** Who sees and sets who takes live conversations and how they are offered. */
export function canLeadRouting(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('members:write');
  return actor.kind === 'system' || actor.role === 'administrator' || actor.role === 'supervisor';
}

/** Who sees what waits: everybody who works the desk; of cases they may not read only that it does. */
export function canWatchRouting(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('cases:read');
  return actor.kind === 'system' || actor.role !== 'colleague';
}

/** Who hands conversations from a bot to people and back. */
export function canHandOver(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('cases:write');
  return actor.kind === 'system' || actor.role !== 'colleague';
}
