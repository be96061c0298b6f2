import { t, type MessageId } from '../../../i18n/translate.ts';
import type { CaseEvent } from '../case-timeline/timeline-rules.ts';

function text(event: CaseEvent, name: string): string {
  const fact = event.facts[name];
  return typeof fact === 'string' ? fact : '';
}

function nameIn(event: CaseEvent, fact: string): string | null {
  const found = event.facts[fact];
  if (typeof found !== 'object' || found === null || !('name' in found)) return null;
  return String(found.name);
}

function who(event: CaseEvent): string | null {
  return nameIn(event, 'member') ?? nameIn(event, 'team');
}

function count(event: CaseEvent, fact: string): number {
  const found = event.facts[fact];
  return typeof found === 'number' ? found : 0;
}

function aboutTask(id: MessageId) {
  return (event: CaseEvent, name: string) => t(id, { name, title: text(event, 'title') });
}

const told = new Set(['switched_off', 'automatic', 'held', 'no_address', 'told_today', 'no_team']);

/** Whether the contact was told of a transfer, to stand behind it; empty for older ones. */
export function describeTelling(event: CaseEvent): string {
  const code = text(event, 'contact_told');
  if (code === 'told') return ` · ${t('event.transferTold')}`;
  const why = text(event, 'not_told_reason');
  if (code === 'left_out') return ` · ${t('event.transferNotTold', { why })}`;
  if (!told.has(code)) return '';
  return ` · ${t(`transfer.notTold.${code}` as MessageId)}`;
}

/** What happened to transfers, tasks, checklists and families, in a sentence each. */
export const travelWords: Readonly<Record<string, (event: CaseEvent, name: string) => string>> = {
  'case.transfer_undone': (_, name) => t('event.transferUndone', { name }),
  'task.created': (event, name) => {
    const title = text(event, 'title');
    const doer = who(event);
    if (doer === null) return t('event.taskCreated', { name, title });
    if (doer === event.actor.name) return t('event.taskTaken', { name, title });
    return t('event.taskCreatedTo', { name, who: doer, title });
  },
  'task.assigned': (event, name) => {
    const title = text(event, 'title');
    const doer = who(event);
    if (doer === event.actor.name) return t('event.taskTaken', { name, title });
    return t('event.taskAssigned', { name, title, who: doer ?? t('task.who') });
  },
  'task.done': aboutTask('event.taskDone'),
  'task.reopened': aboutTask('event.taskReopened'),
  'task.deleted': aboutTask('event.taskDeleted'),
  'task.restored': aboutTask('event.taskRestored'),
  'checklist.applied': (event, name) =>
    t('event.checklistApplied', { name, list: text(event, 'name') }),
  'checklist.removed': (event, name) =>
    t('event.checklistRemoved', { name, list: text(event, 'name') }),
  'family.replied': (event, name) =>
    t('event.familyReplied', {
      name,
      sent: count(event, 'sent'),
      left: count(event, 'left_out'),
    }),
};
