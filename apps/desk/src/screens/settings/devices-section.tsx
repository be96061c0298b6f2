import type { Session } from '@earshot/contract/session-contract.ts';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { runAction } from '../../actions/action-registry.ts';
import { attempt } from '../../actions/attempt.ts';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { SettingsItem } from './settings-item.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

async function signOut(session: Session): Promise<void> {
  await attempt(async () => {
    await client.call('deleteSession', { params: { sessionId: session.id } });
    say(t('devices.done', { device: session.device }));
  });
  await queryClient.invalidateQueries({ queryKey: queryKeys.sessions });
}

/** Where the reader is signed in. */
export function DevicesSection(): ReactElement {
  const { data } = useQuery({
    queryKey: queryKeys.sessions,
    queryFn: () => client.call('listSessions'),
  });
  return (
    <SettingsPage section="devices">
      <p className={styles['intro']}>{t('devices.intro')}</p>
      <ul className={styles['items']}>
        {data?.items.map((session) => (
          <SettingsItem
            key={session.id}
            icon="device"
            name={session.device}
            deeds={
              <Button
                variant="default"
                onClick={() => (session.current ? runAction('session.end') : void signOut(session))}
              >
                {t('action.signOut')}
              </Button>
            }
          >
            <p>
              {session.current ? `${t('devices.current')} · ` : ''}
              {session.address === null ? '' : `${session.address} · `}
              <RelativeTime at={session.last_seen_at} length="long" />
            </p>
          </SettingsItem>
        ))}
      </ul>
    </SettingsPage>
  );
}
