import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { html, type Markup } from '../../platform/web/html-template.ts';
import type { SurveyAnswer } from './recovery-tables.ts';
import { surveyText } from './survey-texts.ts';

export const surveyAnswers: readonly SurveyAnswer[] = ['yes', 'partly', 'no'];

const style = `
:root { color-scheme: light dark; --ink: #1c1f23; --quiet: #5a6068; --page: #fff; --line: #c9ced6; --accent: #1f5fbf; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --quiet: #a9b0ba; --page: #16181b; --line: #3c424a; --accent: #8ab4f8; }
}
body { margin: 0; background: var(--page); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; } .quiet { color: var(--quiet); }
fieldset { border: 0; padding: 0; margin: 0 0 1.25rem; }
label { display: flex; gap: .75rem; align-items: center; padding: .75rem; margin: 0 0 .5rem;
  border: 1px solid var(--line); border-radius: 6px; }
input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
button { font: inherit; font-weight: 600; padding: .75rem 1.25rem; border-radius: 6px;
  border: 1px solid var(--accent); background: var(--accent); color: var(--page); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

function page(locale: ContactLanguage, title: string, body: Markup): string {
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="robots" content="noindex" />
    <title>${title}</title>`;
  const main = html`<main>
    <h1>${title}</h1>
    ${body}
  </main>`;
  return (
    `<!doctype html><html lang="${locale}"><head>${head.text}<style>${style}</style></head>` +
    `<body>${main.text}</body></html>`
  );
}

/** A page that only says something. */
export function renderSurveyNotice(locale: ContactLanguage, title: string, text: string): string {
  return page(locale, title, html`<p role="status">${text}</p>`);
}

/** The question with what the link chose; only the button below it changes anything. */
export function renderSurvey(shown: {
  locale: ContactLanguage;
  number: number;
  account: string;
  chosen: SurveyAnswer | null;
  known: SurveyAnswer | null;
}): string {
  const { locale, chosen, known } = shown;
  const number = String(shown.number);
  const choices = surveyAnswers.map(
    (one) =>
      html`<label
        ><input type="radio" name="a" value="${one}" required ${one === chosen && html`checked`} />
        ${surveyText(locale, one)}</label
      >`,
  );
  const body = html`<p class="quiet">
      ${surveyText(locale, 'about', { number, account: shown.account })}
    </p>
    ${known && html`<p>${surveyText(locale, 'known', { answer: surveyText(locale, known) })}</p>`}
    <form method="post" action="?">
      <fieldset>
        <legend class="quiet">${surveyText(locale, 'title')}</legend>
        ${choices}
      </fieldset>
      <button>${surveyText(locale, 'send')}</button>
    </form>`;
  return page(locale, surveyText(locale, 'title'), body);
}
