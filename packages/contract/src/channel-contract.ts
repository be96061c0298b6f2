import { z } from 'zod';
import { cursor, emailAddress, id, instant, limit, page, shortText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import {
  apiChannel,
  apiChannelChange,
  channelCapabilities,
  channelKind,
  channelSecretKind,
  verifiedBy,
  webChannel,
  webChannelChange,
} from './channel-kind-contract.ts';
import { operation } from './operation.ts';

const tag = 'channels';

/** How a mailbox is pulled; the password is written only and never read back. */
export const imapInput = z.object({
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'none']),
  login: z.string().min(1).max(320),
  password: z.string().max(4000).optional().describe('Password or, with oauth2, the access token.'),
  oauth2: z
    .object({
      token_url: z.url(),
      client_id: z.string().min(1).max(400),
      client_secret: z.string().max(4000).optional(),
      refresh_token: z.string().min(1).max(4000).optional(),
      scope: z.string().max(1000).optional(),
    })
    .optional(),
  mailbox: z.string().min(1).max(255).default('INBOX'),
  after_fetch: z
    .enum(['keep', 'delete'])
    .default('keep')
    .describe('Whether a stored message stays on the server.'),
  trusted_authserv_id: z
    .string()
    .max(255)
    .optional()
    .describe('Whose Authentication-Results header is believed (RFC 8601).'),
});

export const dkimInput = z.object({
  domain: z.string().min(1).max(255),
  selector: z.string().min(1).max(63),
  private_key: z.string().min(1).max(10_000).describe('PEM; written only.'),
});

const emailSettingFields = {
  from_name: z.string().max(200),
  aliases: z.array(emailAddress).max(50),
  confirmation: z.boolean().describe('Tell contacts the case number and what happens next.'),
  answer_within_hours: z
    .number()
    .int()
    .min(1)
    .max(720)
    .describe('What the confirmation promises for the first answer.'),
  reply_address: z
    .enum(['plus', 'none'])
    .describe('plus: Reply-To carries a signed case address (support+c4711.hmac@...).'),
  remote_images: z.enum(['on_click', 'never']),
  case_page: z
    .boolean()
    .describe('A line with the link to the page of their case in every message to a contact.'),
  case_page_names: z
    .enum(['team', 'first_name'])
    .describe('Who has the case, as its page tells: the team, or the first name of who answers.'),
};

export const emailSettings = z.object({
  from_name: emailSettingFields.from_name.default(''),
  aliases: emailSettingFields.aliases.default([]),
  confirmation: emailSettingFields.confirmation.default(true),
  answer_within_hours: emailSettingFields.answer_within_hours.default(24),
  reply_address: emailSettingFields.reply_address.default('plus'),
  remote_images: emailSettingFields.remote_images.default('on_click'),
  case_page: emailSettingFields.case_page.default(true),
  case_page_names: emailSettingFields.case_page_names.default('team'),
});

/** Without defaults: what a change leaves out stays as it is. */
export const emailSettingsChange = z.object(emailSettingFields).partial();

export const channelHealth = z.object({
  state: z.enum(['ok', 'connecting', 'failing', 'off', 'idle']),
  detail: z.string().describe('In plain words, with the server’s own where there are any.'),
  last_ok_at: instant.nullable(),
  last_received_at: instant.nullable(),
  on_server: z.number().int().nullable().describe('Messages in the mailbox at the last count.'),
  with_us: z.number().int().nullable().describe('How many of those have a receipt here.'),
  counted_at: instant.nullable(),
  checked_at: instant.nullable().describe('When the way out was tried last; every 15 minutes.'),
  since: instant.nullable().describe('Since when the way out fails; null: it does not.'),
});

