import { describe, expect, test } from 'vitest';
import { decidePushed } from './push-rules.ts';
import { writePushNews } from './write-push-news.ts';

const news = { talkId: '0197a3f4-1c2d-7e3f-8a4b-5c6d7e8f9a0b', title: 'Falk' };

describe('an announcement', () => {
  test('says in the language of the visitor that there is an answer, and not what', () => {
    const said = (locale: 'de' | 'en') => writePushNews({ ...news, locale, words: '' }).body;
    expect(said('en')).toBe('You have an answer.');
    expect(said('de')).toBe('Sie haben eine Antwort.');
  });

  test('shows the beginning of the words where it may, never half an emoji', () => {
    const said = (words: string) => writePushNews({ ...news, locale: 'en', words }).body;
    expect(said(' The lid \n comes. ')).toBe('The lid comes.');
    const long = said('🫖'.repeat(300));
    expect(Array.from(long)).toHaveLength(200);
    expect(long.endsWith('🫖…')).toBe(true);
    expect(Array.from(said('x'.repeat(200)))).toHaveLength(200);
  });
});

describe('the answer of a push service', () => {
  test.each([
    [201, 'taken'],
    [202, 'taken'],
    [404, 'gone'],
    [410, 'gone'],
    [429, 'again'],
    [503, 'again'],
    [301, 'refused'],
    [403, 'refused'],
  ])('%i means that it is %s', (status, kind) => {
    expect(decidePushed(status, 'said').kind).toBe(kind);
  });
});
