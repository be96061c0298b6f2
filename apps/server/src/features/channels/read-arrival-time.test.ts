import { describe, expect, test } from 'vitest';
import { readArrivalTime } from './read-arrival-time.ts';

const now = new Date('2026-11-21T12:00:00Z');
function read(...lines: string[]): string {
  return readArrivalTime(
    Buffer.from([...lines, '', 'Date: in the body'].join('\r\n')),
    now,
  ).toISOString();
}

describe('an imported mail stands where it stood in time', () => {
  test('by its newest Received field', () => {
    const at = read(
      'Received: from a by b with ESMTP id 1;',
      '\tFri, 6 Mar 2026 09:12:13 +0100 (CET)',
      'Received: from x by a; Fri, 6 Mar 2026 07:00:00 +0000',
      'Date: Thu, 5 Mar 2026 22:00:00 +0000',
    );
    expect(at).toBe('2026-03-06T08:12:13.000Z');
  });

  test('by its Date where no server stamped it', () => {
    expect(read('Subject: x', 'Date: Thu, 5 Mar 2026 22:00:00 +0000')).toBe(
      '2026-03-05T22:00:00.000Z',
    );
  });

  test('by what its mailbox noted, and by the time of its file only where it has no date', () => {
    const noted = new Date('2026-03-06T09:00:00Z');
    const dated = Buffer.from('Date: Thu, 5 Mar 2026 22:00:00 +0000\r\n\r\nx');
    expect(readArrivalTime(dated, now, { receivedAt: noted })).toEqual(noted);
    // A folder that was copied today must not make all its mails of today.
    expect(readArrivalTime(dated, now, { changedAt: now })).toEqual(
      new Date('2026-03-05T22:00:00Z'),
    );
    expect(readArrivalTime(Buffer.from('Subject: x\r\n\r\nx'), now, { changedAt: noted })).toEqual(
      noted,
    );
  });

  test.each([
    ['no date', 'Subject: x'],
    ['a broken date', 'Date: yesterday'],
    ['a date in 2050', 'Date: Thu, 5 Mar 2050 22:00:00 +0000'],
    ['a date of a broken clock', 'Date: Thu, 1 Jan 1970 00:00:00 +0000'],
  ])('as of now where it has %s', (_, line) => {
    expect(read(line)).toBe(now.toISOString());
  });

  test('without taking long over a header of 5 MB', () => {
    const raw = Buffer.from(`X: ${'a '.repeat(2_500_000)}\r\nReceived: ${'('.repeat(100_000)}\r\n`);
    const began_ms = performance.now();
    readArrivalTime(raw, now);
    expect(performance.now() - began_ms).toBeLessThan(500);
  });
});
