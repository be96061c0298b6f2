import { describe, expect, test } from 'vitest';
import { findAddresses, splitFolds } from './fold-text.ts';

describe('the text of a message', () => {
  const text = 'It does not switch off.\n\n> Did you descale it?\n> Falk\n\n-- \nLena';
  const quote = { start: 25, end: 53, kind: 'quote' as const };
  const signature = { start: text.indexOf('-- '), end: text.length, kind: 'signature' as const };

  test('shows what was said and folds what was said before', () => {
    expect(splitFolds(text, [signature, quote])).toEqual([
      { fold: null, text: 'It does not switch off.' },
      { fold: 'quote', text: '> Did you descale it?\n> Falk' },
      { fold: 'signature', text: '-- \nLena' },
    ]);
  });

  test('folds a quotation together with the line that introduces it', () => {
    const said = 'Thanks!\n\nOn Monday Falk wrote:\n> Unplug it.\n';
    const header = { start: 9, end: 31, kind: 'header' as const };
    const below = { start: 31, end: said.length, kind: 'quote' as const };
    expect(splitFolds(said, [header, below])).toEqual([
      { fold: null, text: 'Thanks!' },
      { fold: 'quote', text: 'On Monday Falk wrote:\n> Unplug it.' },
    ]);
  });

  test('survives ranges that overlap, lie outside or are empty', () => {
    const ranges = [
      { start: 0, end: 4, kind: 'quote' as const },
      { start: 2, end: 6, kind: 'quote' as const },
      { start: 3, end: 3, kind: 'quote' as const },
      { start: 90, end: 120, kind: 'quote' as const },
    ];
    const texts = splitFolds('abcdefgh', ranges).map((part) => part.text);
    expect(texts).toEqual(['abcd\nef', 'gh']);
  });

  test('leads to web addresses without the full stop behind them', () => {
    expect(findAddresses('See https://falk.example/k-200. Or (www.falk.example)!')).toEqual([
      { text: 'See ', href: null },
      { text: 'https://falk.example/k-200', href: 'https://falk.example/k-200' },
      { text: '. Or (', href: null },
      { text: 'www.falk.example', href: 'https://www.falk.example' },
      { text: ')!', href: null },
    ]);
  });

  test('never follows another scheme', () => {
    expect(findAddresses('javascript:alert(1) data:text/html,x')).toHaveLength(1);
  });
});
