import { z } from 'zod';
import { contactRef, id, instant, memberRef, teamRef, visibleText } from './basic-schema.ts';
import { caseDetail, caseParams, caseStatus } from './case-contract.ts';
import { operation } from './operation.ts';

const tag = 'trail';
const count = z.number().int().min(0);

export const repeatReason = z.object({
  code: z
    .enum(['says_so', 'same_question', 'similar'])
    .describe('The contact says so, asks the same again, or the text is largely an earlier one.'),
  words: z.string().describe('The contact’s own words that show it.'),
  share: z.number().nullable().describe('0 to 1, where texts were compared.'),
  earlier_id: id.nullable().describe('The earlier message that says the same.'),
});

export const trailEntry = z.object({
  id: id.describe('Of the message, transfer, promise or event that says so.'),
  kind: z.enum([
    'contact',
    'thanks',
    'answer',
    'confirmation',
    'hand_off',
    'reassignment',
    'promise_kept',
    'promise_broken',
    'resolved',
    'reopened',
  ]),
  case_id: id,
  at: instant,
  channel_kind: z.string().nullable().describe('Of what was said.'),
  from: z.string().nullable().describe('Team or person that handed over.'),
  to: z.string().nullable().describe('Team or person that took over.'),
  words: z.string().nullable().describe('What was promised.'),
  repeats: repeatReason.nullable().describe('Why a contact is taken for a repetition.'),
});
export type TrailEntry = z.infer<typeof trailEntry>;

const figure = z.object({ count, entry_ids: z.array(id).describe('The entries it counts.') });

export const trailFigures = z.object({
  contacts: figure.describe('Contacts the person had to make for this matter.'),
  hand_offs: figure
    .extend({ reassignments: figure.describe('From person to person within a team.') })
    .describe('From team to team; finding the first team is none.'),
  promises_broken: figure,
  repeats: figure.describe('Contacts in which the person had to say it again.'),
  waiting: z.object({
    seconds: count.describe('Over all spans, nights and weekends too; the open one until now.'),
    since: instant.nullable().describe('When the open span began; null: nobody waits for us.'),
    spans: z.array(
      z.object({
        from: instant,
        to: instant.nullable(),
        contact_id: id.describe('The message that began it.'),
        ended_by_id: id.nullable().describe('Our answer; null: open, or ended without one.'),
      }),
    ),
  }),
  first_contact_at: instant.nullable(),
  solved_at: instant.nullable(),
  seconds_to_solution: count.nullable(),
});

export const scorePoint = z.object({
  code: z.enum([
    'contact_again',
    'promise_broken',
    'bounced',
    'public_post',
    'outside_help',
    'high_arousal',
    'community_fit',
  ]),
  points: z.number().int(),
  at: instant,
  source: z
    .object({ kind: z.enum(['message', 'promise', 'transfer']), id, case_id: id })
    .nullable()
    .describe('The row that shows it; null where it is in a case the caller may not see.'),
  words: z.string().nullable(),
  help: z.enum(['lawyer', 'press', 'consumer_body', 'video']).nullable(),
});
export type ScorePoint = z.infer<typeof scorePoint>;

export const escalationLevel = z
  .enum(['none', 'supervisor', 'owner'])
  .describe('4 points: the supervisor is told; 7: a named owner is asked to call.');

export const escalation = z.object({
  score: z.number().int().describe('The sum of the points: about the matter, not the person.'),
  level: escalationLevel,
  points: z.array(scorePoint),
  unmeasured: z.array(z.string()).describe('Rules that have no source of facts here.'),
  dismissal: z
    .object({
      score: z.number().int(),
      reason: z.string(),
      by: z.string(),
      at: instant,
      holds: z.boolean().describe('False once the score grew past the one that was dismissed.'),
    })
    .nullable(),
  raised: z.array(
    z.object({
      level: escalationLevel,
      score: z.number().int(),
      at: instant,
      owner: memberRef.nullable(),
      told: z.array(memberRef),
      task_id: id.nullable(),
    }),
  ),
});

