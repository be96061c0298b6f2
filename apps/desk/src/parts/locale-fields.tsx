import { SegmentedControl, Select } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import { t, type Locale } from '../i18n/translate.ts';
import styles from './locale-fields.module.css';

/** Deutsch or English. */
export function LocaleField(props: {
  label: string;
  value: Locale;
  onChange: (value: Locale) => void;
}): ReactElement {
  return (
    <div>
      <span className={styles['label']} id="locale-label">
        {props.label}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby="locale-label"
        value={props.value}
        onChange={(value) => props.onChange(value)}
        data={[
          { value: 'de', label: 'Deutsch' },
          { value: 'en', label: 'English' },
        ]}
      />
    </div>
  );
}

/** One of the IANA time zones, by typing a part of its name. */
export function TimeZoneField(props: {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}): ReactElement {
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return known.includes(props.value) ? known : [props.value, ...known];
  }, [props.value]);
  return (
    <Select
      label={t('field.timeZone')}
      searchable
      allowDeselect={false}
      data={zones}
      value={props.value}
      error={props.error}
      limit={80}
      nothingFoundMessage={t('picker.empty')}
      onChange={(value) => {
        if (value !== null) props.onChange(value);
      }}
    />
  );
}
