import type { Actor } from '../../platform/actor.ts';

/** Who uses canned texts: everybody who works the desk. */
export function canUseCannedTexts(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('account:read');
  return actor.kind === 'system' || actor.role !== 'colleague';
}

/** Who may keep some at all; which, is decided by `mayKeepFor`. */
export function canKeepCannedTexts(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('account:write');
  return actor.kind === 'system' || actor.role !== 'colleague';
}

/** Who keeps those of a team (null: of everybody): who leads all, and agents those of their teams. */
export function mayKeepFor(actor: Actor, teamId: string | null): boolean {
  if (actor.kind !== 'member') return true;
  if (actor.role === 'administrator' || actor.role === 'supervisor') return true;
  return actor.role === 'agent' && teamId !== null && actor.teamIds.includes(teamId);
}

/** Whether somebody sees those of a team: its members, and who leads. */
export function maySeeOf(actor: Actor, teamId: string | null): boolean {
  return teamId === null || mayKeepFor(actor, teamId);
}
