import type { Gesture } from '@earshot/contract/recovery-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { formatMoney } from '../../parts/gestures/format-money.ts';
import {
  describeGesture,
  type GestureDecision,
  listGestureChoices,
} from '../../parts/gestures/gesture-choices.ts';
import { ReasonDialog } from '../../parts/gestures/reason-dialog.tsx';
import { pathTo } from '../../paths.ts';
import made from './making-good.module.css';

/** One gesture of the ledger: its case, who did what, and what the reader may decide. */
export function GestureRow({ gesture }: { gesture: Gesture }): ReactElement {
  const me = useMe();
  const { locale, timeZone } = useUi();
  const [asking, setAsking] = useState<GestureDecision | null>(null);
  const what = describeGesture(gesture, locale);
  const { number } = gesture.case;
  const choose = (decision: GestureDecision) => {
    if (decision === 'refuse' || decision === 'withdraw') return setAsking(decision);
    decide(gesture, decision, '').catch((error: unknown) => say(describeError(error), 'bad'));
  };
  return (
    <li data-state={gesture.state}>
      <div>
        <b>{what}</b>{' '}
        <AppLink to={pathTo.case(number)} aria-label={t('making.openCase', { number })}>
          #{number}
        </AppLink>
        <p>
          <time dateTime={gesture.proposed_at}>
            {formatDateTime(Date.parse(gesture.proposed_at), locale, timeZone)}
          </time>
          {listWords(gesture, locale).map((one) => ` · ${one}`)}
        </p>
        {gesture.words === '' ? null : <p>{gesture.words}</p>}
        {gesture.decision_reason === '' ? null : <p>{gesture.decision_reason}</p>}
      </div>
      <div className={made['deeds']}>
        {listGestureChoices(gesture, me).map((one) => (
          <Button
            key={one}
            size="xs"
            variant={one === 'approve' || one === 'give' ? 'default' : 'subtle'}
            aria-label={t('making.decide', { deed: t(`gesture.${one}`), gesture: what, number })}
            onClick={() => choose(one)}
          >
            {t(`gesture.${one}`)}
          </Button>
        ))}
      </div>
      {asking === null ? null : (
        <ReasonDialog
          title={what}
          label={t('gesture.why')}
          doLabel={t(asking === 'refuse' ? 'gesture.refuse' : 'gesture.withdraw')}
          onClose={() => setAsking(null)}
          onSend={(reason) => decide(gesture, asking, reason)}
        />
      )}
    </li>
  );
}

function listWords(one: Gesture, locale: string): string[] {
  const name = one.proposed_by.name;
  const words = [t('gesture.by', { name })];
  if (one.state === 'proposed' && one.limit_cents !== null) {
    const limit = formatMoney(one.limit_cents, one.currency, locale);
    if (one.amount_cents > one.limit_cents) words.push(t('making.overLimit', { limit }));
  }
  if (one.approved_by && one.approved_by.name !== name) {
    words.push(t('gesture.approvedBy', { name: one.approved_by.name }));
  }
  if (one.refused_by) words.push(t('making.refusedBy', { name: one.refused_by.name }));
  if (one.given_by) words.push(t('making.givenBy', { name: one.given_by.name }));
  if (one.withdrawn_by) words.push(t('making.withdrawnBy', { name: one.withdrawn_by.name }));
  if (words.length === 1 && one.state === 'approved') words.push(t('gesture.state.approved'));
  return words;
}

/** Decides, and offers the way back; throws what the server refuses. */
async function decide(one: Gesture, decision: GestureDecision, reason: string): Promise<void> {
  const params = { gestureId: one.id };
  const answer = await client.call('createGestureDecision', { params, body: { decision, reason } });
  await renew(one);
  const state = answer.gestures.find(({ id }) => id === one.id)?.state ?? one.state;
  offerUndo(t('gesture.decided', { state: t(`gesture.state.${state}`) }), async () => {
    await client.call('deleteGestureDecision', { params });
    await renew(one);
  });
}

async function renew(one: Gesture): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: queryKeys.gestures }),
    queryClient.invalidateQueries({ queryKey: queryKeys.case(one.case.id) }),
  ]);
}
