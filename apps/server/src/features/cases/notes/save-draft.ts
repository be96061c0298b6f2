import type { Draft, updateDraft } from '@earshot/contract/reply-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { MemberActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid } from '../../../platform/errors.ts';
import { getCase } from '../case-access-views.ts';
import { deleteDraftRow, type DraftKind, listDraftRows, upsertDraft } from './draft-store.ts';
import { listOwnFiles, presentDrafts } from './draft-views.ts';

/** The member’s own drafts on a case they see. */
export async function listDrafts(tx: Tx, actor: MemberActor, caseId: string): Promise<Draft[]> {
  await getCase(tx, actor, caseId);
  return presentDrafts(tx, await listDraftRows(tx, caseId, actor.id));
}

/**
 * Saves the member’s draft. It belongs to case and member, so no change of the case by others, a
 * merge included, touches it.
 */
export async function saveDraft(
  tx: Tx,
  actor: MemberActor,
  place: { caseId: string; kind: DraftKind },
  input: BodyOf<typeof updateDraft>,
  now: Date,
): Promise<Draft> {
  await getCase(tx, actor, place.caseId);
  const { html, to, cc, bcc, subject } = input;
  const attachmentIds = [...new Set(input.attachment_ids)];
  const known = new Set((await listOwnFiles(tx, actor.id, attachmentIds)).map((file) => file.id));
  const wrong = input.attachment_ids.flatMap((id, index) => (known.has(id) ? [] : [index]));
  if (wrong.length > 0) {
    const message = 'Not an unused upload of yours; upload the file again.';
    throw new Invalid(wrong.map((index) => ({ path: `body.attachment_ids.${index}`, message })));
  }
  const content = { html, to, cc, bcc, subject, attachmentIds };
  const row = await upsertDraft(tx, { ...place, memberId: actor.id }, content, now);
  const [draft] = await presentDrafts(tx, [row]);
  return draft!;
}

/** Throws the member’s draft away; there being none is as good. */
export async function deleteDraft(
  tx: Tx,
  actor: MemberActor,
  place: { caseId: string; kind: DraftKind },
): Promise<void> {
  await getCase(tx, actor, place.caseId);
  await deleteDraftRow(tx, { ...place, memberId: actor.id });
}
