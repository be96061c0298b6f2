import { z } from 'zod';
import {
  contactRef,
  cursor,
  id,
  instant,
  limit,
  memberRef,
  page,
  subjectLine,
  teamRef,
  visibleText,
} from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { channelKind } from './channel-kind-contract.ts';
import { attachment, message, messageKind } from './message-contract.ts';
import { operation } from './operation.ts';

const tag = 'cases';

export const caseStatus = z
  .enum(['open', 'waiting', 'resolved', 'closed'])
  .describe('open: our turn; waiting: theirs, until when and why; resolved: answered; closed.');
export type CaseStatus = z.infer<typeof caseStatus>;
export const priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof priority>;
export const caseViewName = z
  .enum(['mine', 'unassigned', 'teams', 'waiting', 'held', 'resolved', 'all'])
  .describe('mine, unassigned and teams show open cases; all shows every status.');
export type CaseViewName = z.infer<typeof caseViewName>;
export const tagName = visibleText(60);

export const promiseKind = z
  .enum(['first_answer', 'answer', 'resolution', 'update', 'callback', 'other'])
  .describe('What was promised; other: in the words of a member.');
export const promiseState = z
  .enum(['open', 'kept', 'broken', 'renegotiated', 'withdrawn'])
  .describe('A promise that was broken stays so, whatever became of it later.');
export const promiseBecause = z.object({
  policy: z.string().nullable().describe('The policy; null: the hours of the channel.'),
  matched: z.array(
    z.object({
      field: z.enum(['channel', 'team', 'priority', 'tag', 'contact_group']),
      value: z.string(),
    }),
  ),
});

export const promise = z.object({
  id,
  kind: promiseKind,
  state: promiseState,
  words: z.string().describe('What the contact was told.'),
  language: contactLanguage,
  due_at: instant,
  made_at: instant,
  made_how: z.enum(['policy', 'agent', 'callback']),
  made_by: z.string().describe('Name of who made it.'),
  because: promiseBecause.nullable(),
  told_at: instant.nullable().describe('When a message told the contact.'),
  warned_at: instant.nullable().describe('Since when it looks unkept.'),
  paused_at: instant.nullable().describe('Its clock stands since then: we wait.'),
  kept_at: instant.nullable(),
  broken_at: instant.nullable(),
  withdrawn_at: instant.nullable(),
  renegotiated_to_id: id.nullable().describe('The promise that took its place.'),
  renegotiated_because: z.string().nullable(),
});
export type CasePromise = z.infer<typeof promise>;

/** What a row of a list shows: who, what about, which channel, whose turn, time left, unread. */
export const caseRow = z.object({
  id,
  number: z.number().int(),
  subject: z.string(),
  preview: z.string().describe('First words of the newest message, without quotes.'),
  status: caseStatus,
  waiting_until: instant.nullable(),
  priority,
  contact: contactRef.nullable(),
  team: teamRef.nullable(),
  assignee: memberRef.nullable(),
  channel_kind: channelKind.describe('Of the channel on which it began.'),
  tags: z.array(z.string()),
  last_message_at: instant,
  last_direction: z.enum(['in', 'out']).nullable(),
  next_due_at: instant.nullable().describe('When the next promise falls due.'),
  held: z.boolean(),
  unread: z.boolean().describe('For the calling member; false for programs.'),
  delivery_problem: z.boolean().describe('A message bounced or failed.'),
  created_at: instant,
  version: z.number().int().describe('Grows with every change; send it back as expected_version.'),
});
export type CaseRow = z.infer<typeof caseRow>;

export const caseLink = z.object({
  id,
  kind: z.enum(['merged_into', 'parent', 'related', 'split_from']),
  direction: z.enum(['from', 'to']).describe('from: this case points at the other one.'),
  case_id: id,
  number: z.number().int(),
  subject: z.string(),
  reason: z.string(),
  created_at: instant,
});

export const participant = z.object({
  member: memberRef,
  since: instant,
  reason: z.string(),
});

export const caseDetail = caseRow.extend({
  waiting_reason: z.string().nullable(),
  resolved_at: instant.nullable(),
  closed_at: instant.nullable(),
  first_answered_at: instant.nullable(),
  deleted_at: instant.nullable(),
  merged_into: z.object({ id, number: z.number().int(), link_id: id }).nullable(),
  links: z.array(caseLink),
  participants: z.array(participant),
  promises: z.array(promise),
  reply_to: z
    .object({
      channel_id: id,
      to: z.array(z.string()),
      cc: z.array(z.string()).describe('Others on the newest message: what reply-all adds.'),
      subject: z.string(),
      in_reply_to_message_id: id.nullable(),
      locale: contactLanguage,
      signature: z.string(),
    })
    .nullable()
    .describe('What a reply would be addressed to; null where nothing can be answered.'),
  last_position: z
    .number()
    .int()
    .describe('Newest event of the account that this answer includes.'),
});
export type CaseDetail = z.infer<typeof caseDetail>;

export const caseParams = z.object({ caseId: id });

