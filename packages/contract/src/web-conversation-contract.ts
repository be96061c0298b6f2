import { z } from 'zod';
import { id, instant, subjectLine } from './basic-schema.ts';
import { operation } from './operation.ts';
import { webBase, webFile, webFiles_max, webParams, webText_max } from './web-contract.ts';

const tag = 'web';
const conversationParams = webParams.extend({ conversationId: id });

export const webMessage = z.object({
  id,
  seq: z
    .number()
    .int()
    .describe('Gap-free in the conversation, over chat and mail, in the order it became visible.'),
  client_id: z.string().nullable().describe('As the client named it: how it knows its own.'),
  from: z
    .enum(['visitor', 'agent', 'bot', 'system'])
    .describe('bot: a program with a key; system: Earshot itself.'),
  author: z.string().nullable().describe('First name of who answers; null for the visitor.'),
  channel: z.enum(['chat', 'form', 'api', 'email']).describe('Over which it was said.'),
  text: z.string(),
  files: z.array(webFile),
  quick_replies: z.array(z.string()).describe('Answers offered as buttons; said as own words.'),
  at: instant,
  edited_at: instant.nullable(),
  deleted: z.boolean().describe('Taken back: the text is empty then.'),
});
export type WebMessage = z.infer<typeof webMessage>;

export const webConversation = z.object({
  id,
  case_number: z.number().int().nullable().describe('Null for the moment until it is taken up.'),
  subject: z.string(),
  state: z.enum(['our_turn', 'your_turn', 'resolved', 'closed']),
  last_message_at: instant,
  last_seq: z.number().int(),
  unread: z.number().int(),
  read_seq: z.number().int().describe('Up to where the visitor has read.'),
  agent_read_seq: z.number().int().describe('Up to where an agent has read.'),
  served_by: z.enum(['bot', 'people']),
  agent: z.object({ name: z.string() }).nullable(),
  promise: z.object({ words: z.string(), due_at: instant }).nullable(),
  continues_by_mail: z
    .string()
    .nullable()
    .describe('Masked address that answers go to when the visitor has left.'),
});
export type WebConversation = z.infer<typeof webConversation>;

const newMessage = z.object({
  client_id: z
    .string()
    .regex(/^[\w.-]{8,64}$/, 'Use 8 to 64 letters, digits, dots, dashes and underscores.')
    .describe('Made by the client; sent again with the same one, it is the same message.'),
  text: z.string().max(webText_max).default(''),
  file_ids: z.array(id).max(webFiles_max).default([]),
});

export const listWebConversations = operation({
  id: 'listWebConversations',
  method: 'GET',
  path: `${webBase}/conversations`,
  tag,
  summary: 'The conversations of this visitor, the latest first; at most 50.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams,
  response: z.object({ items: z.array(webConversation) }),
});

export const createWebConversation = operation({
  id: 'createWebConversation',
  method: 'POST',
  path: `${webBase}/conversations`,
  tag,
  summary: 'Opens a conversation with its first message; the same client_id again is the same one.',
  access: 'public',
  brings: 'visitor_token',
  status: 201,
  params: webParams,
  body: newMessage.extend({
    subject: subjectLine.optional(),
    answers: z
      .record(z.string().max(40), z.string().max(2_000))
      .default({})
      .describe('To the questions of the settings, by their keys; to a consent: true.'),
    page: z
      .object({ title: z.string().max(300), url: z.url({ protocol: /^https?$/ }).max(2_000) })
      .optional()
      .describe('Where it was opened; only with the visitor’s knowledge.'),
  }),
  response: webConversation.extend({ messages: z.array(webMessage) }),
});

export const getWebConversation = operation({
  id: 'getWebConversation',
  method: 'GET',
  path: `${webBase}/conversations/{conversationId}`,
  tag,
  summary: 'One conversation of this visitor.',
  access: 'public',
  brings: 'visitor_token',
  params: conversationParams,
  response: webConversation,
});

export const listWebMessages = operation({
  id: 'listWebMessages',
  method: 'GET',
  path: `${webBase}/conversations/{conversationId}/messages`,
  tag,
  summary: 'Messages after a number, in order; without after_seq the newest.',
  access: 'public',
  brings: 'visitor_token',
  params: conversationParams,
  query: z.object({
    after_seq: z.coerce.number().int().min(0).optional(),
    before_seq: z.coerce.number().int().min(1).optional().describe('The newest before this one.'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: z.object({ items: z.array(webMessage), last_seq: z.number().int() }),
});

export const createWebMessage = operation({
  id: 'createWebMessage',
  method: 'POST',
  path: `${webBase}/conversations/{conversationId}/messages`,
  tag,
  summary: 'Says something; with the answer it is stored for good, and it is said once.',
  access: 'public',
  brings: 'visitor_token',
  status: 202,
  params: conversationParams,
  body: newMessage,
  response: z.object({
    client_id: z.string(),
    receipt_id: id,
    message: webMessage.nullable().describe('Null where it is not taken up yet; it comes live.'),
  }),
});

export const createWebReading = operation({
  id: 'createWebReading',
  method: 'POST',
  path: `${webBase}/conversations/{conversationId}/readings`,
  tag,
  summary: 'The visitor has read up to this number.',
  access: 'public',
  brings: 'visitor_token',
  params: conversationParams,
  body: z.object({ seq: z.number().int().min(0) }),
});

export const createWebPersonRequest = operation({
  id: 'createWebPersonRequest',
  method: 'POST',
  path: `${webBase}/conversations/{conversationId}/person-requests`,
  tag,
  summary: 'Asks for a person where a bot answers; always granted, and asking twice is harmless.',
  access: 'public',
  brings: 'visitor_token',
  params: conversationParams,
});

export const createWebEnding = operation({
  id: 'createWebEnding',
  method: 'POST',
  path: `${webBase}/conversations/{conversationId}/answers`,
  tag,
  summary: 'Says whether the matter is solved; a no re-opens it.',
  access: 'public',
  brings: 'visitor_token',
  params: conversationParams,
  body: z.object({ solved: z.boolean() }),
  response: webConversation,
});
