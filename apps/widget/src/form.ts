import type { WebSettings } from '@earshot/contract/web-contract.ts';
import { createCalls } from '@earshot/web/web-calls.ts';
import { isPassing, type WebError } from '@earshot/web/web-error.ts';
import { el, fill } from './draw.ts';
import { paintHost } from './fit-accent.ts';
import { formTextsFor } from './form-texts.ts';
import { drawPrivacy } from './draw-privacy.ts';
import { createQuestionFields } from './question-fields.ts';
import { loadSpeech, type Speech } from './speak.ts';

export interface FormMount {
  server: string;
  locale: string;
  settings: WebSettings;
  host: HTMLElement;
  root: ShadowRoot;
}

/** What the server answers to a submission. */
interface Submitted {
  case_number: number | null;
  promise: { words: string } | null;
  link: string | null;
}

/** Draws the form of a channel into its element. */
export async function openForm(mount: FormMount): Promise<void> {
  const { host, root, settings } = mount;
  const speech = await loadSpeech(mount.locale || settings.locale);
  paintHost(host, root, settings.theme);
  const place = el('div', { class: 'panel form' });
  root.append(place);
  showForm(mount, speech, place);
}

function showForm(mount: FormMount, speech: Speech, place: HTMLElement): void {
  const { server, settings, root } = mount;
  const words = formTextsFor(speech.locale);
  const calls = createCalls({ server, channelKey: settings.channel_key });
  /** The same for every try, so that a submission sent twice is one. */
  const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const openedAt_ms = Date.now();
  const fields = createQuestionFields(settings.questions, speech, root);
  const text = el('textarea', { id: 'words', rows: 6, dir: 'auto', 'aria-describedby': 'hint' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const go = el('button', { type: 'submit', class: 'wide' }, words.submit);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    fill(problem);
    const answers = fields.answers();
    if (!answers) return;
    if (text.value.trim() === '') {
      fill(problem, speech.t('needed'));
      return text.focus();
    }
    go.disabled = true;
    fill(go, words.submitting);
    const body = {
      id,
      locale: speech.locale.slice(0, 2),
      text: text.value.trim(),
      answers,
      waited_ms: Date.now() - openedAt_ms,
    };
    try {
      showSubmitted(mount, speech, place, await calls.call<Submitted>('/submissions', null, body));
    } catch (error) {
      fill(problem, isPassing(error) ? words.unreachable : (error as WebError).message);
      go.disabled = false;
      fill(go, words.submit);
    }
  }

  fill(
    place,
    el('h3', { dir: 'auto' }, settings.title || settings.organisation),
    settings.greeting && el('p', { dir: 'auto' }, settings.greeting),
    el('p', { class: `availability ${settings.availability.state}` }, settings.availability.words),
    el(
      'form',
      { novalidate: true, submit },
      ...fields.rows,
      el(
        'div',
        { class: 'q' },
        el('label', { for: 'words' }, words.words),
        text,
        el('small', { id: 'hint' }, words.hint),
      ),
      problem,
      go,
      drawPrivacy(settings, speech),
    ),
  );
}

function showSubmitted(
  mount: FormMount,
  speech: Speech,
  place: HTMLElement,
  done: Submitted,
): void {
  const words = formTextsFor(speech.locale);
  const { case_number: number, promise, link } = done;
  const title = el('h3', { tabindex: -1 }, words.submitted);
  const again = () => showForm(mount, speech, place);
  fill(
    place,
    title,
    number !== null && el('p', {}, words.number.replace('{number}', String(number))),
    promise && el('p', {}, promise.words),
    link && el('p', {}, el('a', { href: link }, words.follow)),
    el('button', { type: 'button', class: 'plain', click: again }, words.another),
  );
  title.focus();
}
