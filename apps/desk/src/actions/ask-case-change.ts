import type { CaseRow, Priority } from '@earshot/contract/case-contract.ts';
import type { Member, Team } from '@earshot/contract/member-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import type { UiSettings } from '@earshot/ui/ui-provider.tsx';
import {
  assignCases,
  changePriority,
  changeStatus,
  changeTags,
  transferCases,
} from '../api/change-cases.ts';
import { t } from '../i18n/translate.ts';
import { pick } from './pick.ts';
import { decideSnoozes } from './snooze-rules.ts';

const nobodyId = 'nobody';
const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

/** Asks who becomes responsible, and makes them. */
export async function askAssignee(
  rows: readonly CaseRow[],
  me: Member,
  members: readonly Member[],
): Promise<void> {
  const self = { id: me.id, label: t('assign.me', { name: me.name }) };
  const others = members
    .filter((member) => member.id !== me.id)
    .map(({ id, name, email }) => ({ id, label: name, detail: email }));
  const nobody = { id: nobodyId, label: t('assign.nobody') };
  const checked = rows.flatMap((row) => row.assignee?.id ?? []);
  const items = [self, ...others, nobody];
  const picked = await pick({ title: t('assign.title'), items, checked });
  if (picked === null || !('id' in picked)) return;
  const member = [me, ...members].find((one) => one.id === picked.id) ?? null;
  await assignCases(rows, member === null ? null : { id: member.id, name: member.name });
}

/** Asks for the team and the reason, and transfers. */
export async function askTransfer(rows: readonly CaseRow[], teams: readonly Team[]): Promise<void> {
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
  await transferCases(rows, { id: team.id, name: team.name }, 'created' in why ? why.created : '');
}

/** Asks until when, and lets the cases wait. */
export async function askSnooze(rows: readonly CaseRow[], reader: UiSettings): Promise<void> {
  const choices = decideSnoozes(new Date());
  const picked = await pick({
    title: t('snooze.title'),
    items: choices.map(({ id, until }) => ({
      id,
      label: t(`snooze.${id}`),
      detail: formatDateTime(until.getTime(), reader.locale, reader.timeZone),
      icon: 'clock',
    })),
  });
  const chosen = picked !== null && 'id' in picked && choices.find((one) => one.id === picked.id);
  if (!chosen) return;
  await changeStatus(rows, { status: 'waiting', waitingUntil: chosen.until.toISOString() });
}

/** Asks for a tag; one that all cases have is taken away, any other is added. */
export async function askTag(rows: readonly CaseRow[], tags: readonly string[]): Promise<void> {
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

/** Asks how urgent it is, and notes it. */
export async function askPriority(rows: readonly CaseRow[]): Promise<void> {
  const items = priorities.map((id) => ({ id, label: t(`priority.${id}`), icon: 'flag' as const }));
  const checked = rows.map((row) => row.priority);
  const picked = await pick({ title: t('priority.title'), items, checked });
  const chosen = priorities.find((id) => picked !== null && 'id' in picked && id === picked.id);
  if (chosen) await changePriority(rows, chosen);
}
