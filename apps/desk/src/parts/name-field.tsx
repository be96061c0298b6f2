import { TextInput } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../i18n/translate.ts';

/** The name with which a form begins; what is wrong with it stands below. */
export function NameField(props: {
  /** Left out: Name. */
  label?: string;
  description?: ReactNode;
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
}): ReactElement {
  return (
    <TextInput
      label={props.label ?? t('field.name')}
      description={props.description}
      required
      withAsterisk={false}
      data-autofocus
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
