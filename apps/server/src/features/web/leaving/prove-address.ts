import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import type { Channel } from '../../channels/public.ts';
import { addGivenPoint } from '../../contacts/public.ts';
import { findContact, proposeLinks } from '../linking/propose-link.ts';
import { updateVisitor, type Visitor } from '../visitors/visitor-store.ts';
import { codeLife_ms } from '../web-limits.ts';
import { webText } from '../web-texts.ts';
import { insertCode, tryCode } from './web-code-store.ts';

/** What goes to the address. */
export interface CodeMail {
  id: string;
  expiresAt: Date;
  mail: { to: string; subject: string; text: string; locale: ContactLanguage };
}

const CODES = 1_000_000;

function hashCode(box: Pick<SecretBox, 'derive'>, id: string, code: string): Buffer {
  // Six digits alone are guessed from their hash in no time: the key is not in the database.
  return createHmac('sha256', box.derive('one-time codes')).update(`${id}|${code}`).digest();
}

/**
 * Makes a code for an address. The address counts as given from now on, where no other was proven;
 * whether anybody knows it changes nothing of the answer.
 */
export async function makeCode(
  tx: Tx,
  box: Pick<SecretBox, 'derive'>,
  visitor: Visitor,
  address: string,
  now: Date,
): Promise<CodeMail> {
  const code = String(randomInt(CODES)).padStart(6, '0');
  const expiresAt = new Date(now.getTime() + codeLife_ms);
  const id = await insertCode(tx, {
    visitorId: visitor.id,
    address,
    hashOf: (codeId) => hashCode(box, codeId, code),
    at: now,
    expiresAt,
  });
  if (visitor.email_verified_at === null) await updateVisitor(tx, visitor.id, { email: address });
  const { name: organisation } = await getAccountFacts(tx);
  const { locale } = visitor;
  const subject = webText(locale, 'codeSubject', { code, organisation });
  const text = webText(locale, 'code', { code, organisation });
  return { id, expiresAt, mail: { to: address, subject, text, locale } };
}

/** The visitor as they are known after a right code; null for a wrong one, which is counted. */
export async function proveAddress(
  tx: Tx,
  box: Pick<SecretBox, 'derive'>,
  channel: Channel,
  visitor: Visitor,
  proof: { id: string; code: string },
  now: Date,
): Promise<Visitor | null> {
  const hash = hashCode(box, proof.id, proof.code);
  const matches = (kept: Buffer) => timingSafeEqual(kept, hash);
  const address = await tryCode(tx, visitor.id, proof.id, { matches, at: now });
  if (address === null) return null;
  const proven = {
    email: address,
    email_verified_at: now,
    email_verified_how: 'one_time_code' as const,
  };
  await updateVisitor(tx, visitor.id, proven);
  const known = { ...visitor, ...proven };
  const contactId = await findContact(tx, channel, visitor);
  if (contactId !== null) {
    await addGivenPoint(tx, contactId, {
      kind: 'email',
      value: address,
      source: { kind: 'form', id: null, name: channel.name },
      legalBasis: 'contract',
      verified: { at: now, how: 'one_time_code' },
    });
  }
  await proposeLinks(tx, channel, known, now);
  return known;
}
