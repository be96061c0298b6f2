import type { CaseRecoveries, Gesture } from '@earshot/contract/recovery-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Menu } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { formatMoney } from '../../../parts/gestures/format-money.ts';
import {
  describeGesture,
  type GestureDecision,
  listGestureChoices,
} from '../../../parts/gestures/gesture-choices.ts';
import { ReasonDialog } from '../../../parts/gestures/reason-dialog.tsx';
import { attempt } from '../../../actions/attempt.ts';
import { decideGesture } from './change-recoveries.ts';
import styles from './recoveries.module.css';

/** What was proposed, approved and given on this case, with the sums of these very rows. */
export function GestureLedger(props: {
  caseId: string;
  recoveries: CaseRecoveries;
  locked: boolean;
}): ReactElement | null {
  const { caseId, recoveries, locked } = props;
  const { locale } = useUi();
  const [asking, setAsking] = useState<{ gesture: Gesture; decision: GestureDecision } | null>(
    null,
  );
  if (recoveries.gestures.length === 0) return null;
  const decide = (gesture: Gesture, decision: GestureDecision) => {
    if (decision === 'refuse' || decision === 'withdraw') return setAsking({ gesture, decision });
    void attempt(() => decideGesture(caseId, gesture.id, { decision }));
  };
  return (
    <>
      <ul className={styles['gestures']}>
        {recoveries.gestures.map((one) => (
          <GestureRow key={one.id} gesture={one} locked={locked} onDecide={decide} />
        ))}
      </ul>
      {recoveries.sums.map((sum) => (
        <p key={sum.currency} className={styles['sum']}>
          {t('gesture.sum', {
            given: formatMoney(sum.given_cents, sum.currency, locale),
            waiting: formatMoney(sum.proposed_cents, sum.currency, locale),
          })}
        </p>
      ))}
      {asking === null ? null : (
        <ReasonDialog
          title={describeGesture(asking.gesture, locale)}
          label={t('gesture.why')}
          doLabel={t(asking.decision === 'refuse' ? 'gesture.refuse' : 'gesture.withdraw')}
          onClose={() => setAsking(null)}
          onSend={(reason) =>
            decideGesture(caseId, asking.gesture.id, { decision: asking.decision, reason })
          }
        />
      )}
    </>
  );
}

function GestureRow(props: {
  gesture: Gesture;
  locked: boolean;
  onDecide: (gesture: Gesture, decision: GestureDecision) => void;
}): ReactElement {
  const { gesture, locked, onDecide } = props;
  const me = useMe();
  const { locale } = useUi();
  const amount = describeGesture(gesture, locale);
  const choices = listGestureChoices(gesture, me);
  const by = gesture.proposed_by.name;
  const approver = gesture.approved_by?.name;
  return (
    <li data-state={gesture.state}>
      <div>
        <span>{amount}</span>
        <small>
          {t(`gesture.state.${gesture.state}`)} · {t('gesture.by', { name: by })}
          {approver && approver !== by ? ` · ${t('gesture.approvedBy', { name: approver })}` : ''}
        </small>
        {gesture.words === '' ? null : <small>{gesture.words}</small>}
        {gesture.decision_reason === '' ? null : <small>{gesture.decision_reason}</small>}
      </div>
      {locked || choices.length === 0 ? null : (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton size="small" icon="dots" label={t('gesture.menu', { amount })} />
          </Menu.Target>
          <Menu.Dropdown>
            {choices.map((one) => (
              <Menu.Item
                key={one}
                leftSection={
                  <Icon name={one === 'approve' || one === 'give' ? 'check' : 'close'} />
                }
                onClick={() => setTimeout(() => onDecide(gesture, one))}
              >
                {t(`gesture.${one}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
