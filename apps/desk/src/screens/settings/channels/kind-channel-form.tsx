import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useAction } from '../../../actions/action-registry.ts';
import { say } from '../../../actions/undo-store.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import { SaveBar } from '../save-bar.tsx';
import { Part, SettingsPage } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import { useValues } from '../use-values.ts';
import { ChannelFacts } from './channel-facts.tsx';

type Kind = 'chat' | 'form' | 'api';

function read(channel: ChannelAccount | null) {
  const kind: Kind = channel === null || channel.kind === 'email' ? 'chat' : channel.kind;
  return {
    kind,
    name: channel?.name ?? '',
    title: channel?.web?.title ?? '',
    greeting: channel?.web?.greeting ?? '',
    origins: channel?.web?.allowed_origins.join('\n') ?? '',
    mailbox: channel?.web?.continue_by_channel_id ?? '',
    webhook: channel?.api?.webhook_url ?? '',
    disabled: Boolean(channel?.disabled_at),
  };
}
type Values = ReturnType<typeof read>;

function write(values: Values) {
  const { kind, name, title, greeting, origins, mailbox, webhook } = values;
  if (kind === 'api') return { name, api: { webhook_url: webhook || null } };
  const allowed = origins.split(/\s+/).filter((origin) => origin !== '');
  const web = { title, greeting, allowed_origins: allowed };
  return { name, web: { ...web, continue_by_channel_id: mailbox || null } };
}

async function save(channel: ChannelAccount | null, values: Values, locale: 'de' | 'en') {
  const body = write(values);
  const saved =
    channel === null
      ? await client.call('createChannel', { body: { ...body, kind: values.kind, locale } })
      : await client.call('updateChannel', {
          params: { channelId: channel.id },
          body: { ...body, disabled: values.disabled },
        });
  await queryClient.invalidateQueries({ queryKey: queryKeys.channels });
  return saved;
}

/** A chat, form or interface for programs: what it says, where it may stand, how it goes on. */
export function KindChannelForm({
  channel,
  onShow,
}: {
  channel: ChannelAccount | null;
  onShow: (id: string | null) => void;
}): ReactElement {
  const me = useMe();
  const { values, set } = useValues(read(channel));
  const submit = useSubmit(async () => {
    const saved = await save(channel, values, me.account.locale);
    say(t('word.saved'));
    if (channel === null) onShow(saved.id);
  });
  useAction('back', () => onShow(null), { priority: 1 });
  const close = (
    <IconButton
      icon="close"
      label={t('channels.toList')}
      keys="escape"
      onClick={() => onShow(null)}
    />
  );
  return (
    <SettingsPage section="channels" action={close}>
      {channel === null ? null : <ChannelFacts channel={channel} />}
      <form onSubmit={submit.onSubmit}>
        <Part>
          <div className={styles['form']}>
            {channel === null ? <KindField kind={values.kind} set={set} /> : null}
            <TextInput
              label={t('channels.name')}
              required
              value={values.name}
              error={submit.fields['body.name']}
              onChange={(event) => set({ name: event.target.value })}
            />
            {values.kind === 'api' ? (
              <TextInput
                label={t('kinds.webhook')}
                description={t('kinds.webhookHint')}
                value={values.webhook}
                error={submit.fields['body.api.webhook_url']}
                onChange={(event) => set({ webhook: event.target.value })}
              />
            ) : (
              <WebFields values={values} set={set} fields={submit.fields} />
            )}
            {channel === null ? null : (
              <Switch
                label={t('channels.disabled')}
                checked={values.disabled}
                onChange={(event) => set({ disabled: event.target.checked })}
              />
            )}
            <SaveBar submit={submit} />
          </div>
        </Part>
      </form>
    </SettingsPage>
  );
}

interface FieldProps {
  set: (change: Partial<Values>) => void;
}

function KindField({ kind, set }: FieldProps & { kind: Kind }): ReactElement {
  const kinds = ['chat', 'form', 'api'] as const;
  return (
    <NativeSelect
      label={t('kinds.kind')}
      value={kind}
      data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      onChange={(event) => set({ kind: event.target.value as Kind })}
    />
  );
}

function WebFields({
  values,
  set,
  fields,
}: FieldProps & { values: Values; fields: Record<string, string> }): ReactElement {
  const { data } = useQuery({
    queryKey: queryKeys.channels,
    queryFn: () => client.call('listChannels'),
  });
  const mailboxes = data?.items.filter((one) => one.kind === 'email') ?? [];
  const wrongOrigin = Object.entries(fields).find(([path]) => path.includes('allowed_origins'));
  return (
    <>
      <TextInput
        label={t('kinds.title')}
        description={t('kinds.titleHint')}
        value={values.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <Textarea
        label={t('kinds.greeting')}
        autosize
        value={values.greeting}
        onChange={(event) => set({ greeting: event.target.value })}
      />
      <Textarea
        label={t('kinds.origins')}
        description={t('kinds.originsHint')}
        autosize
        value={values.origins}
        error={wrongOrigin?.[1]}
        onChange={(event) => set({ origins: event.target.value })}
      />
      <NativeSelect
        label={t('kinds.continue')}
        value={values.mailbox}
        data={[
          { value: '', label: t('kinds.nowhere') },
          ...mailboxes.map((one) => ({ value: one.id, label: one.address })),
        ]}
        onChange={(event) => set({ mailbox: event.target.value })}
      />
    </>
  );
}
