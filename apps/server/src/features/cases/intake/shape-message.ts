import { guessLanguage } from '../../../platform/i18n/guess-language.ts';
import { blankMail, sanitiseHtml, textFromHtml } from '../../channels/email/public.ts';
import type { UnderstoodMail } from '../../channels/email/public.ts';
import type { UnderstoodMessage } from '../../channels/kit/public.ts';

/** Characters of a subject made from the first words, where the channel has none. */
const SUBJECT_CHARACTERS = 80;

/**
 * A message of any channel in the shape of a mail, so that everything behind the intake (promises,
 * previews, recording) is one path. What only mails have stays empty.
 */
export function shapeMessage(said: UnderstoodMessage): UnderstoodMail {
  const html = said.html === null ? null : sanitiseHtml(said.html);
  const text = cleanLines(said.text === '' && html ? textFromHtml(html.html) : said.text);
  const email = [said.sender, ...said.furtherPoints].find((point) => point.kind === 'email');
  return {
    ...blankMail,
    from: { name: said.sender.name ?? '', address: email?.value ?? addressOf(said) },
    subject: said.subject || firstWords(text),
    messageId: said.externalId,
    inReplyTo: said.inReplyTo === null ? [] : [said.inReplyTo],
    date: { claimed: null, sentAt: said.sentAt?.toISOString() ?? null },
    text,
    html: html?.html ?? null,
    remoteImages: html?.remoteImages ?? 0,
    language: said.language ?? guessLanguage(text),
    mayAnswerAutomatically: true,
    mayAnswerReason: null,
    understoodBy: 'mime-walk',
    warnings: [],
  };
}

/** The id of a browser is nobody’s address; screens show the name of the contact instead. */
function addressOf({ sender }: UnderstoodMessage): string {
  return sender.kind === 'visitor' ? '' : sender.value;
}

/** Lines end with \n, and nothing is in the text that PostgreSQL or a screen chokes on. */
function cleanLines(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\0', '');
}

/** What a message is about where its channel says no subject. */
export function firstWords(text: string): string {
  const line = text.trim().split('\n', 1)[0]!.replaceAll(/\s+/g, ' ');
  if (line.length <= SUBJECT_CHARACTERS) return line;
  return `${line.slice(0, SUBJECT_CHARACTERS).replace(/\s\S*$|[\uD800-\uDBFF]$/, '')} …`;
}
