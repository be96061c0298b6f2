import type { RoutingSettings } from '@earshot/contract/routing-contract.ts';
import { NumberInput, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t, type MessageId } from '../../i18n/translate.ts';
import { useSubmit } from '../../parts/use-submit.ts';
import { SaveBar } from './save-bar.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

const settingsKey = ['routing-settings'];
const capacityMax = 20;

type NumberName = Exclude<keyof RoutingSettings, 'team_capacities'>;

const numbers: readonly { name: NumberName; label: MessageId; hint?: MessageId; least: number }[] =
  [
    { name: 'ring_seconds', label: 'routing.ring', least: 5 },
    { name: 'again_seconds', label: 'routing.again', hint: 'routing.againHint', least: 15 },
    { name: 'leave_seconds', label: 'routing.leave', least: 5 },
    {
      name: 'release_minutes',
      label: 'routing.release',
      hint: 'routing.releaseHint',
      least: 1,
    },
    { name: 'quiet_minutes', label: 'routing.quiet', least: 1 },
    { name: 'bot_seconds', label: 'routing.bot', hint: 'routing.botHint', least: 5 },
  ];

/** How live conversations are offered. */
export function LiveSection(): ReactElement {
  const { data } = useQuery({
    queryKey: settingsKey,
    queryFn: () => client.call('getRoutingSettings'),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <SettingsPage section="live">
      <p className={styles['intro']}>{t('routing.intro')}</p>
      {data ? <RoutingForm before={data} /> : <Skeleton height={360} />}
    </SettingsPage>
  );
}

function RoutingForm({ before }: { before: RoutingSettings }): ReactElement {
  const { values, set } = useValues(before);
  const submit = useSubmit(async () => {
    const saved = await client.call('updateRoutingSettings', { body: values });
    queryClient.setQueryData(settingsKey, saved);
    say(t('word.saved'));
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <NumberInput
        label={t('routing.capacity')}
        description={t('routing.capacityHint')}
        min={1}
        max={capacityMax}
        value={values.capacity}
        error={submit.fields['capacity']}
        onChange={(value) => set({ capacity: Number(value) })}
      />
      <TeamCapacities
        values={values.team_capacities}
        onChange={(team_capacities) => set({ team_capacities })}
      />
      {numbers.map(({ name, label, hint, least }) => (
        <NumberInput
          key={name}
          label={t(label)}
          description={hint === undefined ? undefined : t(hint)}
          min={least}
          value={values[name]}
          error={submit.fields[name]}
          onChange={(value) => set({ [name]: Number(value) })}
        />
      ))}
      <SaveBar submit={submit} />
    </form>
  );
}

function TeamCapacities(props: {
  values: RoutingSettings['team_capacities'];
  onChange: (values: RoutingSettings['team_capacities']) => void;
}): ReactElement {
  const { data } = useQuery({
    queryKey: queryKeys.teams,
    queryFn: () => client.call('listTeams'),
  });
  const { values, onChange } = props;
  return (
    <>
      {data?.items.map((team) => (
        <NumberInput
          key={team.id}
          label={t('routing.ofTeam', { team: team.name })}
          description={t('routing.ofTeamHint')}
          min={1}
          max={capacityMax}
          value={values.find((one) => one.team_id === team.id)?.capacity ?? ''}
          onChange={(value) => {
            const others = values.filter((one) => one.team_id !== team.id);
            const own = value === '' ? [] : [{ team_id: team.id, capacity: Number(value) }];
            onChange([...others, ...own]);
          }}
        />
      ))}
    </>
  );
}
