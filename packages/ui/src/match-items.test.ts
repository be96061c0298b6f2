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

test('what was found elsewhere stands between good and weak matches', () => {
  const found = { id: 'case', label: 'English manual', always: true };
  const commands = [
    { id: 'english', label: 'Switch to English' },
    { id: 'single', label: 'Tingle' },
  ];
  const order = (query: string) => matchItems([found, ...commands], query).map((item) => item.id);
  expect(order('eng')).toEqual(['english', 'case']);
  expect(order('ingle')).toEqual(['case', 'single']);
});
