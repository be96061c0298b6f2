import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { mayAdminister } from '../../parts/may.ts';
import { ChannelForm } from './channel-form.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const KindChannelForm = lazy(() =>
  import('./channels/kind-channel-form.tsx').then((it) => ({ default: it.KindChannelForm })),
);

/** How often the health of a mailbox is asked anew while the page is open. */
const healthEvery_ms = 10_000;

/** The support addresses with their health, and the form that guides through a new one. */
export function ChannelsSection(): ReactElement {
  const me = useMe();
  const [shown, setShown] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.channels,
    queryFn: () => client.call('listChannels'),
    refetchInterval: healthEvery_ms,
  });
  const leads = mayAdminister(me);
  const open = data?.items.find((one) => one.id === shown) ?? null;
  if (shown === 'kind' || (open !== null && open.kind !== 'email')) {
    return (
      <Suspense>
        <KindChannelForm key={shown} channel={open} onShow={setShown} />
      </Suspense>
    );
  }
  if (shown !== null && (shown === 'new' || open !== null)) {
    return <ChannelForm key={shown} channel={open} onShow={setShown} />;
  }
  return (
    <SettingsPage
      section="channels"
      action={
        leads ? (
          <>
            <Button variant="default" onClick={() => setShown('kind')}>
              {t('kinds.create')}
            </Button>
            <Button onClick={() => setShown('new')}>{t('channels.create')}</Button>
          </>
        ) : null
      }
    >
      <p className={styles['intro']}>{t('channels.intro')}</p>
      {data?.items.length === 0 ? (
        <EmptyState icon="mail" title={t('channels.none')}>
          {t('channels.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={styles['items']}>
        {data?.items.map((channel) => (
          <li key={channel.id}>
            <Icon name="mail" size={18} />
            <div className={styles['item']} data-off={channel.disabled_at !== null || undefined}>
              <b>{channel.kind === 'email' ? channel.address : channel.name}</b>
              {channel.kind === 'email'
                ? channel.name !== channel.address && ` ${channel.name}`
                : ` ${t(`kinds.${channel.kind}`)}`}
              <ChannelHealth channel={channel} />
            </div>
            {leads ? (
              <IconButton
                icon="pencil"
                label={t('channels.edit', { name: channel.address })}
                onClick={() => setShown(channel.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </SettingsPage>
  );
}

const healthIcons = {
  ok: 'check',
  idle: 'clock',
  connecting: 'refresh',
  failing: 'warning',
  off: 'close',
} as const;

/** How a mailbox fares, in the server's words, with the count on both sides. */
export function ChannelHealth({ channel }: { channel: ChannelAccount }): ReactElement {
  const { health } = channel;
  return (
    <>
      <p>
        <span className={styles['state']} data-state={health.state}>
          <Icon name={healthIcons[health.state]} size={14} />
          {t(`health.${health.state}`)}
        </span>
        {health.last_received_at === null ? null : (
          <>
            {' · '}
            {t('health.lastReceived')} <RelativeTime at={health.last_received_at} length="long" />
          </>
        )}
        {channel.team === null ? null : ` · ${channel.team.name}`}
      </p>
      <p>{health.detail}</p>
      {health.on_server === null ? null : (
        <p data-figures>
          {t('health.counts', { server: health.on_server, us: health.with_us ?? 0 })}
        </p>
      )}
    </>
  );
}
