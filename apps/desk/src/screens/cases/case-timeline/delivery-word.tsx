import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { readVisitors, subscribeLive } from '../../../live/live-store.ts';
import { formatUntil } from '../case-changes/format-until.ts';
import { takeBack } from '../composer/take-back.ts';
import styles from './message-head.module.css';
import { isSentUntil } from './sent-rules.ts';

/** Longer ahead than this it was planned, not just held back for the undo. */
const undoWindow_ms = 60_000;

/** Seconds until a moment, renewed every second; 0 once it has passed. */
function useSecondsUntil(at: string | null): number {
  const until = () => (at === null ? 0 : Math.ceil((Date.parse(at) - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(until);
  const near = seconds > 0 && seconds <= undoWindow_ms / 1_000;
  useEffect(() => {
    setSeconds(until());
    if (!near) return undefined;
    const timer = setInterval(() => setSeconds(until()), 500);
    return () => clearInterval(timer);
    // The moment alone decides; `until` is made anew by every render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [at, near]);
  return Math.max(0, seconds);
}

/** How far an answer that left has come, as far as the other side tells. */
function wordOfSent({ deliveries }: Message) {
  const toAll = (mark: 'read_at' | 'delivered_at') =>
    deliveries.length > 0 && deliveries.every((one) => one[mark] !== null);
  if (toAll('read_at')) return 'send.read';
  return toAll('delivered_at') ? 'send.delivered' : 'send.sent';
}

/** Whether the contact of a live conversation has read this answer, or one sent later. */
function useRead(message: Message): boolean {
  const { case_id: caseId, conversation_id: talkId, id } = message;
  return useSyncExternalStore(subscribeLive, () =>
    readVisitors(caseId).some(
      (one) =>
        one.conversation_id === talkId &&
        (id === one.read_message_id || isSentUntil(message, one.read_until)),
    ),
  );
}

/**
 * Where a message of ours stands on its way: leaves, sent, read, failed; with the way back while
 * it is here.
 */
export function DeliveryWord({ message }: { message: Message }): ReactElement | null {
  const { locale, timeZone } = useUi();
  const here = message.delivery_state === 'waiting' || message.delivery_state === 'scheduled';
  const seconds = useSecondsUntil(here ? message.send_after : null);
  const isRead = useRead(message);
  if (message.delivery_state === null || message.delivery_state === 'cancelled') return null;
  if (message.delivery_state === 'sent') {
    return (
      <span className={styles['state']}>
        <Icon name="check" size={12} />
        {t(isRead ? 'send.read' : wordOfSent(message))}
      </span>
    );
  }
  if (!here) {
    return (
      <span className={styles['state']} data-bad>
        <Icon name="warning" size={12} />
        {t('msg.bounce')}
      </span>
    );
  }
  const far = seconds * 1_000 > undoWindow_ms;
  const at = message.send_after === null ? '' : formatUntil(message.send_after, locale, timeZone);
  const words = far
    ? t('send.scheduled', { at })
    : t(seconds > 0 ? 'send.leaves' : 'send.waiting', { seconds });
  return (
    <span className={styles['state']}>
      <Icon name="clock" size={12} />
      {words}
      {seconds > 0 && message.kind !== 'confirmation' ? (
        <UnstyledButton onClick={() => void takeBack(message)}>{t('send.takeBack')}</UnstyledButton>
      ) : null}
    </span>
  );
}
