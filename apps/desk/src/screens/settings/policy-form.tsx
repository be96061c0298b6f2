import type { BodyInputOf } from '@earshot/contract/operation.ts';
import type { createSlaPolicy, SlaPolicyShown } from '@earshot/contract/promise-rule-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { Checkbox, MultiSelect, NumberInput, Switch } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client } from '../../api/desk-client.ts';
import { useChannels, useContactGroups, useTags, useTeams } from '../../api/directory.ts';
import { t } from '../../i18n/translate.ts';
import { Choice } from '../../parts/choice.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { PolicyWords, trimWords } from './policy-words.tsx';
import { renewRules, useCalendars } from './promise-rules.ts';
import { RemoveButton } from './remove-button.tsx';
import { SaveBar } from './save-bar.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

const kinds = ['first_answer', 'answer', 'resolution', 'update'] as const;
const priorities = ['low', 'normal', 'high', 'urgent'] as const;
type Target = SlaPolicyShown['targets']['answer'];
type Values = Omit<SlaPolicyShown, 'id' | 'position' | 'pack_id'>;

const fresh: Values = {
  name: '',
  enabled: true,
  conditions: { channel_ids: [], team_ids: [], priorities: [], tags: [], contact_groups: [] },
  targets: { first_answer: null, answer: null, resolution: null, update: null },
  words: {},
  calendar_id: null,
  warn_percent: 20,
};

