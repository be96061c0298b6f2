import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Seat } from '@earshot/contract/seat-contract.ts';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';

/** What somebody is asked who is drawn in by mail address. */
export interface Invitation {
  address: string;
  name: string;
  question: string;
  summary: string;
  shows_notes: boolean;
  expires_at: string;
  locale: ContactLanguage;
}

/** Draws somebody in; throws what the server refuses, for the form to say. */
export async function inviteSeat(caseId: string, body: Invitation): Promise<void> {
  const seat = await client.call('createCaseSeat', { params: { caseId }, body });
  renewCase(caseId);
  offerUndo(t('seat.done', { name: seat.name }), () => revoke(caseId, seat.id));
}

async function revoke(caseId: string, seatId: string): Promise<void> {
  await client.call('deleteCaseSeat', { params: { caseId, seatId } });
  renewCase(caseId);
}

async function extend(caseId: string, seatId: string, expires_at?: string): Promise<void> {
  const body = expires_at === undefined ? {} : { expires_at };
  await client.call('createSeatExtension', { params: { caseId, seatId }, body });
  renewCase(caseId);
}

/** Takes a seat back; the undo lets them in again by the same link. */
export async function revokeSeat(caseId: string, seat: Seat): Promise<void> {
  await attempt(async () => {
    await revoke(caseId, seat.id);
    offerUndo(t('seat.revoked', { name: seat.name }), () =>
      extend(caseId, seat.id, seat.state === 'expired' ? undefined : seat.expires_at),
    );
  });
}

/** Lets a seat work for two more weeks, also one that was taken back or has run out. */
export async function extendSeat(caseId: string, seat: Seat): Promise<void> {
  await attempt(async () => {
    await extend(caseId, seat.id);
    say(t('seat.extended', { name: seat.name }));
  });
}

/** Copies the link of a contact; without an address, of whom an answer would go to. */
export async function copyPageLink(caseId: string, address?: string): Promise<void> {
  await attempt(async () => {
    const body = address === undefined ? {} : { address };
    const link = await client.call('createCasePageLink', { params: { caseId }, body });
    await navigator.clipboard.writeText(link.url);
    renewCase(caseId);
    say(t('pageLink.copied', { address: link.address }));
  });
}

/** Withdraws a link of a contact. */
export async function revokePageLink(caseId: string, linkId: string): Promise<void> {
  await attempt(async () => {
    await client.call('deleteCasePageLink', { params: { caseId, linkId } });
    renewCase(caseId);
    say(t('pageLink.revoked'));
  });
}

/** Withdraws the link of whom the case is about: the first one that was made. */
export async function revokeFirstPageLink(detail: CaseDetail): Promise<void> {
  await attempt(async () => {
    const params = { caseId: detail.id };
    const { items } = await client.call('listCasePageLinks', { params });
    const answered = detail.reply_to?.to[0];
    const link = items.find((one) => one.address === answered) ?? items[0];
    if (link === undefined) say(t('pageLink.revokeNone'));
    else await revokePageLink(detail.id, link.id);
  });
}
