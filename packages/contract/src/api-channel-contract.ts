import { z } from 'zod';
import { cursor, id, instant, limit, page, shortText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { channelKey, messageVisibility } from './channel-kind-contract.ts';
import { operation } from './operation.ts';

const tag = 'channels';

const externalId = z
  .string()
  .min(1)
  .max(400)
  .describe('Of your side; the same id again is the same message.');
const thread = z.string().min(1).max(400).describe('One thread is one conversation of one case.');

/** Bytes of one file, in base64; all of a message together stay below 25 MiB. */
const apiFile = z.object({
  file_name: shortText,
  mime_type: z.string().min(3).max(200),
  content_base64: z.base64().max(36_000_000),
});

/** Who or where somebody is. */
export const apiPoint = z.object({
  kind: z.enum(['email', 'phone', 'handle', 'identity', 'visitor']),
  value: z.string().trim().min(1).max(400),
  name: z.string().max(200).nullable().default(null),
  verified: z.boolean().default(false).describe('Your side has proof that it is theirs.'),
});

/** What a program says that came in on its side. */
export const apiSaid = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    id: externalId,
    thread,
    sender: apiPoint,
    points: z.array(apiPoint).max(10).default([]).describe('Where else they can be reached.'),
    subject: z.string().max(500).default(''),
    text: z.string().max(1_000_000).default(''),
    html: z.string().max(1_000_000).nullable().default(null),
    files: z.array(apiFile).max(20).default([]),
    in_reply_to: externalId.nullable().default(null),
    sent_at: instant.nullable().default(null),
    visibility: messageVisibility.default('direct'),
    answers: z
      .array(z.object({ key: shortText, label: shortText, value: z.string().max(10_000) }))
      .max(50)
      .default([]),
    language: contactLanguage.nullable().default(null),
  }),
  z.object({
    type: z.literal('edit'),
    id: externalId,
    thread,
    text: z.string().max(1_000_000),
    html: z.string().max(1_000_000).nullable().default(null),
    at: instant,
  }),
  z.object({ type: z.literal('deletion'), id: externalId, thread, at: instant }),
  z.object({
    type: z.literal('delivery'),
    provider_id: externalId.describe(
      'As your side answered when it took our message; of one that it fetched, the id of it.',
    ),
    state: z.enum(['delivered', 'read', 'failed']),
    words: z.string().max(1_000).nullable().default(null),
    at: instant,
  }),
  z.object({
    type: z.literal('reading'),
    thread,
    up_to: externalId.describe('Id of our message, or the id your side gave it.'),
    at: instant,
  }),
]);
export type ApiSaid = z.infer<typeof apiSaid>;

export const apiArrival = z.object({ receipt_id: id, duplicate: z.boolean() });

export const createChannelMessage = operation({
  id: 'createChannelMessage',
  method: 'POST',
  path: '/api/v1/channels/{channelId}/messages',
  tag,
  summary:
    'Hands in what came in on your side: a message, an edit, a deletion, a delivery state, a reading.',
  access: 'member_or_key',
  scope: 'receipts:write',
  status: 202,
  params: z.object({ channelId: id }),
  body: apiSaid,
  bodyLimit: 40 * 1024 * 1024,
  response: apiArrival,
});

export const createInboundArrival = operation({
  id: 'createInboundArrival',
  method: 'POST',
  path: '/api/v1/inbound/{channelKey}',
  tag,
  summary:
    'The same without a key, signed: webhook-id, webhook-timestamp and webhook-signature (v1, HMAC-SHA256 over id.timestamp.body with the inbound secret: the bytes of its base64 after whsec_), as Standard Webhooks 1.0 says.',
  access: 'public',
  brings: 'signature',
  signed: 'ApiSaidInput',
  status: 202,
  params: z.object({ channelKey }),
  bodyLimit: 40 * 1024 * 1024,
  response: z.object({ receipts: z.array(apiArrival) }),
});

/** One message of ours on its way out: the body of the webhook, and an item of the list. */
export const apiOutgoing = z.object({
  type: z.literal('message'),
  id: id.describe('Also the webhook-id and idempotency key: the same id is the same message.'),
  thread: z.string().nullable(),
  case_number: z.number().int(),
  conversation_id: id,
  seq: z.number().int(),
  to: z.array(z.object({ name: z.string().nullable(), address: z.string() })),
  in_reply_to: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  visibility: messageVisibility,
  language: z.string().nullable(),
  files: z.array(
    z.object({
      id: id.describe('For getAttachment, with a key that has cases:read.'),
      file_name: z.string(),
      mime_type: z.string(),
      size_bytes: z.number().int(),
      sha256: z.string(),
    }),
  ),
  at: instant,
});
export type ApiOutgoing = z.infer<typeof apiOutgoing>;

export const listChannelMessages = operation({
  id: 'listChannelMessages',
  method: 'GET',
  path: '/api/v1/channels/{channelId}/messages',
  tag,
  summary: 'Our messages on an API channel, oldest first, for programs that fetch them.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: z.object({ channelId: id }),
  query: z.object({ limit, cursor: cursor.optional() }),
  response: page(apiOutgoing),
});