export const channelAccount = z.object({
  id,
  kind: channelKind,
  name: z.string(),
  address: z.string().describe('Of a mailbox; the public key of a chat, form or API channel.'),
  team: z.object({ id, name: z.string() }).nullable(),
  locale: contactLanguage,
  settings: emailSettings,
  imap: imapInput.omit({ password: true, oauth2: true }).extend({ oauth2: z.boolean() }).nullable(),
  dkim: dkimInput.omit({ private_key: true }).nullable(),
  smtp: z.boolean().describe('Whether a relay of its own is set for this channel.'),
  web: webChannel.nullable().describe('Of a chat or form.'),
  api: apiChannel.nullable().describe('Of an API channel; where it sends only for administrators.'),
  secrets: z.array(channelSecretKind).describe('Which were made; they are never read back.'),
  page_url: z.string().nullable().describe('The page of a chat or form on our own address.'),
  script_tag: z.string().nullable().describe('What a page needs to embed a chat or form.'),
  verified_by: verifiedBy,
  health: channelHealth,
  disabled_at: instant.nullable(),
  created_at: instant,
});
export type ChannelAccount = z.infer<typeof channelAccount>;

const channelParams = z.object({ channelId: id });

export const listChannels = operation({
  id: 'listChannels',
  method: 'GET',
  path: '/api/v1/channels',
  tag,
  summary: 'Our own channels with their health.',
  access: 'member_or_key',
  scope: 'channels:read',
  response: z.object({ items: z.array(channelAccount) }),
});

export const listChannelKinds = operation({
  id: 'listChannelKinds',
  method: 'GET',
  path: '/api/v1/channel-kinds',
  tag,
  summary: 'What each kind of channel can do, and against what it was shown to work.',
  access: 'member_or_key',
  scope: 'channels:read',
  response: z.object({
    items: z.array(
      z.object({
        kind: channelKind,
        verified_by: verifiedBy,
        against: z.string().describe('What stood on the other side.'),
        shown_by: z.array(z.string()).describe('Tests of the product.'),
        capabilities: channelCapabilities,
      }),
    ),
  }),
});

const channelInput = {
  name: shortText,
  team_id: id.nullable().default(null),
  locale: contactLanguage.default('en'),
  settings: emailSettingsChange.default({}),
  imap: imapInput.nullable().default(null),
  smtp_url: z
    .string()
    .max(2000)
    .nullable()
    .default(null)
    .describe('smtp:// or smtps:// relay for this channel alone; written only.'),
  dkim: dkimInput.nullable().default(null),
  web: webChannelChange.optional().describe('Of a chat or form.'),
  api: apiChannelChange.optional().describe('Of an API channel.'),
};

export const createChannel = operation({
  id: 'createChannel',
  method: 'POST',
  path: '/api/v1/channels',
  tag,
  summary: 'Adds a mailbox, chat, form or API channel; it takes messages from then on.',
  access: 'member_or_key',
  scope: 'channels:write',
  status: 201,
  body: z.object({
    ...channelInput,
    kind: channelKind.default('email'),
    address: emailAddress
      .optional()
      .describe('Of a mailbox; the other kinds are given their public key.'),
    name: shortText.optional().describe('Default: the address.'),
  }),
  response: channelAccount,
});

export const updateChannel = operation({
  id: 'updateChannel',
  method: 'PATCH',
  path: '/api/v1/channels/{channelId}',
  tag,
  summary: 'Changes a channel; secrets left out stay as they are.',
  access: 'member_or_key',
  scope: 'channels:write',
  params: channelParams,
  body: z.object({
    name: shortText.optional(),
    team_id: id.nullable().optional(),
    locale: contactLanguage.optional(),
    settings: emailSettingsChange.optional(),
    imap: imapInput.nullable().optional(),
    smtp_url: z.string().max(2000).nullable().optional(),
    dkim: dkimInput.nullable().optional(),
    web: webChannelChange.optional(),
    api: apiChannelChange.optional(),
    disabled: z.boolean().optional(),
  }),
  response: channelAccount,
});

export const createChannelTest = operation({
  id: 'createChannelTest',
  method: 'POST',
  path: '/api/v1/channels/{channelId}/tests',
  tag,
  summary:
    'Tries a channel now, the whole way with a test message that no case is made of, and says how each step went.',
  access: 'member_or_key',
  scope: 'channels:write',
  params: channelParams,
  response: z.object({
    steps: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  }),
});

