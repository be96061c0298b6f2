import type { TimelineEntry } from '@earshot/contract/case-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { authorOf, excerptOf, idOf } from '../case-timeline/timeline-rules.ts';
import sheet from './composer.module.css';
import styles from './send-guard.module.css';

const excerpt_letters = 420;

function namesOf(entries: readonly TimelineEntry[]): string {
  return [...new Set(entries.map(authorOf))].join(', ');
}

/**
 * Asks before a reply leaves that its writer could not have thought of: what others wrote since.
 */
export function SendGuard(props: {
  unread: readonly TimelineEntry[];
  onRead: () => void;
  onSendAnyway: () => void;
  onClose: () => void;
}): ReactElement {
  const { unread } = props;
  return (
    <Dialog onClose={props.onClose} title={t('guard.title', { names: namesOf(unread) })} size={560}>
      <div className={styles['guard']}>
        <p>{t('guard.why')}</p>
        {unread.length === 0 ? <p role="status">{t('guard.loading')}</p> : null}
        <ul>
          {unread.map((entry) => (
            <li key={idOf(entry)} data-kind={entry.kind}>
              <Avatar name={authorOf(entry)} size={20} />
              <div>
                <b>{authorOf(entry)}</b>
                {entry.kind === 'note' ? <span> · {t('note.internal')}</span> : null}{' '}
                <RelativeTime at={entry.at} />
                <p>{excerptOf(entry, excerpt_letters)}</p>
              </div>
            </li>
          ))}
        </ul>
        <div className={styles['guardDeeds']}>
          <Button variant="default" onClick={props.onSendAnyway}>
            {t('guard.anyway')}
          </Button>
          <Button data-autofocus onClick={props.onRead}>
            {t('guard.goOn')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Says at once, while somebody still writes, that another person wrote. */
export function WroteMeanwhile(props: {
  unread: readonly TimelineEntry[];
  onShow: (id: string) => void;
  onRead: () => void;
}): ReactElement | null {
  const first = props.unread[0];
  if (first === undefined) return null;
  return (
    <div className={sheet['meanwhile']} role="status">
      <Icon name="warning" />
      <span>{t('guard.inline', { name: namesOf(props.unread) })}</span>
      <Button size="xs" variant="default" onClick={() => props.onShow(idOf(first))}>
        {t('guard.show')}
      </Button>
      <Button size="xs" variant="subtle" onClick={props.onRead}>
        {t('guard.read')}
      </Button>
    </div>
  );
}
