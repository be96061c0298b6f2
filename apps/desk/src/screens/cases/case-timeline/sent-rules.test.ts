import type { Message } from '@earshot/contract/message-contract.ts';
import { describe, expect, test } from 'vitest';
import { isSentUntil } from './sent-rules.ts';

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`;

function answer(written: number, ...sent: (number | null)[]) {
  const deliveries = sent.map((minute) => ({ sent_at: minute === null ? null : at(minute) }));
  return { received_at: at(written), deliveries: deliveries as Message['deliveries'] };
}

describe('an answer in a chat', () => {
  test('is read when the contact read one that was sent later', () => {
    expect(isSentUntil(answer(1, 2), at(5))).toBe(true);
    expect(isSentUntil(answer(1, 2), null)).toBe(false);
  });

  test('that was planned and left after the last reading is not read yet', () => {
    expect(isSentUntil(answer(1, 30), at(5))).toBe(false);
  });

  test('that went on by mail counts from when the chat showed it', () => {
    expect(isSentUntil(answer(1, 2, 9), at(5))).toBe(true);
    expect(isSentUntil(answer(1, null, 2), at(5))).toBe(true);
  });
});
