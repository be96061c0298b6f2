import type { StoredActor } from './db/tables.ts';

export type Role = 'administrator' | 'supervisor' | 'agent' | 'colleague';

interface BaseActor {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly locale: 'de' | 'en';
}

/** A signed-in member. */
export interface MemberActor extends BaseActor {
  readonly kind: 'member';
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly sessionId: string;
}

/** A program with an API key. */
export interface KeyActor extends BaseActor {
  readonly kind: 'key';
  readonly scopes: readonly string[];
}

/** Earshot itself: intake, jobs, rules. `id` names the part, such as `intake`. */
export interface SystemActor extends BaseActor {
  readonly kind: 'system';
}

/** Who acts. Nothing is fetched or changed without one. */
export type Actor = MemberActor | KeyActor | SystemActor;

/** What is kept of an actor beside a deed. */
export function storedActor(actor: Actor): StoredActor {
  return { kind: actor.kind, id: actor.kind === 'system' ? null : actor.id, name: actor.name };
}

/** Earshot’s own hand in an account. */
export function systemActor(accountId: string, part: string): SystemActor {
  return { kind: 'system', accountId, id: part, name: 'Earshot', locale: 'en' };
}
