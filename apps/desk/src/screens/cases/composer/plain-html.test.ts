import { describe, expect, test } from 'vitest';
import { htmlOfText, isEmptyHtml, isPlainHtml, textOfHtml } from './plain-html.ts';

describe('text typed before the editor is there', () => {
  test.each(['', 'a', 'Dear Lena,\n\nthe <kettle> & "you"\n', '  two\n\n\nlines', '&amp; stays'])(
    'comes back as it was typed: %j',
    (text) => {
      expect(textOfHtml(htmlOfText(text))).toBe(text);
    },
  );

  test('knows what a plain field cannot show', () => {
    expect(isPlainHtml('<p>a</p><p>b<br></p>')).toBe(true);
    expect(isPlainHtml('<p>a <strong>b</strong></p>')).toBe(false);
    expect(isPlainHtml('<pre>a</pre>')).toBe(false);
  });

  test('an empty paragraph is nothing, a picture is something', () => {
    expect(isEmptyHtml('<p></p>')).toBe(true);
    expect(isEmptyHtml('<p><br></p><p>&nbsp;</p>')).toBe(true);
    expect(isEmptyHtml('<p><img src="/x"></p>')).toBe(false);
    expect(isEmptyHtml('<ul><li><p>a</p></li></ul>')).toBe(false);
  });
});
