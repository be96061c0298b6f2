import type { WebMessage } from '@earshot/contract/web-conversation-contract.ts';

/** The messages of one conversation as far as they are known without a gap. */
export interface MessageList {
  readonly messages: readonly WebMessage[];
  /** Everything up to here is known. */
  readonly seq: number;
}

export const noMessages: MessageList = { messages: [], seq: 0 };

/**
 * Takes in what came live, in whatever order and however often. `gap`: something before it is
 * missing and must be read; what lies behind the gap waits for that reading.
 */
export function takeLive(
  list: MessageList,
  arrived: readonly WebMessage[],
): { list: MessageList; gap: boolean } {
  let seq = list.seq;
  const ordered = arrived.toSorted((one, other) => one.seq - other.seq);
  for (const { seq: next } of ordered) if (next === seq + 1) seq = next;
  const known = ordered.filter((one) => one.seq <= seq);
  return {
    list: { messages: merge(list.messages, known), seq },
    gap: known.length < ordered.length,
  };
}

/** Takes in what was read from the server after `after`: it is whole, so its holes are none. */
export function takeRead(
  list: MessageList,
  after: number,
  read: readonly WebMessage[],
): MessageList {
  const last = Math.max(0, ...read.map((one) => one.seq));
  return {
    messages: merge(list.messages, read),
    seq: after <= list.seq ? Math.max(list.seq, last) : list.seq,
  };
}

/** One of each, in order; of two versions of a message the one edited later counts. */
function merge(known: readonly WebMessage[], more: readonly WebMessage[]): readonly WebMessage[] {
  if (more.length === 0) return known;
  const byId = new Map(known.map((one) => [one.id, one]));
  for (const one of more) {
    const before = byId.get(one.id);
    if (!before || version(one) >= version(before)) byId.set(one.id, one);
  }
  return [...byId.values()].toSorted((one, other) => one.seq - other.seq);
}

/** A deletion is final; among edits the later one is newer (both are instants in ISO 8601). */
function version({ deleted, edited_at }: WebMessage): string {
  return deleted ? '~' : (edited_at ?? '');
}
