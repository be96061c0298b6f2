import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { useAction } from '../../actions/action-registry.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { useSubmit } from '../../parts/use-submit.ts';
import { AddressPart, AnswerPart } from './channel-answer-parts.tsx';
import { ArrivalPart, SendingPart } from './channel-mail-parts.tsx';
import { ChannelTest } from './channel-test.tsx';
import { readChannel, writeChannel, type ChannelValues } from './channel-values.ts';
import { ChannelHealth } from './channels-section.tsx';
import { SaveBar } from './save-bar.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

export interface ChannelPartProps {
  values: ChannelValues;
  set: (change: Partial<ChannelValues>) => void;
  fields: Record<string, string>;
  /** The channel as it is; null while it is being added. */
  channel: ChannelAccount | null;
  /** Port at which mail can be handed in; null where it cannot. */
  port: number | null;
}

async function save(
  channel: ChannelAccount | null,
  values: ChannelValues,
): Promise<ChannelAccount> {
  const body = writeChannel(values);
  const saved =
    channel === null
      ? await client.call('createChannel', { body: { ...body, address: values.address } })
      : await client.call('updateChannel', {
          params: { channelId: channel.id },
          body: { ...body, disabled: values.disabled },
        });
  queryClient.setQueryData<{ items: ChannelAccount[] }>(queryKeys.channels, (list) => ({
    items: [...(list?.items.filter((one) => one.id !== saved.id) ?? []), saved],
  }));
  return saved;
}

/** One support address: how mail arrives, how it is answered, how it leaves; with a test. */
export function ChannelForm({
  channel,
  onShow,
}: {
  channel: ChannelAccount | null;
  /** Shows another channel by its id; null: the list. */
  onShow: (id: string | null) => void;
}): ReactElement {
  const me = useMe();
  const { values, set } = useValues(readChannel(channel, me.account.contact_language));
  const [savedOnce, setSavedOnce] = useState(0);
  const { data: setup } = useQuery({
    queryKey: queryKeys.setup,
    queryFn: () => client.call('getSetup'),
  });
  const submit = useSubmit(async () => {
    const saved = await save(channel, values);
    say(t('word.saved'));
    set({ password: '', smtpUrl: '', dkimKey: '' });
    setSavedOnce((count) => count + 1);
    if (channel === null) onShow(saved.id);
  });
  useAction('back', () => onShow(null), { priority: 1 });
  const port = setup?.smtp_in_port ?? null;
  const parts: ChannelPartProps = { values, set, fields: submit.fields, channel, port };
  return (
    <SettingsPage
      section="channels"
      action={
        <IconButton
          icon="close"
          label={t('channels.toList')}
          keys="escape"
          onClick={() => onShow(null)}
        />
      }
    >
      {channel === null ? null : (
        <Part title={channel.address}>
          <div className={styles['item']}>
            <ChannelHealth channel={channel} />
          </div>
          <ChannelTest key={savedOnce} channelId={channel.id} />
        </Part>
      )}
      <form onSubmit={submit.onSubmit}>
        <AddressPart {...parts} />
        <ArrivalPart {...parts} />
        <AnswerPart {...parts} />
        <SendingPart {...parts} />
        <Part>
          <div className={styles['form']}>
            {channel === null ? null : (
              <Switch
                label={t('channels.disabled')}
                description={t('channels.disabledHint')}
                checked={values.disabled}
                onChange={(event) => set({ disabled: event.target.checked })}
              />
            )}
            <SaveBar
              submit={submit}
              label={t(channel === null ? 'channels.create' : 'word.save')}
            />
          </div>
        </Part>
      </form>
    </SettingsPage>
  );
}
