import { systemActor } from '../../../platform/actor.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import {
  findLink,
  findOpenedLink,
  linkKeyOf,
  makeLinks,
  revokeLinkRow,
  touchLink,
} from '../../links/public.ts';
import { returnLife_ms } from '../web-limits.ts';

export interface ReturnLinkDeps {
  db: Database;
  secretBox: Pick<SecretBox, 'derive'>;
  publicUrl: string;
}

/** Between the conversation and the address that one link is for. */
const SEPARATOR = ' ';

/** Which conversation a link leads to, and whose it is. */
export function readReturnPlace(place: string): { conversationId: string; address: string } {
  const [conversationId = '', address = ''] = place.split(SEPARATOR);
  return { conversationId, address };
}

/** When a link runs out, if nobody follows it and no mail carries it. */
export function returnExpiry(link: { madeAt: Date; usedAt: Date | null }): Date {
  return new Date((link.usedAt ?? link.madeAt).getTime() + returnLife_ms);
}

/**
 * The link that leads one address back to exactly this conversation; the same each time, and good
 * for longer each time. One that ran out stays so: there is a new one then.
 */
export async function makeReturnLink(
  tx: Tx,
  deps: Omit<ReturnLinkDeps, 'db'>,
  back: { caseId: string; conversationId: string; address: string; at: Date },
): Promise<string> {
  const { caseId, conversationId, address, at } = back;
  const place = `${conversationId}${SEPARATOR}${address}`;
  const making = { key: linkKeyOf(deps.secretBox), publicUrl: deps.publicUrl };
  const asked = { kind: 'chat' as const, caseId, addresses: [place], at };
  let made = (await makeLinks(tx, making, asked)).get(place)!;
  const known = await findLink(tx, made.id);
  if (known && returnExpiry({ madeAt: known.made_at, usedAt: known.used_at }) <= at) {
    const { id, name } = systemActor(tx.accountId, 'web');
    await revokeLinkRow(tx, known.id, { kind: 'system', id, name }, at);
    made = (await makeLinks(tx, making, asked)).get(place)!;
  }
  await touchLink(tx, made.id, at);
  return made.url;
}

/** A link that was made here. */
export interface OpenedReturn {
  accountId: string;
  linkId: string;
  caseId: string;
  conversationId: string;
  address: string;
  state: 'open' | 'expired' | 'revoked';
}

/** What a return link opens, or opened once; null where it was not made here. */
export async function findOpenedReturn(
  deps: Pick<ReturnLinkDeps, 'db' | 'secretBox'>,
  token: string,
  now: Date,
): Promise<OpenedReturn | null> {
  const link = await findOpenedLink(deps.db, linkKeyOf(deps.secretBox), 'chat', token);
  if (!link) return null;
  const { accountId, id: linkId, caseId } = link;
  const isOver = returnExpiry(link) <= now;
  const state = link.revokedAt ? 'revoked' : isOver ? 'expired' : 'open';
  return { accountId, linkId, caseId, ...readReturnPlace(link.address), state };
}
