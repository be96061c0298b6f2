import { expect, test } from 'vitest';
import { chooseContactLanguage, chooseLanguage } from './choose-language.ts';

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['fr,de;q=0.4,en;q=0.3', 'de'],
  ['fr', 'en'],
  ['de;q=0', 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['den', 'en'],
  [`${'x,'.repeat(100_000)}de`, 'en'],
])('who asks for “%.30s” is answered in %s', (header, locale) => {
  expect(chooseLanguage({ headers: { 'accept-language': header } })).toBe(locale);
});

test('who asks for nothing is answered in English', () => {
  expect(chooseLanguage({ headers: {} })).toBe('en');
});

test.each([
  ['es-ES,es;q=0.9,en;q=0.8', 'es'],
  ['pt-PT', 'pt'],
  ['ca,pt;q=0.4,es;q=0.7', 'es'],
  ['de,es;q=0.9', 'de'],
  ['fr', 'en'],
])('a contact who asks for “%s” is answered in %s', (header, language) => {
  expect(chooseContactLanguage({ headers: { 'accept-language': header } })).toBe(language);
});
