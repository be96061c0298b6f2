import { z } from 'zod';
import { id, instant, shortText, visibleText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { priority, promiseBecause, promiseKind, tagName } from './case-contract.ts';
import { contactGroupName } from './contact-contract.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';
import { findings } from './reply-finding.ts';

const tag = 'promises';
const words = visibleText(2000);
const setting = { tag, access: 'member_or_key', scope: 'account:write' } as const;
const reading = { tag, access: 'member_or_key', scope: 'account:read' } as const;

const weeklyHours = z.object({
  weekday: z.number().int().min(1).max(7).describe('1 Monday … 7 Sunday (ISO 8601).'),
  from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day, such as 09:00.'),
  to: z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time of day, at most 24:00.')
    .describe('Not after from: ends on the next day.'),
});
const holiday = z.object({ date: z.iso.date(), name: visibleText(100) });
export const workCalendarFields = z.object({
  name: shortText,
  time_zone: z.string().min(1).max(64).describe('IANA name such as Europe/Berlin.'),
  hours: z.array(weeklyHours).min(1).max(70),
  holidays: z.array(holiday).max(400).default([]).describe('Days off of this calendar alone.'),
  holiday_set: z.string().max(10).nullable().default(null).describe('A ready set such as de-BE.'),
});

export const workCalendar = workCalendarFields.extend({ id });
export type WorkCalendarShown = z.infer<typeof workCalendar>;

export const listWorkCalendars = operation({
  ...reading,
  id: 'listWorkCalendars',
  method: 'GET',
  path: '/api/v1/work-calendars',
  summary: 'When we work: weekly hours, days off and time zone of each calendar.',
  response: z.object({ items: z.array(workCalendar) }),
});

export const createWorkCalendar = operation({
  ...setting,
  id: 'createWorkCalendar',
  method: 'POST',
  path: '/api/v1/work-calendars',
  summary: 'Adds a calendar.',
  status: 201,
  body: workCalendarFields,
  response: workCalendar,
});

export const updateWorkCalendar = operation({
  ...setting,
  id: 'updateWorkCalendar',
  method: 'PUT',
  path: '/api/v1/work-calendars/{calendarId}',
  summary: 'Replaces a calendar; promises that were made stay as they are.',
  params: z.object({ calendarId: id }),
  body: workCalendarFields,
  response: workCalendar,
});

export const deleteWorkCalendar = operation({
  ...setting,
  id: 'deleteWorkCalendar',
  method: 'DELETE',
  path: '/api/v1/work-calendars/{calendarId}',
  summary: 'Removes a calendar that no policy uses; running clocks go on.',
  params: z.object({ calendarId: id }),
});

export const listHolidaySets = operation({
  ...reading,
  id: 'listHolidaySets',
  method: 'GET',
  path: '/api/v1/holiday-sets',
  summary: 'Ready sets of days off, with those of a year.',
  query: z.object({ year: z.coerce.number().int().min(1990).max(2100).default(2026) }),
  response: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), days: z.array(holiday) })),
  }),
});

const target = z
  .object({
    minutes: z.number().int().min(1).max(525_600).optional().describe('Working minutes.'),
    working_days: z.number().int().min(1).max(260).optional(),
    pauses: z.boolean().default(false).describe('Waiting for the contact stops the clock.'),
  })
  .refine((one) => (one.minutes === undefined) !== (one.working_days === undefined), {
    message: 'Say either minutes or working_days.',
  })
  .nullable()
  .default(null);
const ownWords = z.object({
  first_answer: words.optional(),
  answer: words.optional(),
  resolution: words.optional(),
  update: words.optional(),
});
const conditionIds = z.array(id).max(100).default([]);
export const slaPolicyFields = z.object({
  name: shortText,
  enabled: z.boolean().default(true),
  conditions: z
    .object({
      channel_ids: conditionIds,
      team_ids: conditionIds,
      priorities: z.array(priority).max(4).default([]),
      tags: z.array(tagName).max(100).default([]),
      contact_groups: z.array(contactGroupName).max(100).default([]),
    })
    .prefault({})
    .describe('Every list that is not empty must hold one of the case’s.'),
  targets: z
    .object({ first_answer: target, answer: target, resolution: target, update: target })
    .prefault({})
    .describe('What is left out has the hours of the channel.'),
  words: z
    .partialRecord(contactLanguage, ownWords)
    .default({})
    .describe('Own words with {due}; what is left out has ours.'),
  calendar_id: id.nullable().default(null).describe('Null: round the clock.'),
  warn_percent: z
    .number()
    .int()
    .min(0)
    .max(90)
    .default(20)
    .describe('How early we are told that it looks unkept: share of its time, at least 15 min.'),
});

export const slaPolicy = slaPolicyFields.extend({
  id,
  position: z.number().int(),
  pack_id: z.string().nullable(),
});
export type SlaPolicyShown = z.infer<typeof slaPolicy>;

