import type { ReplyCheckMode } from '@earshot/contract/reply-check-contract.ts';
import type { ReplyFindingShown } from '@earshot/contract/reply-finding.ts';
import type {
  ReplyCheckOverride,
  ReplyCheckRule,
  ReplyOccasion,
} from '@earshot/contract/reply-check-rule.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import type { ReplyFinding } from './engine/checked-reply.ts';
import { loadCheck } from './load-check.ts';
import { appliesTo } from './occasion-rules.ts';
import { insertOutcomes, listModes, type Outcome, takeShown } from './reply-check-store.ts';
import { loadConversation } from './reply-fact-views.ts';

/** A reply as it is about to go out. */
export interface LeavingReply {
  caseId: string;
  teamId: string | null;
  contactId: string | null;
  text: string;
  /** Left out: not said, as by a program that adds them later. */
  attachments?: number;
  recipients?: readonly string[];
  /** Left out: an answer to the contact. */
  occasion?: ReplyOccasion;
}

/** A rule’s finding with how strictly the account takes it. */
export type WeighedFinding = ReplyFinding & { mode: 'warn' | 'binding' };

/** What the rules see in a reply of this case, those switched off left out. */
export async function checkReplyOfCase(
  tx: Tx,
  actor: Actor,
  reply: LeavingReply,
): Promise<WeighedFinding[]> {
  const modes = await listModes(tx);
  const known = await loadConversation(tx, reply.caseId, reply.contactId);
  const check = await loadCheck();
  const found = check({
    text: reply.text,
    language: known.language,
    history: known.history,
    facts: {
      ...known.facts,
      ...(actor.kind === 'member' ? { memberName: actor.name } : {}),
      ...(reply.attachments === undefined ? {} : { attachments: reply.attachments }),
      ...(reply.recipients === undefined ? {} : { recipients: reply.recipients }),
    },
  });
  const { occasion = 'reply' } = reply;
  return found.flatMap((one) => {
    if (!appliesTo(one.rule, occasion)) return [];
    const mode = modes.get(one.rule) as ReplyCheckMode;
    return mode === 'off' ? [] : [{ ...one, mode }];
  });
}

/** Findings as they are shown, in the language of the reader. */
export function presentFindings(
  text: string,
  found: readonly WeighedFinding[],
  locale: 'de' | 'en',
): ReplyFindingShown[] {
  return found.map((one) => ({
    rule: one.rule,
    mode: one.mode,
    severity: one.severity,
    ranges: one.ranges.map(([start, end]) => ({ start, end })),
    words: one.ranges.map(([start, end]) => text.slice(start, end)),
    text: one.said[locale],
    offers: one.offers,
    replacement: one.replacement ?? null,
  }));
}

/**
 * Looks at a reply in the transaction that sends it. Refuses with `reply_check` where a binding
 * rule sees something that is not overridden; what became of each finding is kept by `record`.
 */
export async function guardReply(
  tx: Tx,
  actor: Actor,
  reply: LeavingReply,
  overrides: readonly ReplyCheckOverride[],
  now: Date,
): Promise<{ record(messageId: string): Promise<void> }> {
  const found = await checkReplyOfCase(tx, actor, reply);
  const reasons = new Map(overrides.map(({ rule, reason }) => [rule, reason]));
  const binding = found.filter(({ mode, rule }) => mode === 'binding' && !reasons.has(rule));
  if (binding.length > 0) {
    throw new Refused(
      'reply_check',
      'The reply check holds this reply back, nothing was sent and your text is kept: change ' +
        'what is marked, or say for each rule why it goes out all the same.',
      { facts: { findings: presentFindings(reply.text, found, actor.locale) } },
    );
  }
  return {
    async record(messageId) {
      // What was shown while answering belongs to the answer.
      const isReply = (reply.occasion ?? 'reply') === 'reply';
      const shown =
        isReply && actor.kind === 'member' ? await takeShown(tx, reply.caseId, actor.id) : [];
      await insertOutcomes(tx, {
        caseId: reply.caseId,
        messageId,
        teamId: reply.teamId,
        by: storedActor(actor),
        at: now,
        outcomes: decideOutcomes(new Set(found.map(({ rule }) => rule)), shown, reasons),
      });
    },
  };
}

/** What became of each rule: seen and sent, sent with a reason, or no longer there. */
export function decideOutcomes(
  found: ReadonlySet<ReplyCheckRule>,
  shown: readonly string[],
  reasons: ReadonlyMap<ReplyCheckRule, string>,
): Outcome[] {
  const sent = [...found].map((rule): Outcome => {
    const reason = reasons.get(rule);
    return reason === undefined
      ? { rule, outcome: 'sent', reason: '' }
      : { rule, outcome: 'overridden', reason };
  });
  const changed = shown
    .filter((rule) => !found.has(rule as ReplyCheckRule))
    .map((rule): Outcome => ({ rule, outcome: 'changed', reason: '' }));
  return [...sent, ...changed];
}
