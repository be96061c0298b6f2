import { z } from 'zod';
import { caseDetail, caseParams, caseRow } from './case-contract.ts';
import { id, instant, subjectLine } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';
import { findings } from './reply-finding.ts';

const tag = 'cases';
const read = { tag, access: 'member_or_key', scope: 'cases:read' } as const;
const write = { tag, access: 'member_or_key', scope: 'cases:write' } as const;
const childIds = z.array(id).min(1).max(500);

export const createCaseFamily = operation({
  ...write,
  id: 'createCaseFamily',
  method: 'POST',
  path: '/api/v1/case-families',
  summary: 'Makes cases of many contacts parts of one: of a case that is there, or of a new one.',
  status: 201,
  body: z.object({
    parent_case_id: id.nullable().default(null).describe('null: a new case, named by subject.'),
    subject: subjectLine.optional(),
    child_ids: childIds,
  }),
  response: z.object({
    parent: caseDetail,
    made: z.boolean().describe('The parent is a new case.'),
    links: z.array(z.object({ case_id: id, link_id: id })).describe('Those that came of this.'),
  }),
});

const familyCase = z.object({
  id,
  number: z.number().int(),
  subject: z.string(),
});

export const leftOutReason = z
  .enum([
    'no_address',
    'held',
    'bounced',
    'automatic',
    'language_missing',
    'promise_missing',
    'case_closed',
    'gone',
  ])
  .describe(
    'Why a contact gets no answer: no address, a message is held, our mail bounced, a machine wrote, no text in their language, {promise} is used and nothing is promised, the case is closed, or was merged or removed.',
  );

const recipient = z.object({
  case: familyCase,
  name: z.string(),
  address: z.string(),
  language: contactLanguage,
  text: z.string().describe('As this contact will read it.'),
});
const leftOut = z.object({
  case: familyCase,
  name: z.string(),
  language: contactLanguage.nullable(),
  reason: leftOutReason,
});

export const familyReply = z.object({
  id,
  state: z.enum(['waiting', 'running', 'done', 'cancelled']),
  made_by: z.object({ name: z.string() }),
  made_at: instant,
  starts_at: instant.describe('Until then it can be cancelled.'),
  total: z.number().int().describe('Contacts who were to get it.'),
  sent: z.number().int(),
  left_out: z.number().int(),
});
export type FamilyReply = z.infer<typeof familyReply>;

export const getCaseFamily = operation({
  ...read,
  id: 'getCaseFamily',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/family',
  summary: 'What this case is part of, and its own parts, as far as the caller may see them.',
  params: caseParams,
  response: z.object({
    parent: familyCase.extend({ link_id: id }).nullable(),
    children: z.array(z.object({ link_id: id, case: caseRow })),
    hidden: z.number().int().describe('Parts that the caller may not see.'),
    last_reply: familyReply.nullable(),
  }),
});

const answerWords = z.string().trim().max(20_000).default('');

export const createFamilyReply = operation({
  ...write,
  id: 'createFamilyReply',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/family-replies',
  summary:
    'One answer to the contacts of all parts, each with their name, number, promise and language. With dry_run nothing is sent.',
  status: 202,
  params: caseParams,
  body: z.object({
    dry_run: z.boolean(),
    request_key: id
      .optional()
      .describe('Chosen by the caller, required without dry_run: the same key is one answer.'),
    texts: z
      .object({ de: answerWords, en: answerWords, es: answerWords, pt: answerWords })
      .describe('May hold {name}, {number} and {promise}; empty: contacts of it are left out.'),
    case_ids: childIds.optional().describe('Only these parts; left out: all.'),
    status: z.enum(['open', 'resolved']).optional().describe('Status of each part after sending.'),
    undo_seconds: z.number().int().min(0).max(120).default(20),
    check_overrides: checkOverrides,
  }),
  response: z.object({
    reply: familyReply.nullable().describe('null with dry_run.'),
    recipients: z.array(recipient),
    left_out: z.array(leftOut),
    hidden: z.number().int(),
    findings,
  }),
});
export type FamilyPreview = z.infer<(typeof createFamilyReply)['response']>;

const replyParams = z.object({ familyReplyId: id });

export const getFamilyReply = operation({
  ...read,
  id: 'getFamilyReply',
  method: 'GET',
  path: '/api/v1/family-replies/{familyReplyId}',
  summary: 'How far one answer to all has come.',
  params: replyParams,
  response: familyReply.extend({
    parts: z.array(
      z.object({
        case_id: id,
        number: z.number().int(),
        state: z.enum(['waiting', 'sent', 'left_out', 'cancelled']),
        reason: leftOutReason.nullable(),
        message_id: id.nullable(),
      }),
    ),
  }),
});

export const createFamilyReplyCancellation = operation({
  ...write,
  id: 'createFamilyReplyCancellation',
  method: 'POST',
  path: '/api/v1/family-replies/{familyReplyId}/cancellations',
  summary: 'Takes one answer to all back before it begins to leave.',
  params: replyParams,
  response: familyReply,
});
