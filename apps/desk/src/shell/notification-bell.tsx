import { Popover, Tooltip, UnstyledButton } from '@mantine/core';
import type { Notification } from '@earshot/contract/reply-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client, queryClient } from '../api/desk-client.ts';
import { queryKeys } from '../api/query-keys.ts';
import { t } from '../i18n/translate.ts';
import { AppLink } from '../parts/app-link.tsx';
import { pathTo } from '../paths.ts';
import styles from './notification-bell.module.css';
import shell from './shell.module.css';

const icons: Record<Notification['kind'], IconName> = {
  mentioned: 'note',
  assigned: 'assign',
  contact_wrote: 'mail',
  bounced: 'warning',
  promise_due: 'clock',
  task_assigned: 'check',
  task_due: 'clock',
  task_done: 'check',
  escalated: 'warning',
};

async function markRead(): Promise<void> {
  await client.call('createNotificationReading', { body: {} });
  await queryClient.invalidateQueries({ queryKey: queryKeys.notifications });
}

/** The bell with what the reader should know; opening the list marks it as read on closing. */
export function NotificationBell(): ReactElement {
  const [opened, setOpened] = useState(false);
  const { data } = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: () => client.call('listNotifications'),
  });
  const unread = data?.unread ?? 0;
  const label = t('bell.label', { count: unread });

  function change(next: boolean): void {
    setOpened(next);
    if (!next && unread > 0) void markRead();
  }

  return (
    <Popover opened={opened} onChange={change} position="right-start" width={340} trapFocus>
      <Popover.Target>
        <Tooltip label={label} position="right" disabled={opened}>
          <UnstyledButton
            className={shell['item']}
            aria-label={label}
            onClick={() => change(!opened)}
          >
            <Icon name="bell" size={18} />
            <span className={shell['word']}>{t('bell.title')}</span>
            {unread > 0 ? (
              <i
                className={shell['unread']}
                data-count={unread > 99 ? '99+' : unread}
                aria-hidden="true"
              />
            ) : null}
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('bell.title')}>
        <h2 className={styles['title']}>{t('bell.title')}</h2>
        {data !== undefined && data.items.length === 0 ? (
          <EmptyState title={t('bell.empty')} />
        ) : (
          <ul className={styles['list']}>
            {data?.items.map((item) => (
              <li key={item.id}>
                <AppLink
                  to={pathTo.case(item.case_number)}
                  className={styles['item']}
                  data-unread={item.read_at === null || undefined}
                  onClick={() => change(false)}
                >
                  <Icon name={icons[item.kind]} />
                  <span>
                    {t(`bell.${item.kind}`, { name: item.actor_name })}
                    <small>
                      #{item.case_number} {item.case_subject}
                    </small>
                  </span>
                  <RelativeTime at={item.created_at} />
                </AppLink>
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
