import type { Message } from '@earshot/contract/message-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { readSource } from './read-source.ts';
import styles from './source-dialog.module.css';

interface SourceDialogProps {
  message: Message;
  receiptId: string;
  onClose: () => void;
}

/** The mail behind a message as it came, to be read and to be kept as a file. */
export function SourceDialog(props: SourceDialogProps): ReactElement {
  const { message, receiptId, onClose } = props;
  const { data, error } = useQuery({
    queryKey: ['message-source', receiptId],
    queryFn: ({ signal }) => readSource(receiptId, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Dialog onClose={onClose} title={t('source.title')} size={860}>
      {error ? <InlineAlert tone="bad">{t('source.failed')}</InlineAlert> : null}
      {data?.cut ? <InlineAlert tone="plain">{t('source.cut')}</InlineAlert> : null}
      <pre
        className={styles['source']}
        role="region"
        aria-label={t('source.title')}
        aria-busy={data === undefined && !error}
        // Longer than the dialog: it is scrolled by keys.
        tabIndex={0}
      >
        {data?.text}
      </pre>
      <Button
        component="a"
        variant="default"
        leftSection={<Icon name="download" />}
        href={client.url('getReceiptRaw', { params: { receiptId } })}
        download={`${message.id}.eml`}
      >
        {t('menu.raw')}
      </Button>
    </Dialog>
  );
}
