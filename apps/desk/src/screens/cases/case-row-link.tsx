import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { ListRow } from '@earshot/ui/list-row.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { memo, type ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { contactName } from '../../parts/contact-name.ts';
import { DueLabel } from '../../parts/due-label.tsx';
import { channelIcons } from '../../parts/channel-icons.ts';
import { pathTo, type CaseListName } from '../../paths.ts';
import styles from './case-list.module.css';

export interface CaseRowLinkProps {
  row: CaseRow;
  list: CaseListName;
  open: boolean;
  cursor: boolean;
  selected: boolean;
  arrived: boolean;
  onSelect: (caseId: string, range: boolean) => void;
  onPoint: (caseId: string) => void;
}

/** One case in a list: who, what about, which channel, whose turn, time left, unread. */
export const CaseRowLink = memo(function CaseRowLink(props: CaseRowLinkProps): ReactElement {
  const { row, selected } = props;
  const name = contactName(row.contact?.name);
  return (
    <div
      className={styles['row']}
      data-open={props.open || undefined}
      data-cursor={props.cursor || undefined}
      data-selected={selected || undefined}
      data-arrived={props.arrived || undefined}
    >
      <input
        type="checkbox"
        className={styles['check']}
        checked={selected}
        tabIndex={-1}
        aria-label={t('list.selectOne', { number: row.number })}
        onChange={(event) => {
          const { nativeEvent } = event;
          props.onSelect(row.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
        }}
      />
      <AppLink
        to={pathTo.case(row.number, props.list)}
        className={styles['link']}
        data-case={row.id}
        tabIndex={props.cursor ? 0 : -1}
        aria-current={props.open ? 'page' : undefined}
        onClick={() => props.onPoint(row.id)}
      >
        <ListRow
          mark={<Mark row={row} />}
          strong={row.unread}
          title={name}
          end={<RowTime row={row} />}
          second={
            <>
              <span className={styles['subject']}>
                <span className="visually-hidden">#{row.number} </span>
                {row.subject}
              </span>
              <RowFlags row={row} />
            </>
          }
        />
      </AppLink>
    </div>
  );
});

function Mark({ row }: { row: CaseRow }): ReactElement {
  if (row.unread) {
    return (
      <i className={styles['dot']}>
        <span className="visually-hidden">{t('list.unread')}</span>
      </i>
    );
  }
  return (
    <span title={t(`channel.${row.channel_kind}`)}>
      <Icon name={channelIcons[row.channel_kind]} size={14} />
    </span>
  );
}

function RowTime({ row }: { row: CaseRow }): ReactElement {
  if (row.status === 'open' && row.next_due_at !== null) {
    return <DueLabel due={row.next_due_at} since={row.last_message_at} />;
  }
  return <RelativeTime at={row.last_message_at} />;
}

function RowFlags({ row }: { row: CaseRow }): ReactElement {
  const ours = row.last_direction === 'in';
  return (
    <span className={styles['flags']}>
      {row.delivery_problem ? <Flag icon="warning" bad label={t('list.bounced')} /> : null}
      {row.held ? <Flag icon="hand" label={t('list.held')} /> : null}
      {row.priority === 'urgent' || row.priority === 'high' ? (
        <Flag icon="flag" label={t(`priority.${row.priority}`)} />
      ) : null}
      {row.status === 'waiting' ? <Flag icon="clock" label={t('status.waiting')} /> : null}
      {row.status === 'resolved' || row.status === 'closed' ? (
        <Flag icon="check" label={t(`status.${row.status}`)} />
      ) : null}
      {row.status === 'open' && !ours && row.last_direction !== null ? (
        <Flag icon="reply" label={t('list.answered')} />
      ) : null}
    </span>
  );
}

function Flag(props: {
  icon: 'warning' | 'hand' | 'flag' | 'clock' | 'check' | 'reply';
  label: string;
  bad?: boolean;
}): ReactElement {
  return (
    <span title={props.label} data-bad={props.bad}>
      <Icon name={props.icon} size={13} />
      <span className="visually-hidden">{props.label}</span>
    </span>
  );
}
