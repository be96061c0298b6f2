import { expect, test } from 'vitest';
import {
  countZeroBits,
  readStamp,
  stampLife_ms,
  stampRests_ms,
  writeStamp,
} from './form-stamp-rules.ts';

const key = Buffer.alloc(32, 1);
const issuedAt = new Date('2026-05-04T10:00:00Z');
const made = { channelId: 'c1', issuedAt, nonce: 'a-nonce-of-16-chars', zeroBits: 0 };
const after = (delay_ms: number) => new Date(issuedAt.getTime() + delay_ms);

function read(stamp: string, change: object = {}) {
  const given = { channelId: 'c1', stamp, solution: '', now: after(10_000), ...change };
  return readStamp(key, given);
}

test('a person who needs ten seconds gets through; a program that needs none does not', () => {
  const stamp = writeStamp(key, made);
  expect(read(stamp)).toEqual({ nonce: made.nonce });
  expect(read(stamp, { now: after(stampRests_ms - 1) })).toEqual({ problem: 'too_early' });
  expect(read(stamp, { now: after(stampLife_ms + 1) })).toEqual({ problem: 'too_late' });
});

test('a stamp holds for its own channel and only as we wrote it', () => {
  const stamp = writeStamp(key, made);
  expect(read(stamp, { channelId: 'c2' })).toEqual({ problem: 'forged' });
  for (const forged of ['', 'x', stamp.replace('.0.', '.1.'), `${stamp}A`]) {
    expect(read(forged)).toEqual({ problem: 'forged' });
  }
});

test('under load a puzzle must be solved, which a browser does in a moment', () => {
  const stamp = writeStamp(key, { ...made, zeroBits: 12 });
  expect(read(stamp, { solution: 'no' })).toEqual({ problem: 'unsolved' });
  let tries = 0;
  while (countZeroBits(`${stamp}.${tries}`) < 12) tries += 1;
  expect(read(stamp, { solution: String(tries) })).toEqual({ nonce: made.nonce });
});
