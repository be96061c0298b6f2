import type { WorkCalendarShown } from '@earshot/contract/promise-rule-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button, Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import styles from './rule-forms.module.css';

type Hours = WorkCalendarShown['hours'];
type Holidays = WorkCalendarShown['holidays'];

/** ISO weekdays, Monday first. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The openings of one weekday: none, one or several. */
export function DayFields(props: {
  weekday: (typeof weekdays)[number];
  hours: Hours;
  onChange: (hours: Hours) => void;
}): ReactElement {
  const { weekday, hours, onChange } = props;
  const name = t(`rules.weekday.${weekday}`);
  const own = hours.filter((one) => one.weekday === weekday);
  const change = (opening: Hours[number], part: { from?: string; to?: string }) =>
    onChange(hours.map((one) => (one === opening ? { ...one, ...part } : one)));
  const add = (from: string, to: string) => onChange([...hours, { weekday, from, to }]);
  return (
    <div className={styles['day']}>
      <Checkbox
        label={name}
        checked={own.length > 0}
        onChange={(event) => {
          if (event.currentTarget.checked) add('09:00', '17:00');
          else onChange(hours.filter((one) => one.weekday !== weekday));
        }}
      />
      <div>
        {own.map((opening, index) => (
          <p key={index}>
            <input
              type="time"
              required
              aria-label={`${name} ${index + 1} ${t('rules.from')}`}
              value={opening.from}
              onChange={(event) => change(opening, { from: event.target.value })}
            />
            –
            <input
              type="time"
              required
              aria-label={`${name} ${index + 1} ${t('rules.to')}`}
              value={opening.to === '24:00' ? '00:00' : opening.to}
              onChange={(event) => change(opening, { to: event.target.value })}
            />
            <IconButton
              size="small"
              icon="close"
              label={t('rules.removeOpening', { day: name, number: index + 1 })}
              onClick={() => onChange(hours.filter((one) => one !== opening))}
            />
          </p>
        ))}
        {own.length === 0 ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('rules.addOpeningOf', { day: name })}
            onClick={() => add('18:00', '20:00')}
          >
            {t('rules.addOpening')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Days off of this calendar alone, beside those of the ready set. */
export function DaysOffFields(props: {
  holidays: Holidays;
  onChange: (holidays: Holidays) => void;
}): ReactElement {
  const { holidays, onChange } = props;
  const change = (at: number, part: { date?: string; name?: string }) =>
    onChange(holidays.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={styles['daysOff']}>
      <legend>{t('rules.ownDaysOff')}</legend>
      {holidays.map((one, index) => (
        <p key={index}>
          <input
            type="date"
            required
            aria-label={`${t('rules.dayOff')} ${index + 1}`}
            value={one.date}
            onChange={(event) => change(index, { date: event.target.value })}
          />
          <input
            type="text"
            required
            maxLength={100}
            placeholder={t('rules.dayOffName')}
            aria-label={`${t('rules.dayOffName')} ${index + 1}`}
            value={one.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <IconButton
            size="small"
            icon="close"
            label={t('rules.removeDayOff', { name: one.name || one.date })}
            onClick={() => onChange(holidays.filter((_, at) => at !== index))}
          />
        </p>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => onChange([...holidays, { date: '', name: '' }])}
      >
        {t('rules.addDayOff')}
      </Button>
    </fieldset>
  );
}
