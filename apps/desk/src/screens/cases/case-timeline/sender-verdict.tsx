import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { t, type MessageId } from '../../../i18n/translate.ts';
import styles from './message-head.module.css';

type Authentication = NonNullable<Message['authentication']>;
type Verdict = Authentication['spf'];

/** What the verdicts mean, in the reader's language. */
function explain({ verified, dmarc }: Authentication): MessageId {
  if (verified) return 'verdict.pass';
  if (dmarc?.result === 'fail') return 'verdict.fail';
  return dmarc?.result === 'none' ? 'verdict.none' : 'verdict.unknown';
}

/** Whether the sender was confirmed, as a quiet word; how, on click. */
export function SenderVerdict({ found }: { found: Authentication }): ReactElement {
  return (
    <Popover width={320} position="bottom-start">
      <Popover.Target>
        <UnstyledButton className={styles['verdict']} data-verified={found.verified || undefined}>
          <Icon name={found.verified ? 'check' : 'shield'} size={12} />
          {t(found.verified ? 'msg.verified' : 'msg.unverified')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles['how']} aria-label={t('msg.verdict')}>
        <b>{t('msg.verdict')}</b>
        <p>{t(explain(found))}</p>
        <dl>
          <Line name="DMARC" verdict={found.dmarc} />
          <Line name="DKIM" verdict={found.dkim} />
          <Line name="SPF" verdict={found.spf} />
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}

function Line({ name, verdict }: { name: string; verdict: Verdict }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {verdict === null ? t('msg.verdictNone') : verdict.result}
        {verdict === null || verdict.reason === '' ? null : <small> · {verdict.reason}</small>}
      </dd>
    </div>
  );
}
