import type { Message } from '@earshot/contract/message-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import styles from './headers-dialog.module.css';

/** The header lines of a mail, as they came. */
export function HeadersDialog({
  message,
  onClose,
}: {
  message: Message;
  onClose: () => void;
}): ReactElement {
  const { data, error } = useQuery({
    queryKey: ['message-headers', message.id],
    queryFn: () => client.call('getMessageHeaders', { params: { messageId: message.id } }),
    staleTime: Infinity,
  });
  return (
    <Dialog onClose={onClose} title={t('headers.title')} size={760}>
      {error ? <InlineAlert tone="bad">{t('headers.failed')}</InlineAlert> : null}
      <dl className={styles['headers']} aria-busy={data === undefined && !error}>
        {data?.headers.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
