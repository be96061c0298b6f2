import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import type { ChannelSecretKind } from '@earshot/contract/channel-kind-contract.ts';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { ChannelTest } from '../channel-test.tsx';
import { ChannelHealth } from '../channels-section.tsx';
import { Part } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import { ShownOnce } from '../shown-once.tsx';

const secretKinds: Record<ChannelAccount['kind'], readonly ChannelSecretKind[]> = {
  email: [],
  chat: ['identity'],
  form: [],
  api: ['inbound', 'outbound'],
};

/** How a channel fares, what to copy, its secrets once, and what went wrong last. */
export function ChannelFacts({ channel }: { channel: ChannelAccount }): ReactElement {
  const [secret, setSecret] = useState<string | null>(null);
  const { data: errors } = useQuery({
    queryKey: ['channel-errors', channel.id],
    queryFn: () => client.call('listChannelErrors', { params: { channelId: channel.id } }),
  });
  async function make(kind: ChannelSecretKind): Promise<void> {
    const params = { channelId: channel.id };
    const made = await client.call('createChannelSecret', { params, body: { kind } });
    setSecret(made.secret);
  }
  return (
    <Part title={channel.name}>
      <div className={styles['item']}>
        <ChannelHealth channel={channel} />
        <p>{t(`kinds.verified.${channel.verified_by}`)}</p>
      </div>
      <ChannelTest channelId={channel.id} />
      <div className={styles['form']}>
        <Copied label={t('kinds.key')} value={channel.address} />
        {channel.script_tag && <Copied label={t('kinds.script')} value={channel.script_tag} />}
        {channel.page_url && <Copied label={t('kinds.page')} value={channel.page_url} />}
        {secretKinds[channel.kind].map((kind) => (
          <Button key={kind} variant="default" onClick={() => void make(kind)}>
            {t('kinds.secret', { kind })}
          </Button>
        ))}
        {secret && <Copied label={t('kinds.secretOnce')} value={secret} />}
      </div>
      {errors && errors.items.length > 0 ? (
        <>
          <h3>{t('kinds.errors')}</h3>
          <ul>
            {errors.items.map((error) => (
              <li key={error.id}>
                <RelativeTime at={error.at} length="long" /> {error.words}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Part>
  );
}

function Copied({ label, value }: { label: string; value: string }): ReactElement {
  return (
    <div>
      <b>{label}</b>
      <ShownOnce text={value} />
    </div>
  );
}
