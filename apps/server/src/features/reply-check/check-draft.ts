import type { createReplyCheck } from '@earshot/contract/reply-check-contract.ts';
import type { BodyOf, ResponseOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { getCase } from '../cases/public.ts';
import { textFromHtml } from '../channels/email/public.ts';
import { checkReplyOfCase, presentFindings } from './guard-reply.ts';
import { saveShown } from './reply-check-store.ts';

/** Looks at a reply that is being written, and remembers what the member was shown. */
export async function checkDraft(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createReplyCheck>,
  now: Date,
): Promise<ResponseOf<typeof createReplyCheck>> {
  const openCase = await getCase(tx, actor, caseId);
  const text = input.text ?? (input.html === undefined ? null : textFromHtml(input.html));
  if (text === null) {
    throw new Invalid([{ path: 'body.text', message: 'Send text or html to be looked at.' }]);
  }
  const recipients = input.to ? [...input.to, ...input.cc] : undefined;
  const found = await checkReplyOfCase(tx, actor, {
    caseId,
    teamId: openCase.team_id,
    contactId: openCase.contact_id,
    text,
    attachments: input.attachments,
    occasion: input.occasion,
    ...(recipients ? { recipients } : {}),
  });
  if (actor.kind === 'member' && input.occasion === 'reply') {
    const rules = [...new Set(found.map(({ rule }) => rule))];
    await saveShown(tx, { caseId, memberId: actor.id, rules, at: now });
  }
  return { text, items: presentFindings(text, found, actor.locale) };
}
