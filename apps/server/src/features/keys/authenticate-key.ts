import type { KeyActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { hashToken } from '../../platform/crypto/token.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { createMemory } from '../../platform/remember.ts';
import { REMEMBERED_MAX, REMEMBERED_MS, USE_NOTED_EVERY_MS } from './key-limits.ts';
import { isKeyForm, isKeyLive } from './key-rules.ts';
import { noteKeyUse } from './key-store.ts';
import { findKeyBySecret, type KnownKey } from './key-views.ts';

export interface KeyAuthenticator {
  /** The program behind the key; null if it is unknown, expired or revoked. */
  authenticateKey(key: string): Promise<KeyActor | null>;
  /** Stops believing earlier look-ups of this key once the transaction is committed. */
  forgetKey(tx: Tx, keyId: string): void;
}

/** Signs programs in by their API key; one indexed query, remembered for a few seconds. */
export function createKeyAuthenticator(db: Database, clock: Clock): KeyAuthenticator {
  const memory = createMemory<KnownKey>(clock, REMEMBERED_MS, REMEMBERED_MAX);

  async function noteUse(key: KnownKey, now: Date): Promise<void> {
    const before = new Date(now.getTime() - USE_NOTED_EVERY_MS);
    if (key.last_used_at && key.last_used_at > before) return;
    key.last_used_at = now;
    await db.withAccount(key.account_id, (tx) => noteKeyUse(tx, key.id, now, before));
  }

  return {
    async authenticateKey(text) {
      if (!isKeyForm(text)) return null;
      const hash = hashToken(text);
      const key = await memory.recall(hash.toString('base64'), () =>
        db.withSystem((tx) => findKeyBySecret(tx, hash)),
      );
      const now = clock.now();
      if (!key || !isKeyLive(key, now)) return null;
      await noteUse(key, now);
      return {
        kind: 'key',
        accountId: key.account_id,
        id: key.id,
        name: key.name,
        locale: key.locale,
        scopes: key.scopes,
      };
    },
    forgetKey(tx, keyId) {
      tx.afterCommit(() => memory.forget((key) => key.id === keyId));
    },
  };
}
