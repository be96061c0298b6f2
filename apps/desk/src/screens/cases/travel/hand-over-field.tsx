import type { HandOver } from '@earshot/contract/travel-contract.ts';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { useCaseDeedsHere } from '../case-context.ts';
import styles from './transfer-dialog.module.css';

/** The hand-over, made from the case and editable, with where each line comes from. */
export function HandOverField(props: {
  made: HandOver | undefined;
  value: string;
  onChange: (text: string) => void;
}): ReactElement {
  const { made, value, onChange } = props;
  return (
    <div className={styles['part']}>
      <label className={dialogs['field']}>
        <span>{t('transfer.handOver')}</span>
        <small>{made ? t('transfer.handOverHint') : t('transfer.loading')}</small>
        <textarea
          rows={8}
          maxLength={20_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {made ? <Sources made={made} /> : null}
    </div>
  );
}

function Sources({ made }: { made: HandOver }): ReactElement {
  const { show } = useCaseDeedsHere();
  return (
    <details className={styles['sources']}>
      <summary>{t('transfer.sources')}</summary>
      <ul>
        {made.lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- two lines may quote one message
          <li key={index}>
            {line.source.kind === 'message' ? (
              <button type="button" onClick={() => show(line.source.id)}>
                {t('transfer.source.message')}
              </button>
            ) : (
              <span>{t(`transfer.source.${line.source.kind}`)}</span>
            )}{' '}
            {line.text}
          </li>
        ))}
      </ul>
    </details>
  );
}
