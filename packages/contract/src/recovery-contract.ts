import { z } from 'zod';
import { id, instant, listQuery, memberRef, page, visibleText } from './basic-schema.ts';
import { caseParams } from './case-contract.ts';
import { role } from './member-contract.ts';
import { operation } from './operation.ts';

const tag = 'recoveries';
const read = { tag, access: 'member_or_key', scope: 'cases:read' } as const;
const write = { tag, access: 'member_or_key', scope: 'cases:write' } as const;
const cents = z.number().int().min(0).max(100_000_000).describe('Hundredths of the currency.');
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Write a currency in three letters, such as EUR.')
  .describe('ISO 4217, such as EUR.');
const doer = z.object({ kind: z.enum(['member', 'key', 'contact', 'system']), name: z.string() });

export const playbookStep = z.object({
  code: z.string(),
  title: z.string(),
  description: z.string(),
  due_after_minutes: z.number().int(),
});

export const playbook = z.object({
  code: z.string(),
  name: z.string(),
  because: z.string().describe('When it fits, and why in this order.'),
  steps: z.array(playbookStep),
  outcomes: z
    .object({
      started: z.number().int(),
      finished: z.number().int(),
      asked: z.number().int(),
      yes: z.number().int(),
      partly: z.number().int(),
      no: z.number().int(),
      no_answer: z.number().int(),
      put_right: z
        .object({ share: z.number(), low: z.number(), high: z.number() })
        .nullable()
        .describe('Share of yes among those who answered, Wilson interval of 95 %.'),
    })
    .describe('Answers to "did it put things right?", two weeks later.'),
});
export type Playbook = z.infer<typeof playbook>;

export const recoveryStep = z.object({
  id,
  code: z.string(),
  title: z.string(),
  due_at: instant,
  task_id: id,
  assignee: memberRef.nullable(),
  done_at: instant.nullable(),
  done_by: z.string().nullable(),
  left_out: z.boolean().describe('Its task was removed.'),
});

export const recovery = z.object({
  id,
  playbook: z.string(),
  name: z.string(),
  started_by: doer,
  started_at: instant,
  finished_at: instant.nullable(),
  withdrawn_at: instant.nullable(),
  steps: z.array(recoveryStep),
  survey: z
    .object({
      due_at: instant,
      asked_at: instant.nullable(),
      skipped_because: z.string().nullable(),
      answer: z.enum(['yes', 'partly', 'no']).nullable(),
      answered_at: instant.nullable(),
    })
    .nullable(),
});
export type Recovery = z.infer<typeof recovery>;

export const gesture = z.object({
  id,
  case: z.object({ id, number: z.number().int() }),
  recovery_id: id.nullable(),
  kind: z.enum(['voucher', 'parcel', 'refund', 'other']),
  amount_cents: cents,
  currency,
  words: z.string(),
  state: z.enum(['proposed', 'approved', 'refused', 'given', 'withdrawn']),
  limit_cents: cents.nullable().describe('What the proposer may give without asking; null: any.'),
  proposed_by: doer,
  proposed_at: instant,
  approved_by: doer.nullable(),
  approved_at: instant.nullable(),
  refused_by: doer.nullable(),
  refused_at: instant.nullable(),
  given_by: doer.nullable(),
  given_at: instant.nullable(),
  withdrawn_by: doer.nullable(),
  withdrawn_at: instant.nullable(),
  decision_reason: z.string(),
});
export type Gesture = z.infer<typeof gesture>;

export const gestureSum = z.object({
  currency,
  proposed_cents: cents.describe('Waiting for approval.'),
  approved_cents: cents.describe('Approved and not given yet.'),
  given_cents: cents.describe('Given and not withdrawn.'),
});

export const caseRecoveries = z.object({
  suggested: z
    .object({ playbook: z.string(), name: z.string(), score: z.number().int() })
    .nullable()
    .describe('What fits the escalation of this case; null: calm, or one runs already.'),
  items: z.array(recovery),
  gestures: z.array(gesture),
  sums: z.array(gestureSum),
});
export type CaseRecoveries = z.infer<typeof caseRecoveries>;

export const listRecoveryPlaybooks = operation({
  ...read,
  id: 'listRecoveryPlaybooks',
  method: 'GET',
  path: '/api/v1/recovery-playbooks',
  summary: 'How to make good, step by step, and how often each playbook did.',
  response: z.object({ items: z.array(playbook) }),
});

