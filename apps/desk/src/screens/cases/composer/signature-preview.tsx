import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import styles from './composer.module.css';

/** The team's signature as it will stand below the text; it can be left out. */
export function SignaturePreview(props: {
  text: string;
  on: boolean;
  onChange: (on: boolean) => void;
}): ReactElement | null {
  const text = props.text.replace(/^-- \n/, '');
  if (text.trim() === '') return null;
  return (
    <div className={styles['signature']} data-off={!props.on || undefined}>
      <label title={t(props.on ? 'compose.signatureOn' : 'compose.signatureOff')}>
        <input
          type="checkbox"
          checked={props.on}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        {t('compose.signature')}
      </label>
      {props.on ? <p>{text}</p> : null}
    </div>
  );
}