export const joinProposal = z.object({
  id,
  earlier: z.object({ id, number: z.number().int(), subject: z.string(), status: caseStatus }),
  reasons: z.array(
    z.object({
      code: z.enum(['order_number', 'same_words', 'subject', 'near']),
      words: z.array(z.string()),
      figure: z.number().nullable().describe('Likeness of 0 to 1, or days for near.'),
    }),
  ),
  proposed_at: instant,
});
export type JoinProposal = z.infer<typeof joinProposal>;

export const caseTrail = z.object({
  case_id: id,
  cases: z
    .array(z.object({ id, number: z.number().int(), subject: z.string() }))
    .describe('The cases of this matter that the caller may see.'),
  entries: z.array(trailEntry),
  figures: trailFigures,
  escalation,
  join_proposals: z.array(joinProposal),
});
export type CaseTrail = z.infer<typeof caseTrail>;

export const getCaseTrail = operation({
  id: 'getCaseTrail',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/trail',
  tag,
  summary:
    'What the contact had to do for this matter over all channels and linked cases, with the rows behind every figure, the escalation score with its reasons, and unfinished matters.',
  access: 'member_or_key',
  scope: 'cases:read',
  params: caseParams,
  response: caseTrail,
});

export const createEscalationDismissal = operation({
  id: 'createEscalationDismissal',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/escalation-dismissals',
  tag,
  summary:
    'Notes that a supervisor looked and why no alarm is needed; it speaks again when the score grows.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  body: z.object({ reason: visibleText(500) }),
  response: caseTrail,
});

export const deleteEscalationDismissal = operation({
  id: 'deleteEscalationDismissal',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/escalation-dismissals',
  tag,
  summary: 'Takes the dismissal back.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  response: caseTrail,
});

export const escalatedCase = z.object({
  case_id: id,
  number: z.number().int(),
  subject: z.string(),
  status: caseStatus,
  contact: contactRef.nullable(),
  team: teamRef.nullable(),
  assignee: memberRef.nullable(),
  owner: memberRef.nullable(),
  score: z.number().int(),
  level: escalationLevel,
  points: z.array(scorePoint),
  contacts: count,
  hand_offs: count,
  promises_broken: count,
  waiting_seconds: count,
  dismissed: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
});
export type EscalatedCase = z.infer<typeof escalatedCase>;

export const listEscalations = operation({
  id: 'listEscalations',
  method: 'GET',
  path: '/api/v1/escalations',
  tag,
  summary: 'Matters that are not solved yet by their score, highest first, at most 200.',
  access: 'member_or_key',
  scope: 'cases:read',
  query: z.object({ score_min: z.coerce.number().int().min(1).max(100).default(4) }),
  response: z.object({ items: z.array(escalatedCase) }),
});

export const getEscalationCalibration = operation({
  id: 'getEscalationCalibration',
  method: 'GET',
  path: '/api/v1/escalation-calibration',
  tag,
  summary:
    'Share of matters that went bad within 30 days of their first resolution, by the score they had then, with Wilson intervals (95 %).',
  access: 'member_or_key',
  scope: 'cases:read',
  response: z.object({
    items: z.array(
      z.object({
        score: z.number().int(),
        cases: count,
        went_bad: count,
        share: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    ),
    cases: count,
    went_bad: count,
    within_days: z.number().int(),
  }),
});

const decisionParams = z.object({ proposalId: id });

export const createJoinDecision = operation({
  id: 'createJoinDecision',
  method: 'POST',
  path: '/api/v1/join-proposals/{proposalId}/decisions',
  tag,
  summary: 'Joins the new case into the earlier one (a merge, which can be undone), or says no.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: decisionParams,
  body: z.object({
    decision: z.enum(['join', 'dismiss']),
    reason: z.string().trim().max(500).default(''),
  }),
  response: caseDetail.describe('The case that stays.'),
});

export const deleteJoinDecision = operation({
  id: 'deleteJoinDecision',
  method: 'DELETE',
  path: '/api/v1/join-proposals/{proposalId}/decisions',
  tag,
  summary: 'Takes a no back; a join is taken back by removing the link of the merge.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: decisionParams,
  response: caseDetail,
});
