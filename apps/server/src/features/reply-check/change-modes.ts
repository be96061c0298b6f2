import type { ReplyCheckMode, ReplyCheckSettings } from '@earshot/contract/reply-check-contract.ts';
import type { ReplyCheckRule } from '@earshot/contract/reply-check-rule.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { recordAudit } from '../keys/public.ts';
import { listModes, saveMode } from './reply-check-store.ts';

/** Every rule with its mode. */
export async function presentModes(tx: Tx): Promise<ReplyCheckSettings> {
  const modes = await listModes(tx);
  return { items: [...modes].map(([rule, mode]) => ({ rule, mode })) };
}

/** Changes the modes of some rules; what was and what is goes into the audit. */
export async function changeModes(
  tx: Tx,
  actor: Actor,
  wanted: readonly { rule: ReplyCheckRule; mode: ReplyCheckMode }[],
  now: Date,
): Promise<ReplyCheckSettings> {
  const before = await listModes(tx);
  const changed = wanted.filter(({ rule, mode }) => before.get(rule) !== mode);
  for (const { rule, mode } of changed) {
    await saveMode(tx, { rule, mode, by: storedActor(actor), at: now });
  }
  if (changed.length > 0) {
    await recordAudit(tx, actor, {
      action: 'reply_checks.changed',
      subjectKind: 'account',
      subjectId: tx.accountId,
      detail: Object.fromEntries(
        changed.map(({ rule, mode }) => [rule, { from: before.get(rule), to: mode }]),
      ),
    });
  }
  return presentModes(tx);
}
