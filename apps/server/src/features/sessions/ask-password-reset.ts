import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../platform/db/database.ts';
import { normaliseEmail } from '../../platform/email-address.ts';
import { formatInstant, type Locale } from '../../platform/i18n/texts.ts';
import type { Log } from '../../platform/log/log.ts';
import type { SendSystemMail, SystemMail } from '../../platform/system-mail.ts';
import { getAccountFacts } from '../accounts/public.ts';
import { countTry } from './count-tries.ts';
import { makeResetLink } from './create-reset-link.ts';
import {
  CANDIDATES_MAX,
  RESET_LINK_MS,
  RESETS_PER_EMAIL,
  RESETS_PER_NETWORK,
} from './session-limits.ts';
import { networkOf } from './session-rules.ts';
import { sessionText } from './session-texts.ts';
import { listSignInCandidates, type SignInCandidate } from './session-views.ts';

export interface ResetDeps {
  sendSystemMail: SendSystemMail;
  publicUrl: string;
  log: Log;
}

/**
 * Mails a link to choose a new password to the members with this address. The answer is the same,
 * and as quick, whether there are any: the mails are made after it.
 */
export async function askPasswordReset(
  call: { db: Database; request: FastifyRequest; reply: FastifyReply; now: Date },
  deps: ResetDeps,
  givenEmail: string,
): Promise<{ detail: string }> {
  const { db, request, reply, now } = call;
  const email = normaliseEmail(givenEmail) ?? givenEmail.toLowerCase();
  const network = networkOf(request.ip);
  await countTry(
    db,
    reply,
    [
      { kind: 'reset-email', value: email, limit: RESETS_PER_EMAIL },
      { kind: 'reset-network', value: network, limit: RESETS_PER_NETWORK },
    ],
    now,
  );
  void mailLinks(db, deps, email, now).catch((error: unknown) => {
    deps.log.warn({ err: error }, 'A password reset was not mailed.');
  });
  return { detail: sessionText(askedLocale(request), 'reset_asked') };
}

async function mailLinks(db: Database, deps: ResetDeps, email: string, now: Date): Promise<void> {
  const members = await db.withSystem((tx) =>
    listSignInCandidates(tx, email, null, CANDIDATES_MAX),
  );
  for (const member of members) {
    await deps.sendSystemMail(await writeMail(db, deps, member, email, now));
  }
}

function writeMail(
  db: Database,
  deps: ResetDeps,
  member: SignInCandidate,
  email: string,
  now: Date,
): Promise<SystemMail> {
  return db.withAccount(member.account_id, async (tx) => {
    const { publicUrl } = deps;
    const options = { publicUrl, now, valid_ms: RESET_LINK_MS };
    const { link, expiresAt } = await makeResetLink(tx, member.id, options);
    const { name: account, timeZone } = await getAccountFacts(tx);
    const { name, locale } = member;
    const expires = formatInstant(expiresAt, locale, timeZone);
    return {
      to: email,
      locale,
      subject: sessionText(locale, 'reset_subject', { account }),
      text: sessionText(locale, 'reset_text', { account, name, link, expires }),
    };
  });
}

/** German where the browser prefers it; nobody is known yet who could have chosen. */
function askedLocale(request: FastifyRequest): Locale {
  return /^de\b/i.test(request.headers['accept-language'] ?? '') ? 'de' : 'en';
}
