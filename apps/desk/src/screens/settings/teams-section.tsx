import type { Team } from '@earshot/contract/member-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Button, MultiSelect, Switch, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { useMembers } from '../../api/directory.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { mayAdminister } from '../../parts/may.ts';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { WordsCheck } from '../cases/reply-check/words-check.tsx';
import { RemoveButton } from './remove-button.tsx';
import { SaveBar } from './save-bar.tsx';
import { SettingsItem } from './settings-item.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

type Draft = Omit<Team, 'id'> & { id: string | null };

const fresh: Draft = { id: null, name: '', signature: '', restricted: false, member_ids: [] };

async function renew(): Promise<void> {
  await Promise.all(
    [queryKeys.teams, queryKeys.members, queryKeys.me, queryKeys.caseViews].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

/** The teams that own cases together. */
export function TeamsSection(): ReactElement {
  const me = useMe();
  const [editing, setEditing] = useState<Draft | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.teams,
    queryFn: () => client.call('listTeams'),
  });
  const leads = mayAdminister(me);
  const create = <Button onClick={() => setEditing(fresh)}>{t('teams.create')}</Button>;
  return (
    <SettingsPage section="teams" action={leads ? create : null}>
      <p className={styles['intro']}>{t('teams.intro')}</p>
      {data?.items.length === 0 ? (
        <EmptyState icon="team" title={t('teams.none')}>
          {t('teams.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={styles['items']}>
        {data?.items.map((team) => (
          <SettingsItem
            key={team.id}
            icon={team.restricted ? 'lock' : 'team'}
            name={team.name}
            edit={
              leads
                ? { label: t('teams.edit', { name: team.name }), open: () => setEditing(team) }
                : null
            }
          >
            <p>
              {t('teams.members', { count: team.member_ids.length })}
              {team.restricted ? ` · ${t('teams.restrictedShort')}` : ''}
              {team.signature === '' ? ` · ${t('teams.noSignature')}` : ''}
            </p>
          </SettingsItem>
        ))}
      </ul>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id === null ? t('teams.create') : editing?.name}
        size={560}
      >
        {editing === null ? null : <TeamForm team={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </SettingsPage>
  );
}

function TeamForm({ team, onDone }: { team: Draft; onDone: () => void }): ReactElement {
  const members = useMembers();
  const { id, ...initial } = team;
  const { values, set } = useValues(initial);
  const { account } = useMe();
  const [overrides, setOverrides] = useState<readonly ReplyCheckOverride[]>([]);
  const submit = useSubmit(async () => {
    const body = { ...values, check_overrides: [...overrides] };
    if (id === null) await client.call('createTeam', { body });
    else await client.call('updateTeam', { params: { teamId: id }, body });
    await renew();
    say(t('word.saved'));
    onDone();
  });
  async function remove(teamId: string): Promise<void> {
    await client.call('deleteTeam', { params: { teamId } });
    await renew();
    offerUndo(t('teams.removed', { name: initial.name }), async () => {
      await client.call('createTeam', { body: initial });
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
      <MultiSelect
        label={t('settings.members')}
        searchable
        data={members.map((member) => ({ value: member.id, label: member.name }))}
        value={values.member_ids}
        onChange={(member_ids) => set({ member_ids })}
        nothingFoundMessage={t('picker.empty')}
      />
      <WordsCheck
        caseId={null}
        text={values.signature}
        language={account.locale}
        fills={['member']}
        overrides={overrides}
        onOverrides={setOverrides}
        onChange={(signature) => set({ signature })}
      >
        <Textarea
          label={t('teams.signature')}
          description={t('teams.signatureHint', { placeholder: '{member}' })}
          autosize={false}
          rows={4}
          value={values.signature}
          error={submit.fields['signature']}
          onChange={(event) => set({ signature: event.target.value })}
        />
      </WordsCheck>
      <Switch
        label={t('teams.restricted')}
        description={t('teams.restrictedHint')}
        checked={values.restricted}
        onChange={(event) => set({ restricted: event.target.checked })}
      />
      <SaveBar submit={submit}>
        {id === null ? null : (
          <RemoveButton label={t('teams.remove')} remove={() => remove(id)} onDone={onDone} />
        )}
      </SaveBar>
    </form>
  );
}
