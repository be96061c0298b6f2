import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

const whole = [
  '4711',
  '/srv/earshot/postgres',
  '1795000000',
  '23456',
  '/srv/earshot/postgres',
  '127.0.0.1',
  '  17 42',
  'ready   ',
  '',
];

test('a state file says who serves where, and whether already', () => {
  expect(parsePostmasterFile(whole.join('\n'))).toEqual({
    pid: 4711,
    clusterDir: '/srv/earshot/postgres',
    port: 23456,
    socketDir: '/srv/earshot/postgres',
    isReady: true,
  });
  expect(parsePostmasterFile(whole.with(7, 'starting').join('\n'))?.isReady).toBe(false);
});

test('a state file without socket, or of a single-user process, is understood', () => {
  expect(parsePostmasterFile(whole.with(4, '').join('\n'))?.socketDir).toBeNull();
  expect(parsePostmasterFile(whole.with(0, '-4711').slice(0, 3).join('\n'))).toMatchObject({
    pid: 4711,
    port: null,
    isReady: false,
  });
});

test.each([[''], ['\n\n'], ['abc\n/srv'], ['4711'], ['0\n/srv']])('%j is no state file', (text) => {
  expect(parsePostmasterFile(text)).toBeNull();
});