export const listCases = operation({
  id: 'listCases',
  method: 'GET',
  path: '/api/v1/cases',
  tag,
  summary: 'Cases the caller may read, most urgent promise or newest first, by page.',
  access: 'member_or_key',
  scope: 'cases:read',
  query: z.object({
    view: caseViewName.optional(),
    status: caseStatus.optional(),
    q: z
      .string()
      .max(200)
      .optional()
      .describe('Subject, text, names, addresses, numbers; #4711 finds the case itself.'),
    team_id: id.optional(),
    assignee_id: id.optional(),
    contact_id: id.optional(),
    tag: tagName.optional(),
    channel_kind: channelKind.optional(),
    sort: z.enum(['newest', 'oldest', 'due']).default('newest'),
    limit,
    cursor: cursor.optional(),
  }),
  response: page(caseRow),
});

export const listCaseViews = operation({
  id: 'listCaseViews',
  method: 'GET',
  path: '/api/v1/case-views',
  tag,
  summary: 'How many cases each view holds for the caller; counting stops at 10,000.',
  access: 'member_or_key',
  scope: 'cases:read',
  response: z.object({
    items: z.array(
      z.object({
        view: caseViewName,
        count: z.number().int(),
        capped: z.boolean().describe('There are more than count.'),
      }),
    ),
    teams: z.array(z.object({ team: teamRef, count: z.number().int(), capped: z.boolean() })),
  }),
});

export const getCase = operation({
  id: 'getCase',
  method: 'GET',
  path: '/api/v1/cases/{caseId}',
  tag,
  summary: 'One case with its links, participants, promises and how a reply would be addressed.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: caseDetail,
});

export const getCaseByNumber = operation({
  id: 'getCaseByNumber',
  method: 'GET',
  path: '/api/v1/case-numbers/{number}',
  tag,
  summary: 'The case with this number.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: z.object({ number: z.coerce.number().int().min(1) }),
  response: z.object({ id, number: z.number().int() }),
});

export const listCaseMessages = operation({
  id: 'listCaseMessages',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/messages',
  tag,
  summary: 'The messages of a case in the order they were said.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  query: z.object({
    limit,
    cursor: cursor.optional(),
    kind: messageKind.optional().describe('Only these, such as side; left out: all.'),
  }),
  response: page(message),
});

export const note = z.object({
  id,
  case_id: id,
  author: memberRef.nullable(),
  text: z.string(),
  html: z.string().nullable(),
  mentions: z.array(memberRef),
  attachments: z.array(attachment).describe('For inside only: never sent.'),
  created_at: instant,
  edited_at: instant.nullable(),
  deleted_at: instant.nullable(),
});
export type Note = z.infer<typeof note>;

export const caseEvent = z.object({
  id,
  name: z.string().describe('noun.past_tense, such as case.assigned.'),
  at: instant,
  actor: z.object({ kind: z.enum(['member', 'key', 'contact', 'system']), name: z.string() }),
  facts: z.record(z.string(), z.unknown()),
});

export const timelineEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), at: instant, message }),
  z.object({ kind: z.literal('note'), at: instant, note }),
  z.object({ kind: z.literal('event'), at: instant, event: caseEvent }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const listCaseTimeline = operation({
  id: 'listCaseTimeline',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/timeline',
  tag,
  summary: 'Messages, notes and events of a case, oldest first; without cursor the newest page.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  query: z.object({
    limit,
    before: cursor.optional().describe('From earlier_cursor: the page before.'),
  }),
  response: z.object({
    items: z.array(timelineEntry),
    earlier_cursor: z.string().nullable(),
  }),
});

export const createCase = operation({
  id: 'createCase',
  method: 'POST',
  path: '/api/v1/cases',
  tag,
  summary: 'Opens a case by hand, for a contact, without a message yet.',
  access: 'member_or_key',
  scope: 'cases:write',
  status: 201,
  body: z.object({
    subject: subjectLine,
    contact_id: id,
    channel_id: id,
    team_id: id.nullable().default(null),
    assignee_id: id.nullable().default(null),
    priority: priority.default('normal'),
    tags: z.array(tagName).max(50).default([]),
  }),
  response: caseDetail,
});

export const updateCase = operation({
  id: 'updateCase',
  method: 'PATCH',
  path: '/api/v1/cases/{caseId}',
  tag,
  summary: 'Changes subject, priority or tags.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  body: z.object({
    subject: subjectLine.optional(),
    priority: priority.optional(),
    tags: z.array(tagName).max(50).optional(),
  }),
  response: caseDetail,
});

export const createCaseReading = operation({
  id: 'createCaseReading',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/readings',
  tag,
  summary: 'Notes that the member has read the case up to now.',
  access: 'member',
  params: caseParams,
});

export const listTags = operation({
  id: 'listTags',
  method: 'GET',
  path: '/api/v1/tags',
  tag,
  summary: 'Tags in use, for completing while typing.',
  access: 'member_or_key',
  scope: 'cases:read',
  query: z.object({ q: z.string().max(60).default('') }),
  response: z.object({ items: z.array(z.string()) }),
});
