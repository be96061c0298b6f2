import type { WebFile, WebSettings } from '@earshot/contract/web-contract.ts';
import { isPassing, type WebError } from '@earshot/web/web-error.ts';
import { el, fill } from './draw.ts';
import { paintHost } from './fit-accent.ts';
import { formTextsFor } from './form-texts.ts';
import { createSubmission, type Submitted } from './form-submission.ts';
import { drawPrivacy } from './draw-privacy.ts';
import { createFileTray } from './file-tray.ts';
import { createQuestionFields } from './question-fields.ts';
import { loadSpeech, type Speech } from './speak.ts';

export interface FormMount {
  server: string;
  locale: string;
  settings: WebSettings;
  host: HTMLElement;
  root: ShadowRoot;
}

/** More would not fit into one submission. */
const files_max = 5;

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
  const submission = createSubmission(server, settings.channel_key);
  const fields = createQuestionFields(settings.questions, speech, root);
  const text = el('textarea', { id: 'words', rows: 6, dir: 'auto', 'aria-describedby': 'hint' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const trap = el('input', { name: 'website', tabindex: -1, autocomplete: 'off' });
  const contents = new Map<string, string>();
  const tray = createFileTray({
    root,
    speech,
    limits: { ...settings.limits, files_max: Math.min(files_max, settings.limits.files_max) },
    upload: (file, onProgress) => readFile(file, contents, onProgress),
    onChange: () => undefined,
    onProblem: (sentence) => fill(problem, sentence),
  });
  const picker = el('input', { type: 'file', id: 'files', multiple: true });
  picker.addEventListener('change', () => {
    tray.take([...(picker.files ?? [])]);
    picker.value = '';
  });
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
    try {
      const done = await submission.send({
        locale: (mount.locale || settings.locale) as WebSettings['locale'],
        text: text.value.trim(),
        answers,
        website: trap.value,
        files: tray.files().map((file) => ({
          file_name: file.file_name,
          mime_type: file.mime_type,
          content_base64: contents.get(file.id) ?? '',
        })),
      });
      showSubmitted(mount, speech, place, done);
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
      { novalidate: true, submit, input: submission.begin },
      ...fields.rows,
      el(
        'div',
        { class: 'q' },
        el('label', { for: 'words' }, words.words),
        text,
        el('small', { id: 'hint' }, words.hint),
      ),
      el('div', { class: 'q' }, el('label', { for: 'files' }, words.files), picker, tray.list),
      el('div', { class: 'hidden', 'aria-hidden': 'true' }, trap),
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
  const { case_number: number, promise, sent_to: address } = done;
  const title = el('h3', { tabindex: -1 }, words.submitted);
  const again = () => showForm(mount, speech, place);
  fill(
    place,
    title,
    number !== null && el('p', {}, words.number.replace('{number}', String(number))),
    promise && el('p', {}, promise.words),
    el('p', {}, address ? words.sentTo.replace('{address}', address) : words.keep),
    el('button', { type: 'button', class: 'plain', click: again }, words.another),
  );
  title.focus();
}

/** A form has no session that files could be kept for: they travel with it. */
async function readFile(
  file: File,
  contents: Map<string, string>,
  onProgress: (share: number) => void,
): Promise<WebFile> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(new Error(String(reader.error))));
    reader.addEventListener('progress', (event) => onProgress(event.loaded / event.total));
    reader.readAsDataURL(file);
  });
  const id = `${contents.size}`;
  contents.set(id, url.slice(url.indexOf(',') + 1));
  const mime_type = file.type || 'application/octet-stream';
  return { id, file_name: file.name, mime_type, size_bytes: file.size, preview: false };
}
