import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlFromText, textFromHtml } from './compose-text.ts';
import { sanitiseHtml } from './sanitise-html.ts';

describe('text of HTML', () => {
  test.each([
    ['<p>Guten Tag,</p><p>zwei<br>Zeilen</p>', 'Guten Tag,\n\nzwei\nZeilen'],
    ['<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
    [
      '<p class="MsoNormal">a</p><p class="MsoNormal">b</p><p class="MsoNormal">&nbsp;</p><p ' +
        'class="MsoNormal">c</p>',
      'a\nb\n\nc',
    ],
    ['<ol><li>eins</li><li>zwei</li></ol>', '1. eins\n2. zwei'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    [
      '<a href="https://x.example">https://x.example</a> <a ' +
        'href="mailto:a@x.example">a@x.example</a>',
      'https://x.example a@x.example',
    ],
    ['<a href="https://x.example/lang?x=1">Hilfe</a>', 'Hilfe <https://x.example/lang?x=1>'],
    ['x<style>p{}</style><script>1</script><title>t</title>y', 'xy'],
    ['a&nbsp;&amp;&nbsp;b &lt;c&gt; &uuml;', 'a & b <c> ü'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    [
      '<blockquote>Frage<blockquote>tiefer</blockquote></blockquote>Antwort',
      '> Frage\n>\n> > tiefer\n\nAntwort',
    ],
    ['<img alt="😀"> <img alt="Logo der Firma">', '😀'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(textFromHtml(html)).toBe(text);
  });

  test('only marked quotes get marks where the writer may have quoted a poet', () => {
    expect(textFromHtml('<blockquote>Edel</blockquote>', { quotes: 'marked' })).toBe('Edel');
    expect(textFromHtml('<blockquote type="cite">alt</blockquote>', { quotes: 'marked' })).toBe(
      '> alt',
    );
  });

  test('deep, long and entity-ridden HTML is read in linear time', () => {
    const times = (
      [
        ['<div>', 400_000],
        ['&amp;', 300_000],
        ['<a href="https://x.example">x</a>', 50_000],
        ['<blockquote>x', 50_000],
        ['<td>x', 100_000],
      ] as const
    ).map(([part, count]) => {
      const measure = (parts: number) => {
        const html = part.repeat(parts);
        const { user, system } = process.threadCpuUsage();
        expect(textFromHtml(html).length).toBeLessThanOrEqual(1_000_000);
        const spent = process.threadCpuUsage({ user, system });
        return (spent.user + spent.system) / 1_000;
      };
      return { part, short_ms: measure(count / 4), long_ms: measure(count) };
    });
    // Four times the length would be sixteen times the work if it were squared.
    const slow = times.filter(({ short_ms, long_ms }) => long_ms > (short_ms + 50) * 10);
    expect(slow).toEqual([]);
  });
});

describe('HTML of text', () => {
  test('paragraphs, lines, links and addresses', () => {
    expect(
      htmlFromText('Hallo,\nsiehe https://x.example/a?b=1&c=2.\n\nGruß <lena@example.org>'),
    ).toBe(
      '<p>Hallo,<br>siehe <a ' +
        'href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>\n' +
        '<p>Gruß &lt;<a href="mailto:lena@example.org">lena@example.org</a>&gt;</p>',
    );
  });

  test('no text becomes markup, and the words survive the way there and back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('<script>', '"', '&amp;', 'https://x.example/"<', '\n\n'),
          ),
        ),
        (parts) => {
          const text = parts.join('');
          const html = htmlFromText(text);
          const words = (one: string): string => one.replace(/[\s\0]+/g, '');
          expect(words(textFromHtml(html))).toBe(words(text));
          expect(sanitiseHtml(html).remoteImages).toBe(0);
        },
      ),
    );
  });
});
