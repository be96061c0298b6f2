import { z } from 'zod';
import { caseParams, note } from './case-contract.ts';
import { emailAddress, id, instant, requestKey, subjectLine, visibleText } from './basic-schema.ts';
import { attachment, message } from './message-contract.ts';
import { messageVisibility } from './channel-kind-contract.ts';
import { operation } from './operation.ts';
import { checkOverrides } from './reply-check-rule.ts';

const tag = 'replies';
const recipients = z.array(emailAddress).max(100);
const text = z.string().max(500_000);

export const createCaseReply = operation({
  id: 'createCaseReply',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/replies',
  tag,
  summary:
    'Answers the contact. Refused with case_moved_on where somebody wrote since seen_position, unless send_anyway.',
  access: 'member_or_key',
  scope: 'cases:write',
  status: 201,
  params: caseParams,
  body: z.object({
    text: text.optional().describe('Plain text; text or html is required.'),
    html: text.optional().describe('From the composer; sanitised before it is sent.'),
    to: recipients.optional().describe('Default: who wrote last. At least one.'),
    cc: recipients.default([]),
    bcc: recipients.default([]),
    subject: subjectLine.optional(),
    visibility: messageVisibility
      .optional()
      .describe('Default: as what is answered; wider is refused (too_visible).'),
    attachment_ids: z.array(id).max(50).default([]).describe('From createUpload.'),
    signature: z
      .boolean()
      .optional()
      .describe('Put the team’s signature below; left out: below mails only.'),
    status: z.enum(['open', 'waiting', 'resolved']).optional().describe('Status after sending.'),
    waiting_until: instant.optional(),
    with_open_tasks: z
      .boolean()
      .optional()
      .describe('Resolve although tasks are open that a promise waits for.'),
    quick_replies: z
      .array(visibleText(80))
      .max(10)
      .optional()
      .describe('Answers that a chat offers as buttons below the message; on no other channel.'),
    send_at: instant.optional().describe('Send later; left out: after the undo time.'),
    undo_seconds: z
      .number()
      .int()
      .min(0)
      .max(60)
      .optional()
      .describe('Default: 10; 0 on a chat, where somebody waits.'),
    seen_position: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe('last_position of the case as the writer saw it: the send guard.'),
    send_anyway: z.boolean().default(false),
    request_key: requestKey,
    check_overrides: checkOverrides,
  }),
  response: message,
});

export const createCaseForward = operation({
  id: 'createCaseForward',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/forwards',
  tag,
  summary:
    'Forwards to a third party as a side conversation: their answer lands here, the contact sees none of it.',
  access: 'member_or_key',
  scope: 'cases:write',
  status: 201,
  params: caseParams,
  body: z.object({
    to: z.array(emailAddress).min(1).max(20),
    cc: recipients.default([]),
    subject: subjectLine.optional(),
    text: text.optional(),
    html: text.optional(),
    message_ids: z.array(id).max(100).default([]).describe('Messages quoted below the text.'),
    with_attachments: z.boolean().default(true),
    attachment_ids: z.array(id).max(50).default([]),
    undo_seconds: z.number().int().min(0).max(60).default(10),
    request_key: requestKey,
    check_overrides: checkOverrides,
  }),
  response: message,
});

export const createCaseNote = operation({
  id: 'createCaseNote',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/notes',
  tag,
  summary: 'Writes an internal note; mentioned members are told and can read the case.',
  access: 'member_or_key',
  scope: 'cases:write',
  status: 201,
  params: caseParams,
  body: z.object({
    text: text.optional(),
    html: text.optional(),
    mention_ids: z.array(id).max(50).default([]),
    attachment_ids: z.array(id).max(50).default([]).describe('From createUpload.'),
    request_key: requestKey,
  }),
  response: note,
});

const noteParams = caseParams.extend({ noteId: id });

export const updateCaseNote = operation({
  id: 'updateCaseNote',
  method: 'PATCH',
  path: '/api/v1/cases/{caseId}/notes/{noteId}',
  tag,
  summary: 'Changes an own note.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: noteParams,
  body: z.object({ text: text.optional(), html: text.optional() }),
  response: note,
});

export const deleteCaseNote = operation({
  id: 'deleteCaseNote',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/notes/{noteId}',
  tag,
  summary: 'Removes an own note; that one stood there stays visible.',
  access: 'member_or_key',
  scope: 'cases:write',
  params: noteParams,
});

export const draftKind = z.enum(['reply', 'note', 'forward']);

export const draft = z.object({
  kind: draftKind,
  html: z.string(),
  to: z.array(z.string()).nullable().describe('null: the default recipients.'),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string().nullable(),
  attachments: z.array(attachment),
  updated_at: instant,
  version: z.number().int(),
});
export type Draft = z.infer<typeof draft>;

export const listDrafts = operation({
  id: 'listDrafts',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/drafts',
  tag,
  summary: 'The member’s own drafts on this case; nobody else sees or removes them.',
  access: 'member',
  params: caseParams,
  response: z.object({ items: z.array(draft) }),
});

const draftParams = caseParams.extend({ kind: draftKind });

export const updateDraft = operation({
  id: 'updateDraft',
  method: 'PUT',
  path: '/api/v1/cases/{caseId}/drafts/{kind}',
  tag,
  summary: 'Saves the member’s draft; the newest wins.',
  access: 'member',
  params: draftParams,
  body: z.object({
    html: z.string().max(500_000),
    to: z.array(z.string().max(320)).max(100).nullable().default(null),
    cc: z.array(z.string().max(320)).max(100).default([]),
    bcc: z.array(z.string().max(320)).max(100).default([]),
    subject: z.string().max(500).nullable().default(null),
    attachment_ids: z.array(id).max(50).default([]),
  }),
  response: draft,
});

export const deleteDraft = operation({
  id: 'deleteDraft',
  method: 'DELETE',
  path: '/api/v1/cases/{caseId}/drafts/{kind}',
  tag,
  summary: 'Throws the member’s draft away.',
  access: 'member',
  params: draftParams,
});

export const notification = z.object({
  id,
  kind: z.enum([
    'task_assigned',
    'task_due',
    'task_done',
    'mentioned',
    'assigned',
    'contact_wrote',
    'bounced',
    'promise_due',
    'escalated',
  ]),
  case_id: id,
  case_number: z.number().int(),
  case_subject: z.string(),
  actor_name: z.string(),
  created_at: instant,
  read_at: instant.nullable(),
});
export type Notification = z.infer<typeof notification>;

export const listNotifications = operation({
  id: 'listNotifications',
  method: 'GET',
  path: '/api/v1/notifications',
  tag: 'notifications',
  summary: 'What the member should know: mentions, assignments, answers on their cases.',
  access: 'member',
  response: z.object({ items: z.array(notification), unread: z.number().int() }),
});

export const createNotificationReading = operation({
  id: 'createNotificationReading',
  method: 'POST',
  path: '/api/v1/notifications/readings',
  tag: 'notifications',
  summary: 'Marks notifications as read: those named, or all.',
  access: 'member',
  body: z.object({ ids: z.array(id).max(500).optional() }),
});
