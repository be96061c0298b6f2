import type { createCase as operation } from '@earshot/contract/case-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent, type NewEvent } from '../../../platform/events/emit-event.ts';
import { newId } from '../../../platform/ids.ts';
import { getChannel } from '../../channels/public.ts';
import { rememberTags, touchCase } from '../case-store.ts';
import { findContactFacts } from '../case-contact-views.ts';
import { insertCase } from '../intake/take-up-store.ts';
import { settleCase } from '../promises/settle-case.ts';
import { cleanTags } from './case-rules.ts';
import { getActiveMember, getKnownTeam } from '../../members/public.ts';

/** Opens a case by hand for a contact, without a message yet; answers its id. */
export async function createCase(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof operation>,
  number: number,
  now: Date,
): Promise<string> {
  const contact = await findContactFacts(tx, input.contact_id);
  if (!contact) {
    const message = 'There is no such contact in this account.';
    throw new Invalid([{ path: 'body.contact_id', message }]);
  }
  const channel = await getKnownChannel(tx, input.channel_id);
  const teamId = input.team_id ?? channel.teamId;
  const team = teamId === null ? null : await getKnownTeam(tx, teamId, 'body.team_id');
  const member =
    input.assignee_id === null
      ? null
      : await getActiveMember(tx, input.assignee_id, 'body.assignee_id');
  const id = newId();
  await insertCase(tx, {
    id,
    number,
    subject: input.subject,
    preview: '',
    contactId: contact.id,
    channelId: channel.id,
    teamId: team?.id ?? null,
    priority: input.priority,
    language: contact.locale,
    at: now,
    lastDirection: null,
    nextDueAt: null,
  });
  const tags = cleanTags(input.tags);
  await touchCase(tx, id, { tags, assignee_id: member?.id ?? null });
  await rememberTags(tx, tags, now);
  const facts = { number, channel_id: channel.id, by_hand: true };
  const opened: NewEvent = { name: 'case.opened', subjectId: id, facts };
  const assigned: NewEvent = {
    name: 'case.assigned',
    subjectId: id,
    facts: { member: member && { id: member.id, name: member.name }, from_member: null },
  };
  await emitEvent(tx, actor, opened, ...(member ? [assigned] : []));
  await settleCase(tx, id, now);
  return id;
}

async function getKnownChannel(tx: Tx, channelId: string) {
  try {
    return await getChannel(tx, channelId);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const message = 'There is no such channel in this account.';
    throw new Invalid([{ path: 'body.channel_id', message }]);
  }
}
