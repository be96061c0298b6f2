import { expect, test } from 'vitest';
import { makeReplyAddress, readReplyAddress } from './reply-address.ts';
import type { ReplyChannel } from './reply-address.ts';

const falk: ReplyChannel = {
  accountId: '0199aaaa-0000-7000-8000-000000000001',
  channelId: '0199aaaa-0000-7000-8000-000000000002',
  secret: Buffer.alloc(32, 7),
  addresses: ['support@falk.example', 'hilfe@falk.example'],
};
const other: ReplyChannel = {
  ...falk,
  channelId: '0199aaaa-0000-7000-8000-000000000003',
  addresses: ['service@other.example'],
};
const messageId = '0199bbbb-1234-7abc-9def-00ff00ff00ff';

function makeForCase(caseNumber: number): string {
  const address = makeReplyAddress({
    ...falk,
    address: 'support@falk.example',
    purpose: 'c',
    caseNumber,
  });
  return address!;
}

test('an answer to a signed address names its case', () => {
  const address = makeForCase(4711);
  expect(address).toMatch(/^support\+c4711\.[a-z2-7]{12}@falk\.example$/);
  expect(readReplyAddress(address, [other, falk])).toEqual({
    channelId: falk.channelId,
    purpose: 'c',
    caseNumber: 4711,
    valid: true,
  });
});

test('a bounce to a signed address names its message', () => {
  const input = { ...falk, address: 'hilfe@falk.example', purpose: 'b', messageId } as const;
  const address = makeReplyAddress(input)!;
  expect(readReplyAddress(address, [falk])).toEqual({
    channelId: falk.channelId,
    purpose: 'b',
    messageId,
    valid: true,
  });
});

test('an address that came back in capitals is still ours', () => {
  expect(readReplyAddress(makeForCase(12).toUpperCase(), [falk])?.valid).toBe(true);
});

test('[L5] somebody who changes the number of a signed address is not believed', () => {
  const forged = makeForCase(4711).replace('c4711', 'c4712');
  expect(readReplyAddress(forged, [falk])).toMatchObject({ caseNumber: 4712, valid: false });
});

test('[L5] somebody who guesses a sign is not believed', () => {
  const guess = 'support+c4711.aaaaaaaaaaaa@falk.example';
  expect(readReplyAddress(guess, [falk])?.valid).toBe(false);
});

test('a sign of one channel opens nothing on another', () => {
  const moved = makeForCase(4711).replace('support@', 'service@');
  const there = moved.replace('support+', 'service+').replace('falk.example', 'other.example');
  expect(readReplyAddress(there, [other])?.valid).toBe(false);
});

test('a sign for a case is none for a message', () => {
  const bounce = makeReplyAddress({
    ...falk,
    address: 'support@falk.example',
    purpose: 'b',
    messageId,
  });
  expect(bounce!.split('.')[1]).not.toBe(makeForCase(1).split('.')[1]);
});

test.each([
  'support@falk.example',
  'support+newsletter@falk.example',
  'support+c12@falk.example',
  'support+c.aaaaaaaaaaaa@falk.example',
  'stranger+c12.aaaaaaaaaaaa@falk.example',
  '',
  '@',
])('%s carries no claim', (address) => {
  expect(readReplyAddress(address, [falk])).toBeNull();
});

test('a local part that would become too long is left alone', () => {
  const address = `${'a'.repeat(40)}@falk.example`;
  expect(makeReplyAddress({ ...falk, address, purpose: 'b', messageId })).toBeNull();
  expect(makeReplyAddress({ ...falk, address, purpose: 'c', caseNumber: 1 })).not.toBeNull();
});

test('an address with a detail of its own keeps it', () => {
  const channel = { ...falk, addresses: ['desk+support@falk.example'] };
  const address = makeReplyAddress({
    ...channel,
    address: 'desk+support@falk.example',
    purpose: 'c',
    caseNumber: 9,
  })!;
  expect(readReplyAddress(address, [channel])).toMatchObject({ caseNumber: 9, valid: true });
});
