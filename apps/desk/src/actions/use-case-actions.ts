import type { CaseRow, Priority } from '@earshot/contract/case-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import {
  assignCases,
  changePriority,
  changeStatus,
  changeTags,
  transferCases,
} from '../api/change-cases.ts';
import { useMembers, useTags, useTeams } from '../api/directory.ts';
import { useMe } from '../api/use-me.ts';
import { t } from '../i18n/translate.ts';
import { useAction } from './action-registry.ts';
import { pick } from './pick.tsx';
import { decideSnoozes } from './snooze-rules.ts';

const nobodyId = 'nobody';
const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

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
  const me = useMe();
  const { locale, timeZone } = useUi();
  const members = useMembers();
  const teams = useTeams();
  const tags = useTags();

  async function assign(): Promise<void> {
    const self = { id: me.member.id, label: t('assign.me', { name: me.member.name }) };
    const others = members
      .filter((member) => member.id !== me.member.id)
      .map(({ id, name, email }) => ({ id, label: name, detail: email }));
    const nobody = { id: nobodyId, label: t('assign.nobody') };
    const checked = rows.flatMap((row) => row.assignee?.id ?? []);
    const picked = await pick({
      title: t('assign.title'),
      items: [self, ...others, nobody],
      checked,
    });
    if (picked === null || !('id' in picked)) return;
    const member = members.find((one) => one.id === picked.id) ?? null;
    await assignCases(rows, member === null ? null : { id: member.id, name: member.name });
  }

  async function transfer(): Promise<void> {
    const items = teams.map(({ id, name }) => ({ id, label: name, icon: 'team' as const }));
    const picked = await pick({ title: t('transfer.title'), items });
    const team = picked !== null && 'id' in picked && teams.find((one) => one.id === picked.id);
    if (!team) return;
    const why = await pick({
      title: t('transfer.reason'),
      items: [{ id: 'none', label: t('transfer.noReason'), words: ' ' }],
      createLabel: (words) => t('transfer.because', { words }),
    });
    if (why === null) return;
    await transferCases(
      rows,
      { id: team.id, name: team.name },
      'created' in why ? why.created : '',
    );
  }

  async function snooze(): Promise<void> {
    const choices = decideSnoozes(new Date());
    const picked = await pick({
      title: t('snooze.title'),
      items: choices.map(({ id, until }) => ({
        id,
        label: t(`snooze.${id}`),
        detail: formatDateTime(until.getTime(), locale, timeZone),
        icon: 'clock',
      })),
    });
    const chosen = picked !== null && 'id' in picked && choices.find((one) => one.id === picked.id);
    if (!chosen) return;
    await changeStatus(rows, { status: 'waiting', waitingUntil: chosen.until.toISOString() });
  }

  async function changeTag(): Promise<void> {
    const shared = tags.filter((tag) => rows.every((row) => row.tags.includes(tag)));
    const picked = await pick({
      title: t('tags.title'),
      items: tags.map((tag) => ({ id: tag, label: tag, icon: 'tag' as const })),
      checked: shared,
      createLabel: (words) => t('tags.create', { words }),
    });
    if (picked === null) return;
    const tag = 'id' in picked ? picked.id : picked.created;
    const change = shared.includes(tag) ? { add: [], remove: [tag] } : { add: [tag], remove: [] };
    await changeTags(rows, change);
  }

  async function priority(): Promise<void> {
    const items = priorities.map((id) => ({
      id,
      label: t(`priority.${id}`),
      icon: 'flag' as const,
    }));
    const checked = rows.map((row) => row.priority);
    const picked = await pick({ title: t('priority.title'), items, checked });
    const chosen = priorities.find((id) => picked !== null && 'id' in picked && id === picked.id);
    if (chosen) await changePriority(rows, chosen);
  }

  return {
    take: () => void assignCases(rows, { id: me.member.id, name: me.member.name }),
    assign: () => void assign(),
    transfer: () => void transfer(),
    snooze: () => void snooze(),
    resolve: () => void changeStatus(rows, { status: 'resolved' }),
    reopen: () => void changeStatus(rows, { status: 'open' }),
    close: () => void changeStatus(rows, { status: 'closed' }),
    tags: () => void changeTag(),
    priority: () => void priority(),
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
