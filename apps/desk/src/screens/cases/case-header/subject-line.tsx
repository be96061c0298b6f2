import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef, type ReactElement } from 'react';
import { changeSubject } from '../../../api/change-cases.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './case-header.module.css';

export interface SubjectLineProps {
  detail: CaseDetail;
  locked: boolean;
  editing: boolean;
  onEdit: (editing: boolean) => void;
}

/** What the case is about; changed where it stands. */
export function SubjectLine({ detail, locked, editing, onEdit }: SubjectLineProps): ReactElement {
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) {
    return (
      <input
        className={styles['edit']}
        aria-label={t('head.subject')}
        defaultValue={detail.subject}
        maxLength={500}
        autoFocus
        onFocus={(event) => event.target.select()}
        onBlur={(event) => {
          const subject = event.target.value.trim();
          onEdit(false);
          if (subject !== '' && subject !== detail.subject) void changeSubject(detail, subject);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // The key has done its work here; the button that gets the focus must not hear it too.
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') event.currentTarget.value = detail.subject;
          event.currentTarget.blur();
        }}
      />
    );
  }
  return (
    <h2 className={styles['subject']}>
      {locked ? (
        detail.subject
      ) : (
        <UnstyledButton ref={button} title={t('head.editSubject')} onClick={() => onEdit(true)}>
          {detail.subject}
        </UnstyledButton>
      )}
    </h2>
  );
}
