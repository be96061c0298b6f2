import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import styles from './check-panel.module.css';

/** A shorter one explains nothing. */
const reason_min = 3;

/** Why a reply goes out though a rule sees something; kept with the reply. */
export function OverrideField(props: {
  kept: string | null;
  isBinding: boolean;
  onKeep: (reason: string | null) => void;
}): ReactElement {
  const [draft, setDraft] = useState<string | null>(null);
  if (props.kept !== null) {
    return (
      <span className={styles['kept']}>
        {t('check.overridden', { reason: props.kept })}{' '}
        <Button size="compact-xs" variant="subtle" onClick={() => props.onKeep(null)}>
          {t('check.overrideTake')}
        </Button>
      </span>
    );
  }
  if (draft === null) {
    return (
      <Button size="compact-xs" variant="subtle" onClick={() => setDraft('')}>
        {t('check.override')}
      </Button>
    );
  }
  const keep = () => {
    if (draft.trim().length < reason_min) return;
    props.onKeep(draft.trim());
    setDraft(null);
  };
  return (
    <span className={styles['reason']}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={t('check.overrideWhy')}
        placeholder={t('check.overrideWhy')}
        maxLength={1000}
        value={draft}
        // Esc leaves this field, not the dialog around it.
        data-mantine-stop-propagation="true"
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            // The form around it is not sent by this.
            event.preventDefault();
            keep();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            setDraft(null);
          }
        }}
      />
      <Button size="xs" disabled={draft.trim().length < reason_min} onClick={keep}>
        {t('check.overrideKeep')}
      </Button>
    </span>
  );
}
