import type { BodyOf } from '@earshot/contract/operation.ts';
import type { createCaseSeat } from '@earshot/contract/seat-contract.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { newId } from '../../../platform/ids.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { getCaseForUpdate } from '../../cases/public.ts';
import { getChannel } from '../../channels/public.ts';
import { refuseOwnAddresses } from '../../deliveries/public.ts';
import { recordAudit } from '../../keys/public.ts';
import { type LinkMaking, makeLinks } from '../../links/public.ts';
import { decideSeatExpiry, decideSeatState, nameSeat, seatOpen_max_days } from './seat-rules.ts';
import { insertSeat, listSeatRows } from './seat-store.ts';
import { seatText } from './seat-texts.ts';
import { findMemberOfAddress, isContactOfCase } from './seat-views.ts';

/** Asks a third party in a side conversation; answers the message’s id. */
export type SendSideMail = (
  tx: Tx,
  actor: Actor,
  caseId: string,
  mail: { to: string; subject: string; text: string },
  now: Date,
) => Promise<string>;

export interface SeatDeps {
  making: LinkMaking;
  sendSideMail: SendSideMail;
}

/**
 * Draws somebody into one case by mail address: they are asked in a side conversation, and the link
 * of their seat stands below. Answers the seat’s id.
 */
export async function inviteSeat(
  tx: Tx,
  deps: SeatDeps,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof createCaseSeat>,
  now: Date,
): Promise<string> {
  const openCase = await getCaseForUpdate(tx, actor, caseId);
  const address = parseAddress(input.address);
  const expiresAt = parseExpiry(input.expires_at, now);
  await refuseKnown(tx, caseId, address, now);
  const channel = await getChannel(tx, openCase.channel_id);
  const account = await getAccountFacts(tx);
  const locale = input.locale ?? channel.locale;
  const name = nameSeat(input.name, address);
  const asked = { kind: 'seat' as const, caseId, addresses: [address], at: now };
  const link = (await makeLinks(tx, deps.making, asked)).get(address)!;
  const words = { account: account.name, inviter: actor.name, subject: openCase.subject };
  const { question, summary } = input;
  const mail = {
    to: address,
    subject: seatText(locale, 'inviteSubject', words).slice(0, 500),
    text: seatText(locale, 'inviteText', {
      ...words,
      name,
      question,
      summary: summary === '' ? '' : seatText(locale, 'summaryPart', { summary }),
      expires: formatInstant(expiresAt, locale, account.timeZone),
    }),
  };
  const messageId = await deps.sendSideMail(tx, actor, caseId, mail, now);
  const id = newId();
  const by = storedActor(actor);
  await insertSeat(tx, {
    id,
    caseId,
    linkId: link.id,
    messageId,
    name,
    address,
    locale,
    question,
    summary,
    showsNotes: input.shows_notes,
    by,
    at: now,
    expiresAt,
  });
  const seat = { id, name };
  await emitEvent(tx, by, { name: 'seat.invited', subjectId: caseId, facts: { seat } });
  await recordAudit(tx, actor, {
    action: 'seat.invited',
    subjectKind: 'seat',
    subjectId: id,
    detail: { case_id: caseId, address, shows_notes: input.shows_notes },
  });
  return id;
}

/** The time wished for, or the usual one; throws `Invalid` where it is past or too far away. */
export function parseExpiry(wish: string | undefined, now: Date): Date {
  const at = decideSeatExpiry(wish, now);
  if (at) return at;
  const message = `Choose a time within the next ${seatOpen_max_days} days.`;
  throw new Invalid([{ path: 'body.expires_at', message }]);
}

function parseAddress(given: string): string {
  const address = normaliseEmail(given);
  if (address) return address;
  throw new Invalid([{ path: 'body.address', message: 'This is not one e-mail address.' }]);
}

async function refuseKnown(tx: Tx, caseId: string, address: string, now: Date): Promise<void> {
  await refuseOwnAddresses(tx, 'body.address', [address]);
  const member = await findMemberOfAddress(tx, address);
  if (member) {
    throw new Refused(
      'seat_for_member',
      `${member.name} is a member with this address. Draw the member in instead: they read the ` +
        'case on the desk. Nothing was sent.',
      { facts: { member } },
    );
  }
  if (await isContactOfCase(tx, caseId, address)) {
    throw new Refused(
      'seat_for_contact',
      'This address is a contact of the case, who must not read what is internal. Answer them ' +
        'instead. Nothing was sent.',
    );
  }
  const rows = await listSeatRows(tx, caseId);
  const works = rows.find((row) => {
    const state = decideSeatState(row, now);
    return row.address === address && state !== 'revoked' && state !== 'expired';
  });
  if (!works) return;
  throw new Refused(
    'seat_exists',
    `${works.name} has a seat in this case already. Extend it, revoke it, or forward a message to ` +
      'ask something more. Nothing was sent.',
    { facts: { seat_id: works.id } },
  );
}
