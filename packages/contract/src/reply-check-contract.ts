import { z } from 'zod';
import { emailAddress, id, instant } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { caseParams } from './case-contract.ts';
import { operation } from './operation.ts';
import { replyCheckRule, replyOccasion } from './reply-check-rule.ts';
import { replyFinding } from './reply-finding.ts';

const tag = 'reply checks';
const text = z.string().max(500_000);

export const replyCheckMode = z
  .enum(['off', 'warn', 'binding'])
  .describe('binding: a reply with a finding is refused unless overridden with a reason.');
export type ReplyCheckMode = z.infer<typeof replyCheckMode>;

export const createReplyCheck = operation({
  id: 'createReplyCheck',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/reply-checks',
  tag,
  summary: 'Looks at a reply that is being written, and says what the rules see in it.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  body: z.object({
    text: text.optional().describe('Plain text; ranges count in it. text or html is required.'),
    html: text.optional(),
    to: z.array(emailAddress).max(100).optional(),
    cc: z.array(emailAddress).max(100).default([]),
    attachments: z.number().int().min(0).max(100).default(0).describe('Files that go out with it.'),
    occasion: replyOccasion.default('reply'),
  }),
  response: z.object({
    text: z.string().describe('As it was checked.'),
    items: z.array(replyFinding),
  }),
});

export const createTemplateCheck = operation({
  id: 'createTemplateCheck',
  method: 'POST',
  path: '/api/v1/template-checks',
  tag,
  summary:
    'Looks at words that will be sent many times, such as a signature, before they are saved.',
  access: 'member_or_key',
  scope: 'cases:write',
  body: z.object({
    text: z.string().max(20_000),
    language: contactLanguage.describe(
      'The rules know German and English; of others they are silent.',
    ),
    fields: z
      .array(z.string().max(60))
      .max(50)
      .default([])
      .describe('Placeholders that are filled in when it is sent, such as member.'),
  }),
  response: z.object({ items: z.array(replyFinding) }),
});

const settings = z.object({
  items: z.array(z.object({ rule: replyCheckRule, mode: replyCheckMode })),
});
export type ReplyCheckSettings = z.infer<typeof settings>;

export const getReplyCheckSettings = operation({
  id: 'getReplyCheckSettings',
  method: 'GET',
  path: '/api/v1/reply-check-settings',
  tag,
  summary: 'How strictly each rule of the reply check is taken.',
  access: 'member_or_key',
  scope: 'account:read',
  response: settings,
});

export const updateReplyCheckSettings = operation({
  id: 'updateReplyCheckSettings',
  method: 'PATCH',
  path: '/api/v1/reply-check-settings',
  tag,
  summary: 'Switches rules off, lets them warn or makes them binding; what is left out stays.',
  access: 'member_or_key',
  scope: 'account:write',
  body: z.object({
    items: z.array(z.object({ rule: replyCheckRule, mode: replyCheckMode })).max(50),
  }),
  response: settings,
});

const period = z.object({
  from: instant.optional().describe('Left out: 30 days before `until`.'),
  until: instant.optional().describe('Left out: now.'),
  team_id: id.optional(),
});
const outcome = z
  .enum(['changed', 'sent', 'overridden'])
  .describe(
    'changed: no longer in what was sent; sent: with the finding; overridden: with a reason.',
  );

export const getReplyCheckFigures = operation({
  id: 'getReplyCheckFigures',
  method: 'GET',
  path: '/api/v1/reply-check-figures',
  tag,
  summary: 'How often each rule saw something in a period, and what became of it.',
  access: 'member_or_key',
  scope: 'cases:read',
  query: period,
  response: z.object({
    from: instant,
    until: instant,
    replies: z.number().int().describe('Replies sent in the period, with or without a finding.'),
    items: z.array(
      z.object({
        rule: replyCheckRule,
        changed: z.number().int(),
        sent: z.number().int(),
        overridden: z.number().int(),
      }),
    ),
  }),
});

export const listReplyCheckOverrides = operation({
  id: 'listReplyCheckOverrides',
  method: 'GET',
  path: '/api/v1/reply-check-overrides',
  tag,
  summary: 'The cases behind a figure of the reply check, newest first, at most 200.',
  access: 'member_or_key',
  scope: 'cases:read',
  query: period.extend({ rule: replyCheckRule.optional(), outcome: outcome.optional() }),
  response: z.object({
    items: z.array(
      z.object({
        id,
        case_id: id,
        case_number: z.number().int(),
        case_subject: z.string(),
        message_id: id,
        rule: replyCheckRule,
        outcome,
        reason: z.string(),
        made_by: z.string(),
        made_at: instant,
      }),
    ),
  }),
});
