import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type AuditedAct, recordAudit } from './record-audit.ts';

/** Keeps why words were kept or sent though a rule of the reply check saw something in them. */
export async function recordOverrides(
  tx: Tx,
  actor: Actor,
  words: {
    overrides: readonly ReplyCheckOverride[] | undefined;
    findings: readonly { rule: string }[];
  },
  subject: Omit<AuditedAct, 'action'>,
): Promise<void> {
  const seen = new Set(words.findings.map(({ rule }) => rule));
  for (const { rule, reason } of words.overrides ?? []) {
    if (!seen.has(rule)) continue;
    const detail = { ...subject.detail, rule, reason };
    await recordAudit(tx, actor, { ...subject, action: 'reply_check.overridden', detail });
  }
}
