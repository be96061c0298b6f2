import type { ApiKey } from '@earshot/contract/key-contract.ts';
import type { Scope } from '@earshot/contract/operation.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import { hashToken, newKeyText } from '../../platform/crypto/token.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, Refused } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { LIVE_KEYS_MAX } from './key-limits.ts';
import { hintOf } from './key-rules.ts';
import { countLiveKeys, insertKey } from './key-store.ts';
import { presentKey } from './list-api-keys.ts';
import { recordAudit } from './record-audit.ts';

export interface KeyInput {
  name: string;
  scopes: readonly Scope[];
  /** RFC 3339. */
  expires_at?: string | undefined;
}

/** Makes a key and shows it once; only its hash is kept. */
export async function createApiKey(
  tx: Tx,
  actor: Actor,
  input: KeyInput,
  now: Date,
): Promise<{ api_key: ApiKey; key: string }> {
  const expiresAt = input.expires_at === undefined ? null : new Date(input.expires_at);
  if (expiresAt && expiresAt <= now) {
    throw new Invalid([
      { path: 'body.expires_at', message: 'Lies in the past; name a later time.' },
    ]);
  }
  if ((await countLiveKeys(tx, now)) >= LIVE_KEYS_MAX) {
    throw new Refused(
      'too_many_keys',
      `An account has at most ${LIVE_KEYS_MAX} keys; revoke one that is no longer used.`,
    );
  }
  const key = newKeyText();
  const scopes = [...new Set(input.scopes)];
  const row = await insertKey(tx, {
    id: newId(),
    name: input.name,
    hint: hintOf(key),
    secretHash: hashToken(key),
    scopes,
    createdBy: storedActor(actor).id,
    expiresAt,
  });
  await recordAudit(tx, actor, {
    action: 'api_key.created',
    subjectKind: 'api_key',
    subjectId: row.id,
    detail: { name: row.name, scopes, expires_at: expiresAt?.toISOString() ?? null },
  });
  return { api_key: presentKey(row), key };
}
