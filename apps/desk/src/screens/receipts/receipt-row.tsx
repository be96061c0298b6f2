import type { Receipt } from '@earshot/contract/channel-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { useState, type ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { getLocale, t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { pathTo } from '../../paths.ts';
import styles from './receipts-screen.module.css';

const icons = {
  stored: 'clock',
  understood: 'check',
  held: 'hand',
  failed: 'warning',
  test: 'check',
} as const;
const kilo_bytes = 1000;

/** Bytes in the largest unit that leaves a readable figure. */
export function formatSize(size_bytes: number, locale: string): string {
  const kilo = size_bytes / kilo_bytes;
  const unit = kilo >= kilo_bytes ? 'megabyte' : 'kilobyte';
  const value = unit === 'megabyte' ? kilo / kilo_bytes : Math.max(kilo, 0.1);
  const style = { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

/** One receipt: when, where, how it went in plain words, and its raw bytes. */
export function ReceiptRow({
  receipt,
  channel,
}: {
  receipt: Receipt;
  channel: string;
}): ReactElement {
  const go = useGo();
  const [pending, setPending] = useState(false);
  const { id: receiptId, state } = receipt;

  async function retry(): Promise<void> {
    setPending(true);
    try {
      await client.call('createReceiptRetry', { params: { receiptId } });
      say(t('receipts.retried'));
      await queryClient.invalidateQueries({ queryKey: queryKeys.receipts });
    } catch (error) {
      say(describeError(error), 'bad');
    } finally {
      setPending(false);
    }
  }

  async function open(caseId: string): Promise<void> {
    const found = await client.call('getCase', { params: { caseId } });
    go(pathTo.case(found.number));
  }

  return (
    <li className={styles['row']} data-state={state}>
      <Icon name={icons[state]} />
      <ReceiptWords receipt={receipt} channel={channel} />
      <div className={styles['actions']}>
        {state === 'failed' ? (
          <IconButton
            icon="refresh"
            label={t('receipts.retry')}
            disabled={pending}
            onClick={() => void retry()}
          />
        ) : null}
        {receipt.case_id === null ? null : (
          <IconButton
            icon="cases"
            label={t('receipts.case')}
            onClick={() => receipt.case_id !== null && void open(receipt.case_id)}
          />
        )}
        <a
          className={styles['raw']}
          href={client.url('getReceiptRaw', { params: { receiptId } })}
          download={`${receiptId}.eml`}
        >
          <Icon name="download" />
          {t('receipts.raw')}
        </a>
      </div>
    </li>
  );
}

function ReceiptWords({ receipt, channel }: { receipt: Receipt; channel: string }): ReactElement {
  const size = formatSize(receipt.size_bytes, getLocale());
  return (
    <div>
      <p className={styles['first']}>
        <b>{t(`receipts.state.${receipt.state}`)}</b>{' '}
        <RelativeTime at={receipt.received_at} length="long" />
      </p>
      <p className={styles['second']}>
        {[channel, t(`receipts.source.${receipt.source}`), size].filter(Boolean).join(' · ')}
        {receipt.attempts > 1 ? ` · ${t('receipts.attempts', { count: receipt.attempts })}` : ''}
        {receipt.seen_count > 1 ? ` · ${t('receipts.seen', { count: receipt.seen_count })}` : ''}
      </p>
      {receipt.error === null ? null : <p className={styles['error']}>{receipt.error}</p>}
    </div>
  );
}
