import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { formatClock } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { retryDelivery } from '../case-changes/change-messages.ts';
import { FoldedText } from './folded-text.tsx';
import styles from './message-notices.module.css';

type Delivery = Message['deliveries'][number];

const troubled = new Set<Delivery['state']>(['deferred', 'bounced', 'failed']);

/** What kept a message from some of its recipients, in the words of their servers, with a retry. */
export function DeliveryProblems({
  message,
  bounces,
  locked,
}: {
  message: Message;
  bounces: readonly Message[];
  locked: boolean;
}): ReactElement | null {
  const [open, setOpen] = useState(false);
  const { locale, timeZone } = useUi();
  const problems = message.deliveries.filter((delivery) => troubled.has(delivery.state));
  if (problems.length === 0 && bounces.length === 0) return null;
  const final = problems.length === 0 || problems.some((one) => one.state !== 'deferred');

  function describe({ recipient, state, attempts, next_attempt_at }: Delivery): string {
    if (state === 'bounced') return t('send.bouncedAt', { recipient });
    if (state === 'failed') return t('send.failedAt', { recipient, attempts });
    const next =
      next_attempt_at === null
        ? 'none'
        : formatClock(Date.parse(next_attempt_at), locale, timeZone);
    return t('send.deferredAt', { recipient, attempts, next });
  }

  return (
    <div
      className={`${styles['notice']} ${styles['below']}`}
      data-tone={final ? 'bad' : 'warn'}
      role="group"
    >
      <Icon name="warning" />
      <div className={styles['words']}>
        <b>{t('send.failed')}</b>
        <ul>
          {problems.map((delivery) => (
            <li key={delivery.recipient}>
              {describe(delivery)}
              {delivery.server_words === null ? null : (
                <q className={styles['said']}>
                  {t('send.serverWords', { words: delivery.server_words })}
                </q>
              )}
            </li>
          ))}
        </ul>
        <div className={styles['deeds']}>
          {problems.length > 0 && !locked ? (
            <Button variant="default" size="xs" onClick={() => void retryDelivery(message)}>
              {t('send.retry')}
            </Button>
          ) : null}
          {bounces.length > 0 ? (
            <Button variant="subtle" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('msg.bounceReport')}
            </Button>
          ) : null}
        </div>
        {open
          ? bounces.map((bounce) => (
              <div key={bounce.id} className={styles['report']}>
                <FoldedText text={bounce.text} folded={bounce.folded} />
              </div>
            ))
          : null}
      </div>
    </div>
  );
}
