import { type ContactLanguage, findContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { getChannel } from '../../channels/public.ts';
import { htmlFromText } from '../../channels/email/public.ts';
import { presentMessagesAfter } from '../talk/present-talk.ts';
import { listShownConversations } from '../talk/web-conversation-views.ts';
import { recentWords_max } from '../web-limits.ts';
import { webText } from '../web-texts.ts';
import { findLeavingTalk } from './leaving-views.ts';
import { makeReturnLink, type ReturnLinkDeps } from './return-link.ts';

/** A mail on its way out. */
export interface LeavingMail {
  id: string;
  language: string | null;
  recipients: { to?: { address: string }[] };
}

interface MailBody {
  text: string;
  html: string | null;
}

/** Messages looked at for a mail: what is unread, and what was said before. */
const LOOKED_AT = 40;

/**
 * What a chat answer says as a mail: the words, those before it that are unread too, what happens
 * next, the way back into exactly this conversation and what was said lately. Null where the
 * message is of no conversation with a visitor.
 */
export async function endContinuedMail(
  tx: Tx,
  deps: ReturnLinkDeps & { clock: Clock },
  mail: LeavingMail,
): Promise<Map<string, MailBody> | null> {
  const talk = await findLeavingTalk(tx, mail.id);
  if (!talk) return null;
  const channel = await getChannel(tx, talk.channel_id);
  const { timeZone } = await getAccountFacts(tx);
  const locale = findContactLanguage(mail.language) ?? channel.locale;
  const [row] = await listShownConversations(tx, { ids: [talk.id] });
  if (!row) return null;
  const range = { id: talk.id, afterSeq: Math.max(0, talk.seq - LOOKED_AT) };
  const found = await presentMessagesAfter(tx, { range, channel }, LOOKED_AT);
  const said = found.filter((one) => one.seq <= talk.seq && !one.deleted);
  const isNew = (one: (typeof said)[number]) => one.seq > talk.known_seq && one.from !== 'visitor';
  const words = said.filter(isNew).map((one) => wordsOf(one, locale));
  const before = said.filter((one) => !isNew(one)).slice(-recentWords_max);
  const recent = before.map((one) =>
    webText(locale, 'said', {
      who: one.author ?? webText(locale, 'you'),
      at: formatInstant(new Date(one.at), locale, timeZone),
      text: wordsOf(one, locale),
    }),
  );
  const bodies = new Map<string, MailBody>();
  for (const { address } of mail.recipients.to ?? []) {
    const back = { caseId: talk.case_id, conversationId: talk.id, address, at: deps.clock.now() };
    const link = await makeReturnLink(tx, deps, back);
    const values = { words: words.join('\n\n'), link, recent: recent.join('\n\n') };
    const text = webText(locale, 'continued', values);
    bodies.set(address, { text, html: htmlFromText(text) });
  }
  return bodies;
}

function wordsOf(one: { text: string; files: unknown[] }, locale: ContactLanguage): string {
  const count = one.files.length;
  return count === 0 ? one.text : `${one.text}\n${webText(locale, 'files', { count })}`.trim();
}
