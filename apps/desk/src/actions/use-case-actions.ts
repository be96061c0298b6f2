import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { assignCases, changeStatus } from '../api/change-cases.ts';
import { useMembers, useTags, useTeams } from '../api/directory.ts';
import { useMe } from '../api/use-me.ts';
import { useAction } from './action-registry.ts';
import { askAssignee, askPriority, askSnooze, askTag, askTransfer } from './ask-case-change.ts';

/** What can be done with cases; each asks what it still needs, acts at once and offers undo. */
export interface CaseDeeds {
  take: () => void;
  assign: () => void;
  transfer: () => void;
  snooze: () => void;
  resolve: () => void;
  reopen: () => void;
  close: () => void;
  tags: () => void;
  priority: () => void;
}

/** The deeds for the given cases: one that is open, or those selected in a list. */
export function useCaseDeeds(rows: readonly CaseRow[]): CaseDeeds {
  const { member } = useMe();
  const reader = useUi();
  const members = useMembers();
  const teams = useTeams();
  const tags = useTags();
  return {
    take: () => void assignCases(rows, { id: member.id, name: member.name }),
    assign: () => void askAssignee(rows, member, members),
    transfer: () => void askTransfer(rows, teams),
    snooze: () => void askSnooze(rows, reader),
    resolve: () => void changeStatus(rows, { status: 'resolved' }),
    reopen: () => void changeStatus(rows, { status: 'open' }),
    close: () => void changeStatus(rows, { status: 'closed' }),
    tags: () => void askTag(rows, tags),
    priority: () => void askPriority(rows),
  };
}

/** Binds keys and palette entries of the case deeds to these cases while the screen shows them. */
export function useCaseActions(
  rows: readonly CaseRow[],
  options: { when?: boolean; priority?: number } = {},
): CaseDeeds {
  const deeds = useCaseDeeds(rows);
  const { when = rows.length > 0, priority = 0 } = options;
  const our = rows.some((row) => row.status === 'open');
  useAction('case.take', deeds.take, { when, priority });
  useAction('case.assign', deeds.assign, { when, priority });
  useAction('case.transfer', deeds.transfer, { when, priority });
  useAction('case.snooze', deeds.snooze, { when, priority });
  useAction('case.resolve', deeds.resolve, {
    when: when && (our || rows.some((row) => row.status === 'waiting')),
    priority,
  });
  useAction('case.reopen', deeds.reopen, { when: when && !our, priority });
  useAction('case.close', deeds.close, { when, priority });
  useAction('case.tags', deeds.tags, { when, priority });
  useAction('case.priority', deeds.priority, { when, priority });
  return deeds;
}
