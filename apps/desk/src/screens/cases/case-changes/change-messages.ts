import type { Message } from '@earshot/contract/message-contract.ts';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import type { CaseRef } from './change-links.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase, showCase } from './show-case.ts';

/** Moves a message to another case, or splits it off into a new one (`to` null). */
export async function moveMessage(message: Message, to: CaseRef | null): Promise<void> {
  await attempt(async () => {
    const params = { messageId: message.id };
    const moved = await client.call('createMessageMove', {
      params,
      body: { to_case_id: to?.id ?? null },
    });
    showCase(moved.case);
    renewCase(message.case_id);
    const { number } = moved.case;
    offerUndo(t(to === null ? 'move.split' : 'move.done', { number }), async () => {
      const undone = { ...params, moveId: moved.move_id };
      showCase(await client.call('deleteMessageMove', { params: undone }));
      renewCase(moved.case.id);
      renewCase(message.case_id);
    });
  });
}

/** Takes the last move of a message back: it stands where it stood. */
export async function moveMessageBack(message: Message): Promise<void> {
  const move = message.moved_from;
  if (move === null) return;
  await attempt(async () => {
    const params = { messageId: message.id, moveId: move.id };
    showCase(await client.call('deleteMessageMove', { params }));
    renewCase(message.case_id);
    renewCase(move.case_id);
    say(t('move.undone'));
  });
}

/**
 * Decides about a held message with one click; `go` leads to the case in which it stands then, and
 * back when the decision is taken back.
 */
export async function decideHold(
  message: Message,
  decision: 'join' | 'separate',
  go: (number: number) => void,
): Promise<void> {
  const { hold } = message;
  if (hold === null) return;
  await attempt(async () => {
    const params = { holdId: hold.id };
    const decided = await client.call('createHoldDecision', { params, body: { decision } });
    showCase(decided);
    renewCase(message.case_id);
    if (decided.id !== message.case_id) go(decided.number);
    const done = decision === 'join' ? 'hold.joined' : 'hold.separated';
    offerUndo(t(done, { number: decided.number }), async () => {
      const again = await client.call('deleteHoldDecision', { params });
      showCase(again);
      renewCase(decided.id);
      renewCase(message.case_id);
      if (again.id !== decided.id) go(again.number);
    });
  });
}

/** Sends what bounced, failed or waits for its next attempt, now. */
export async function retryDelivery(message: Message): Promise<void> {
  await attempt(async () => {
    await client.call('createDeliveryRetry', { params: { messageId: message.id } });
    renewCase(message.case_id);
    say(t('send.retried'));
  });
}
