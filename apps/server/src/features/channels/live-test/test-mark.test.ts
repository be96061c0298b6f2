import { expect, test } from 'vitest';
import type { UnderstoodThing } from '../kit/channel-adapter.ts';
import { isTestMessage, makeTestMark } from './test-mark.ts';

const key = Buffer.alloc(32, 1);
const now = new Date('2026-11-22T08:00:00Z');
const mark = makeTestMark(key, 'c1', now);
const said = (externalId: string, subject = '') =>
  ({ what: 'message', externalId, subject }) as UnderstoodThing;
const mail = (messageId: string) =>
  ({ what: 'mail', mail: { messageId } }) as unknown as UnderstoodThing;
const isTest = (
  thing: UnderstoodThing,
  change: { key?: Buffer; channel?: string; at?: Date } = {},
) => isTestMessage(change.key ?? key, change.channel ?? 'c1', thing, change.at ?? now);

test('a test message is known on every kind of channel by what its sender can choose', () => {
  expect(mark).toMatch(/^[\w.-]{8,64}$/);
  expect(isTest(said(mark))).toBe(true);
  expect(isTest(said(`conversation/${mark}`))).toBe(true);
  expect(isTest(said('nonce-of-a-form', mark))).toBe(true);
  expect(isTest(mail(`${mark}@falk.example`))).toBe(true);
});

test('nobody outside can have a message thrown away as a test', () => {
  expect(isTest(said('test-lq3k2j1a-AAAAAAAAAAAAAAAAAAAAAA'))).toBe(false);
  expect(isTest(said(mark), { key: Buffer.alloc(32, 2) })).toBe(false);
  expect(isTest(said(mark), { channel: 'c2' })).toBe(false);
  expect(isTest(said(mark), { at: new Date(now.getTime() + 11 * 60_000) })).toBe(false);
  expect(isTest(said(mark), { at: new Date(now.getTime() - 1) })).toBe(false);
  expect(isTest(said(`${mark} `))).toBe(false);
  expect(isTest(said('', `Please look at ${mark}`))).toBe(false);
});
