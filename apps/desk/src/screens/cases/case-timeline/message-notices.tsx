import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useGo } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import { decideHold, moveMessage, moveMessageBack } from '../case-changes/change-messages.ts';
import { ProposalNotice } from '../seats/proposal-notice.tsx';
import styles from './message-notices.module.css';
import { describeGrave } from './message-warnings.ts';

/** Reasons that say nothing unusual; they stand with the addresses only. */
const usual = new Set(['reply_address', 'references', 'new_sender', 'written_here', 'bounce']);

/** What must be known before a message is believed or answered, in words. */
export function MessageNotices({ message }: { message: Message }): ReactElement {
  const { authentication, name_spoof: spoof } = message;
  const failed = authentication?.dmarc?.result === 'fail';
  const domain = message.from.address.split('@').at(-1) ?? '';
  return (
    <>
      <HoldNotice message={message} />
      {spoof === null ? null : (
        <Notice tone="bad" icon="warning">
          {t('msg.spoof', { shown: spoof.shown, real: spoof.real })}
        </Notice>
      )}
      {failed ? (
        <Notice tone="warn" icon="shield">
          {t('msg.dmarcFailed', { domain })}
        </Notice>
      ) : null}
      {describeGrave(message).map((words) => (
        <Notice key={words} tone="warn" icon="warning">
          {words}
        </Notice>
      ))}
      {message.joined_because.code === 'seat_proposal' ? (
        <ProposalNotice message={message} />
      ) : null}
      <MovedNotice message={message} />
      <SplitNotice message={message} />
    </>
  );
}

function Notice(props: {
  tone: 'plain' | 'warn' | 'bad';
  icon: IconName;
  children: ReactNode;
  deeds?: ReactNode;
}): ReactElement {
  return (
    <div className={styles['notice']} data-tone={props.tone} role="group">
      <Icon name={props.icon} />
      <div className={styles['words']}>
        <span>{props.children}</span>
        {props.deeds ? <div className={styles['deeds']}>{props.deeds}</div> : null}
      </div>
    </div>
  );
}

/** A held message: join it to the case it names, or keep it apart; one click each. */
function HoldNotice({ message }: { message: Message }): ReactElement | null {
  const { locked } = useCaseDeedsHere();
  const go = useGo();
  const { hold } = message;
  if (hold === null) return null;
  const lead = (number: number) => go(pathTo.case(number));
  const number = hold.proposed_case_number;
  return (
    <Notice
      tone="warn"
      icon="hand"
      deeds={
        locked ? null : (
          <>
            <Button size="xs" onClick={() => void decideHold(message, 'join', lead)}>
              {t('hold.join', { number })}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => void decideHold(message, 'separate', lead)}
            >
              {t('hold.separate')}
            </Button>
          </>
        )
      }
    >
      {hold.reason}
    </Notice>
  );
}

/** Why a message stands here where that is not plain to see, and the way back of a move. */
function MovedNotice({ message }: { message: Message }): ReactElement | null {
  const { locked } = useCaseDeedsHere();
  const { moved_from: move, joined_because: because } = message;
  if (message.hold !== null || message.kind === 'side' || usual.has(because.code)) return null;
  return (
    <p className={styles['why']}>
      {because.text}{' '}
      {move === null || locked ? null : (
        <button type="button" onClick={() => void moveMessageBack(message)}>
          {t('msg.moveBack')}
        </button>
      )}
    </p>
  );
}

/** The subject changed on the way: perhaps a new matter. */
function SplitNotice({ message }: { message: Message }): ReactElement | null {
  const { locked } = useCaseDeedsHere();
  const [hidden, setHidden] = useState(false);
  if (!message.split_proposed || hidden || locked) return null;
  return (
    <Notice
      tone="plain"
      icon="split"
      deeds={
        <>
          <Button size="xs" variant="default" onClick={() => void moveMessage(message, null)}>
            {t('msg.splitDo')}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setHidden(true)}>
            {t('msg.splitNo')}
          </Button>
        </>
      }
    >
      {t('msg.split')} <b>{message.subject}</b>
    </Notice>
  );
}
