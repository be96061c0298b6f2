import { z } from 'zod';
import { caseDetail, caseParams, caseStatus } from './case-contract.ts';
import { id, instant, visibleText } from './basic-schema.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';
import { caseTransfer } from './travel-contract.ts';

const tag = 'cases';
const change = {
  method: 'POST',
  tag,
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  response: caseDetail,
} as const;

export const createCaseAssignment = operation({
  ...change,
  id: 'createCaseAssignment',
  path: '/api/v1/cases/{caseId}/assignments',
  summary:
    'Makes a member responsible, or nobody. Refused with case_taken where another took it meanwhile.',
  body: z.object({
    member_id: id.nullable(),
    expected_assignee_id: id
      .nullable()
      .optional()
      .describe('Whom the caller believes responsible; left out: do not check.'),
  }),
});

export const createCaseTransfer = operation({
  ...change,
  id: 'createCaseTransfer',
  path: '/api/v1/cases/{caseId}/transfers',
  summary:
    'Hands the case to another team with reason and hand-over; the contact is told who has it now. Refused with sent_back where it would go back to the team it came from.',
  body: z.object({
    to_team_id: id.nullable(),
    reason: z.string().trim().max(2000).default(''),
    member_id: id.nullable().optional().describe('Responsible member in the new team.'),
    hand_over: z
      .string()
      .trim()
      .max(20_000)
      .default('')
      .describe('What is known, tried, promised and open; kept as an internal note.'),
    tell_contact: z.boolean().default(true),
    contact_text: visibleText(10_000)
      .optional()
      .describe('Words to the contact; left out: made from the case, as the preview shows them.'),
    not_told_reason: z
      .string()
      .trim()
      .max(500)
      .default('')
      .describe('Required with tell_contact false where the contact would be told.'),
    undo_seconds: z.number().int().min(0).max(60).default(10),
    check_overrides: checkOverrides,
  }),
  response: caseDetail.extend({ transfer: caseTransfer }),
});

export const createCaseStatusChange = operation({
  ...change,
  id: 'createCaseStatusChange',
  path: '/api/v1/cases/{caseId}/status-changes',
  summary: 'Open, waiting (until when, why), resolved or closed.',
  body: z.object({
    status: caseStatus,
    waiting_until: instant.nullable().optional().describe('Required for waiting; in the future.'),
    reason: z.string().trim().max(500).optional(),
    with_open_tasks: z
      .boolean()
      .optional()
      .describe('Resolve or close although tasks are open that a promise waits for.'),
  }),
});

export const createCaseMerge = operation({
  ...change,
  id: 'createCaseMerge',
  path: '/api/v1/cases/{caseId}/merges',
  summary: 'Merges this case into another by a link; answers with the case that stays.',
  body: z.object({ into_case_id: id, reason: z.string().trim().max(500).default('') }),
});

export const createCaseLink = operation({
  ...change,
  id: 'createCaseLink',
  path: '/api/v1/cases/{caseId}/links',
  summary: 'Links two cases that belong together.',
  body: z.object({
    kind: z.enum(['parent', 'related']),
    to_case_id: id,
    reason: z.string().trim().max(500).default(''),
  }),
});

export const deleteCaseLink = operation({
  id: 'deleteCaseLink',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/links/{linkId}',
  tag,
  summary: 'Removes a link; for a merge this is the un-merge, and nothing is lost.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams.extend({ linkId: id }),
  response: caseDetail,
});

export const createMessageMove = operation({
  id: 'createMessageMove',
  method: 'POST',
  path: '/api/v1/messages/{messageId}/moves',
  tag,
  summary: 'Moves a message to another case, or splits it off into a new one; can be undone.',
  access: 'member_or_key',
  scope: 'cases:write',
  status: 201,
  params: z.object({ messageId: id }),
  body: z.object({
    to_case_id: id.nullable().describe('null: a new case, with a link split_from.'),
    reason: z.string().trim().max(500).default(''),
  }),
  response: z.object({ move_id: id, case: caseDetail }),
});

export const deleteMessageMove = operation({
  id: 'deleteMessageMove',
  method: 'DELETE',
  path: '/api/v1/messages/{messageId}/moves/{moveId}',
  tag,
  summary: 'Takes a move back: the message stands where it stood.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: z.object({ messageId: id, moveId: id }),
  response: caseDetail,
});

export const createHoldDecision = operation({
  id: 'createHoldDecision',
  method: 'POST',
  path: '/api/v1/holds/{holdId}/decisions',
  tag,
  summary:
    'Decides about a held message: join it to the case it names (its sender becomes a participant there) or keep it a case of its own.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: z.object({ holdId: id }),
  body: z.object({ decision: z.enum(['join', 'separate']) }),
  response: caseDetail,
});

export const deleteHoldDecision = operation({
  id: 'deleteHoldDecision',
  method: 'DELETE',
  path: '/api/v1/holds/{holdId}/decisions',
  tag,
  summary: 'Takes the decision about a held message back; it is held again.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: z.object({ holdId: id }),
  response: caseDetail,
});

export const createCaseParticipant = operation({
  ...change,
  id: 'createCaseParticipant',
  path: '/api/v1/cases/{caseId}/participants',
  summary: 'Draws a member into the case; a colleague may then read it and write notes.',
  body: z.object({ member_id: id, reason: z.string().trim().max(500).default('') }),
});

export const deleteCaseParticipant = operation({
  id: 'deleteCaseParticipant',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/participants/{memberId}',
  tag,
  summary: 'Takes a member out of the case again.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams.extend({ memberId: id }),
  response: caseDetail,
});

export const createCaseDeletion = operation({
  ...change,
  id: 'createCaseDeletion',
  path: '/api/v1/cases/{caseId}/deletions',
  summary:
    'Removes a case from every list and keeps a tombstone, so that its mail is not imported again.',
  body: z.object({ reason: visibleText(500) }),
});

export const deleteCaseDeletion = operation({
  id: 'deleteCaseDeletion',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/deletions',
  tag,
  summary: 'Brings a removed case back.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: caseParams,
  response: caseDetail,
});
