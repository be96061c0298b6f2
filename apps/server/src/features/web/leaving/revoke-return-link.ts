import type { ReturnLink } from '@earshot/contract/return-link-contract.ts';
import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getCaseForUpdate } from '../../cases/public.ts';
import { recordAudit } from '../../keys/public.ts';
import { findLink, listCaseLinks, restoreLinkRow, revokeLinkRow } from '../../links/public.ts';
import { removeLinkGrants } from '../talk/web-grant-store.ts';
import { listSessionIds } from '../visitors/web-session-store.ts';
import { readReturnPlace, returnExpiry } from './return-link.ts';

interface LinkPlace {
  caseId: string;
  linkId: string;
}

/** Ways back into the chats of a case that somebody has, also those that have run out. */
export async function presentReturnLinks(tx: Tx, caseId: string, now: Date): Promise<ReturnLink[]> {
  const links = await listCaseLinks(tx, caseId, 'chat');
  return links.map((link) => {
    const expiresAt = returnExpiry({ madeAt: link.made_at, usedAt: link.used_at });
    return {
      id: link.id,
      address: readReturnPlace(link.address).address,
      used_at: (link.used_at ?? link.made_at).toISOString(),
      expires_at: expiresAt.toISOString(),
      expired: expiresAt <= now,
    };
  });
}

/**
 * Takes a way back out of use. Whoever came by a link to this conversation sees it no longer, the
 * owner of the address neither: they get a new link by the old one, others do not.
 */
export async function revokeReturnLink(
  tx: Tx,
  actor: Actor,
  place: LinkPlace,
  now: Date,
): Promise<void> {
  const { conversationId, address } = await getPlace(tx, actor, place);
  if (!(await revokeLinkRow(tx, place.linkId, storedActor(actor), now))) return;
  const visitorIds = await removeLinkGrants(tx, conversationId);
  await tellAndAudit(tx, actor, place, address, 'page_link.revoked');
  // Their sockets, wherever they are held, connect anew and find what they may still see.
  const sessionIds = await listSessionIds(tx, visitorIds);
  const facts = { session_ids: sessionIds };
  await emitEvent(tx, actor, { name: 'visitor.session_ended', subjectId: null, facts });
}

/** Lets it work again. Throws `link_replaced` where a newer one stands. */
export async function restoreReturnLink(tx: Tx, actor: Actor, place: LinkPlace): Promise<void> {
  const { address, place: own, isRevoked } = await getPlace(tx, actor, place);
  if (!isRevoked) return;
  const standing = await listCaseLinks(tx, place.caseId, 'chat');
  if (standing.some((one) => one.address === own)) {
    throw new Refused(
      'link_replaced',
      'A newer link was made meanwhile; that one works, and the old one stays revoked.',
    );
  }
  await restoreLinkRow(tx, place.linkId);
  await tellAndAudit(tx, actor, place, address, 'page_link.restored');
}

async function getPlace(tx: Tx, actor: Actor, { caseId, linkId }: LinkPlace) {
  await getCaseForUpdate(tx, actor, caseId);
  const link = await findLink(tx, linkId);
  if (!link || link.kind !== 'chat' || link.case_id !== caseId) throw notFound('link');
  const isRevoked = link.revoked_at !== null;
  return { ...readReturnPlace(link.address), place: link.address, isRevoked };
}

async function tellAndAudit(
  tx: Tx,
  actor: Actor,
  { caseId, linkId }: LinkPlace,
  address: string,
  name: 'page_link.revoked' | 'page_link.restored',
): Promise<void> {
  await emitEvent(tx, actor, { name, subjectId: caseId, facts: { link_id: linkId } });
  await recordAudit(tx, actor, {
    action: name,
    subjectKind: 'page_link',
    subjectId: linkId,
    detail: { case_id: caseId, address },
  });
}
