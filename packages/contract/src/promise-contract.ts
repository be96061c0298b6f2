import { z } from 'zod';
import { id, instant, listQuery, page, visibleText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { caseDetail, caseParams, promise, promiseKind } from './case-contract.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';

const tag = 'promises';
const words = visibleText(2000);
const promiseParams = caseParams.extend({ promiseId: id });
const change = { tag, access: 'member_or_key', scope: 'cases:write' } as const;

export const createCasePromise = operation({
  ...change,
  id: 'createCasePromise',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/promises',
  summary: 'Keeps what a member promised the contact: what, by when, in their own words.',
  params: caseParams,
  status: 201,
  body: z.object({
    kind: z.enum(['other', 'callback', 'answer', 'update', 'resolution']).default('other'),
    due_at: instant.describe('In the future.'),
    words: words.describe('What the contact was told, in their language.'),
  }),
  response: caseDetail,
});

export const createPromiseKeeping = operation({
  ...change,
  id: 'createPromiseKeeping',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/promises/{promiseId}/keepings',
  summary: 'Says that a promise was kept without an answer from here, by a call for example.',
  params: promiseParams,
  response: caseDetail,
});

export const deletePromiseKeeping = operation({
  ...change,
  id: 'deletePromiseKeeping',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/promises/{promiseId}/keepings',
  summary: 'Takes back that a promise was kept by a click: it is owed again.',
  params: promiseParams,
  response: caseDetail,
});

export const promiseProposal = z.object({
  promise_id: id,
  due_at: instant.describe('As much time again, on the calendar of the promise.'),
  because: z.string(),
  text: z.string().describe('The message to the contact, in their language.'),
  language: contactLanguage,
});

export const getPromiseProposal = operation({
  tag,
  access: 'member_or_key',
  scope: 'cases:read',
  id: 'getPromiseProposal',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/promises/{promiseId}/proposal',
  summary: 'A later time and the words for it, to be edited; nothing is sent by itself.',
  params: promiseParams,
  query: z.object({
    due_at: instant.optional().describe('Another time for the words.'),
    because: z.string().trim().max(500).optional(),
  }),
  response: promiseProposal,
});

export const createPromiseRenegotiation = operation({
  ...change,
  id: 'createPromiseRenegotiation',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/promises/{promiseId}/renegotiations',
  summary: 'We need until …, because …: a new promise takes the place, and the contact is told.',
  params: promiseParams,
  status: 201,
  body: z.object({
    due_at: instant.describe('In the future.'),
    because: visibleText(500),
    words: words.optional().describe('Of the new promise; left out: ours, in their language.'),
    tell: z.boolean().default(true).describe('Queue the message to the contact.'),
    text: visibleText(20_000).optional().describe('Left out: as proposed.'),
    undo_seconds: z.number().int().min(0).max(120).default(10),
    check_overrides: checkOverrides,
  }),
  response: caseDetail,
});

export const promiseGroup = z.enum(['day', 'channel', 'team', 'kind']);
const outcome = z.enum(['kept', 'broken', 'renegotiated']);
const counts = z.object({
  kept: z.number().int(),
  broken: z.number().int(),
  renegotiated: z.number().int(),
});
const span = {
  from: z.iso.date().describe('First day, in the time zone of the account.'),
  to: z.iso.date().describe('Last day.'),
  team_id: id.optional(),
  channel_id: id.optional(),
  kind: promiseKind.optional(),
};

export const getPromiseFigures = operation({
  tag,
  access: 'member_or_key',
  scope: 'cases:read',
  id: 'getPromiseFigures',
  method: 'GET',
  path: '/api/v1/promise-figures',
  summary:
    'Promises that ended in these days: kept, broken, renegotiated. listPromises opens them.',
  query: z.object({ ...span, group_by: promiseGroup.default('day') }),
  response: z.object({
    total: counts,
    kept_rate: z.number().nullable().describe('kept / (kept + broken); null where both are 0.'),
    open: z.object({
      due_today: z.number().int(),
      at_risk: z.number().int().describe('Warned of and still owed.'),
      overdue: z.number().int().describe('Broken and still owed.'),
    }),
    items: z.array(counts.extend({ key: z.string(), name: z.string() })),
  }),
});

export const countedPromise = promise.extend({
  case: z.object({ id, number: z.number().int(), subject: z.string() }),
});

export const listPromises = operation({
  tag,
  access: 'member_or_key',
  scope: 'cases:read',
  id: 'listPromises',
  method: 'GET',
  path: '/api/v1/promises',
  summary: 'The very promises that a figure counts, by when they ended or fall due.',
  query: listQuery.extend({
    outcome: outcome.optional(),
    open: z
      .enum(['due_today', 'at_risk', 'overdue'])
      .optional()
      .describe('Instead of outcome: what is still owed. from and to are not looked at.'),
    from: span.from.optional(),
    to: span.to.optional(),
    team_id: id.optional(),
    channel_id: id.optional(),
    kind: promiseKind.optional(),
  }),
  response: page(countedPromise),
});

const publicQuery = z.object({
  account_id: id.optional().describe('Needed where several accounts of this server publish.'),
});

export const getPublicKeptRate = operation({
  tag,
  access: 'public',
  id: 'getPublicKeptRate',
  method: 'GET',
  path: '/api/v1/public/kept-rate',
  summary:
    'The rate of kept promises of the last 90 days that contacts were told, where it is published.',
  query: publicQuery,
  response: z.object({
    account: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    kept: z.number().int(),
    broken: z.number().int(),
    renegotiated: z.number().int(),
    kept_rate: z.number().nullable(),
  }),
});

export const getPublicPromises = operation({
  tag,
  access: 'public',
  id: 'getPublicPromises',
  method: 'GET',
  path: '/promises',
  summary: 'The same as a page for people, without script.',
  query: publicQuery.extend({ lang: contactLanguage.optional() }),
  produces: 'text/html; charset=utf-8',
});
