import type { Message } from '@earshot/contract/message-contract.ts';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import styles from './seats.module.css';

/** An answer that somebody drawn in proposes; one click takes it into the composer. */
export function ProposalNotice({ message }: { message: Message }): ReactElement {
  const { locked, compose } = useCaseDeedsHere();
  return (
    <div className={styles['proposal']} role="group">
      <span>{t('seat.proposal')}</span>
      {locked ? null : (
        <Button
          size="xs"
          variant="default"
          onClick={() => compose({ mode: 'reply', message: null, text: message.text })}
        >
          {t('seat.takeOver')}
        </Button>
      )}
    </div>
  );
}
