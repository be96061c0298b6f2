import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { baseSubject } from '../../channels/email/public.ts';
import { normaliseEmail } from '../../contacts/public.ts';
import type { PlacedMessage } from '../../conversations/public.ts';
import { lockCases, type SeenCase } from '../case-access-views.ts';
import { findLinkBetween, insertLink, removeLink } from '../case-link-store.ts';
import { isEmptyCase } from '../case-state-views.ts';
import { endPromises } from '../../promises/public.ts';
import { touchCase } from '../case-store.ts';
import { insertCase, insertCaseAddresses } from '../intake/take-up-store.ts';

export interface Split {
  from: SeenCase;
  message: PlacedMessage;
  number: number;
  at: Date;
}

/**
 * Opens a case for a message that is a matter of its own; the message is carried over afterwards.
 */
export async function splitCase(tx: Tx, actor: Actor, split: Split): Promise<SeenCase> {
  const { from, message, number, at } = split;
  const id = newId();
  await insertCase(tx, {
    id,
    number,
    subject: baseSubject(message.subject) || from.subject,
    preview: '',
    contactId: message.contact_id ?? from.contact_id,
    channelId: message.channel_id,
    teamId: from.team_id,
    priority: from.priority,
    language: message.language ?? from.language,
    at: message.received_at,
    lastDirection: message.direction,
    nextDueAt: null,
  });
  const address = normaliseEmail(message.from_address);
  if (message.direction === 'in' && address) {
    await insertCaseAddresses(tx, id, [
      { address, contactId: message.contact_id, because: 'wrote' },
    ]);
  }
  await insertLink(tx, {
    kind: 'split_from',
    caseId: id,
    toCaseId: from.id,
    reason: '',
    by: storedActor(actor),
    at,
  });
  await emitEvent(tx, actor, {
    name: 'case.opened',
    subjectId: id,
    facts: { number, split_from: { id: from.id, number: from.number } },
  });
  const opened = (await lockCases(tx, actor, [id])).get(id);
  if (!opened) throw new Error('The case that was split off is not there.');
  return opened;
}

/**
 * Where a split is taken back and nothing else was said in the new case, that case goes as well.
 */
export async function unsplitCase(
  tx: Tx,
  actor: Actor,
  opened: SeenCase,
  fromCaseId: string,
  now: Date,
): Promise<void> {
  const link = await findLinkBetween(tx, 'split_from', opened.id, fromCaseId);
  if (!link || opened.merged_into_id !== null || !(await isEmptyCase(tx, opened.id))) return;
  await removeLink(tx, link.id, storedActor(actor), now);
  await touchCase(tx, opened.id, { deleted_at: now });
  await endPromises(tx, [opened.id], { resolved: false, at: now });
  await emitEvent(tx, actor, {
    name: 'case.deleted',
    subjectId: opened.id,
    facts: { because: 'split_undone' },
  });
}
