import type { Message } from '@earshot/contract/message-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { UnstyledButton } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { channelIcons } from '../../../parts/channel-icons.ts';
import { EntryTime } from './entry-time.tsx';
import { MessageAddresses } from './message-addresses.tsx';
import styles from './message-head.module.css';
import { DeliveryWord } from './delivery-word.tsx';
import { describeAutomatic, nameOf, writerOf } from './message-warnings.ts';
import { SenderVerdict } from './sender-verdict.tsx';

/** So many recipients are named in the short line. */
const named_recipients = 3;

function shortNames(message: Message): string {
  const boxes = [...message.to, ...message.cc];
  const names = boxes.slice(0, named_recipients).map(nameOf);
  const more = boxes.length - names.length;
  return names.join(', ') + (more > 0 ? ` +${more}` : '');
}

/** Who wrote to whom and when; everything else unfolds. */
export function MessageHead({
  message,
  menu,
}: {
  message: Message;
  menu: ReactNode;
}): ReactElement {
  const [open, setOpen] = useState(false);
  const me = useMe();
  const name = writerOf(message);
  const incoming = message.direction === 'in';
  const automatic = describeAutomatic(message);
  return (
    <header className={styles['head']}>
      <Avatar name={name} size={28} strong={message.author.member?.id === me.member.id} />
      <div className={styles['who']}>
        <h3 className={styles['name']}>{name}</h3>
        <div className={styles['known']}>
          {incoming && message.from.address !== name ? (
            <span className={styles['address']}>{message.from.address}</span>
          ) : null}
          {incoming && message.authentication !== null ? (
            <SenderVerdict found={message.authentication} />
          ) : null}
          {incoming ? null : <DeliveryWord message={message} />}
          {automatic === null ? null : (
            <span className={styles['mark']}>
              <Icon name="refresh" size={12} />
              {automatic}
            </span>
          )}
        </div>
        <UnstyledButton
          className={styles['to']}
          aria-expanded={open}
          title={t('msg.details')}
          onClick={() => setOpen(!open)}
        >
          <span>{t('msg.to', { names: shortNames(message) || t('msg.ours') })}</span>
          <Icon name="chevron-down" size={12} />
        </UnstyledButton>
      </div>
      <div className={styles['end']}>
        {message.channel_kind === 'email' ? null : (
          <span className={styles['channel']} title={t(`channel.${message.channel_kind}`)}>
            <Icon name={channelIcons[message.channel_kind]} size={14} />
            <span className="visually-hidden">{t(`channel.${message.channel_kind}`)}</span>
          </span>
        )}
        <EntryTime at={message.received_at} />
        {menu}
      </div>
      {open ? <MessageAddresses message={message} /> : null}
    </header>
  );
}