export const listSlaPolicies = operation({
  ...reading,
  id: 'listSlaPolicies',
  method: 'GET',
  path: '/api/v1/sla-policies',
  summary: 'Policies in the order in which they are asked; the first that matches decides.',
  response: z.object({ items: z.array(slaPolicy) }),
});

export const createSlaPolicy = operation({
  ...setting,
  id: 'createSlaPolicy',
  method: 'POST',
  path: '/api/v1/sla-policies',
  summary: 'Adds a policy behind all others.',
  status: 201,
  body: slaPolicyFields.extend({ check_overrides: checkOverrides }),
  response: slaPolicy.extend({ findings }),
});

export const updateSlaPolicy = operation({
  ...setting,
  id: 'updateSlaPolicy',
  method: 'PUT',
  path: '/api/v1/sla-policies/{policyId}',
  summary: 'Replaces what a policy says; promises that were made stay as they are.',
  params: z.object({ policyId: id }),
  body: slaPolicyFields.extend({ check_overrides: checkOverrides }),
  response: slaPolicy.extend({ findings }),
});

export const deleteSlaPolicy = operation({
  ...setting,
  id: 'deleteSlaPolicy',
  method: 'DELETE',
  path: '/api/v1/sla-policies/{policyId}',
  summary: 'Takes a policy out of use.',
  params: z.object({ policyId: id }),
});

export const createSlaPolicyOrder = operation({
  ...setting,
  id: 'createSlaPolicyOrder',
  method: 'POST',
  path: '/api/v1/sla-policy-orders',
  summary: 'Puts the policies in this order.',
  body: z.object({ policy_ids: z.array(id).min(1).max(200) }),
  response: z.object({ items: z.array(slaPolicy) }),
});

export const createPromisePreview = operation({
  tag,
  access: 'member_or_key',
  scope: 'account:read',
  id: 'createPromisePreview',
  method: 'POST',
  path: '/api/v1/promise-previews',
  summary: 'What a mail that arrives now would be promised, and why.',
  body: z.object({
    channel_id: id,
    team_id: id.nullable().optional().describe('Left out: the team of the channel.'),
    priority: priority.default('normal'),
    tags: z.array(tagName).max(50).default([]),
    contact_groups: z.array(contactGroupName).max(20).default([]),
    language: contactLanguage.default('en'),
  }),
  response: z.object({
    items: z.array(
      z.object({
        kind: promiseKind,
        due_at: instant,
        warn_at: instant,
        words: z.string(),
        because: promiseBecause,
      }),
    ),
  }),
});

export const promiseSettings = z.object({
  kept_rate_public: z.boolean().describe('Whether /promises and the public rate answer.'),
});

export const getPromiseSettings = operation({
  ...reading,
  id: 'getPromiseSettings',
  method: 'GET',
  path: '/api/v1/promise-settings',
  summary: 'What the account says of its promises in public.',
  response: promiseSettings,
});

export const updatePromiseSettings = operation({
  ...setting,
  id: 'updatePromiseSettings',
  method: 'PATCH',
  path: '/api/v1/promise-settings',
  summary: 'Publishes the rate of kept promises, or stops that.',
  body: promiseSettings,
  response: promiseSettings,
});

const packDuty = z.object({
  id: z.string(),
  source: z.string().describe('Law, article and where we read it.'),
  verified: z.boolean().describe('Whether the text of the law itself was read.'),
  text: z.string(),
});

export const listPolicyPacks = operation({
  ...reading,
  id: 'listPolicyPacks',
  method: 'GET',
  path: '/api/v1/policy-packs',
  summary: 'Ready-made policies with their source. Packs are configuration, not advice.',
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        summary: z.string(),
        duties: z.array(packDuty),
        applied: z.object({ at: instant, by: z.string() }).nullable(),
      }),
    ),
  }),
});

const packParams = z.object({ packId: z.string().min(1).max(60) });

export const createPackApplication = operation({
  ...setting,
  id: 'createPackApplication',
  method: 'POST',
  path: '/api/v1/policy-packs/{packId}/applications',
  summary: 'Makes the policies of a pack, first in the order.',
  params: packParams,
  status: 201,
  response: z.object({ policy_ids: z.array(id), calendar_ids: z.array(id) }),
});

export const deletePackApplication = operation({
  ...setting,
  id: 'deletePackApplication',
  method: 'DELETE',
  path: '/api/v1/policy-packs/{packId}/applications',
  summary: 'Takes back what the pack made; promises that were made stay.',
  params: packParams,
});

export const getPackReadiness = operation({
  ...reading,
  id: 'getPackReadiness',
  method: 'GET',
  path: '/api/v1/policy-packs/{packId}/readiness',
  summary: 'Which duties of a pack are met, with figures and the cases that say otherwise.',
  params: packParams,
  response: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    items: z.array(
      packDuty.extend({
        state: z
          .enum(['met', 'not_met', 'not_measured', 'no_cases'])
          .describe('no_cases: it is measured, and nothing was counted in these days.'),
        figures: z.record(z.string(), z.number()),
        why: z.string(),
        cases: z.array(z.object({ id, number: z.number().int() })).describe('At most 20.'),
      }),
    ),
  }),
});
