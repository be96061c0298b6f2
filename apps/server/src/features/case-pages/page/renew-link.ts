import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getChannel } from '../../channels/public.ts';
import { insertConversation } from '../../conversations/public.ts';
import { queueNotice } from '../../deliveries/public.ts';
import { type OpenedLink, revokeLinkRow } from '../../links/public.ts';
import type { CasePage } from './load-case-page.ts';
import { pageText } from './page-texts.ts';

/**
 * Mails a new link to the address of the old one, which stops working. It is shown to nobody: who
 * only found the old link learns nothing.
 */
export async function renewLink(
  tx: Tx,
  link: OpenedLink,
  page: CasePage,
  now: Date,
): Promise<void> {
  const { found, locale, contact } = page;
  const by = { kind: 'contact' as const, id: contact?.id ?? null, name: contact?.name ?? '' };
  await revokeLinkRow(tx, link.id, by, now);
  const channel = await getChannel(tx, page.channelId);
  const conversationId =
    page.conversationId ??
    (await insertConversation(tx, {
      caseId: found.id,
      channelId: channel.id,
      kind: 'contact',
      contactId: contact?.id ?? null,
      contactPointId: null,
      subject: found.subject,
    }));
  const number = String(found.number);
  const text = pageText(locale, 'renewalText', { number, account: page.accountName });
  const notice = {
    conversationId,
    // The link is made for the very case it was made for before.
    caseId: link.caseId,
    contactId: contact?.id ?? null,
    channel,
    accountName: page.accountName,
    to: [{ name: contact?.name || null, address: link.address }],
    subject: pageText(locale, 'renewalSubject', { number }),
    text,
    inReplyTo: null,
    language: locale,
  };
  const messageId = await queueNotice(tx, notice, now);
  await emitEvent(tx, by, {
    name: 'page_link.renewed',
    subjectId: found.id,
    facts: { link_id: link.id, message_id: messageId },
  });
}
