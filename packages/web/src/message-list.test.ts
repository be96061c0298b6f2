import type { WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noMessages, takeLive, takeRead } from './message-list.ts';

function message(seq: number, change: Partial<WebMessage> = {}): WebMessage {
  return {
    id: `m${seq}`,
    seq,
    client_id: null,
    from: 'agent',
    author: 'Jana',
    channel: 'chat',
    text: `text ${seq}`,
    files: [],
    quick_replies: [],
    at: '2026-11-22T10:00:00.000Z',
    edited_at: null,
    deleted: false,
    ...change,
  };
}

const seqs = (list: { messages: readonly WebMessage[] }) => list.messages.map((one) => one.seq);

test('what comes in order is shown, twice is once', () => {
  const { list, gap } = takeLive(noMessages, [message(1), message(2), message(2)]);
  expect([seqs(list), list.seq, gap]).toEqual([[1, 2], 2, false]);
});

test('what lies behind a gap waits until the gap is read', () => {
  const { list, gap } = takeLive(noMessages, [message(1), message(3)]);
  expect([seqs(list), list.seq, gap]).toEqual([[1], 1, true]);
  const read = takeRead(list, 1, [message(2), message(3)]);
  expect([seqs(read), read.seq]).toEqual([[1, 2, 3], 3]);
});

test('a number that the server itself leaves out is no gap for ever', () => {
  const read = takeRead(noMessages, 0, [message(1), message(4)]);
  expect(takeLive(read, [message(5)])).toMatchObject({ gap: false, list: { seq: 5 } });
});

test('an edit replaces what was said, and an old version never comes back', () => {
  const first = takeLive(noMessages, [message(1)]).list;
  const edit = message(1, { text: 'better', edited_at: '2026-11-22T10:05:00.000Z' });
  const edited = takeLive(first, [edit]).list;
  expect(takeLive(edited, [message(1)]).list.messages[0]!.text).toBe('better');
  const deleted = takeLive(edited, [message(1, { text: '', deleted: true })]).list;
  expect(takeLive(deleted, [edit]).list.messages[0]!.deleted).toBe(true);
});

test('in whatever order pieces come, reading after each gap shows everything once and in order', () => {
  const all = Array.from({ length: 12 }, (_, index) => message(index + 1));
  fc.assert(
    fc.property(fc.array(fc.subarray(all), { maxLength: 12 }), (pieces) => {
      let list = noMessages;
      for (const piece of pieces) {
        const taken = takeLive(list, piece);
        const { seq } = taken.list;
        list = taken.gap ? takeRead(taken.list, seq, all.slice(seq)) : taken.list;
        expect(seqs(list)).toEqual(all.slice(0, list.seq).map((one) => one.seq));
      }
    }),
  );
});
