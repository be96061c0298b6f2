export { htmlFromText, textFromHtml } from './understand/compose-text.ts';
export { authenticateMail, type MailVerdicts } from './understand/authenticate-mail.ts';
export { foldText } from './understand/fold-quotes.ts';
export { listMailIds } from './understand/list-mail-ids.ts';
export { sanitiseHtml } from './understand/sanitise-html.ts';
export { baseSubject, findCaseNumberTag, isForward } from './understand/subject-rules.ts';
export type { UnderstoodMail } from './understand/understood-mail.ts';
export { makeMessageId } from './send/compose-mail.ts';
export { readReplyAddress } from './send/reply-address.ts';
