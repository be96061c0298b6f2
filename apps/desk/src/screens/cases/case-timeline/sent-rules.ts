import type { Message } from '@earshot/contract/message-contract.ts';

/**
 * Whether a message of ours had left by that moment. What was planned for later is written before
 * what is sent meanwhile, so neither its id nor when it was written tells.
 */
export function isSentUntil(
  message: Pick<Message, 'deliveries' | 'received_at'>,
  until: string | null,
): boolean {
  if (until === null) return false;
  const sent = message.deliveries.flatMap((one) => one.sent_at ?? []).map((at) => Date.parse(at));
  const first = sent.length === 0 ? Date.parse(message.received_at) : Math.min(...sent);
  return first <= Date.parse(until);
}