export const createChannelSecret = operation({
  id: 'createChannelSecret',
  method: 'POST',
  path: '/api/v1/channels/{channelId}/secrets',
  tag,
  summary: 'Makes a secret and tells it once; the former one of its kind is void from then on.',
  access: 'member_or_key',
  scope: 'channels:write',
  status: 201,
  params: channelParams,
  body: z.object({ kind: channelSecretKind }),
  response: z.object({ kind: channelSecretKind, secret: z.string().describe('Told only now.') }),
});

export const channelError = z.object({
  id,
  at: instant,
  code: z.string(),
  words: z.string().describe('In plain words, with those of the other side.'),
});

export const listChannelErrors = operation({
  id: 'listChannelErrors',
  method: 'GET',
  path: '/api/v1/channels/{channelId}/errors',
  tag,
  summary: 'The last 20 things that went wrong on a channel, the newest first.',
  access: 'member_or_key',
  scope: 'channels:read',
  params: channelParams,
  response: z.object({ items: z.array(channelError) }),
});

export const receiptState = z
  .enum(['stored', 'understood', 'held', 'failed', 'test'])
  .describe('test: the message of createChannelTest, understood and thrown away; no case.');

export const receiptSource = z.enum([
  'smtp',
  'lmtp',
  'imap',
  'import',
  'page',
  'chat',
  'form',
  'api',
]);
export type ReceiptSource = z.infer<typeof receiptSource>;

export const receipt = z.object({
  id,
  channel_id: id,
  source: receiptSource,
  external_key: z.string().nullable(),
  sha256: z.string().describe('Hex, of the raw bytes.'),
  size_bytes: z.number().int(),
  received_at: instant,
  state: receiptState,
  error: z.string().nullable(),
  attempts: z.number().int(),
  seen_count: z.number().int().describe('How often the same bytes were handed in.'),
  case_id: id.nullable(),
  message_id: id.nullable(),
});
export type Receipt = z.infer<typeof receipt>;

export const listReceipts = operation({
  id: 'listReceipts',
  method: 'GET',
  path: '/api/v1/receipts',
  tag: 'receipts',
  summary: 'What came in, raw, newest first.',
  access: 'member_or_key',
  scope: 'receipts:read',
  query: z.object({
    state: receiptState.optional(),
    channel_id: id.optional(),
    limit,
    cursor: cursor.optional(),
  }),
  response: page(receipt),
});

export const getReceipt = operation({
  id: 'getReceipt',
  method: 'GET',
  path: '/api/v1/receipts/{receiptId}',
  tag: 'receipts',
  summary: 'One receipt; also for members who may read the case in which it ended up.',
  access: 'member_or_key',
  scope: 'receipts:read',
  params: z.object({ receiptId: id }),
  response: receipt,
});

export const getReceiptRaw = operation({
  id: 'getReceiptRaw',
  method: 'GET',
  path: '/api/v1/receipts/{receiptId}/raw',
  tag: 'receipts',
  summary: 'The very bytes that came in; for whoever may see the receipt.',
  access: 'member_or_key',
  scope: 'receipts:read',
  params: z.object({ receiptId: id }),
  produces: 'message/rfc822',
});

export const createReceiptRetry = operation({
  id: 'createReceiptRetry',
  method: 'POST',
  path: '/api/v1/receipts/{receiptId}/retries',
  tag: 'receipts',
  summary: 'Tries again to understand a failed receipt.',
  access: 'member_or_key',
  scope: 'receipts:write',
  params: z.object({ receiptId: id }),
  status: 202,
  response: receipt,
});

export const createMailImport = operation({
  id: 'createMailImport',
  method: 'POST',
  path: '/api/v1/channels/{channelId}/imports',
  tag: 'receipts',
  summary:
    'Hands one raw message in, as the import command does; the same bytes twice are one receipt.',
  access: 'member_or_key',
  scope: 'receipts:write',
  params: channelParams,
  query: z.object({ external_key: z.string().max(400).optional() }),
  consumes: 'message/rfc822',
  bodyLimit: 100 * 1024 * 1024,
  status: 201,
  response: z.object({ receipt, duplicate: z.boolean() }),
});
