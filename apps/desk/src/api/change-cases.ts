import type { CaseDetail, CaseRow, CaseStatus, Priority } from '@earshot/contract/case-contract.ts';
import { offerUndo, say } from '../actions/undo-store.ts';
import { loadTexts, t, type MessageId } from '../i18n/translate.ts';
import { describeError } from '../parts/describe-error.ts';
import { keepCaseDetail, patchCaseRow, renewCounts } from './case-cache.ts';
import { client, queryClient } from './desk-client.ts';
import { queryKeys } from './query-keys.ts';

/** Requests of one bulk action under way at once: quick, and gentle to the server. */
const parallel_requests = 6;

export interface PersonRef {
  id: string;
  name: string;
}

interface Change {
  rows: readonly CaseRow[];
  /** The row as it will look; shown at once. */
  expect: (row: CaseRow) => CaseRow;
  send: (row: CaseRow) => Promise<CaseDetail>;
  /** The inverse operation, from the row as it was before. */
  invert: (before: CaseRow) => Promise<CaseDetail>;
  done: MessageId;
  values?: Record<string, unknown>;
}

async function forEach(
  rows: readonly CaseRow[],
  send: (row: CaseRow) => Promise<CaseDetail>,
): Promise<{ done: CaseRow[]; failed: unknown[] }> {
  const waiting = [...rows];
  const done: CaseRow[] = [];
  const failed: unknown[] = [];
  async function work(): Promise<void> {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      try {
        keepCaseDetail(await send(row));
        done.push(row);
      } catch (error) {
        patchCaseRow(row);
        failed.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: parallel_requests }, work));
  renewCounts();
  return { done, failed };
}

/** Shows a change at once, sends it, takes back what failed, and offers the inverse for 10 s. */
async function changeCases(change: Change): Promise<void> {
  for (const row of change.rows) patchCaseRow(change.expect(row));
  const { done, failed } = await forEach(change.rows, change.send);
  for (const row of done)
    void queryClient.invalidateQueries({ queryKey: queryKeys.caseTimeline(row.id) });
  if (failed.length > 0) {
    const words = describeError(failed[0]);
    say(done.length === 0 ? words : t('done.partly', { failed: failed.length, words }), 'bad');
    return;
  }
  const only = done.length === 1 ? `#${done[0]!.number}` : '';
  const text = t(change.done, { count: done.length, number: only, ...change.values });
  offerUndo(text, async () => {
    const undone = await forEach(done, change.invert);
    if (undone.failed.length > 0) throw undone.failed[0];
  });
}

function assign(row: CaseRow, memberId: string | null, expected?: string | null) {
  const guard = expected === undefined ? {} : { expected_assignee_id: expected };
  return client.call('createCaseAssignment', {
    params: { caseId: row.id },
    body: { member_id: memberId, ...guard },
  });
}

/** Makes a member responsible, or nobody; refused where a colleague was quicker. */
export function assignCases(rows: readonly CaseRow[], member: PersonRef | null): Promise<void> {
  return changeCases({
    rows,
    expect: (row) => ({ ...row, assignee: member }),
    send: (row) => assign(row, member?.id ?? null, row.assignee?.id ?? null),
    invert: (before) => assign(before, before.assignee?.id ?? null),
    done: member === null ? 'done.unassigned' : 'done.assigned',
    values: { name: member?.name ?? '' },
  });
}

/** Hands cases to another team, with the reason that its members read. */
export function transferCases(
  rows: readonly CaseRow[],
  team: PersonRef | null,
  reason: string,
): Promise<void> {
  const made = new Map<string, string>();
  return changeCases({
    rows,
    expect: (row) => ({ ...row, team, assignee: null }),
    send: async (row) => {
      const { transfer, ...detail } = await client.call('createCaseTransfer', {
        params: { caseId: row.id },
        // A little more than the toast shows, so that an undo in its last second comes in time.
        body: { to_team_id: team?.id ?? null, reason, undo_seconds: 11 },
      });
      made.set(row.id, transfer.id);
      return detail;
    },
    invert: (before) =>
      client.call('deleteCaseTransfer', {
        params: { caseId: before.id, transferId: made.get(before.id) ?? '' },
      }),
    done: 'done.transferred',
    values: { name: team?.name ?? t('case.noTeam') },
  });
}

