import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { formatInstant } from '../../../platform/i18n/texts.ts';
import { html, type Markup } from '../../../platform/web/html-template.ts';
import { answerFiles_bytes, answerFiles_max, shownText_max } from './page-limits.ts';
import type { CasePage, ShownMessage } from './load-case-page.ts';
import { decidePromiseState, measureLeft, type PagePromise, splitFolded } from './page-rules.ts';
import { pageText } from './page-texts.ts';
import { renderShell, writeSize } from './render-shell.ts';

/** What the page says above everything else, and what was typed but not sent. */
export interface PageMoment {
  said?: 'sent' | 'solved' | 'not_solved' | undefined;
  problem?: string | undefined;
  typed?: string | undefined;
  /** For the form that is shown. */
  formToken: string;
}

/** The page of a case for its contact. */
export function renderCasePage(page: CasePage, moment: PageMoment): string {
  const { locale, found } = page;
  const title = found.subject;
  return renderShell({
    locale,
    title,
    firm: page.accountName,
    content: html`<a class="skip" href="#answer">${pageText(locale, 'skip')}</a>
      <header>
        <h1>${title}</h1>
        <p class="under">
          ${pageText(locale, 'caseNumber', { number: String(found.number) })},
          ${pageText(locale, 'since', { date: writeDate(page, found.created_at) })}
        </p>
      </header>
      <main>
        ${renderSaid(page, moment)}${renderState(page)}${renderPromises(page)}
        ${renderMessages(page)}${renderAnswer(page, moment)}${renderVerdict(page, moment)}
      </main>
      <footer>${pageText(locale, 'privacy', { address: page.address })}</footer>`,
  });
}

function writeDate(page: CasePage, at: Date): string {
  return formatInstant(at, page.locale, page.timeZone);
}

function renderSaid(page: CasePage, { said }: PageMoment): Markup | null {
  if (!said) return null;
  const { locale } = page;
  const words = {
    sent: () => pageText(locale, 'sent', { next: describeNext(page) }),
    solved: () => pageText(locale, 'thanksSolved'),
    not_solved: () => pageText(locale, 'thanksNotSolved'),
  }[said]();
  return html`<p class="said" role="status">${words}</p>`;
}

function renderState(page: CasePage): Markup {
  const { locale, found } = page;
  const date = found.ended_at ? writeDate(page, found.ended_at) : '';
  const state = {
    open: () => pageText(locale, 'stateOpen'),
    waiting: () =>
      pageText(locale, 'stateWaiting', { until: writeDate(page, found.waiting_until ?? page.now) }),
    resolved: () => pageText(locale, 'stateResolved', { date }),
    closed: () => pageText(locale, 'stateClosed', { date }),
  }[found.status]();
  const goesOn = found.status === 'open' || found.status === 'waiting';
  const who = page.holder ?? pageText(locale, 'ourTeam');
  return html`<section class="state" aria-labelledby="state">
    <h2 id="state">${pageText(locale, 'stateHeading')}</h2>
    <p>${state}</p>
    ${goesOn && html`<p>${pageText(locale, 'holder', { who })}</p>`}
    <h2>${pageText(locale, 'nextHeading')}</h2>
    <p>${describeNext(page)}</p>
  </section>`;
}

/** What happens next, from the promises that stand and the status. */
export function describeNext(page: CasePage): string {
  const { locale, found, promises, now } = page;
  if (found.status === 'resolved' || found.status === 'closed') return pageText(locale, 'nextOver');
  const states = promises.map((one) => ({ one, state: decidePromiseState(one, now) }));
  const broken = states.find(({ state }) => state === 'broken');
  if (broken) return pageText(locale, 'nextBroken', { words: broken.one.words });
  const open = states
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => a.one.due_at.getTime() - b.one.due_at.getTime())[0];
  if (open) return pageText(locale, 'nextPromise', { words: open.one.words });
  return pageText(locale, found.status === 'waiting' ? 'nextWaiting' : 'nextOpen');
}

function renderPromises(page: CasePage): Markup {
  const { locale, promises } = page;
  const heading = html`<h2 id="promises">${pageText(locale, 'promisesHeading')}</h2>`;
  const list =
    promises.length === 0
      ? html`<p class="hint">${pageText(locale, 'noPromises')}</p>`
      : html`<ul class="promises">
          ${promises.map((one) => renderPromise(page, one))}
        </ul>`;
  return html`<section aria-labelledby="promises">${heading}${list}</section>`;
}

const marks = {
  open: '',
  paused: '',
  kept: 'good',
  late: 'warn',
  broken: 'bad',
  renegotiated: 'warn',
} as const;

function renderPromise(page: CasePage, promise: PagePromise): Markup | null {
  const { locale, now } = page;
  const state = decidePromiseState(promise, now);
  if (state === 'over') return null;
  return html`<li>
    <p>${promise.words}</p>
    <p class="mark ${marks[state]}">
      ${pageText(locale, `promise_${state}`)}${
        state === 'open' && ` · ${writeLeft(locale, promise.due_at, now)}`
      }
    </p>
    <p class="more">${explainPromise(page, promise, state)}</p>
  </li>`;
}

