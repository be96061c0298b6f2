export { blankMail } from './understand/blank-mail.ts';
export { htmlFromText, textFromHtml } from './understand/compose-text.ts';
export type { MailVerdicts } from './verdicts/authenticate-mail.ts';
export { foldText } from './understand/fold-quotes.ts';
export { sanitiseHtml } from './understand/sanitise-html.ts';
export { baseSubject, findCaseNumberTag, isForward } from './understand/subject-rules.ts';
export type { UnderstoodMail } from './understand/understood-mail.ts';
export { makeMessageId } from './send/compose-mail.ts';
export { readReplyAddress } from './send/reply-address.ts';
