import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { FamilyPreview } from '@earshot/contract/family-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { type CaseRowFacts, loadCaseRows } from '../case-row-views.ts';
import { findReplyTarget } from '../replies/reply-target-views.ts';
import { listOpenPromises } from '../travel/hand-over-views.ts';
import { findContactLanguage, isWrittenByMachine } from '../travel/transfer-views.ts';
import { decidePart, fillText } from './family-rules.ts';
import type { FamilyTexts, LeftOutReason } from './family-tables.ts';
import { listChildren } from './family-views.ts';

export interface PlannedPart {
  case: { id: string; number: number; subject: string };
  name: string;
  address: string;
  language: ContactLanguage;
  /** As this contact will read it. */
  text: string;
  /** Why they get no answer; null: they get one. */
  reason: LeftOutReason | null;
}

/** What one answer to all would be for each part that the actor may see; nothing is written. */
export async function planFamilyReply(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: { texts: FamilyTexts; caseIds: readonly string[] | null },
): Promise<{ parts: PlannedPart[]; hidden: number }> {
  const { children, hidden } = await listChildren(tx, actor, caseId);
  const wanted = children
    .map((one) => one.caseId)
    .filter((id) => input.caseIds === null || input.caseIds.includes(id));
  const rows = await loadCaseRows(tx, wanted, null);
  const { timeZone } = await getAccountFacts(tx);
  const parts: PlannedPart[] = [];
  for (const row of rows) parts.push(await planPart(tx, row, input.texts, timeZone));
  return { parts, hidden };
}

/** What one part of the family gets, as it stands now. */
export async function planPart(
  tx: Tx,
  row: CaseRowFacts,
  texts: FamilyTexts,
  timeZone: string,
): Promise<PlannedPart> {
  const target = await findReplyTarget(tx, row.id);
  const language = await findContactLanguage(tx, row, target?.language ?? null);
  const text = (texts[language] ?? '').trim();
  const [next] = (await listOpenPromises(tx, row.id)).filter((one) => !one.broken);
  const promise = next ? sayPromise(next, language, timeZone) : '';
  const to = target?.to[0];
  const name = to?.name ?? row.contact_name ?? '';
  const reason = decidePart({
    status: row.status,
    merged: row.merged_into_id !== null,
    deleted: row.deleted_at !== null,
    held: row.held,
    bounced: row.delivery_problem,
    automatic: await isWrittenByMachine(tx, row.id),
    hasAddress: to !== undefined,
    text,
    promise,
  });
  return {
    case: { id: row.id, number: row.number, subject: row.subject },
    name,
    address: to?.address ?? '',
    language,
    // An address is no name to greet somebody by.
    text: fillText(text, { name: name.includes('@') ? '' : name, number: row.number, promise }),
    reason,
  };
}

function sayPromise(
  promise: { words: string; dueAt: Date },
  language: ContactLanguage,
  timeZone: string,
): string {
  const words = promise.words.trim().replace(/[.!]?$/, '');
  if (/\d/.test(words)) return `${words}.`;
  return `${words} (${formatInstant(promise.dueAt, language, timeZone)}).`;
}

/** A plan as the contract shows it. */
export function presentPlan(plan: {
  parts: readonly PlannedPart[];
  hidden: number;
}): Omit<FamilyPreview, 'reply' | 'findings'> {
  const gets = plan.parts.filter((part) => part.reason === null);
  return {
    recipients: gets.map(({ reason: _none, ...part }) => part),
    left_out: plan.parts.flatMap(({ case: openCase, name, language, reason }) =>
      reason === null ? [] : [{ case: openCase, name, language, reason }],
    ),
    hidden: plan.hidden,
  };
}
