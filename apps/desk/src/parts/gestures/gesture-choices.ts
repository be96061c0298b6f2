import type { Gesture } from '@earshot/contract/recovery-contract.ts';
import type { Me } from '@earshot/contract/session-contract.ts';
import { t } from '../../i18n/translate.ts';
import { maySupervise } from '../may.ts';
import { formatMoney } from './format-money.ts';

export type GestureDecision = 'approve' | 'refuse' | 'give' | 'withdraw';

/** What the reader may do; the server decides, this only spares them a refusal. */
export function listGestureChoices(one: Gesture, me: Me): GestureDecision[] {
  const supervises = maySupervise(me);
  const isOwn = one.proposed_by.name === me.member.name;
  switch (one.state) {
    case 'proposed':
      return [
        ...(supervises ? (['approve', 'refuse'] as const) : []),
        ...(isOwn ? (['withdraw'] as const) : []),
      ];
    case 'approved':
      return ['give', ...(isOwn || supervises ? (['withdraw'] as const) : [])];
    case 'given':
      return supervises ? ['withdraw'] : [];
    default:
      return [];
  }
}

/** What a gesture is and what it is worth. */
export function describeGesture(one: Gesture, locale: string): string {
  const money = formatMoney(one.amount_cents, one.currency, locale);
  return `${t(`gesture.kind.${one.kind}`)} ${money}`;
}
