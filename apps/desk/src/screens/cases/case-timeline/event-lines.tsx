import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { UnstyledButton } from '@mantine/core';
import { memo, useState, type ReactElement } from 'react';
import { useMembers } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import { formatUntil } from '../case-changes/format-until.ts';
import { EntryTime } from './entry-time.tsx';
import { describeEvent } from './event-words.ts';
import styles from './event-lines.module.css';
import type { CaseEvent } from './timeline-rules.ts';

/** More in a row are folded to the newest ones. */
const most_lines = 4;
const kept_lines = 2;

const icons: Readonly<Record<string, IconName>> = {
  'case.opened': 'plus',
  'case.assigned': 'assign',
  'case.transferred': 'transfer',
  'case.transfer_undone': 'undo',
  'task.created': 'plus',
  'task.assigned': 'assign',
  'task.done': 'check',
  'checklist.applied': 'list',
  'family.replied': 'send',
  'case.status_changed': 'history',
  'case.reopened': 'history',
  'case.updated': 'pencil',
  'case.merged': 'merge',
  'case.absorbed': 'merge',
  'case.unmerged': 'split',
  'case.released': 'split',
  'case.linked': 'link',
  'case.unlinked': 'unlink',
  'case.participant_added': 'contacts',
  'case.participant_removed': 'contacts',
  'case.deleted': 'trash',
  'case.restored': 'undo',
  'message.moved': 'folder',
  'message.moved_back': 'undo',
  'hold.decided': 'hand',
  'hold.reopened': 'hand',
  'promise.made': 'clock',
  'promise.kept': 'check',
  'promise.broken': 'warning',
  'promise.reopened': 'clock',
  'promise.warned': 'clock',
  'promise.renegotiated': 'history',
  'promise.replanned': 'history',
  'promise.paused': 'clock',
  'promise.resumed': 'clock',
  'delivery.bounced': 'warning',
  'conversation.handed_over': 'transfer',
  'offer.declined': 'bell',
  'offer.missed': 'bell',
};

function iconOf(event: CaseEvent): IconName {
  const to = event.facts['to'];
  if (event.name === 'case.status_changed' && to === 'waiting') return 'clock';
  if (event.name === 'case.status_changed' && to !== 'open') return 'check';
  return icons[event.name] ?? 'history';
}

/** What was done in the case, one quiet line each; a long run is folded. */
export const EventLines = memo(function EventLines({
  events,
  caseId,
}: {
  events: readonly CaseEvent[];
  caseId: string;
}): ReactElement {
  const [open, setOpen] = useState(false);
  const folded = !open && events.length > most_lines;
  const shown = folded ? events.slice(-kept_lines) : events;
  return (
    <ul className={styles['lines']}>
      {folded ? (
        <li>
          <Icon name="dots" size={14} />
          <UnstyledButton className={styles['more']} onClick={() => setOpen(true)}>
            {t('time.changes', { count: events.length - kept_lines })}
          </UnstyledButton>
        </li>
      ) : null}
      {shown.map((event) => (
        <EventLine key={event.id} event={event} caseId={caseId} />
      ))}
    </ul>
  );
});

function EventLine({ event, caseId }: { event: CaseEvent; caseId: string }): ReactElement {
  const { locale, timeZone } = useUi();
  const members = useMembers();
  const reader = {
    formatTime: (at: string) => formatUntil(at, locale, timeZone),
    nameMember: (id: string) => members.find((one) => one.id === id)?.name ?? '',
  };
  const bad = event.name === 'promise.broken' || event.name === 'delivery.bounced';
  return (
    <li data-bad={bad || undefined}>
      <Icon name={iconOf(event)} size={14} />
      <span>
        {describeEvent(event, caseId, reader)}
        {' · '}
        <EntryTime at={event.at} />
      </span>
    </li>
  );
}
