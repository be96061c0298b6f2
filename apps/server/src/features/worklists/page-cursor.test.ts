import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { Invalid } from '../../platform/errors.ts';
import { readCursor, writeCursor } from './page-cursor.ts';

const id = '0198f2a0-0000-7000-8000-000000000001';

describe('a cursor', () => {
  test('leads back to the very place it was made for', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 0, max: 4e15 })), fc.uuid(), (at, some) => {
        expect(readCursor('newest', writeCursor('newest', { at, id: some }))).toEqual({
          at,
          id: some,
        });
      }),
    );
  });

  test('is not taken by a list of another order', () => {
    const cursor = writeCursor('newest', { at: 1, id });
    expect(() => readCursor('oldest', cursor)).toThrow(Invalid);
  });

  test('that somebody made up is refused in words, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readCursor('newest', text)).toThrow(Invalid);
        const packed = Buffer.from(text).toString('base64url');
        expect(() => readCursor('newest', packed)).toThrow(Invalid);
      }),
    );
  });

  test('with an instant outside of time is refused', () => {
    const cursor = Buffer.from(JSON.stringify(['newest', 1e300, id])).toString('base64url');
    expect(() => readCursor('newest', cursor)).toThrow(Invalid);
  });

  test('is not needed for the first page', () => {
    expect(readCursor('newest', undefined)).toBeNull();
  });
});
