import { z } from 'zod';
import { id, instant } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { channelKey, webQuestion, webTheme } from './channel-kind-contract.ts';
import { operation } from './operation.ts';

/**
 * What a chat, a form, an app or anybody’s own client speaks. Nobody signs in: the visitor’s token
 * travels as `Authorization: Bearer <token>`, never in the address and never in a cookie.
 */
const tag = 'web';
export const webBase = '/api/v1/web/{channelKey}';
export const webParams = z.object({ channelKey });
/** Characters of one message of a visitor. */
export const webText_max = 10_000;
/** Files of one message of a visitor, and bytes of one. */
export const webFiles_max = 10;
export const webFile_bytes_max = 10 * 1024 * 1024;

/** Everything a client needs before the first word. */
export const webSettings = z.object({
  channel_key: channelKey,
  kind: z.enum(['chat', 'form']),
  organisation: z.string(),
  title: z.string(),
  greeting: z.string(),
  locale: contactLanguage,
  theme: webTheme,
  questions: z
    .array(webQuestion)
    .describe('Asked before the first message, each with its purpose.'),
  articles: z.boolean().describe('Whether articles can be searched before writing.'),
  quick_replies: z.array(z.string()).describe('First words offered as buttons.'),
  privacy_text: z.string().describe('What is stored and why; shown before anything is stored.'),
  privacy_url: z.string().describe('Where to read more; empty: nowhere.'),
  whisper: z.boolean().describe('Agents see what is being typed; the client says so.'),
  bot: z.object({ name: z.string() }).nullable().describe('Who answers first, if no person.'),
  push: z
    .object({ public_key: z.string().describe('applicationServerKey (RFC 8292), base64url.') })
    .nullable()
    .describe('Answers can be announced by push; null: the channel does not.'),
  availability: z.object({
    state: z.enum(['now', 'later']).describe('later: nobody is there just now.'),
    answer_by: instant.nullable().describe('What is promised for a first answer.'),
    words: z.string().describe('The same as a sentence in the language of the reader.'),
  }),
  limits: z.object({
    text_max: z.number().int(),
    files_max: z.number().int(),
    file_bytes_max: z.number().int(),
  }),
});
export type WebSettings = z.infer<typeof webSettings>;

export const getWebSettings = operation({
  id: 'getWebSettings',
  method: 'GET',
  path: webBase,
  tag,
  summary: 'Texts, questions and limits of a chat or form, and what is promised now.',
  access: 'public',
  params: webParams,
  query: z.object({ locale: contactLanguage.optional() }),
  response: webSettings,
});

export const webVisitor = z.object({
  id,
  name: z.string().nullable(),
  email: z.string().nullable(),
  email_verified: z.boolean(),
  known_by: z
    .enum(['anonymous', 'identity', 'link'])
    .describe('link: came back from a mail and sees that one conversation.'),
});

export const webSession = z.object({
  token: z.string().describe('Kept by the client only; the server knows its hash.'),
  visitor: webVisitor,
  expires_at: instant,
});
export type WebSession = z.infer<typeof webSession>;

export const createWebSession = operation({
  id: 'createWebSession',
  method: 'POST',
  path: `${webBase}/sessions`,
  tag,
  summary:
    'Begins or resumes a visitor’s session. An unknown or ended token begins a new one; a wrong identity or return token is refused.',
  access: 'public',
  status: 201,
  params: webParams,
  body: z.object({
    locale: contactLanguage.optional(),
    token: z.string().max(200).optional().describe('Of an earlier session, to resume it.'),
    identity_token: z
      .string()
      .max(4_000)
      .optional()
      .describe(
        'JWT (RFC 7519), HS256 with the identity secret of the channel: sub, exp (at most 24 h ahead), aud = channel key; optional iat, name, email, email_verified.',
      ),
    return_token: z.string().max(400).optional().describe('From the link in a mail of ours.'),
  }),
  response: webSession,
});

export const deleteWebSession = operation({
  id: 'deleteWebSession',
  method: 'DELETE',
  path: `${webBase}/sessions/current`,
  tag,
  summary: 'Ends the session, such as when somebody signs out of the page around it.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams,
});

export const webFile = z.object({
  id,
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number().int(),
  preview: z.boolean().describe('A picture, by its bytes: it may be shown in place.'),
});
export type WebFile = z.infer<typeof webFile>;

export const createWebUpload = operation({
  id: 'createWebUpload',
  method: 'POST',
  path: `${webBase}/uploads`,
  tag,
  summary: 'Keeps a file for a message that is being written; unused ones are forgotten.',
  access: 'public',
  brings: 'visitor_token',
  status: 201,
  params: webParams,
  query: z.object({
    file_name: z.string().min(1).max(500),
    mime_type: z.string().max(200).default('application/octet-stream'),
  }),
  consumes: 'application/octet-stream',
  bodyLimit: webFile_bytes_max,
  response: webFile,
});

export const getWebFile = operation({
  id: 'getWebFile',
  method: 'GET',
  path: `${webBase}/files/{fileId}`,
  tag,
  summary: 'A file of a conversation of this visitor, or one they uploaded.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams.extend({ fileId: id }),
  query: z.object({
    inline: z.enum(['true', 'false']).default('false').describe('Pictures only; else a download.'),
  }),
  produces: 'application/octet-stream',
});

export const webArticle = z.object({
  id,
  title: z.string(),
  excerpt: z.string().describe('The words around what was found.'),
  text: z.string().nullable().describe('In full, where it has no page of its own; else null.'),
  url: z.string().nullable().describe('Where it stands in full.'),
});
export type WebArticle = z.infer<typeof webArticle>;

export const listWebArticles = operation({
  id: 'listWebArticles',
  method: 'GET',
  path: `${webBase}/articles`,
  tag,
  summary: 'Articles that may answer a matter in somebody’s own words; offered before they write.',
  access: 'public',
  params: webParams,
  query: z.object({ q: z.string().trim().min(1).max(500), locale: contactLanguage.optional() }),
  response: z.object({ items: z.array(webArticle) }),
});
