import { z } from 'zod';
import { id, instant } from './basic-schema.ts';
import { webBase } from './web-contract.ts';
import { webConversation, webMessage } from './web-conversation-contract.ts';

/** Where a client opens its WebSocket; the token comes in the first frame. */
export const webLivePath = `${webBase}/live`;

/** What the client of a visitor sends. */
export const webLiveRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    token: z.string().max(200),
    resume: z
      .array(z.object({ conversation_id: id, after_seq: z.number().int().min(0) }))
      .max(50)
      .default([])
      .describe('What the client has; of other conversations it gets what is new from now on.'),
    page: z.object({ title: z.string().max(300), url: z.string().max(2_000) }).optional(),
  }),
  z.object({
    type: z.literal('typing'),
    conversation_id: id,
    typing: z.boolean(),
    text: z.string().max(2_000).optional().describe('Only where settings.whisper.'),
  }),
  z.object({ type: z.literal('read'), conversation_id: id, seq: z.number().int().min(0) }),
  z
    .object({ type: z.literal('received'), conversation_id: id, seq: z.number().int().min(0) })
    .describe('The client has it up to this number: our messages count as delivered.'),
  z.object({ type: z.literal('pong') }),
]);
export type WebLiveRequest = z.infer<typeof webLiveRequest>;

/** What the server sends. */
export const webLiveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), conversations: z.array(webConversation) }),
  z
    .object({
      type: z.literal('messages'),
      conversation_id: id,
      messages: z.array(webMessage),
    })
    .describe('New ones without a gap in seq; one with a known seq was edited or taken back.'),
  z.object({ type: z.literal('conversation'), conversation: webConversation }),
  z.object({
    type: z.literal('typing'),
    conversation_id: id,
    name: z.string(),
    typing: z.boolean(),
  }),
  z.object({ type: z.literal('reload') }).describe('Too far behind: read the messages anew.'),
  z.object({ type: z.literal('ping'), at: instant }).describe('Answer with pong.'),
  z
    .object({ type: z.literal('ended') })
    .describe('The session ended or its token is wrong: begin a new one.'),
]);
export type WebLiveMessage = z.infer<typeof webLiveMessage>;
