import type { SlaPolicyShown, WorkCalendarShown } from '@earshot/contract/promise-rule-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { attempt } from '../../actions/attempt.ts';
import { say } from '../../actions/undo-store.ts';
import { client } from '../../api/desk-client.ts';
import { useChannels, useTeams } from '../../api/directory.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { mayAdminister } from '../../parts/may.ts';
import { CalendarForm } from './calendar-form.tsx';
import { PolicyForm } from './policy-form.tsx';
import { PolicyPacksPart } from './policy-packs-part.tsx';
import { PromisePreviewPart } from './promise-preview-part.tsx';
import { renewRules, useCalendars, usePolicies } from './promise-rules.ts';
import { SettingsItem } from './settings-item.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

type Editing =
  | { what: 'policy'; policy: SlaPolicyShown | null }
  | { what: 'calendar'; calendar: WorkCalendarShown | null };

/** Which promises a case gets, on which calendars, and what is said of them in public. */
export function PromiseRulesSection(): ReactElement {
  const leads = mayAdminister(useMe());
  const [editing, setEditing] = useState<Editing | null>(null);
  const close = () => setEditing(null);
  const create = (
    <Button onClick={() => setEditing({ what: 'policy', policy: null })}>
      {t('rules.create')}
    </Button>
  );
  return (
    <SettingsPage section="promises" action={leads ? create : null}>
      <p className={styles['intro']}>{t('rules.intro')}</p>
      <PromisePreviewPart />
      <PoliciesPart leads={leads} onEdit={(policy) => setEditing({ what: 'policy', policy })} />
      <CalendarsPart
        leads={leads}
        onEdit={(calendar) => setEditing({ what: 'calendar', calendar })}
      />
      <PolicyPacksPart leads={leads} />
      {leads ? <PublishSwitch /> : null}
      <Dialog opened={editing !== null} onClose={close} title={titleOf(editing)} size={620}>
        {editing?.what === 'policy' ? <PolicyForm policy={editing.policy} onDone={close} /> : null}
        {editing?.what === 'calendar' ? (
          <CalendarForm calendar={editing.calendar} onDone={close} />
        ) : null}
      </Dialog>
    </SettingsPage>
  );
}

function titleOf(editing: Editing | null): string {
  if (editing === null) return '';
  if (editing.what === 'policy') return editing.policy?.name ?? t('rules.create');
  return editing.calendar?.name ?? t('rules.newCalendar');
}

const nameById = (items: readonly { id: string; name: string }[]) =>
  new Map(items.map(({ id, name }) => [id, name]));

interface Names {
  teams: ReadonlyMap<string, string>;
  channels: ReadonlyMap<string, string>;
}

/** What a case must be for the policy to decide, by the names that its readers know. */
function describeConditions({ conditions }: SlaPolicyShown, names: Names): string {
  const parts = [
    ...conditions.priorities.map((one) => t(`priority.${one}`)),
    ...conditions.tags,
    ...conditions.team_ids.map((id) => names.teams.get(id) ?? t('rules.teams')),
    ...conditions.channel_ids.map((id) => names.channels.get(id) ?? t('rules.channels')),
    ...conditions.contact_groups,
  ];
  return parts.length === 0 ? t('rules.everything') : parts.join(', ');
}

function PoliciesPart(props: {
  leads: boolean;
  onEdit: (policy: SlaPolicyShown) => void;
}): ReactElement {
  const policies = usePolicies();
  const teams = useTeams();
  const channels = useChannels();
  const names = { teams: nameById(teams), channels: nameById(channels) };

  async function askEarlier(index: number): Promise<void> {
    const ids = policies.map((one) => one.id);
    ids.splice(index - 1, 2, ids[index]!, ids[index - 1]!);
    await attempt(async () => {
      await client.call('createSlaPolicyOrder', { body: { policy_ids: ids } });
      await renewRules();
    });
  }

  return (
    <Part title={t('rules.policies')}>
      {policies.length === 0 ? (
        <EmptyState icon="clock" title={t('rules.none')}>
          {t('rules.noneNext')}
        </EmptyState>
      ) : null}
      <ul className={styles['items']}>
        {policies.map((one, index) => (
          <RuleItem
            key={one.id}
            icon="clock"
            name={one.name}
            facts={`${describeConditions(one, names)}${one.enabled ? '' : ` · ${t('rules.off')}`}`}
            onEdit={props.leads ? () => props.onEdit(one) : null}
          >
            {props.leads && index > 0 ? (
              <IconButton
                icon="chevron-up"
                label={t('rules.up', { name: one.name })}
                onClick={() => void askEarlier(index)}
              />
            ) : null}
          </RuleItem>
        ))}
      </ul>
    </Part>
  );
}

function CalendarsPart(props: {
  leads: boolean;
  onEdit: (calendar: WorkCalendarShown | null) => void;
}): ReactElement {
  const calendars = useCalendars();
  return (
    <Part title={t('rules.calendars')}>
      <ul className={styles['items']}>
        {calendars.map((one) => (
          <RuleItem
            key={one.id}
            icon="history"
            name={one.name}
            facts={t('rules.calendarFacts', {
              zone: one.time_zone,
              days: new Set(one.hours.map((hours) => hours.weekday)).size,
            })}
            onEdit={props.leads ? () => props.onEdit(one) : null}
          />
        ))}
      </ul>
      {props.leads ? (
        <Button variant="default" onClick={() => props.onEdit(null)}>
          {t('rules.newCalendar')}
        </Button>
      ) : null}
    </Part>
  );
}

/** A policy or a calendar in its list. */
function RuleItem(props: {
  icon: 'clock' | 'history';
  name: string;
  facts: string;
  /** Null: the reader only looks. */
  onEdit: (() => void) | null;
  children?: ReactNode;
}): ReactElement {
  const { name, onEdit } = props;
  return (
    <SettingsItem
      icon={props.icon}
      name={name}
      deeds={props.children}
      edit={onEdit && { label: t('rules.edit', { name }), open: onEdit }}
    >
      <p>{props.facts}</p>
    </SettingsItem>
  );
}

function PublishSwitch(): ReactElement {
  const { data, refetch } = useQuery({
    queryKey: ['promise-rules', 'settings'],
    queryFn: () => client.call('getPromiseSettings'),
  });
  async function publish(kept_rate_public: boolean): Promise<void> {
    await attempt(async () => {
      await client.call('updatePromiseSettings', { body: { kept_rate_public } });
      await refetch();
      say(t('word.saved'));
    });
  }
  return (
    <Part>
      <Switch
        label={t('rules.publish', { address: `${location.origin}/promises` })}
        description={t('rules.publishHint')}
        checked={data?.kept_rate_public ?? false}
        disabled={!data}
        onChange={(event) => void publish(event.currentTarget.checked)}
      />
    </Part>
  );
}