export interface StatusInput {
  status: CaseStatus;
  /** RFC 3339; required for waiting. */
  waitingUntil?: string;
  reason?: string;
}

function sendStatus(row: CaseRow, input: StatusInput, anyway = false) {
  return client.call('createCaseStatusChange', {
    params: { caseId: row.id },
    body: {
      status: input.status,
      waiting_until: input.waitingUntil,
      reason: input.reason,
      ...(anyway ? { with_open_tasks: true } : {}),
    },
  });
}

/** Asks before a case ends that a promise waits for a task of; resolving a parent asks on. */
async function askAndSendStatus(row: CaseRow, input: StatusInput): Promise<CaseDetail> {
  try {
    const done = await sendStatus(row, input);
    const isParent = done.links.some((link) => link.kind === 'parent' && link.direction === 'to');
    if (isParent && input.status === 'resolved') void askOn(row.id);
    return done;
  } catch (error) {
    const { askOpenTasks } = await import('../screens/cases/tasks/ask-open-tasks.ts');
    if (!(await askOpenTasks(error))) throw error;
    return sendStatus(row, input, true);
  }
}

async function askOn(caseId: string): Promise<void> {
  const { askResolveParts } = await import('../screens/cases/family/change-family.ts');
  await loadTexts('travel');
  await askResolveParts(caseId);
}

/** The status a case had; a waiting time that has passed meanwhile means it is our turn. */
function statusBefore(row: CaseRow): StatusInput {
  if (row.status !== 'waiting') return { status: row.status };
  const until = row.waiting_until;
  if (until === null || Date.parse(until) <= Date.now()) return { status: 'open' };
  return { status: 'waiting', waitingUntil: until };
}

const statusDone: Record<CaseStatus, MessageId> = {
  open: 'done.opened',
  waiting: 'done.snoozed',
  resolved: 'done.resolved',
  closed: 'done.closed',
};

/** Opens, snoozes, resolves or closes cases. */
export function changeStatus(rows: readonly CaseRow[], input: StatusInput): Promise<void> {
  const waiting_until = input.waitingUntil ?? null;
  return changeCases({
    rows,
    expect: (row) => ({ ...row, status: input.status, waiting_until }),
    send: (row) => askAndSendStatus(row, input),
    invert: (before) => sendStatus(before, statusBefore(before)),
    done: statusDone[input.status],
  });
}

function update(row: CaseRow, body: { tags?: string[]; priority?: Priority; subject?: string }) {
  return client.call('updateCase', { params: { caseId: row.id }, body });
}

/** Adds tags to cases and takes others away. */
export function changeTags(
  rows: readonly CaseRow[],
  change: { add: readonly string[]; remove: readonly string[] },
): Promise<void> {
  const tagsOf = (row: CaseRow) => [
    ...row.tags.filter((tag) => !change.remove.includes(tag) && !change.add.includes(tag)),
    ...change.add,
  ];
  return changeCases({
    rows,
    expect: (row) => ({ ...row, tags: tagsOf(row) }),
    send: (row) => update(row, { tags: tagsOf(row) }),
    invert: (before) => update(before, { tags: before.tags }),
    done: 'done.tagged',
  });
}

/** Sets the priority of cases. */
export function changePriority(rows: readonly CaseRow[], priority: Priority): Promise<void> {
  return changeCases({
    rows,
    expect: (row) => ({ ...row, priority }),
    send: (row) => update(row, { priority }),
    invert: (before) => update(before, { priority: before.priority }),
    done: 'done.priority',
    values: { name: t(`priority.${priority}`) },
  });
}

/** Renames a case. */
export function changeSubject(row: CaseRow, subject: string): Promise<void> {
  return changeCases({
    rows: [row],
    expect: (one) => ({ ...one, subject }),
    send: (one) => update(one, { subject }),
    invert: (before) => update(before, { subject: before.subject }),
    done: 'done.renamed',
  });
}
