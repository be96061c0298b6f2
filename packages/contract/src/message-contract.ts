import { z } from 'zod';
import { contactRef, id, instant, mailbox, memberRef } from './basic-schema.ts';
import { channelKind, messageVisibility } from './channel-kind-contract.ts';
import { operation } from './operation.ts';

const tag = 'messages';

export const attachment = z.object({
  id,
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number().int(),
  sha256: z.string().describe('Hex.'),
  disposition: z.enum(['attachment', 'inline']),
  content_id: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachment>;

export const foldedRange = z.object({
  start: z.number().int().describe('UTF-16 offset into text.'),
  end: z.number().int(),
  kind: z.enum(['quote', 'signature', 'header']),
});

export const joinReason = z.object({
  code: z.enum([
    'reply_address',
    'references',
    'same_thread',
    'subject_tag',
    'new_sender',
    'new_matter',
    'moved',
    'written_here',
    'side_conversation',
    'case_page',
    'seat_note',
    'seat_proposal',
    'bounce',
    'not_understood',
  ]),
  text: z.string().describe('The reason in a sentence, in the reader’s language.'),
});

const verdict = z.object({ result: z.string(), reason: z.string() }).nullable();
export const authentication = z.object({
  spf: verdict,
  dkim: verdict,
  dmarc: verdict,
  verified: z.boolean().describe('True only if DMARC passed.'),
  reason: z.string(),
});

export const delivery = z.object({
  recipient: z.string(),
  state: z.enum(['waiting', 'sending', 'sent', 'deferred', 'bounced', 'failed', 'cancelled']),
  attempts: z.number().int(),
  next_attempt_at: instant.nullable(),
  sent_at: instant.nullable(),
  delivered_at: instant.nullable().describe('When it reached them, where their side tells.'),
  read_at: instant.nullable().describe('When they read it, where their side tells.'),
  server_words: z
    .string()
    .nullable()
    .describe('What the receiving server said, verbatim; words of ours in the reader’s language.'),
});

export const messageKind = z
  .enum(['message', 'confirmation', 'notice', 'bounce', 'side'])
  .describe(
    'notice: what the contact is told beside answers, such as who has the case now; side: with a third party.',
  );

export const message = z.object({
  id,
  case_id: id,
  conversation_id: id,
  seq: z.number().int().describe('Gap-free in its conversation.'),
  direction: z.enum(['in', 'out']),
  kind: messageKind,
  author: z.object({
    kind: z.enum(['contact', 'member', 'system']),
    contact: contactRef.nullable(),
    member: memberRef.nullable(),
  }),
  channel_id: id,
  channel_kind: channelKind.describe('How it was said.'),
  receipt_id: id.nullable(),
  from: mailbox,
  to: z.array(mailbox),
  cc: z.array(mailbox),
  bcc: z.array(mailbox),
  subject: z.string(),
  sent_at: instant.nullable().describe('As the sender claims; null if the claim cannot be a date.'),
  received_at: instant.describe('When it reached us, or was written here.'),
  text: z.string(),
  html: z.string().nullable().describe('Sanitised by allow-list; remote images are not loaded.'),
  folded: z.array(foldedRange),
  remote_images: z.number().int(),
  attachments: z.array(attachment),
  message_id: z.string().nullable(),
  in_reply_to: z.string().nullable(),
  joined_because: joinReason,
  authentication: authentication.nullable(),
  name_spoof: z.object({ shown: z.string(), real: z.string() }).nullable(),
  automatic: z.object({ kind: z.string(), reason: z.string() }).nullable(),
  warnings: z.array(z.string()),
  language: z.string().nullable(),
  send_after: instant.nullable().describe('Not before this; until then it can be taken back.'),
  delivery_state: z
    .enum(['waiting', 'scheduled', 'sent', 'bounced', 'failed', 'cancelled'])
    .nullable()
    .describe('Null for messages that came in.'),
  deliveries: z.array(delivery),
  hold: z.object({ id, reason: z.string(), proposed_case_number: z.number().int() }).nullable(),
  visibility: messageVisibility,
  edited_at: instant.nullable().describe('When its sender changed it last.'),
  deleted_at: instant.nullable().describe('When its sender took it back; its words are hidden.'),
  answers: z
    .array(z.object({ key: z.string(), label: z.string(), value: z.string() }))
    .describe('To the questions that were asked before the first word.'),
  split_proposed: z.boolean().describe('The subject changed: perhaps a new matter.'),
  moved_from: z
    .object({ id, case_id: id, case_number: z.number().int() })
    .nullable()
    .describe('The move that can be undone.'),
});
export type Message = z.infer<typeof message>;

export const messageVersion = z.object({
  id,
  text: z.string(),
  written_at: instant,
  replaced_at: instant.describe('When other words took its place, or it was taken back.'),
});

export const listMessageVersions = operation({
  id: 'listMessageVersions',
  method: 'GET',
  path: '/api/v1/messages/{messageId}/versions',
  tag,
  summary:
    'What a message said before its sender changed it, the newest first; of one that was taken back ' +
    'only for administrators and supervisors, and each look is written down.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: z.object({ messageId: id }),
  response: z.object({ items: z.array(messageVersion) }),
});

const attachmentParams = z.object({ attachmentId: id });

export const getAttachment = operation({
  id: 'getAttachment',
  method: 'GET',
  path: '/api/v1/attachments/{attachmentId}/content',
  tag,
  summary: 'The file; sent as a download unless it is a picture asked for inline.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: attachmentParams,
  query: z.object({ inline: z.enum(['true', 'false']).default('false') }),
  produces: 'application/octet-stream',
});

export const createUpload = operation({
  id: 'createUpload',
  method: 'POST',
  path: '/api/v1/uploads',
  tag,
  summary: 'Stores a file that a reply or note will carry; forgotten after seven days unless used.',
  access: 'member_or_key',
  scope: 'cases:write',
  query: z.object({
    file_name: z.string().min(1).max(255),
    mime_type: z.string().max(200).default('application/octet-stream'),
  }),
  consumes: 'application/octet-stream',
  bodyLimit: 25 * 1024 * 1024,
  status: 201,
  response: attachment,
});

export const getMessageFrame = operation({
  id: 'getMessageFrame',
  method: 'GET',
  path: '/api/v1/messages/{messageId}/frame',
  tag,
  summary: 'The safe HTML as a document of its own for a sandboxed frame, with a strict CSP.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: z.object({ messageId: id }),
  query: z.object({
    images: z.enum(['none', 'remote']).default('none'),
    theme: z.enum(['light', 'dark']).default('light'),
    folded: z.enum(['closed', 'open']).default('closed'),
  }),
  produces: 'text/html; charset=utf-8',
});

export const getRemoteImage = operation({
  id: 'getRemoteImage',
  method: 'GET',
  path: '/api/v1/messages/{messageId}/remote-images/{imageIndex}',
  tag,
  summary:
    'Fetches one remote picture of a message for the reader, who stays unknown to its sender.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: z.object({ messageId: id, imageIndex: z.coerce.number().int().min(0).max(999) }),
  produces: 'image/*',
});

export const getMessageHeaders = operation({
  id: 'getMessageHeaders',
  method: 'GET',
  path: '/api/v1/messages/{messageId}/headers',
  tag,
  summary: 'The header lines of a message that came in by mail.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: z.object({ messageId: id }),
  response: z.object({
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
});

export const createDeliveryRetry = operation({
  id: 'createDeliveryRetry',
  method: 'POST',
  path: '/api/v1/messages/{messageId}/delivery-retries',
  tag,
  summary: 'Tries a deferred or failed delivery now.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: z.object({ messageId: id }),
  status: 202,
  response: message,
});

export const createSendCancellation = operation({
  id: 'createSendCancellation',
  method: 'POST',
  path: '/api/v1/messages/{messageId}/cancellations',
  tag,
  summary: 'Takes a message back before it left; its text returns to the draft.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: z.object({ messageId: id }),
  response: message,
});
