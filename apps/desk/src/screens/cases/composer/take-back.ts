import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import { ApiError } from '@earshot/sdk/api-error.ts';
import { say } from '../../../actions/undo-store.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { describeError } from '../../../parts/describe-error.ts';
import { renewCase } from '../case-changes/show-case.ts';
import type { DraftKind, DraftValue } from './draft-rules.ts';
import { openDrafts } from './open-drafts.ts';

type Sent = Pick<Message, 'id' | 'case_id' | 'kind'>;
type Listener = (caseId: string, kind: DraftKind) => void;

/** What the composer held for messages of this page that may still be taken back. */
const composed = new Map<string, DraftValue>();
const listeners = new Set<Listener>();

/** Remembers what was written, so that taking it back shows exactly that. */
export function rememberComposed(messageId: string, value: DraftValue): void {
  composed.set(messageId, value);
}

/** Calls back when the text of a message returned to the composer. */
export function onTakenBack(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes a message back before it leaves; its text returns to the composer. */
export async function takeBack(message: Sent): Promise<void> {
  try {
    await client.call('createSendCancellation', { params: { messageId: message.id } });
  } catch (error) {
    const late = error instanceof ApiError && error.code === 'already_sent';
    say(late ? t('compose.tooLate') : describeError(error), 'bad');
    renewCase(message.case_id);
    return;
  }
  const kind = message.kind === 'side' ? 'forward' : 'reply';
  const value = composed.get(message.id) ?? null;
  composed.delete(message.id);
  const detail = queryClient.getQueryData<CaseDetail>(queryKeys.case(message.case_id));
  const signature = detail?.reply_to?.signature ?? '';
  await openDrafts(message.case_id).takeBack(kind, value, signature);
  renewCase(message.case_id);
  for (const tell of listeners) tell(message.case_id, kind);
  say(t('send.tookBack'));
}
