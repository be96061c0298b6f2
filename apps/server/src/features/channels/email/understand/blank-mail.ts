import type { UnderstoodMail } from './understood-mail.ts';

/** What is said of a mail of which only the headers were read, or nothing. */
export const unreadBody = {
  text: '',
  html: null,
  folded: [],
  htmlFolded: false,
  remoteImages: 0,
  attachments: [],
  automatic: null,
  // What was not read to the end must not be answered by a program.
  mayAnswerAutomatically: false,
  mayAnswerReason: 'not_understood',
  bounce: null,
  language: null,
  understoodBy: 'headers-only',
} satisfies Partial<UnderstoodMail>;

/** A mail that says nothing: what stands in the case where nothing could be read. */
export const blankMail: UnderstoodMail = {
  ...unreadBody,
  from: null,
  fromAll: [],
  sender: null,
  replyTo: [],
  to: [],
  cc: [],
  subject: '',
  messageId: null,
  inReplyTo: [],
  references: [],
  date: { claimed: null, sentAt: null },
  warnings: ['understanding_failed'],
  nameSpoof: null,
  deliveredTo: [],
  hops: 0,
  loopHeader: null,
  listId: null,
  priority: null,
  headers: [],
};
