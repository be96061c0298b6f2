import { describe, expect, test } from 'vitest';
import { contrastOf, parseColour } from './frame-colours.ts';
import { decideFrameLook } from './frame-look.ts';
import { decodeEntities, listRemoteImages, readSafeHtml } from './read-safe-html.ts';
import { type FrameMessage, renderFrame } from './render-frame.ts';

const id = '0197a3f4-1c2d-7e3f-8a4b-5c6d7e8f9a0b';
const wish = {
  locale: 'en',
  theme: 'light',
  loadsRemoteImages: false,
  opensFolds: false,
} as const;

function frameOf(
  given: Partial<FrameMessage>,
  wished: Partial<Parameters<typeof renderFrame>[1]> = {},
) {
  const message: FrameMessage = {
    id,
    subject: 'Kettle',
    language: 'de',
    text: '',
    html: null,
    folded: [],
    pictures: new Map([['lid@falk', id]]),
    ...given,
  };
  const page = renderFrame(message, { ...wish, ...wished });
  return page.slice(page.indexOf('<main>') + 6, page.indexOf('</main>'));
}

describe('a body that nobody sanitised', () => {
  test.each([
    ['<script>alert(1)</script>', '<script>'],
    ['<img src=x onerror=alert(1)>', '<img src=x'],
    ['<img src="x" onerror="alert(1)">', 'onerror'],
    ['<IMG SRC="javascript:alert(1)">', '<IMG'],
    ['<svg onload="alert(1)"></svg>', '<svg'],
    ['<iframe src="https://evil.example"></iframe>', '<iframe'],
    ['<meta http-equiv="refresh" content="0;url=https://evil.example">', '<meta'],
    ['<base href="https://evil.example/">', '<base'],
    ['<form action="https://evil.example"><input name="q"></form>', '<form'],
    ['<link rel="stylesheet" href="https://evil.example/x.css">', '<link'],
    ['<style>@import "https://evil.example"</style>', '<style'],
    ['<div style="background:url(https://evil.example/x)">x</div>', 'url('],
    ['<div style="background-image:url&#40;https://evil.example/x)">x</div>', 'evil'],
    ['<a href="javascript:alert(1)">x</a>', 'javascript'],
    ['<a href="java&#115;cript:alert(1)">x</a>', 'cript:'],
    ['<a href="data:text/html,<script>">x</a>', 'href'],
    ['<img src="https://evil.example/pixel.gif">', 'evil'],
    ['<img src="/api/v1/sessions">', 'sessions'],
    ['<img srcset="https://evil.example/x 1x">', '<img'],
    ['<p onclick="alert(1)">x</p>', 'onclick'],
    ['<p title="&quot; onclick=&quot;alert(1)">x</p>', '" onclick'],
    ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<img'],
    ['<!--><img src=x onerror=alert(1)>-->', '<img'],
    ['<div data-folded="quote"><details open ontoggle="alert(1)"></details></div>', 'ontoggle="'],
  ])('cannot bring %s', (source, mark) => {
    const tags = frameOf({ html: source }).match(/<[^>]*>/g) ?? [];
    expect(tags.join('')).not.toContain(mark);
  });

  test('cannot leave the place that is its own', () => {
    const body = frameOf({ html: '</div></main></body><p>x</p></details><div>' });
    expect(body).toBe(
      '&lt;/main&gt;&lt;/body&gt;<p>x</p>&lt;/details&gt;<div></div>'.replaceAll(
        /&lt;.*?&gt;/g,
        '',
      ),
    );
  });

  test('[L7] of 20,000 nested elements or 2 MB of brackets is read at once', () => {
    const started_ms = performance.now();
    frameOf({ html: '<div>'.repeat(20_000) });
    frameOf({ html: '<'.repeat(2_000_000) });
    frameOf({ html: '<a href="'.repeat(200_000) });
    frameOf({ html: `<p${' title="x"'.repeat(200_000)}` });
    expect(performance.now() - started_ms).toBeLessThan(3_000);
  });
});

describe('the words of a mail', () => {
  test('stay as they were, entities and signs included', () => {
    const words: string[] = [];
    readSafeHtml('<p>5 &lt; 6 &amp; 7 > 3</p>', {
      open() {},
      close() {},
      text: (text) => void words.push(text),
    });
    expect(words.join('')).toBe('5 &lt; 6 &amp; 7 &gt; 3');
    expect(decodeEntities('&amp;lt; &#8364; &#x20AC; &nbsp; &#99999999;')).toBe(
      '&lt; € € &nbsp; &#99999999;',
    );
  });

  test('without HTML keep their lines, fold their quotes and link their addresses', () => {
    const text = 'See https://falk.example/a?b=1.\n\nOn Monday Ito wrote:\n> Hello\n\nbye';
    const start = text.indexOf('On Monday');
    const folded = [
      { start, end: start + 20, kind: 'header' as const },
      { start: text.indexOf('>'), end: text.indexOf('> Hello') + 7, kind: 'quote' as const },
    ];
    const body = frameOf({ text, folded });
    expect(body).toContain('href="https://falk.example/a?b=1"');
    expect(body).toContain('</a>.</div><details><summary>Quoted text</summary>');
    expect(body.match(/<details/g)).toHaveLength(1);
    expect(body).toContain('<div class="words">bye</div>');
  });
});

