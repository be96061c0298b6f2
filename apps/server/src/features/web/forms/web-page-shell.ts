import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { FastifyInstance } from 'fastify';
import {
  hashSource,
  nothingAllowed,
  writeContentSecurity,
} from '../../../platform/web/content-security.ts';
import { html, type Markup } from '../../../platform/web/html-template.ts';

const style = `
:root{color-scheme:light dark;--ink:#1c1f23;--quiet:#555b63;--page:#fff;--line:#80868f;--accent:#1f5fbf;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--quiet:#a9b0ba;--page:#16181b;--line:#7a818b;--accent:#8ab4f8;--bad:#ff968d}}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.5 system-ui,sans-serif}
main{max-width:36rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}
label,legend{display:block;font-weight:600;margin:1.25rem 0 .25rem}
input:not([type=checkbox]),select,textarea{box-sizing:border-box;width:100%;font:inherit;color:inherit;
background:transparent;border:1px solid var(--line);border-radius:6px;padding:.6rem .75rem;min-height:2.75rem}
.quiet{color:var(--quiet);margin:.25rem 0 0}.bad{color:var(--bad);margin:.25rem 0 0}
.trap{position:absolute;left:-999rem}
button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.75rem 1.5rem;border-radius:6px;
border:1px solid var(--accent);background:var(--accent);color:var(--page)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

/** Nothing loads and nothing runs; the form leads to us and nobody frames it. */
export const webPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-store',
  'content-security-policy': writeContentSecurity({
    ...nothingAllowed,
    'style-src': hashSource(style),
    'form-action': "'self'",
  }),
};

/** A page for somebody outside; nothing loads, nothing runs. */
export function renderWebPage(locale: ContactLanguage, title: string, body: Markup): string {
  const main = html`<main>
    <h1 dir="auto">${title}</h1>
    ${body}
  </main>`;
  const head = html`<meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
    <title>${title}</title>`;
  return (
    `<!doctype html><html lang="${locale}"><head>${head.text}<style>${style}</style></head>` +
    `<body>${main.text}</body></html>`
  );
}

/** Lets pages of this scope read what a plain HTML form sends. */
export function takeFormFields(scope: FastifyInstance, bodyLimit: number): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}
