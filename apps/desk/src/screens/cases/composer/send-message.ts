import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { InfiniteData } from '@tanstack/react-query';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { renewCase } from '../case-changes/show-case.ts';
import { askOpenTasks } from '../tasks/ask-open-tasks.ts';
import { findPictureIds, type DraftValue } from './draft-rules.ts';
import { nameRequest } from './name-request.ts';
import { rememberComposed } from './take-back.ts';

/** A little more than the toast shows, so that an undo in its last second still comes in time. */
const undo_seconds = 11;

/** Whether an answer is read while one goes on: it leaves at once, without greeting. */
export function isLive(detail: CaseDetail): boolean {
  return detail.channel_kind === 'chat';
}

/** What becomes of the case, or when the message leaves. */
export type After =
  | { kind: 'plain' | 'open' | 'resolve' }
  | { kind: 'wait'; until: Date }
  | { kind: 'later'; at: Date };

export interface ReplyInput {
  value: DraftValue;
  signature: boolean;
  after: After;
  seenPosition: number;
  sendAnyway: boolean;
  overrides: readonly ReplyCheckOverride[];
}

interface TimelinePage {
  items: TimelineEntry[];
  earlier_cursor: string | null;
}

/** Puts what was just written at the end of the timeline, before it is read anew. */
function showAtEnd(caseId: string, entry: TimelineEntry): void {
  queryClient.setQueryData<InfiniteData<TimelinePage>>(queryKeys.caseTimeline(caseId), (data) => {
    const [newest, ...earlier] = data?.pages ?? [];
    if (!data || !newest) return data;
    return { ...data, pages: [{ ...newest, items: [...newest.items, entry] }, ...earlier] };
  });
  renewCase(caseId);
}

/** Files of the tray; pictures of the text go by their addresses in it. */
function attachmentIds(value: DraftValue): string[] {
  const inText = new Set(findPictureIds(value.html));
  return value.attachments.map((file) => file.id).filter((id) => !inText.has(id));
}

function statusOf(after: After) {
  if (after.kind === 'open') return { status: 'open' as const };
  if (after.kind === 'resolve') return { status: 'resolved' as const };
  if (after.kind === 'wait') {
    return { status: 'waiting' as const, waiting_until: after.until.toISOString() };
  }
  return after.kind === 'later' ? { send_at: after.at.toISOString() } : {};
}

/**
 * Answers the contact; throws ApiError case_moved_on where somebody wrote since. Where the case
 * shall be resolved and a promise waits for a task, it is asked first.
 */
export async function sendReply(detail: CaseDetail, input: ReplyInput): Promise<Message> {
  const sent = await postReply(detail, input, false).catch(async (error: unknown) => {
    if (await askOpenTasks(error)) return postReply(detail, input, true);
    throw error;
  });
  rememberComposed(sent.id, input.value);
  showAtEnd(detail.id, { kind: 'message', at: sent.received_at, message: sent });
  return sent;
}

function postReply(
  detail: CaseDetail,
  input: ReplyInput,
  withOpenTasks: boolean,
): Promise<Message> {
  const { value } = input;
  const said = {
    html: value.html,
    cc: value.cc,
    bcc: value.bcc,
    attachment_ids: attachmentIds(value),
    signature: input.signature,
    undo_seconds: isLive(detail) ? 0 : undo_seconds,
    ...(value.to === null ? {} : { to: value.to }),
    ...(value.subject === null || value.subject.trim() === '' ? {} : { subject: value.subject }),
    ...statusOf(input.after),
  };
  return nameRequest(`reply ${detail.id}`, said, (request_key) =>
    client.call('createCaseReply', {
      params: { caseId: detail.id },
      body: {
        ...said,
        request_key,
        seen_position: input.seenPosition,
        send_anyway: input.sendAnyway,
        check_overrides: [...input.overrides],
        ...(withOpenTasks ? { with_open_tasks: true } : {}),
      },
    }),
  );
}

/** Forwards to a third party as a side conversation. */
export async function sendForward(
  detail: CaseDetail,
  value: DraftValue,
  how: {
    quoted: { messageIds: string[]; files: boolean };
    overrides: readonly ReplyCheckOverride[];
  },
): Promise<Message> {
  const { quoted, overrides } = how;
  const said = {
    to: value.to ?? [],
    cc: value.cc,
    html: value.html,
    message_ids: quoted.messageIds,
    with_attachments: quoted.files,
    attachment_ids: attachmentIds(value),
    undo_seconds,
    ...(value.subject === null || value.subject.trim() === '' ? {} : { subject: value.subject }),
  };
  const sent = await nameRequest(`forward ${detail.id}`, said, (request_key) =>
    client.call('createCaseForward', {
      params: { caseId: detail.id },
      body: { ...said, request_key, check_overrides: [...overrides] },
    }),
  );
  rememberComposed(sent.id, value);
  showAtEnd(detail.id, { kind: 'message', at: sent.received_at, message: sent });
  return sent;
}

/** Who is mentioned in the HTML of a note. */
export function findMentions(html: string): string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const found = [...body.querySelectorAll('[data-type="mention"]')];
  return [...new Set(found.flatMap((one) => one.getAttribute('data-id') ?? []))];
}

/** Writes an internal note; who is mentioned is told. */
export async function saveNote(caseId: string, value: DraftValue): Promise<void> {
  const said = {
    html: value.html,
    mention_ids: findMentions(value.html),
    attachment_ids: attachmentIds(value),
  };
  const saved = await nameRequest(`note ${caseId}`, said, (request_key) =>
    client.call('createCaseNote', { params: { caseId }, body: { ...said, request_key } }),
  );
  showAtEnd(caseId, { kind: 'note', at: saved.created_at, note: saved });
}
