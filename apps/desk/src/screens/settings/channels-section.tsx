import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { lazyPart } from '../../parts/lazy-part.ts';
import { channelIcons } from '../../parts/channel-icons.ts';
import { mayAdminister } from '../../parts/may.ts';
import { ChannelForm } from './channel-form.tsx';
import { SettingsItem } from './settings-item.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const KindChannelForm = lazyPart(
  async () => (await import('./channels/kind-channel-form.tsx')).KindChannelForm,
);

const newKinds = ['chat', 'form', 'api'] as const;

const KindFacts = lazyPart(async () => (await import('./channels/kind-facts.tsx')).KindFacts);

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
  const kind = open?.kind ?? newKinds.find((one) => one === shown) ?? 'email';
  if (shown !== null && kind !== 'email') {
    return (
      <Suspense>
        <KindChannelForm key={shown} kind={kind} channel={open} onShow={setShown} />
      </Suspense>
    );
  }
  if (shown !== null && (shown === 'new' || open !== null)) {
    return <ChannelForm key={shown} channel={open} onShow={setShown} />;
  }
  return (
    <SettingsPage section="channels" action={leads ? <NewChannelMenu onShow={setShown} /> : null}>
      <p className={styles['intro']}>{t('channels.intro')}</p>
      {data?.items.length === 0 ? (
        <EmptyState icon="mail" title={t('channels.none')}>
          {t('channels.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={styles['items']}>
        {data?.items.map((channel) => (
          <SettingsItem
            key={channel.id}
            icon={channelIcons[channel.kind]}
            name={nameOf(channel)}
            isOff={channel.disabled_at !== null}
            edit={
              leads
                ? {
                    label: t('channels.edit', { name: nameOf(channel) }),
                    open: () => setShown(channel.id),
                  }
                : null
            }
          >
            {channel.kind === 'email'
              ? channel.name !== channel.address && ` ${channel.name}`
              : ` · ${t(`kinds.${channel.kind}`)}`}
            <ChannelHealth channel={channel} />
          </SettingsItem>
        ))}
      </ul>
      <Suspense>
        <KindFacts />
      </Suspense>
    </SettingsPage>
  );
}

function nameOf(channel: ChannelAccount): string {
  return channel.kind === 'email' ? channel.address : channel.name;
}

function NewChannelMenu({ onShow }: { onShow: (kind: string) => void }): ReactElement {
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button>{t('kinds.create')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="mail" />} onClick={() => onShow('new')}>
          {t('kinds.email')}
        </Menu.Item>
        {newKinds.map((kind) => (
          <Menu.Item
            key={kind}
            leftSection={<Icon name={channelIcons[kind]} />}
            onClick={() => onShow(kind)}
          >
            {t(`kinds.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
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
        {health.since === null ? null : (
          <>
            {' · '}
            {t('health.since')} <RelativeTime at={health.since} length="long" />
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
