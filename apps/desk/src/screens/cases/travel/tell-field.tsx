import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { NoticeField } from '../reply-check/notice-field.tsx';
import styles from './transfer-dialog.module.css';
import type { Preview } from './use-transfer.ts';

/** What the contact shall be told of the transfer. */
export interface Telling {
  wanted: boolean;
  /** As it was edited; null: as the server makes it. */
  text: string | null;
  /** Why they are not told. */
  reason: string;
  /** Rules of the reply check that do not hold the words back. */
  overrides: readonly ReplyCheckOverride[];
}

/** What the contact reads about the transfer, before it is sent; or why they read nothing. */
export function TellField(props: {
  caseId: string;
  preview: Preview;
  value: Telling;
  onChange: (next: Telling) => void;
}): ReactElement {
  const { preview, value, onChange } = props;
  if (preview.contact_told !== 'told') {
    return <p className={styles['notTold']}>{t(`transfer.notTold.${preview.contact_told}`)}</p>;
  }
  return (
    <div className={styles['part']}>
      <Checkbox
        label={t('transfer.tell')}
        description={t('transfer.tellTo', {
          to: preview.to.join(', '),
          language: t(`transfer.language.${preview.language}`),
        })}
        checked={value.wanted}
        onChange={(event) => onChange({ ...value, wanted: event.target.checked })}
      />
      {value.wanted ? (
        <NoticeField
          label={<span className="visually-hidden">{t('transfer.contactText')}</span>}
          caseId={props.caseId}
          proposed={preview.text}
          text={value.text}
          language={preview.language}
          overrides={value.overrides}
          onOverrides={(overrides) => onChange({ ...value, overrides })}
          onChange={(text) => onChange({ ...value, text })}
        />
      ) : (
        <label className={dialogs['field']}>
          <span>{t('transfer.notTold')}</span>
          <input
            required
            maxLength={500}
            value={value.reason}
            onChange={(event) => onChange({ ...value, reason: event.target.value })}
          />
        </label>
      )}
    </div>
  );
}