describe('quotes', () => {
  const html =
    '<div>New</div><div data-folded="header">On Monday Ito wrote:</div><br>\n' +
    '<blockquote data-folded="quote"><p>Old</p><div data-folded="quote">older</div></blockquote>' +
    '<p data-folded="signature">Lena</p>';

  test('are folded once with their header line, a signature for itself', () => {
    expect(frameOf({ html })).toBe(
      '<div>New</div><details><summary>Quoted text</summary>' +
        '<div>On Monday Ito wrote:</div><br>\n' +
        '<blockquote><p>Old</p><div>older</div></blockquote></details>' +
        '<details><summary>Signature</summary><p>Lena</p></details>',
    );
  });

  test('are open for a reader who asks for it, in their language', () => {
    const body = frameOf({ html }, { opensFolds: true, locale: 'de' });
    expect(body).toContain('<details open><summary>Zitierter Text</summary>');
  });
});

describe('pictures', () => {
  const remote = '<img data-remote-src="https://shop.example/a.png" alt="Lid" width="120">';

  test('inside the mail come from us', () => {
    expect(frameOf({ html: '<img src="cid:Lid@falk" alt="Lid">' })).toBe(
      `<img alt="Lid" src="/api/v1/attachments/${id}/content?inline=true">`,
    );
  });

  test('that the mail lacks are named', () => {
    expect(frameOf({ html: '<img src="cid:other">' })).toContain(
      'Picture that is not in the message',
    );
  });

  test('from outside wait for a click and keep their place', () => {
    const body = frameOf({ html: remote });
    expect(body).not.toContain('shop.example');
    expect(body).toContain('style="width:120px">Lid</span>');
  });

  test('from outside come by our proxy, in the order of the mail', () => {
    const html = `${remote}<img data-remote-src="https://x.example/1.gif" width="1" height="1">${remote}`;
    const body = frameOf({ html }, { loadsRemoteImages: true });
    expect(listRemoteImages(html)).toHaveLength(3);
    expect(body).toContain(`src="/api/v1/messages/${id}/remote-images/0"`);
    expect(body).toContain(`src="/api/v1/messages/${id}/remote-images/2"`);
    // One point by one point only tells that somebody reads.
    expect(body).not.toContain('remote-images/1');
  });
});

describe('links', () => {
  test('open elsewhere and tell nothing', () => {
    expect(frameOf({ html: '<a href="https://falk.example/?a=1&amp;b=2">x</a>' })).toBe(
      '<a href="https://falk.example/?a=1&amp;b=2" target="_blank" ' +
        'rel="noopener noreferrer nofollow">x</a>',
    );
  });
});

describe('on a dark desk', () => {
  test('a plain mail is dark, and colours that would be unreadable are dropped', () => {
    const html =
      '<div style="color:#000000;background-color:white"><font color="navy">a</font>' +
      '<span style="color:#8ab4f8;font-size:14px">b</span></div>';
    expect(decideFrameLook(html)).toBe('plain');
    expect(frameOf({ html }, { theme: 'dark' })).toBe(
      '<div><font>a</font><span style="color:#8ab4f8;font-size:14px">b</span></div>',
    );
  });

  test('a designed mail keeps its own light sheet', () => {
    const html = '<table bgcolor="#0073aa"><tr><td style="color:#fff">a</td></tr></table>';
    expect(decideFrameLook(html)).toBe('own');
    expect(frameOf({ html }, { theme: 'dark' })).toBe(html);
  });

  test.each([
    ['#fff', 21],
    ['rgb(0, 0, 0)', 1],
    ['rgba(255,255,255,1)', 21],
    ['#777777', 4.7],
    ['windowtext', 1],
  ])('the colour %s stands out from black by %d', (colour, ratio) => {
    expect(contrastOf(parseColour(colour)!, parseColour('black')!)).toBeCloseTo(ratio, 0);
  });

  test.each(['blurple', 'url(x)', '#12345', 'rgb(1)', ''])('%j is no colour', (text) => {
    expect(parseColour(text)).toBeNull();
  });
});
