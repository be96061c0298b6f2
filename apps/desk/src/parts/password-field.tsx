import { PasswordInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import styles from './password-field.module.css';
import { decideStrength } from './password-rules.ts';

const steps = { short: 0, weak: 1, fair: 2, strong: 3 } as const;

/** A new password with a hint, in words, of how hard it is to guess. */
export function NewPasswordField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Names and addresses that must not be the password. */
  ownWords: readonly string[];
  error?: string | undefined;
}): ReactElement {
  const strength = decideStrength(props.value, props.ownWords);
  const missing = strength.kind === 'short' ? strength.missing : 0;
  return (
    <div>
      <PasswordInput
        label={props.label}
        required
        withAsterisk={false}
        autoComplete="new-password"
        minLength={10}
        maxLength={200}
        value={props.value}
        error={props.error}
        onChange={(event) => props.onChange(event.target.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
        aria-describedby="password-strength"
      />
      <div className={styles['strength']} data-step={props.value === '' ? 0 : steps[strength.kind]}>
        <i aria-hidden="true" />
        <span id="password-strength" aria-live="polite">
          {props.value === '' ? t('password.hint') : t(`password.${strength.kind}`, { missing })}
        </span>
      </div>
    </div>
  );
}
