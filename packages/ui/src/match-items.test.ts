import { expect, test } from 'vitest';
import { matchItems } from './match-items.ts';

const items = [
  { id: 'resolve', label: 'Resolve case', group: 'Case' },
  { id: 'assign', label: 'Assign to a member', words: 'give take', group: 'Case' },
  { id: 'mueller', label: 'Jörg Müller', detail: 'mueller@falk.example' },
];
const ids = (query: string) => matchItems(items, query).map((item) => item.id);

test('without a query everything stands in its order', () => {
  expect(ids('  ')).toEqual(['resolve', 'assign', 'mueller']);
});

test('every typed word must be found, without regard to accents', () => {
  expect(ids('muller jorg')).toEqual(['mueller']);
  expect(ids('as mem')).toEqual(['assign']);
  expect(ids('take')).toEqual(['assign']);
  expect(ids('resolve nothing')).toEqual([]);
});

test('a beginning of the label comes before a word inside', () => {
  expect(ids('me')).toEqual(['assign']);
  expect(ids('a')).toEqual(['assign', 'resolve', 'mueller']);
});
