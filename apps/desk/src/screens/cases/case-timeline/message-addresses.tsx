import type { Message } from '@earshot/contract/message-contract.ts';
import { formatExact } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../i18n/translate.ts';
import styles from './message-head.module.css';
import { describeSlight } from './message-warnings.ts';

type Mailbox = Message['from'];

/** One address in full, the name before it. */
function Address({ box }: { box: Mailbox }): ReactElement {
  if (box.name === null || box.name === '' || box.name === box.address) return <>{box.address}</>;
  return (
    <>
      {box.name} <span className={styles['address']}>&lt;{box.address}&gt;</span>
    </>
  );
}

/** Every address of a message, when it was written, and why it stands here. */
export function MessageAddresses({ message }: { message: Message }): ReactElement {
  const { locale, timeZone } = useUi();
  const remarks = describeSlight(message);
  const exact = (at: string) => formatExact(Date.parse(at), locale, timeZone);
  return (
    <dl className={styles['all']}>
      <Row label={t('msg.from')}>
        <Address box={message.from} />
      </Row>
      <Boxes label={t('msg.recipients')} boxes={message.to} />
      <Boxes label={t('msg.cc')} boxes={message.cc} />
      <Boxes label={t('msg.bcc')} boxes={message.bcc} />
      <Row label={t('msg.subject')}>{message.subject}</Row>
      <Row label={t('msg.date')}>
        {message.sent_at === null ? t('msg.noDate') : exact(message.sent_at)}
      </Row>
      {message.direction === 'in' ? (
        <Row label={t('msg.received')}>{exact(message.received_at)}</Row>
      ) : null}
      <Row label={t('msg.channel')}>{t('channel.email')}</Row>
      <Row label={t('msg.why')}>{message.joined_because.text}</Row>
      {remarks.length === 0 ? null : <Row label={t('warning.label')}>{remarks.join(' ')}</Row>}
    </dl>
  );
}

function Boxes({
  label,
  boxes,
}: {
  label: string;
  boxes: readonly Mailbox[];
}): ReactElement | null {
  if (boxes.length === 0) return null;
  return (
    <Row label={label}>
      {boxes.map((box, index) => (
        <span key={`${box.address}${index}`}>
          {index > 0 ? ', ' : ''}
          <Address box={box} />
        </span>
      ))}
    </Row>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
