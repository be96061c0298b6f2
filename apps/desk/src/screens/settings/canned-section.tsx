import { cannedFields, type CannedText } from '@earshot/contract/canned-text-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { maySupervise } from '../../parts/may.ts';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { WordsCheck } from '../cases/reply-check/words-check.tsx';
import { RemoveButton } from './remove-button.tsx';
import { SaveBar } from './save-bar.tsx';
import { SettingsItem } from './settings-item.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

interface Draft {
  id: string | null;
  shortcut: string;
  name: string;
  team_id: string | null;
  texts: { de: string; en: string };
}

const languages = ['de', 'en'] as const;

async function renew(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: queryKeys.cannedTexts });
}

/** Words that come back, with the shortcut that writes them. */
export function CannedSection(): ReactElement {
  const me = useMe();
  const [editing, setEditing] = useState<Draft | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.cannedTexts,
    queryFn: () => client.call('listCannedTexts'),
  });
  const ownTeam = maySupervise(me) ? null : (me.member.teams[0]?.id ?? null);
  const fresh: Draft = {
    id: null,
    shortcut: '',
    name: '',
    team_id: ownTeam,
    texts: { de: '', en: '' },
  };
  const create = <Button onClick={() => setEditing(fresh)}>{t('canned.new')}</Button>;
  return (
    <SettingsPage section="canned" action={create}>
      <p className={styles['intro']}>{t('canned.intro')}</p>
      {data?.items.length === 0 ? (
        <EmptyState icon="note" title={t('canned.none')}>
          {t('canned.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={styles['items']}>
        {data?.items.map((one) => (
          <CannedItem
            key={one.id}
            text={one}
            onEdit={() => setEditing({ ...one, team_id: one.team?.id ?? null })}
          />
        ))}
      </ul>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={t(editing?.id === null ? 'canned.new' : 'canned.change')}
        size={640}
      >
        {editing === null ? null : <CannedForm draft={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </SettingsPage>
  );
}

function CannedItem({ text, onEdit }: { text: CannedText; onEdit: () => void }): ReactElement {
  const { name, shortcut, team, texts } = text;
  const shown = languages.filter((one) => texts[one] !== '');
  return (
    <SettingsItem
      icon="note"
      name={
        <>
          {name} <code>/{shortcut}</code>
        </>
      }
      edit={text.mine ? { label: t('canned.edit', { name }), open: onEdit } : null}
    >
      <p lang={shown[0]}>{texts[shown[0] ?? 'de']}</p>
      <p>
        {team?.name ?? t('canned.everybody')}
        {shown.length === 1 ? ` · ${t(`transfer.language.${shown[0]!}`)}` : ''}
      </p>
    </SettingsItem>
  );
}

function CannedForm({ draft, onDone }: { draft: Draft; onDone: () => void }): ReactElement {
  const { id, ...initial } = draft;
  const { values, set } = useValues(initial);
  const [overrides, setOverrides] = useState<readonly ReplyCheckOverride[]>([]);
  const submit = useSubmit(async () => {
    const { shortcut, name, team_id, texts } = values;
    const body = { shortcut, name, team_id, texts, check_overrides: [...overrides] };
    if (id === null) await client.call('createCannedText', { body });
    else await client.call('updateCannedText', { params: { cannedTextId: id }, body });
    await renew();
    say(t('word.saved'));
    onDone();
  });
  async function remove(cannedTextId: string): Promise<void> {
    await client.call('deleteCannedText', { params: { cannedTextId } });
    await renew();
    offerUndo(t('canned.removed', { name: initial.name }), async () => {
      await client.call('createCannedTextRestoration', { params: { cannedTextId } });
      await renew();
    });
  }
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <NameField
        value={values.name}
        error={submit.fields['name']}
        onChange={(name) => set({ name })}
      />
      <TextInput
        label={t('canned.shortcut')}
        description={t('canned.shortcutHint')}
        required
        withAsterisk={false}
        leftSection="/"
        value={values.shortcut}
        error={submit.fields['shortcut']}
        onChange={(event) => set({ shortcut: event.target.value })}
      />
      <TeamField value={values.team_id} onChange={(team_id) => set({ team_id })} />
      {languages.map((language) => (
        <WordsField
          key={language}
          language={language}
          text={values.texts[language]}
          error={submit.fields[`texts.${language}`]}
          overrides={overrides}
          onOverrides={setOverrides}
          onChange={(text) => set({ texts: { ...values.texts, [language]: text } })}
        />
      ))}
      <SaveBar submit={submit}>
        {id === null ? null : (
          <RemoveButton label={t('canned.remove')} remove={() => remove(id)} onDone={onDone} />
        )}
      </SaveBar>
    </form>
  );
}

function TeamField(props: {
  value: string | null;
  onChange: (teamId: string | null) => void;
}): ReactElement {
  const me = useMe();
  const { data } = useQuery({
    queryKey: queryKeys.teams,
    queryFn: () => client.call('listTeams'),
  });
  const leads = maySupervise(me);
  const own = new Set(me.member.teams.map((team) => team.id));
  const teams = (data?.items ?? []).filter((team) => leads || own.has(team.id));
  return (
    <NativeSelect
      label={t('canned.team')}
      value={props.value ?? ''}
      data={[
        ...(leads ? [{ value: '', label: t('canned.everybody') }] : []),
        ...teams.map((team) => ({ value: team.id, label: team.name })),
      ]}
      onChange={(event) => props.onChange(event.target.value || null)}
    />
  );
}

function WordsField(props: {
  language: 'de' | 'en';
  text: string;
  error: string | undefined;
  overrides: readonly ReplyCheckOverride[];
  onOverrides: (overrides: readonly ReplyCheckOverride[]) => void;
  onChange: (text: string) => void;
}): ReactElement {
  const { language, text, error, onChange } = props;
  return (
    <WordsCheck
      caseId={null}
      text={text}
      language={language}
      fills={cannedFields}
      overrides={props.overrides}
      onOverrides={props.onOverrides}
      onChange={onChange}
    >
      <Textarea
        label={t(`canned.${language}`)}
        description={t('canned.fields', {
          fields: cannedFields.map((field) => `{${field}}`).join(', '),
        })}
        autosize={false}
        rows={5}
        lang={language}
        value={text}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
    </WordsCheck>
  );
}
