import { z } from 'zod';
import { caseRow } from './case-contract.ts';
import { id, instant, memberRef } from './basic-schema.ts';

/** Where the desk opens its WebSocket; the session cookie signs it in. */
export const livePath = '/api/v1/live';

/** What the desk sends. */
export const liveRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('resume'),
    position: z.number().int().min(0).nullable().describe('Last event seen; null: from now on.'),
  }),
  z.object({
    type: z.literal('presence'),
    case_id: id.nullable().describe('The case on screen; null: none.'),
    typing: z.enum(['reply', 'note']).nullable(),
  }),
  z.object({ type: z.literal('pong') }),
]);
export type LiveRequest = z.infer<typeof liveRequest>;

export const liveEvent = z.object({
  position: z.number().int().describe('Gap-free and growing in the account.'),
  id,
  name: z
    .string()
    .describe(
      'Such as case.assigned. subject.hidden: the member may not see the subject, or no longer; ' +
        'event.hidden: nor anything else of the event.',
    ),
  subject_id: id.nullable().describe('Usually the case.'),
  actor_id: id.nullable().describe('Null also where it is hidden.'),
  at: instant,
});
export type LiveEvent = z.infer<typeof liveEvent>;

/** How the contact of a live conversation is there now, as a colleague sees it. */
export const visitorState = z.object({
  case_id: id,
  conversation_id: id,
  online: z.boolean().describe('A page of theirs is connected.'),
  typing: z.boolean(),
  text: z
    .string()
    .nullable()
    .describe('What they are typing; only where the channel told them so.'),
  page: z.object({ title: z.string(), url: z.string() }).nullable().describe('What they look at.'),
  seen_at: instant.nullable().describe('When they were last connected.'),
  read_message_id: id.nullable().describe('The newest of our messages that they have read.'),
  read_until: instant
    .nullable()
    .describe('When that one was sent: what we sent until then is read, whenever it was written.'),
  continues_at: z
    .string()
    .nullable()
    .describe('Where an answer goes that they do not read here, such as l…@example.org.'),
});
export type VisitorState = z.infer<typeof visitorState>;

/** What the server sends. */
export const liveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), position: z.number().int(), version: z.string() }),
  z.object({
    type: z.literal('events'),
    events: z.array(liveEvent),
    rows: z
      .array(caseRow)
      .describe('The rows of the cases that changed, as this member may see them.'),
  }),
  z.object({ type: z.literal('live'), position: z.number().int() }).describe('Caught up.'),
  z
    .object({ type: z.literal('reload') })
    .describe('Too far behind to catch up event by event: read the lists anew.'),
  z.object({
    type: z.literal('presence'),
    case_id: id,
    members: z.array(memberRef.extend({ typing: z.enum(['reply', 'note']).nullable() })),
  }),
  visitorState
    .extend({ type: z.literal('visitor') })
    .describe('To who has the case on screen and who is responsible for it.'),
  z.object({ type: z.literal('notification'), unread: z.number().int() }),
  z.object({ type: z.literal('ping'), at: instant, position: z.number().int() }),
  z.object({ type: z.literal('signed_out') }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
