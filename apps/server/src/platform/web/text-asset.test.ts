import { describe, expect, test } from 'vitest';
import { chooseEncoding, matchesTag } from './text-asset.ts';

describe('the encoding of an answer', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['BR', 'br'],
    ['identity', null],
    ['br;q=0.000', null],
    ['', null],
    [undefined, null],
  ])('for %j is %j', (header, expected) => {
    expect(chooseEncoding(header)).toBe(expected);
  });
});

describe('a client that has the text already', () => {
  test.each([
    ['W/"abc"', true],
    ['"abc"', true],
    ['"x", W/"abc"', true],
    ['*', true],
    ['"abcd"', false],
    ['', false],
    [undefined, false],
  ])('says so with %j: %j', (header, expected) => {
    expect(matchesTag(header, 'W/"abc"')).toBe(expected);
  });
});