/** Makes or changes a policy: for which cases, how long, on which calendar. */
export function PolicyForm(props: {
  policy: SlaPolicyShown | null;
  onDone: () => void;
}): ReactElement {
  const { policy, onDone } = props;
  const { values, set } = useValues<Values>(policy ?? fresh);
  const [overrides, setOverrides] = useState<readonly ReplyCheckOverride[]>([]);
  const submit = useSubmit(async () => {
    const body = {
      ...bodyOf(values),
      words: trimWords(values.words),
      check_overrides: [...overrides],
    };
    if (policy === null) await client.call('createSlaPolicy', { body });
    else await client.call('updateSlaPolicy', { params: { policyId: policy.id }, body });
    await renewRules();
    say(t('word.saved'));
    onDone();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <NameField
        label={t('rules.name')}
        value={values.name}
        error={submit.fields['name']}
        onChange={(name) => set({ name })}
      />
      <Switch
        label={t('rules.enabled')}
        checked={values.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
      <Conditions conditions={values.conditions} onChange={(conditions) => set({ conditions })} />
      <Times values={values} set={set} />
      <PolicyWords
        words={values.words}
        errors={submit.fields}
        overrides={overrides}
        onOverrides={setOverrides}
        onChange={(words) => set({ words })}
      />
      <SaveBar submit={submit}>
        {policy === null ? null : (
          <RemoveButton
            label={t('rules.remove')}
            remove={() => removePolicy(policy)}
            onDone={onDone}
          />
        )}
      </SaveBar>
    </form>
  );
}

/** The undo makes it anew in its old place. */
async function removePolicy(policy: SlaPolicyShown): Promise<void> {
  const { items: before } = await client.call('listSlaPolicies');
  await client.call('deleteSlaPolicy', { params: { policyId: policy.id } });
  await renewRules();
  offerUndo(t('rules.removed', { name: policy.name }), async () => {
    const made = await client.call('createSlaPolicy', { body: bodyOf(policy) });
    const policy_ids = before.map(({ id }) => (id === policy.id ? made.id : id));
    await client.call('createSlaPolicyOrder', { body: { policy_ids } });
    await renewRules();
  });
}

function bodyOf(values: Values): BodyInputOf<typeof createSlaPolicy> {
  const { name, enabled, conditions, targets, words, calendar_id, warn_percent } = values;
  return { name: name.trim(), enabled, conditions, targets, words, calendar_id, warn_percent };
}

/** How long each kind takes, on which calendar, and how early we are told. */
function Times(props: { values: Values; set: (change: Partial<Values>) => void }): ReactElement {
  const { values, set } = props;
  const calendars = useCalendars();
  return (
    <>
      {kinds.map((kind) => (
        <TargetFields
          key={kind}
          label={t(`promise.kind.${kind}`)}
          target={values.targets[kind]}
          onChange={(target) => set({ targets: { ...values.targets, [kind]: target } })}
        />
      ))}
      <Choice
        label={t('rules.calendar')}
        none={t('rules.roundTheClock')}
        items={calendars}
        value={values.calendar_id ?? ''}
        onChange={(id) => set({ calendar_id: id || null })}
      />
      <NumberInput
        label={t('rules.warn')}
        min={0}
        max={90}
        value={values.warn_percent}
        onChange={(percent) => set({ warn_percent: Number(percent) })}
      />
    </>
  );
}

function Conditions(props: {
  conditions: Values['conditions'];
  onChange: (conditions: Values['conditions']) => void;
}): ReactElement {
  const { conditions, onChange } = props;
  const teams = useTeams();
  const tags = useTags();
  const groups = useContactGroups();
  const channels = useChannels();
  const named = (items: readonly { id: string; name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <fieldset className={styles['form']}>
      <legend>{t('rules.conditions')}</legend>
      <MultiSelect
        label={t('rules.priorities')}
        data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={conditions.priorities}
        onChange={(chosen) =>
          onChange({ ...conditions, priorities: priorities.filter((one) => chosen.includes(one)) })
        }
      />
      <MultiSelect
        label={t('rules.teams')}
        data={named(teams)}
        value={conditions.team_ids}
        onChange={(team_ids) => onChange({ ...conditions, team_ids })}
      />
      <MultiSelect
        label={t('rules.channels')}
        data={named(channels)}
        value={conditions.channel_ids}
        onChange={(channel_ids) => onChange({ ...conditions, channel_ids })}
      />
      <MultiSelect
        label={t('rules.tags')}
        searchable
        data={[...new Set([...tags, ...conditions.tags])]}
        value={conditions.tags}
        onChange={(chosen) => onChange({ ...conditions, tags: chosen })}
      />
      <MultiSelect
        label={t('rules.contactGroups')}
        searchable
        data={[...new Set([...groups, ...conditions.contact_groups])]}
        value={conditions.contact_groups}
        onChange={(contact_groups) => onChange({ ...conditions, contact_groups })}
      />
    </fieldset>
  );
}

function TargetFields(props: {
  label: string;
  target: Target;
  onChange: (target: Target) => void;
}): ReactElement {
  const { label, target, onChange } = props;
  const unit = target === null ? '' : target.working_days === undefined ? 'hours' : 'days';
  const amount = target?.working_days ?? (target?.minutes ?? 480) / 60;
  const pauses = target?.pauses ?? false;
  const make = (kind: string, count: number, stops: boolean): Target => {
    if (kind === '') return null;
    if (kind === 'days') return { working_days: Math.max(1, Math.round(count)), pauses: stops };
    return { minutes: Math.max(1, Math.round(count * 60)), pauses: stops };
  };
  return (
    <fieldset className={styles['form']}>
      <legend>{label}</legend>
      <Choice
        label={t('rules.unit')}
        none={t('rules.unit.none')}
        items={(['hours', 'days'] as const).map((id) => ({ id, name: t(`rules.unit.${id}`) }))}
        value={unit}
        onChange={(next) => onChange(make(next, amount, pauses))}
      />
      {target === null ? null : (
        <>
          <NumberInput
            label={t('rules.amount')}
            min={unit === 'days' ? 1 : 0.25}
            step={unit === 'days' ? 1 : 0.5}
            value={amount}
            onChange={(count) => onChange(make(unit, Number(count) || 1, pauses))}
          />
          <Checkbox
            label={t('rules.pauses')}
            checked={pauses}
            onChange={(event) => onChange(make(unit, amount, event.currentTarget.checked))}
          />
        </>
      )}
    </fieldset>
  );
}
