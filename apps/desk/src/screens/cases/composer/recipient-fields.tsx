import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { UnstyledButton } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { AddressInput } from './address-input.tsx';
import styles from './composer-fields.module.css';
import type { DraftKind, DraftValue } from './draft-rules.ts';

export interface RecipientFieldsProps {
  kind: DraftKind;
  value: DraftValue;
  detail: CaseDetail;
  names: ReadonlyMap<string, string>;
  onChange: (patch: Partial<DraftValue>) => void;
  autoFocus: boolean;
}

/** To, Cc and Bcc with every address in full; the subject on demand. */
export function RecipientFields(props: RecipientFieldsProps): ReactElement {
  const { kind, value, detail, names, onChange } = props;
  const [withCopies, setWithCopies] = useState(value.cc.length + value.bcc.length > 0);
  const [withSubject, setWithSubject] = useState(value.subject !== null);
  const proposed = kind === 'reply' ? (detail.reply_to?.to ?? []) : [];
  const copies = withCopies || value.cc.length + value.bcc.length > 0;
  const subject = value.subject ?? (kind === 'reply' ? (detail.reply_to?.subject ?? '') : '');
  return (
    <div className={styles['fields']}>
      <div className={styles['first']}>
        <AddressInput
          label={t('compose.to')}
          value={value.to ?? proposed}
          names={names}
          autoFocus={props.autoFocus}
          onChange={(to) => onChange({ to })}
        />
        <span className={styles['more']}>
          {copies ? null : (
            <UnstyledButton onClick={() => setWithCopies(true)}>
              {t('compose.cc')} / {t('compose.bcc')}
            </UnstyledButton>
          )}
          {withSubject ? null : (
            <UnstyledButton title={t('compose.showSubject')} onClick={() => setWithSubject(true)}>
              {t('compose.subject')}
            </UnstyledButton>
          )}
        </span>
      </div>
      {copies ? (
        <>
          <AddressInput
            label={t('compose.cc')}
            value={value.cc}
            names={names}
            onChange={(cc) => onChange({ cc })}
          />
          <AddressInput
            label={t('compose.bcc')}
            value={value.bcc}
            names={names}
            onChange={(bcc) => onChange({ bcc })}
          />
        </>
      ) : null}
      {withSubject ? (
        <label className={styles['subject']}>
          <span>{t('compose.subject')}</span>
          <input
            value={subject}
            maxLength={500}
            onChange={(event) => onChange({ subject: event.target.value })}
          />
        </label>
      ) : null}
    </div>
  );
}
