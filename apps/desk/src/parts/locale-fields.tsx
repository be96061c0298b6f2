import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { SegmentedControl, Select } from '@mantine/core';
import { useId, useMemo, type ReactElement } from 'react';
import { t, type Locale } from '../i18n/translate.ts';
import { contactLanguageItems } from './contact-languages.ts';
import styles from './locale-fields.module.css';

interface LanguageFieldProps<L extends string> {
  label: string;
  value: L;
  onChange: (value: L) => void;
}

/** Deutsch or English: what members read. */
export function LocaleField(props: LanguageFieldProps<Locale>): ReactElement {
  return (
    <LanguageField
      {...props}
      items={[
        { value: 'de', label: 'Deutsch' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}

/** One of the languages in which contacts are addressed. */
export function ContactLanguageField(props: LanguageFieldProps<ContactLanguage>): ReactElement {
  return <LanguageField {...props} items={contactLanguageItems} />;
}

function LanguageField<L extends string>(
  props: LanguageFieldProps<L> & { items: { value: L; label: string }[] },
): ReactElement {
  const id = useId();
  return (
    <div>
      <span className={styles['label']} id={id}>
        {props.label}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={props.value}
        onChange={(value) => props.onChange(value)}
        data={props.items}
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
