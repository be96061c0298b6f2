import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { Invalid, notFound } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getCaseForUpdate } from '../../cases/public.ts';
import { recordAudit } from '../../keys/public.ts';
import { findLink, type LinkMaking, makeLinks, revokeLinkRow } from '../../links/public.ts';
import { isContactOfCase } from './seat-views.ts';

/** Whom an answer in this case would go to; null: nobody. */
export type FindAnswered = (tx: Tx, caseId: string) => Promise<string | null>;

/** The link of a contact of the case, for an agent who hands it over by other means. */
export async function getContactLink(
  tx: Tx,
  deps: { making: LinkMaking; findAnswered: FindAnswered },
  actor: Actor,
  caseId: string,
  given: string | undefined,
  now: Date,
): Promise<{ id: string; address: string; url: string }> {
  await getCaseForUpdate(tx, actor, caseId);
  const answered = await deps.findAnswered(tx, caseId);
  const address = normaliseEmail(given ?? answered ?? '');
  const isKnown =
    address !== null &&
    (address === normaliseEmail(answered ?? '') || (await isContactOfCase(tx, caseId, address)));
  if (!isKnown) {
    const message = 'Not a contact of this case: only they have a link to it.';
    throw new Invalid([{ path: 'body.address', message }]);
  }
  const asked = { kind: 'contact' as const, caseId, addresses: [address], at: now };
  const link = (await makeLinks(tx, deps.making, asked)).get(address)!;
  return { ...link, address };
}

/** Takes the link of a contact out of use; the next message to them carries a new one. */
export async function revokePageLink(
  tx: Tx,
  actor: Actor,
  place: { caseId: string; linkId: string },
  now: Date,
): Promise<void> {
  await getCaseForUpdate(tx, actor, place.caseId);
  const link = await findLink(tx, place.linkId);
  if (!link || link.kind !== 'contact' || link.case_id !== place.caseId) throw notFound('link');
  if (!(await revokeLinkRow(tx, link.id, storedActor(actor), now))) return;
  const facts = { link_id: link.id };
  await emitEvent(tx, actor, { name: 'page_link.revoked', subjectId: place.caseId, facts });
  await recordAudit(tx, actor, {
    action: 'page_link.revoked',
    subjectKind: 'page_link',
    subjectId: link.id,
    detail: { case_id: place.caseId, address: link.address },
  });
}
