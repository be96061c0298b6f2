import type { WorkCalendarShown } from '@earshot/contract/promise-rule-contract.ts';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client } from '../../api/desk-client.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { Choice } from '../../parts/choice.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { DayFields, DaysOffFields, weekdays } from './calendar-parts.tsx';
import { renewRules } from './promise-rules.ts';
import { RemoveButton } from './remove-button.tsx';
import { SaveBar } from './save-bar.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

type Values = Omit<WorkCalendarShown, 'id'>;
const fresh: Values = {
  name: '',
  time_zone: '',
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  holidays: [],
  holiday_set: null,
};

function bodyOf({ name, time_zone, hours, holidays, holiday_set }: Values): Values {
  return { name: name.trim(), time_zone: time_zone.trim(), hours, holidays, holiday_set };
}

/** Makes or changes a calendar: openings of each weekday, a ready set of days off, and own ones. */
export function CalendarForm(props: {
  calendar: WorkCalendarShown | null;
  onDone: () => void;
}): ReactElement {
  const { calendar, onDone } = props;
  const { account } = useMe();
  const { values, set } = useValues<Values>(calendar ?? { ...fresh, time_zone: account.time_zone });
  const { data: sets } = useQuery({
    queryKey: ['promise-rules', 'holiday-sets'],
    queryFn: () => client.call('listHolidaySets', { query: {} }),
  });
  const submit = useSubmit(async () => {
    const body = bodyOf(values);
    if (calendar === null) await client.call('createWorkCalendar', { body });
    else await client.call('updateWorkCalendar', { params: { calendarId: calendar.id }, body });
    await renewRules();
    say(t('word.saved'));
    onDone();
  });
  async function remove(removed: WorkCalendarShown): Promise<void> {
    await client.call('deleteWorkCalendar', { params: { calendarId: removed.id } });
    await renewRules();
    offerUndo(t('rules.removed', { name: removed.name }), async () => {
      await client.call('createWorkCalendar', { body: bodyOf(removed) });
      await renewRules();
    });
  }
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <NameField
        label={t('rules.name')}
        value={values.name}
        error={submit.fields['name']}
        onChange={(name) => set({ name })}
      />
      <TextInput
        label={t('rules.zone')}
        required
        withAsterisk={false}
        value={values.time_zone}
        error={submit.fields['time_zone']}
        onChange={(event) => set({ time_zone: event.target.value })}
      />
      {weekdays.map((weekday) => (
        <DayFields
          key={weekday}
          weekday={weekday}
          hours={values.hours}
          onChange={(hours) => set({ hours })}
        />
      ))}
      <Choice
        label={t('rules.holidaySet')}
        none={t('rules.noSet')}
        items={sets?.items ?? []}
        value={values.holiday_set ?? ''}
        onChange={(id) => set({ holiday_set: id || null })}
      />
      <DaysOffFields holidays={values.holidays} onChange={(holidays) => set({ holidays })} />
      <SaveBar submit={submit}>
        {calendar === null ? null : (
          <RemoveButton label={t('rules.remove')} remove={() => remove(calendar)} onDone={onDone} />
        )}
      </SaveBar>
    </form>
  );
}
