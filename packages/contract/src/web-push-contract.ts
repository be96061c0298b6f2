import { z } from 'zod';
import { id, instant } from './basic-schema.ts';
import { operation } from './operation.ts';
import { webBase, webParams } from './web-contract.ts';

const tag = 'web';

const base64url = (letters: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${letters}}=*$`), 'This is no key of a push subscription.');

export const createWebPushSubscription = operation({
  id: 'createWebPushSubscription',
  method: 'POST',
  path: `${webBase}/push-subscriptions`,
  tag,
  summary:
    'Answers that are not read are announced to this browser (Web Push, RFC 8030). The body is what PushSubscription.toJSON() gives; said again it changes nothing.',
  access: 'public',
  brings: 'visitor_token',
  status: 201,
  params: webParams,
  body: z.object({
    endpoint: z
      .url({ protocol: /^https$/ })
      .max(1_000)
      .describe('Of the push service that the browser chose; public, https, port 443.'),
    expirationTime: z
      .number()
      .int()
      .nullable()
      .optional()
      .describe('Milliseconds since 1970, as browsers name it; null: it does not run out.'),
    keys: z.object({
      p256dh: base64url(87).describe('Public key of the browser (RFC 8291), base64url.'),
      auth: base64url(22).describe('Its authentication secret (RFC 8291), base64url.'),
    }),
  }),
  response: z.object({ id, expires_at: instant.describe('Unless it is said again before.') }),
});

export const deleteWebPushSubscription = operation({
  id: 'deleteWebPushSubscription',
  method: 'DELETE',
  path: `${webBase}/push-subscriptions/{subscriptionId}`,
  tag,
  summary: 'Nothing is announced to this browser any more. It also ends with the session.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams.extend({ subscriptionId: id }),
});

/** What a push message says once it is decrypted; a service worker makes a notification of it. */
export const webPushNews = z.object({
  type: z.literal('answer'),
  conversation_id: id,
  title: z.string().describe('Of the chat, or the name of the organisation.'),
  body: z.string().describe('That there is an answer; its words only where the channel says so.'),
});
export type WebPushNews = z.infer<typeof webPushNews>;
