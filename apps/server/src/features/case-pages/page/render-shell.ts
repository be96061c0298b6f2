import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import {
  hashSource,
  nothingAllowed,
  writeContentSecurity,
} from '../../../platform/web/content-security.ts';
import { html, Markup } from '../../../platform/web/html-template.ts';
import { pageStyle } from './page-style.ts';

/**
 * On every page outside: nothing runs, nothing is kept or indexed, and where a link on it leads
 * nobody learns its address.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'x-frame-options': 'DENY',
  'content-security-policy': writeContentSecurity({
    ...nothingAllowed,
    'style-src': hashSource(pageStyle),
    'form-action': "'self'",
  }),
};

/** Written in one piece: a blank more and the policy would not let it be used. */
const styleElement = new Markup(`<style>${pageStyle}</style>`);

/** A whole page around its content. */
export function renderShell(page: {
  locale: ContactLanguage;
  title: string;
  firm: string;
  content: Markup;
}): string {
  const { locale, title, firm, content } = page;
  const body = html`<div class="page">${firm && html`<p class="firm">${firm}</p>`}${content}</div>`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow, noarchive" />
        <title>${firm ? `${title} · ${firm}` : title}</title>
        ${styleElement}
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}

/** A page that only says something, with at most one button. */
export function renderNotice(page: {
  locale: ContactLanguage;
  title: string;
  text: string;
  firm?: string;
  action?: { url: string; label: string } | undefined;
}): string {
  const { locale, title, text, firm = '', action } = page;
  const button =
    action &&
    html`<form method="post" action="${action.url}">
      <div class="row">
        <button type="submit">${action.label}</button>
      </div>
    </form>`;
  return renderShell({
    locale,
    title,
    firm,
    content: html`<main>
      <h1>${title}</h1>
      <p>${text}</p>
      ${button}
    </main>`,
  });
}

const units = ['B', 'kB', 'MB', 'GB'] as const;

/** A size as people read it. */
export function writeSize(size_bytes: number, locale: ContactLanguage): string {
  let size = size_bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const shown = new Intl.NumberFormat(locale, {
    maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0,
  });
  return `${shown.format(size)}\u00a0${units[unit]}`;
}