export const listCaseRecoveries = operation({
  ...read,
  id: 'listCaseRecoveries',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/recoveries',
  summary: 'What was begun to make good on this case, with its steps and gestures.',
  params: caseParams,
  response: caseRecoveries,
});

export const createRecovery = operation({
  ...write,
  id: 'createRecovery',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/recoveries',
  summary: 'Starts a playbook: its steps become tasks with due times. One runs at a time.',
  status: 201,
  params: caseParams,
  body: z.object({
    playbook: z.string().min(1).max(60),
    assignee_id: id
      .nullable()
      .default(null)
      .describe('Who does the steps; null: who has the case.'),
  }),
  response: caseRecoveries,
});

const recoveryParams = z.object({ recoveryId: id });

export const createRecoveryWithdrawal = operation({
  ...write,
  id: 'createRecoveryWithdrawal',
  method: 'POST',
  path: '/api/v1/recoveries/{recoveryId}/withdrawals',
  summary: 'Stops a playbook with the reason; nobody is asked later whether it helped.',
  params: recoveryParams,
  body: z.object({ reason: visibleText(500) }),
  response: caseRecoveries,
});

export const deleteRecoveryWithdrawal = operation({
  ...write,
  id: 'deleteRecoveryWithdrawal',
  method: 'DELETE',
  path: '/api/v1/recoveries/{recoveryId}/withdrawals',
  summary: 'Lets a playbook that was stopped go on.',
  params: recoveryParams,
  response: caseRecoveries,
});

export const createGesture = operation({
  ...write,
  id: 'createGesture',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/gestures',
  summary: 'Proposes a small gesture; within the limit of one’s role it is approved at once.',
  status: 201,
  params: caseParams,
  body: z.object({
    kind: z.enum(['voucher', 'parcel', 'refund', 'other']),
    amount_cents: cents.min(1),
    currency,
    words: z.string().trim().max(500).default(''),
  }),
  response: caseRecoveries,
});

export const createGestureDecision = operation({
  ...write,
  id: 'createGestureDecision',
  method: 'POST',
  path: '/api/v1/gestures/{gestureId}/decisions',
  summary: 'Approves or refuses a gesture over a limit, notes that it was given, or withdraws it.',
  params: z.object({ gestureId: id }),
  body: z.object({
    decision: z.enum(['approve', 'refuse', 'give', 'withdraw']),
    reason: z.string().trim().max(500).default(''),
  }),
  response: caseRecoveries,
});

export const deleteGestureDecision = operation({
  ...write,
  id: 'deleteGestureDecision',
  method: 'DELETE',
  path: '/api/v1/gestures/{gestureId}/decisions',
  summary:
    'Takes back the last decision about a gesture; only who made it can. It stays in the audit.',
  params: z.object({ gestureId: id }),
  response: caseRecoveries,
});

export const listGestures = operation({
  ...read,
  id: 'listGestures',
  method: 'GET',
  path: '/api/v1/gestures',
  summary:
    'The ledger of gestures, newest first, with the sums of all rows in that time, whatever state.',
  query: listQuery.extend({
    from: instant.optional(),
    to: instant.optional(),
    state: gesture.shape.state.optional().describe('Only rows that stand so; the sums stay.'),
  }),
  response: page(gesture).extend({ sums: z.array(gestureSum) }),
});

export const recoveryLimit = z.object({
  role,
  amount_cents: cents.nullable().describe('null: without limit.'),
  currency,
});

export const getRecoveryLimits = operation({
  ...read,
  id: 'getRecoveryLimits',
  method: 'GET',
  path: '/api/v1/recovery-limits',
  summary: 'What each role gives without asking.',
  response: z.object({ items: z.array(recoveryLimit) }),
});

export const updateRecoveryLimits = operation({
  tag,
  access: 'member_or_key',
  scope: 'account:write',
  id: 'updateRecoveryLimits',
  method: 'PUT',
  path: '/api/v1/recovery-limits',
  summary:
    'Sets what each role gives without asking; for administrators, and programs that may change the account.',
  body: z.object({ items: z.array(recoveryLimit).min(1).max(4) }),
  response: z.object({ items: z.array(recoveryLimit) }),
});
