import { z } from 'zod';
import { id, shortText, visibleText } from './basic-schema.ts';

/** What a channel is made of, beside what all kinds have in common. */
export const channelKind = z.enum(['email', 'chat', 'form', 'api']);
export type ChannelKind = z.infer<typeof channelKind>;

/** Who may read a message where it was said. An answer is never more visible than its question. */
export const messageVisibility = z
  .enum(['direct', 'unlisted', 'public'])
  .describe('direct: the contact and us; unlisted: whoever has the link; public: everybody.');
export type MessageVisibility = z.infer<typeof messageVisibility>;

export const verifiedBy = z
  .enum(['real_server', 'own_protocol', 'recorded', 'documentation'])
  .describe(
    'Against what channels of this kind were shown to work: real_server: programs that others wrote; ' +
      'own_protocol: ours on both sides; recorded: recorded traffic; documentation: built to it only.',
  );
export type VerifiedBy = z.infer<typeof verifiedBy>;

/** Which ways something works: what comes in, what goes out. */
const ways = z.enum(['none', 'in', 'out', 'both']);

/** What channels of one kind can do. */
export const channelCapabilities = z.object({
  visibilities: z.array(messageVisibility),
  text_characters_max: z.number().int(),
  formats: z.array(z.enum(['plain', 'html'])),
  media: z
    .object({
      kinds: z.array(z.string()),
      size_bytes_max: z.number().int(),
      count_max: z.number().int(),
    })
    .nullable(),
  threads: z.boolean(),
  edit: ways,
  delete: ways,
  typing: ways,
  read: ways,
  reply_window_hours: z.number().nullable(),
  sends_per_second: z.number().nullable(),
  recognises_repeats: z
    .boolean()
    .describe(
      'What a death cut short is sent again by itself; else it is shown, and one click does.',
    ),
});

/** The public key of a chat, form or API channel; pages carry it, so it is no secret. */
export const channelKey = z
  .string()
  .regex(/^[a-z0-9_]{4,40}$/, 'No channel has this key.')
  .describe('Public key of a chat, form or API channel.');

/** One question before the first message; only what is needed, with the purpose stated. */
export const webQuestion = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Letters a to z, digits and _, a letter first.'),
  kind: z.enum([
    'name',
    'email',
    'phone',
    'text',
    'long_text',
    'choice',
    'order_number',
    'consent',
  ]),
  label: shortText,
  purpose: z.string().max(300).default('').describe('Why it is asked, shown beside it.'),
  required: z.boolean().default(false),
  choices: z.array(shortText).max(30).default([]),
});
export type WebQuestion = z.infer<typeof webQuestion>;

export const webTheme = z.object({
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Write a colour, such as #1f6feb.')
    .describe('#rrggbb'),
  scheme: z.enum(['auto', 'light', 'dark']),
  position: z.enum(['right', 'left']),
});

/** Scheme, host and port, as browsers send it (RFC 6454). */
export const webOrigin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'Such as https://shop.example, without a path.');

const webFields = {
  title: z.string().max(120).describe('Empty: the name of the organisation.'),
  greeting: z.string().max(500),
  questions: z.array(webQuestion).max(20),
  allowed_origins: z
    .array(webOrigin)
    .max(50)
    .describe('Pages that may embed it; the page on our own address always may.'),
  theme: webTheme,
  articles: z.boolean().describe('Articles can be searched before writing.'),
  quick_replies: z.array(visibleText(80)).max(10),
  privacy_text: z
    .string()
    .max(2000)
    .describe('What is stored and why; shown before the first word.'),
  privacy_url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  whisper: z.boolean().describe('Agents see what is being typed; the page says so.'),
  bot: z
    .object({ name: visibleText(80) })
    .nullable()
    .describe('Who answers first where it is no person.'),
  continue_by_channel_id: id
    .nullable()
    .describe('The e-mail channel by which answers follow somebody who left.'),
  continue_after_minutes: z
    .number()
    .int()
    .min(1)
    .max(1440)
    .describe('How long an answer may stay unread before it follows by mail.'),
  push: z
    .object({
      after_seconds: z.number().int().min(1).max(3600),
      words: z.boolean().describe('The notification shows the beginning of the answer.'),
    })
    .nullable()
    .describe(
      'Unread answers are announced to browsers that allowed it, by their push services; null: never.',
    ),
};

const questionKeys = (questions: readonly WebQuestion[]) => questions.map(({ key }) => key);
const unique = (keys: readonly string[]) => new Set(keys).size === keys.length;

/** Settings of a chat or form channel. */
export const webChannel = z.object({
  title: webFields.title.default(''),
  greeting: webFields.greeting.default(''),
  questions: webFields.questions.default([]),
  allowed_origins: webFields.allowed_origins.default([]),
  theme: webTheme.default({ accent: '#0b57d0', scheme: 'auto', position: 'right' }),
  articles: webFields.articles.default(true),
  quick_replies: webFields.quick_replies.default([]),
  privacy_text: webFields.privacy_text.default(''),
  privacy_url: webFields.privacy_url.default(''),
  whisper: webFields.whisper.default(false),
  bot: webFields.bot.default(null),
  continue_by_channel_id: webFields.continue_by_channel_id.default(null),
  continue_after_minutes: webFields.continue_after_minutes.default(5),
  push: webFields.push.default(null),
});
export type WebChannel = z.infer<typeof webChannel>;

/** Without defaults: what a change leaves out stays as it is. */
export const webChannelChange = z
  .object({
    ...webFields,
    questions: webFields.questions.refine((questions) => unique(questionKeys(questions)), {
      message: 'Give each question a key of its own.',
    }),
  })
  .partial();

const apiFields = {
  webhook_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .describe('Where our messages go, signed; null: they wait to be fetched.'),
  signed_only: z
    .boolean()
    .describe('Take only signed messages, also from programs that have a key.'),
};

/** Settings of an API channel. */
export const apiChannel = z.object({
  webhook_url: apiFields.webhook_url.default(null),
  signed_only: apiFields.signed_only.default(false),
});
export type ApiChannel = z.infer<typeof apiChannel>;

export const apiChannelChange = z.object(apiFields).partial();

/** What a channel keeps to itself and tells once, when it is made. */
export const channelSecretKind = z
  .enum(['identity', 'inbound', 'outbound'])
  .describe(
    'identity: signs who a visitor is (chat); inbound: signs what comes in, outbound: what we send ' +
      '(API).',
  );
export type ChannelSecretKind = z.infer<typeof channelSecretKind>;

/** Where the page of a chat or form lies on our own address. */
export function webPagePath(kind: 'chat' | 'form', key: string): string {
  return `/${kind}/${key}`;
}

/** The loader that a page embeds; it finds its channel in `data-channel`. */
export const webLoaderPath = '/widget.js';
