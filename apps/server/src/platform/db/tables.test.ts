import { expect, test } from 'vitest';
import { json } from './tables.ts';

test('what a jsonb column cannot hold becomes a replacement character, in names and values', () => {
  const given = { 'a\u0000': ['\ud800', { b: 'x\udc00y', c: null, d: 1, e: true }], f: '😀' };
  expect(JSON.parse(json(given))).toEqual({
    'a\ufffd': ['\ufffd', { b: 'x\ufffdy', c: null, d: 1, e: true }],
    f: '😀',
  });
});

test('text that only looks like such characters is kept', () => {
  const given = { path: 'C:\\u0000', escaped: '\\ud800', at: new Date(0) };
  expect(JSON.parse(json(given))).toEqual({ ...given, at: '1970-01-01T00:00:00.000Z' });
});
