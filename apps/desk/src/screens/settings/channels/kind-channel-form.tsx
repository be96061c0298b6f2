import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Switch, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useAction } from '../../../actions/action-registry.ts';
import { say } from '../../../actions/undo-store.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { NameField } from '../../../parts/name-field.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import { SaveBar } from '../save-bar.tsx';
import { Part, SettingsPage } from '../settings-page.tsx';
import { ChannelPlaceRow } from '../channel-place-row.tsx';
import styles from '../settings-screen.module.css';
import { useValues } from '../use-values.ts';
import { ChannelFacts } from './channel-facts.tsx';
import {
  readKindChannel,
  writeKindChannel,
  type KeyedKind,
  type KindValues,
} from './kind-values.ts';
import { QuestionsPart } from './questions-part.tsx';
import { ContinuationPart, PagesPart, PushPart, TalkPart } from './web-talk-parts.tsx';
import { LooksPart, PrivacyPart, WordsPart } from './web-words-part.tsx';

async function save(kind: KeyedKind, channel: ChannelAccount | null, values: KindValues) {
  const body = writeKindChannel(kind, values);
  const saved =
    channel === null
      ? await client.call('createChannel', { body: { ...body, kind } })
      : await client.call('updateChannel', {
          params: { channelId: channel.id },
          body: { ...body, disabled: values.disabled },
        });
  await queryClient.invalidateQueries({ queryKey: queryKeys.channels });
  return saved;
}

/** A chat, form or interface for programs: what it says, where it may stand, how it goes on. */
export function KindChannelForm({
  kind,
  channel,
  onShow,
}: {
  kind: KeyedKind;
  /** Null while it is being added. */
  channel: ChannelAccount | null;
  onShow: (id: string | null) => void;
}): ReactElement {
  const me = useMe();
  const { values, set } = useValues(readKindChannel(channel, me.account.contact_language));
  const submit = useSubmit(async () => {
    const saved = await save(kind, channel, values);
    say(t('word.saved'));
    if (channel === null) onShow(saved.id);
  });
  useAction('back', () => onShow(null), { priority: 1 });
  const { fields } = submit;
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
        <BasicsPart
          kind={kind}
          isNew={channel === null}
          values={values}
          set={set}
          fields={fields}
        />
        {kind === 'api' ? (
          <ProgramPart values={values} set={set} fields={fields} />
        ) : (
          <WebParts kind={kind} values={values} set={set} fields={fields} />
        )}
        <Part>
          <div className={styles['form']}>
            {channel === null ? null : (
              <Switch
                label={t('channels.disabled')}
                description={t('kinds.disabledHint')}
                checked={values.disabled}
                onChange={(event) => set({ disabled: event.target.checked })}
              />
            )}
            <SaveBar
              submit={submit}
              label={t(channel === null ? `kinds.create.${kind}` : 'word.save')}
            />
          </div>
        </Part>
      </form>
    </SettingsPage>
  );
}

interface PartProps {
  values: KindValues;
  set: (change: Partial<KindValues>) => void;
  fields: Record<string, string>;
}

function BasicsPart(props: PartProps & { kind: KeyedKind; isNew: boolean }): ReactElement {
  const { kind, isNew, values, set, fields } = props;
  return (
    <Part title={t(isNew ? `kinds.new.${kind}` : 'kinds.basics')}>
      {isNew ? <p>{t(`kinds.intro.${kind}`)}</p> : null}
      <div className={styles['form']}>
        <NameField
          label={t('channels.name')}
          description={t('kinds.nameHint')}
          value={values.name}
          error={fields['name']}
          onChange={(name) => set({ name })}
        />
        <ChannelPlaceRow values={values} error={fields['team_id']} onChange={set} />
      </div>
    </Part>
  );
}

function WebParts({ kind, values, set, fields }: PartProps & { kind: KeyedKind }): ReactElement {
  const { web } = values;
  const parts = {
    kind,
    web,
    fields,
    set: (change: Partial<typeof web>) => set({ web: { ...web, ...change } }),
  };
  return (
    <>
      <PagesPart {...parts} />
      <WordsPart {...parts} />
      <QuestionsPart {...parts} />
      <ContinuationPart {...parts} />
      {kind === 'chat' ? (
        <>
          <PushPart {...parts} />
          <TalkPart {...parts} />
        </>
      ) : null}
      <PrivacyPart {...parts} />
      <LooksPart {...parts} />
    </>
  );
}

function ProgramPart({ values, set, fields }: PartProps): ReactElement {
  const { api } = values;
  return (
    <Part title={t('kinds.program')}>
      <div className={styles['form']}>
        <TextInput
          label={t('kinds.webhook')}
          description={t('kinds.webhookHint')}
          placeholder="https://"
          inputMode="url"
          value={api.webhook_url ?? ''}
          error={fields['api.webhook_url']}
          onChange={(event) => set({ api: { ...api, webhook_url: event.target.value || null } })}
        />
        <Switch
          label={t('kinds.signedOnly')}
          description={t('kinds.signedOnlyHint')}
          checked={api.signed_only}
          onChange={(event) => set({ api: { ...api, signed_only: event.target.checked } })}
        />
      </div>
    </Part>
  );
}
