import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { findFieldTextDe } from '@earshot/contract/field-texts-de.ts';
import type { ChannelKind, WebQuestion } from '@earshot/contract/channel-kind-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { WebSettings } from '@earshot/contract/web-contract.ts';
import type { createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import { Invalid, type Refused } from '../../../platform/errors.ts';
import { html, type Markup } from '../../../platform/web/html-template.ts';
import { formText } from './form-page-texts.ts';
import { renderWebPage } from './web-page-shell.ts';

export interface ShownForm {
  locale: ContactLanguage;
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
  return renderWebPage(locale, settings.title, body);
}

function inWords(locale: ContactLanguage, english: string): string {
  return locale === 'de' ? (findFieldTextDe(english) ?? english) : english;
}

const inputTypes: Partial<Record<WebQuestion['kind'], string>> = { email: 'email', phone: 'tel' };
const autocomplete: Partial<Record<WebQuestion['kind'], string>> = {
  name: 'name',
  email: 'email',
  phone: 'tel',
};

function renderQuestion(
  locale: ContactLanguage,
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
    language: ContactLanguage,
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
  locale: ContactLanguage,
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
  return renderWebPage(locale, formText(locale, 'sentTitle'), body);
}
