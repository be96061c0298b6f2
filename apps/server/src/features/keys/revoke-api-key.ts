import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { revokeKeyRow } from './key-store.ts';
import { recordAudit } from './record-audit.ts';

/** Ends a key at once and for good; throws 404 if none of this id could still be used. */
export async function revokeApiKey(tx: Tx, actor: Actor, keyId: string, now: Date): Promise<void> {
  const revoked = await revokeKeyRow(tx, keyId, now);
  if (!revoked) throw notFound('API key');
  await recordAudit(tx, actor, {
    action: 'api_key.revoked',
    subjectKind: 'api_key',
    subjectId: keyId,
    detail: { name: revoked.name },
  });
}
