import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import type { ChannelSecretKind } from '@earshot/contract/channel-kind-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { describeError } from '../../../parts/describe-error.ts';
import { Part } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import { ShownOnce } from '../shown-once.tsx';
import parts from './channel-parts.module.css';

const secretKinds: Record<ChannelAccount['kind'], readonly ChannelSecretKind[]> = {
  email: [],
  chat: ['identity'],
  form: [],
  api: ['inbound', 'outbound'],
};

/** The secrets that a channel of this kind can have; each is told once, when it is made. */
export function ChannelSecrets({ channel }: { channel: ChannelAccount }): ReactElement | null {
  const kinds = secretKinds[channel.kind];
  if (kinds.length === 0) return null;
  return (
    <Part title={t(channel.kind === 'chat' ? 'kinds.identity' : 'kinds.secrets')}>
      {kinds.map((kind) => (
        <OneSecret key={kind} kind={kind} channel={channel} />
      ))}
    </Part>
  );
}

function OneSecret(props: { kind: ChannelSecretKind; channel: ChannelAccount }): ReactElement {
  const { kind, channel } = props;
  const [isAsked, setAsked] = useState(false);
  const made = useMutation({
    mutationFn: async () => {
      const params = { channelId: channel.id };
      const { secret } = await client.call('createChannelSecret', { params, body: { kind } });
      setAsked(false);
      await queryClient.invalidateQueries({ queryKey: queryKeys.channels });
      return secret;
    },
  });
  const exists = channel.secrets.includes(kind);
  return (
    <div className={`${styles['form']} ${parts['copied']}`}>
      <p>{t(`kinds.secretHint.${kind}`)}</p>
      {made.error ? <InlineAlert tone="bad">{describeError(made.error)}</InlineAlert> : null}
      {made.data === undefined ? null : (
        <div>
          <b>{t('kinds.secretOnce')}</b>
          <ShownOnce text={made.data} />
        </div>
      )}
      {isAsked ? <InlineAlert tone="warn">{t('kinds.secretVoid')}</InlineAlert> : null}
      <div className={styles['buttons']}>
        <Button
          variant="default"
          loading={made.isPending}
          onClick={() => (exists && !isAsked ? setAsked(true) : made.mutate())}
        >
          {t(isAsked ? 'kinds.secretReplace' : exists ? 'kinds.secretNew' : `kinds.secret.${kind}`)}
        </Button>
        {isAsked ? (
          <Button variant="subtle" onClick={() => setAsked(false)}>
            {t('word.cancel')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