function explainPromise(
  page: CasePage,
  promise: PagePromise,
  state: ReturnType<typeof decidePromiseState>,
): string {
  const { locale } = page;
  const due = pageText(locale, 'due', { date: writeDate(page, promise.due_at) });
  switch (state) {
    case 'kept':
      return pageText(locale, 'promiseKept', { date: writeDate(page, promise.kept_at!) });
    case 'late':
      return pageText(locale, 'promiseLate', { date: writeDate(page, promise.kept_at!) });
    case 'broken':
      return `${due}. ${pageText(locale, 'promiseBroken')}`;
    case 'paused':
      return pageText(locale, 'promisePaused');
    case 'renegotiated': {
      const date = writeDate(page, promise.renegotiated_due_at!);
      const because = promise.renegotiated_because;
      if (!because) return pageText(locale, 'promiseMovedNoReason', { date });
      return pageText(locale, 'promiseMoved', { because, date });
    }
    default:
      return due;
  }
}

function writeLeft(locale: ContactLanguage, due: Date, now: Date): string {
  const { unit, count } = measureLeft(due, now);
  const id = { day: 'daysLeft', hour: 'hoursLeft', minute: 'timeLeft' } as const;
  return pageText(locale, id[unit], { count });
}

function renderMessages(page: CasePage): Markup {
  const { locale, messages } = page;
  const heading = html`<h2 id="messages">${pageText(locale, 'messagesHeading')}</h2>`;
  const list =
    messages.length === 0
      ? html`<p class="hint">${pageText(locale, 'noMessages')}</p>`
      : html`<ol class="messages">
          ${messages.map((one) => renderMessage(page, one))}
        </ol>`;
  return html`<section aria-labelledby="messages">${heading}${list}</section>`;
}

/** One message with its files; quotes are folded. */
export function renderMessage(page: MessageSurroundings, message: ShownMessage): Markup {
  const { locale } = page;
  const text = message.text.slice(0, shownText_max);
  const folded = message.folded.filter((range) => range.end <= text.length);
  const pieces = splitFolded(text, folded).map((piece) =>
    piece.folded
      ? html`<details>
          <summary>${pageText(locale, message.foldedAs)}</summary>
          <p class="text">${piece.text}</p>
        </details>`
      : html`<p class="text">${piece.text}</p>`,
  );
  const who = message.isYours ? pageText(locale, 'you') : message.author;
  return html`<li class="${message.tone}">
    <p class="head">
      <strong>${who}</strong>
      <time datetime="${message.at.toISOString()}"
        >${formatInstant(message.at, locale, page.timeZone)}</time
      >
    </p>
    ${pieces}${text.length < message.text.length && html`<p class="hint">${pageText(locale, 'cut')}</p>`}
    ${
      message.files.length > 0 &&
      html`<ul class="files">
        ${message.files.map((file) => renderFile(page, file))}
      </ul>`
    }
  </li>`;
}

export interface MessageSurroundings {
  locale: ContactLanguage;
  timeZone: string;
  /** Where the page and what belongs to it lies, such as `/c/<token>`. */
  path: string;
}

function renderFile(page: MessageSurroundings, file: ShownMessage['files'][number]): Markup {
  const size = writeSize(file.size_bytes, page.locale);
  return html`<li>
    <a href="${page.path}/files/${file.id}"
      >${pageText(page.locale, 'fileSize', { name: file.file_name, size })}</a
    >
  </li>`;
}

function renderAnswer(page: CasePage, moment: PageMoment): Markup {
  const { locale } = page;
  const files = pageText(locale, 'filesLabel', {
    count: answerFiles_max,
    size: writeSize(answerFiles_bytes, locale),
  });
  return html`<section id="answer" aria-labelledby="answering">
    <h2 id="answering">${pageText(locale, 'answerHeading')}</h2>
    ${renderProblem(locale, moment.problem)}
    <p class="hint">${pageText(locale, 'answerHint')}</p>
    <form method="post" action="${page.path}/answers" enctype="multipart/form-data">
      <input type="hidden" name="form" value="${moment.formToken}" />
      <label for="text">${pageText(locale, 'answerLabel')}</label>
      <textarea id="text" name="text" rows="7">${moment.typed ?? ''}</textarea>
      <label for="files">${files}</label>
      <input id="files" name="files" type="file" multiple />
      <div class="row"><button type="submit">${pageText(locale, 'send')}</button></div>
    </form>
  </section>`;
}

/** What was wrong with the form, above it. */
export function renderProblem(locale: ContactLanguage, problem: string | undefined): Markup | null {
  if (!problem) return null;
  return html`<div class="wrong" role="alert">
    <strong>${pageText(locale, 'problem')}</strong> ${problem}
  </div>`;
}

/** Offered once we answered; an ended case can only be said not to be solved. */
function renderVerdict(page: CasePage, moment: PageMoment): Markup | null {
  const { locale, found } = page;
  const isOver = found.status === 'resolved' || found.status === 'closed';
  const answered = page.messages.some((one) => !one.isYours && one.tone === 'ours' && one.byPerson);
  if (!answered && !isOver) return null;
  return html`<section aria-labelledby="verdict">
    <h2 id="verdict">${pageText(locale, 'solvedHeading')}</h2>
    <form method="post" action="${page.path}/verdicts">
      <input type="hidden" name="form" value="${moment.formToken}" />
      <div class="row">
        ${
          !isOver &&
          html`<button class="plain" name="solved" value="yes">
            ${pageText(locale, 'solvedYes')}
          </button>`
        }<button class="plain" name="solved" value="no">${pageText(locale, 'solvedNo')}</button>
      </div>
    </form>
  </section>`;
}
