import { describe, expect, test } from 'vitest';
import { findTyped, insertWords } from './typed-shortcut.ts';

describe('a shortcut', () => {
  test('is seen at the end of a line, and nowhere inside of words, dates and addresses', () => {
    expect(findTyped('<p>/gru</p>')?.letters).toBe('gru');
    expect(findTyped('<p>Hallo /</p><p>Mehr</p>')?.letters).toBe('');
    expect(findTyped('<p>Hallo&nbsp;/Größe</p>')?.letters).toBe('größe');
    for (const html of ['', '<p>und/oder</p>', '<p>1/2</p>', '<p>https://falk.example/a</p>']) {
      expect(findTyped(html)).toBeNull();
    }
    expect(findTyped('<p>/gruss und mehr</p>')).toBeNull();
  });

  test('gives way to its words, line by line, and what stands around it stays', () => {
    const html = '<p>Vorher /g</p><p>Danach</p>';
    expect(insertWords(html, findTyped(html), 'Guten Tag <Lena>,\nzu #7')).toBe(
      '<p>Vorher Guten Tag &lt;Lena&gt;,</p><p>zu #7</p><p>Danach</p>',
    );
    expect(insertWords('<p>A</p>', null, 'B')).toBe('<p>A</p><p>B</p>');
    expect(insertWords('<p></p>', null, 'B')).toBe('<p>B</p>');
  });
});
