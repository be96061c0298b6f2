import { findFieldTextDe } from '@earshot/contract/field-texts-de.ts';
import type { ChannelKind, WebQuestion } from '@earshot/contract/channel-kind-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { WebSettings } from '@earshot/contract/web-contract.ts';
import type { createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import { Invalid, type Refused } from '../../../platform/errors.ts';
import {
  hashSource,
  nothingAllowed,
  writeContentSecurity,
} from '../../../platform/web/content-security.ts';
import { html, type Markup } from '../../../platform/web/html-template.ts';
import { formText } from './form-page-texts.ts';

type Locale = 'de' | 'en';

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
export const formPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-store',
  'content-security-policy': writeContentSecurity({
    ...nothingAllowed,
    'style-src': hashSource(style),
    'form-action': "'self'",
  }),
};

function page(locale: Locale, title: string, body: Markup): string {
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

export interface ShownForm {
  locale: Locale;
  settings: WebSettings;
  stamp: string;
  /** What was sent and is wrong; null: the form is fresh. */
  tried: { fields: URLSearchParams; error: Invalid | Refused } | null;
}

/** The page of a form, with what was sent before where something of it has to be looked at. */
export function renderForm({ locale, settings, stamp, tried }: ShownForm): string {
  const problems = new Map(
    tried?.error instanceof Invalid
      ? tried.error.fields.map(({ path, message }) => [path, inWords(locale, message)])
      : [],
  );
  const refusal = tried && !(tried.error instanceof Invalid) ? tried.error.message : null;
  const value = (name: string) => tried?.fields.get(name) ?? '';
  const body = html`<p dir="auto">${settings.greeting}</p>
    <p class="quiet">${settings.availability.words}</p>
    ${tried && html`<p role="alert" class="bad">${refusal ?? formText(locale, 'again')}</p>`}
    <form method="post">
      ${settings.questions.map((question) =>
        renderQuestion(
          locale,
          question,
          value(`q_${question.key}`),
          problems.get(`body.answers.${question.key}`),
        ),
      )}
      <label for="text">${formText(locale, 'words')}</label>
      <textarea id="text" name="text" rows="8" dir="auto" required aria-describedby="hint">
${value('text')}</textarea>
      <p id="hint" class="quiet">${formText(locale, 'wordsHint')}</p>
      ${problems.has('body.text') && html`<p class="bad">${problems.get('body.text')}</p>`}
      <p class="trap" aria-hidden="true">
        <label
          >${formText(locale, 'websiteLabel')}<input
            name="website"
            tabindex="-1"
            autocomplete="off"
        /></label>
      </p>
      <input type="hidden" name="stamp" value="${stamp}" />
      <button>${formText(locale, 'send')}</button>
      <p class="quiet" dir="auto">
        ${formText(locale, 'privacy')}: ${settings.privacy_text}
        ${settings.privacy_url !== '' && html`<a href="${settings.privacy_url}">${settings.privacy_url}</a>`}
      </p>
    </form>`;
  return page(locale, settings.title, body);
}

function inWords(locale: Locale, english: string): string {
  return locale === 'de' ? (findFieldTextDe(english) ?? english) : english;
}

const inputTypes: Partial<Record<WebQuestion['kind'], string>> = { email: 'email', phone: 'tel' };
const autocomplete: Partial<Record<WebQuestion['kind'], string>> = {
  name: 'name',
  email: 'email',
  phone: 'tel',
};

function renderQuestion(
  locale: Locale,
  question: WebQuestion,
  value: string,
  problem: string | undefined,
): Markup {
  const { key, kind, label, purpose, required } = question;
  const id = `q_${key}`;
  const must = required && html`required`;
  const asked = html`<label for="${id}" dir="auto"
    >${label}${required && html` <small>(${formText(locale, 'required')})</small>`}</label
  >`;
  const why = purpose !== '' && html`<p id="${id}_why" class="quiet" dir="auto">${purpose}</p>`;
  const bad = problem !== undefined && html`<p class="bad">${problem}</p>`;
  return html`${asked}${renderControl(locale, question, id, value, must)}${why}${bad}`;

  function renderControl(
    language: Locale,
    { choices }: WebQuestion,
    name: string,
    given: string,
    needed: Markup | false,
  ): Markup {
    const described = purpose !== '' && html`aria-describedby="${name}_why"`;
    const attributes = html`id="${name}" name="${name}" ${needed} ${described}`;
    if (kind === 'long_text') {
      return html`<textarea ${attributes} rows="4" dir="auto">${given}</textarea>`;
    }
    if (kind === 'consent') {
      const checked = given === 'true' && html`checked`;
      return html`<input type="checkbox" value="true" ${attributes} ${checked} />
        ${formText(language, 'consent')}`;
    }
    if (kind === 'choice') {
      const options = choices.map(
        (choice) => html`<option ${choice === given && html`selected`}>${choice}</option>`,
      );
      return html`<select ${attributes}>
        <option value="">${formText(language, 'choose')}</option>
        ${options}
      </select>`;
    }
    const fills = autocomplete[kind];
    return html`<input
      type="${inputTypes[kind] ?? 'text'}"
      ${fills && html`autocomplete="${fills}"`}
      value="${given}"
      dir="auto"
      ${attributes}
    />`;
  }
}

/** What happens next, after a form was sent. */
export function renderSent(
  locale: Locale,
  kind: ChannelKind,
  sent: ResponseOf<typeof createWebSubmission>,
): string {
  const { case_number: number, promise, sent_to: address } = sent;
  const body = html`<div role="status">
    ${
      number === null
        ? html`<p>${formText(locale, 'sentLater')}</p>`
        : html`<p>${formText(locale, 'sentNumber', { number: String(number) })}</p>`
    }
    ${promise && html`<p>${promise.words}</p>`}
    ${
      address === null
        ? number !== null && html`<p>${formText(locale, 'sentNoAddress')}</p>`
        : html`<p>${formText(locale, kind === 'chat' ? 'answeredTo' : 'sentTo', { address })}</p>`
    }
  </div>`;
  return page(locale, formText(locale, 'sentTitle'), body);
}
