import { expect, test } from 'vitest';
import { countReceivedHeaders } from './count-received-headers.ts';

test('the servers a mail went through are counted, in any spelling and line ending', () => {
  const raw = Buffer.from(
    'Received: a\r\n by b\r\nRECEIVED: c\nreceived: d\r\nReceived-SPF: x\r\n\r\nReceived: body',
  );
  expect(countReceivedHeaders(raw, 100)).toBe(3);
});

test('counting stops where it is enough', () => {
  const raw = Buffer.from('Received: a\r\n'.repeat(1000));
  expect(countReceivedHeaders(raw, 51)).toBe(51);
});

test('a mail without a header or without an end has none', () => {
  expect(countReceivedHeaders(Buffer.from(''), 10)).toBe(0);
  expect(countReceivedHeaders(Buffer.from('\r\nReceived: body'), 10)).toBe(0);
  expect(countReceivedHeaders(Buffer.alloc(2_000_000, 'x'), 10)).toBe(0);
});
