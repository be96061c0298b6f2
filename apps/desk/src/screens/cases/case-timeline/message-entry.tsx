import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { memo, Suspense, useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { lazyPart } from '../../../parts/lazy-part.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import { EntryTime } from './entry-time.tsx';
import { DeliveryProblems } from './delivery-problems.tsx';
import { FoldedText } from './folded-text.tsx';
import styles from './entries.module.css';
import { MessageBody } from './message-body.tsx';
import { MessageFiles } from './message-files.tsx';
import { MessageHead } from './message-head.tsx';
import { nameOf, writerOf } from './message-warnings.ts';
import { MessageMenu } from './message-menu.tsx';
import { MessageNotices } from './message-notices.tsx';

const MessageChange = lazyPart(
  async () => (await import('../message-versions/message-change.tsx')).MessageChange,
);

/** One message: who, what must be known about it, what was said, its files, how it fared. */
export const MessageEntry = memo(function MessageEntry({
  message,
  bounces,
}: {
  message: Message;
  bounces: readonly Message[];
}): ReactElement {
  const [asText, setAsText] = useState(false);
  const { locked } = useCaseDeedsHere();
  if (message.delivery_state === 'cancelled') return <FoldedEntry message={message} />;
  if (isQuiet(message, bounces)) return <FoldedEntry message={message} />;
  const name = writerOf(message);
  const gone = message.deleted_at !== null;
  return (
    <div className={styles['message']} data-kind={message.kind} data-direction={message.direction}>
      {message.kind === 'side' ? <SideLine message={message} /> : null}
      <MessageHead
        message={message}
        menu={<MessageMenu message={message} asText={asText} onText={setAsText} />}
      />
      <div className={styles['inside']}>
        <MessageNotices message={message} />
        {message.edited_at === null && !gone ? null : (
          <Suspense>
            <MessageChange message={message} />
          </Suspense>
        )}
        {gone ? null : (
          <>
            <MessageBody message={message} name={name} asText={asText} />
            <MessageFiles message={message} asText={asText} />
          </>
        )}
        <DeliveryProblems message={message} bounces={bounces} locked={locked} />
      </div>
    </div>
  );
});

/** Says above a message to or from a third party that the contact sees none of it. */
function SideLine({ message }: { message: Message }): ReactElement {
  const other = message.direction === 'in' ? message.from : message.to[0];
  return (
    <p className={styles['side']}>
      <Icon name="team" size={14} />
      <b>{t('msg.side', { name: other ? nameOf(other) : '' })}</b>
      <span>{t('msg.sideHidden')}</span>
    </p>
  );
}

/** A confirmation that went its way says nothing that the reader must read. */
function isQuiet(message: Message, bounces: readonly Message[]): boolean {
  const failed = message.delivery_state === 'failed' || message.delivery_state === 'bounced';
  return message.kind === 'confirmation' && bounces.length === 0 && !failed;
}

/** A message that never left, or a confirmation: one line, its words on request. */
function FoldedEntry({ message }: { message: Message }): ReactElement {
  const cancelled = message.delivery_state === 'cancelled';
  const to = message.to[0];
  return (
    <details className={styles['cancelled']}>
      <summary>
        <Icon name={cancelled ? 'undo' : 'mail'} size={14} />
        <span>
          {cancelled
            ? t('msg.cancelled', { name: writerOf(message) })
            : t('msg.confirmed', { name: to ? nameOf(to) : '' })}
          {' · '}
          <EntryTime at={message.received_at} />
        </span>
        <Icon name="chevron-down" size={12} />
      </summary>
      <FoldedText text={message.text} folded={message.folded} />
    </details>
  );
}
