import type { Actor } from '../../platform/actor.ts';

/** What decides whether somebody may see a case. */
export interface CaseSight {
  teamId: string | null;
  /** The owner team lets only its own members and supervisors read. */
  teamRestricted: boolean;
  assigneeId: string | null;
  /** The actor was drawn into the case. */
  participates: boolean;
}

/** Whether the actor sees every case of the account, whoever owns it. */
export function seesAllCases(actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'key') return actor.scopes.includes('cases:read');
  return actor.role === 'administrator' || actor.role === 'supervisor';
}

/**
 * Who reads a case: administrators, supervisors and keys with cases:read all; agents all but those
 * of restricted teams that are not theirs; colleagues those they are drawn into or responsible for.
 * `visibleCases` says the same in SQL; a property test holds the two together.
 */
export function canSeeCase(actor: Actor, sight: CaseSight): boolean {
  if (seesAllCases(actor)) return true;
  if (actor.kind !== 'member') return false;
  if (sight.participates || sight.assigneeId === actor.id) return true;
  if (actor.role === 'colleague') return false;
  return !sight.teamRestricted || (sight.teamId !== null && actor.teamIds.includes(sight.teamId));
}

/**
 * Who changes a case they see: everybody but a colleague who is not responsible for it.
 * A colleague who was drawn in reads and writes notes.
 */
export function canChangeCase(actor: Actor, sight: Pick<CaseSight, 'assigneeId'>): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('cases:write');
  return actor.kind === 'system' || actor.role !== 'colleague' || sight.assigneeId === actor.id;
}

/** Who may ask for cases at all; which of them they see is decided case by case. */
export function canReadCases(actor: Actor): boolean {
  return actor.kind !== 'key' || actor.scopes.includes('cases:read');
}

/** Who works the desk: may open cases and decide where messages belong. */
export function canWorkDesk(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** Who may remove a case from every list, and bring it back. */
export function canDeleteCases(actor: Actor): boolean {
  if (actor.kind !== 'member') return true;
  return actor.role === 'administrator' || actor.role === 'supervisor';
}
