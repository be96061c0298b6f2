import type { Actor } from '../../platform/actor.ts';

/** Who approves, refuses and sees the ledger of all cases. */
export function canApproveGestures(actor: Actor): boolean {
  return actor.kind === 'member' && (actor.role === 'administrator' || actor.role === 'supervisor');
}

/** Who reads the ledger: approvers, and programs that read cases. */
export function canReadLedger(actor: Actor): boolean {
  return canApproveGestures(actor) || (actor.kind === 'key' && actor.scopes.includes('cases:read'));
}

/** Who makes good: everybody who works the desk. */
export function canMakeGood(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('cases:write');
  return actor.kind === 'system' || actor.role !== 'colleague';
}

/** Who says what each role may give. */
export function canSetLimits(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('account:write');
  return actor.kind === 'member' && actor.role === 'administrator';
}
