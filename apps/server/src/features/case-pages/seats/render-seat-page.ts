import { formatInstant } from '../../../platform/i18n/texts.ts';
import { html, type Markup } from '../../../platform/web/html-template.ts';
import { answerFiles_bytes, answerFiles_max } from '../page/page-limits.ts';
import { pageText } from '../page/page-texts.ts';
import { renderMessage, renderProblem } from '../page/render-case-page.ts';
import { renderShell, writeSize } from '../page/render-shell.ts';
import type { SeatPage } from './load-seat-page.ts';
import { seatText } from './seat-texts.ts';

/** What the page says above everything else, and what was typed but not sent. */
export interface SeatMoment {
  sent?: boolean;
  problem?: string;
  typed?: string;
  as?: 'note' | 'proposal';
  formToken: string;
}

/** The page of somebody who was drawn into one case. */
export function renderSeatPage(page: SeatPage, moment: SeatMoment): string {
  const { locale, seat, found } = page;
  const inviter = seat.invited_by.name;
  const expires = formatInstant(seat.expires_at, locale, page.timeZone);
  const summary =
    seat.summary !== '' &&
    html`<h2>${seatText(locale, 'summaryHeading')}</h2>
      <p class="text">${seat.summary}</p>`;
  const said = html`<p class="said" role="status">${seatText(locale, 'sent', { inviter })}</p>`;
  return renderShell({
    locale,
    title: found.subject,
    firm: page.accountName,
    content: html`<a class="skip" href="#answer">${pageText(locale, 'skip')}</a>
      <header>
        <h1>${found.subject}</h1>
        <p class="under">${pageText(locale, 'caseNumber', { number: String(found.number) })}</p>
      </header>
      <main>
        ${moment.sent && said}
        <section class="state" aria-labelledby="question">
          <h2 id="question">${seatText(locale, 'questionHeading', { inviter })}</h2>
          <p class="text">${seat.question}</p>
          ${summary}
        </section>
        <section aria-labelledby="entries">
          <h2 id="entries">${seatText(locale, 'caseHeading')}</h2>
          <p class="hint">${seatText(locale, seat.shows_notes ? 'withNotes' : 'withoutNotes')}</p>
          <ol class="messages">
            ${page.entries.map((entry) => renderMessage(page, entry))}
          </ol>
        </section>
        ${renderForm(page, moment)}
      </main>
      <footer>${seatText(locale, 'privacy', { address: seat.address, expires })}</footer>`,
  });
}

function renderForm(page: SeatPage, moment: SeatMoment): Markup {
  const { locale } = page;
  const files = pageText(locale, 'filesLabel', {
    count: answerFiles_max,
    size: writeSize(answerFiles_bytes, locale),
  });
  const choice = (as: 'note' | 'proposal', label: string) =>
    html`<label class="choice"
      ><input
        type="radio"
        name="as"
        value="${as}"
        ${(moment.as ?? 'note') === as && html` checked`}
      />${label}</label
    >`;
  return html`<section id="answer" aria-labelledby="answering">
    <h2 id="answering">${seatText(locale, 'answerHeading')}</h2>
    ${renderProblem(locale, moment.problem)}
    <form method="post" action="${page.path}/answers" enctype="multipart/form-data">
      <input type="hidden" name="form" value="${moment.formToken}" />
      <fieldset>
        <legend>${seatText(locale, 'asLegend')}</legend>
        ${choice('note', seatText(locale, 'asNote'))}
        ${choice('proposal', seatText(locale, 'asProposal'))}
      </fieldset>
      <label for="text">${seatText(locale, 'answerLabel')}</label>
      <textarea id="text" name="text" rows="7">${moment.typed ?? ''}</textarea>
      <label for="files">${files}</label>
      <input id="files" name="files" type="file" multiple />
      <div class="row"><button type="submit">${pageText(locale, 'send')}</button></div>
    </form>
  </section>`;
}
