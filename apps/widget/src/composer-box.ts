import { el, fill, icon } from './draw.ts';
import type { FileTray } from './file-tray.ts';
import type { Context } from './widget-context.ts';
import type { NewText } from '@earshot/web/web-client.ts';

export interface ComposerOptions extends Context {
  /** The conversation, or `new`. */
  thread: () => string;
  /** Sends; false: something is missing and the text stays. */
  send: (message: NewText) => Promise<boolean>;
  onType: (text: string) => void;
}

export type Composer = ReturnType<typeof createComposer>;

/** Higher than this the text scrolls. */
const mostHeight_px = 160;
/** From here on the characters left are told. */
const nearTheLimit = 200;

/** Where a message is written: keeps what was typed, takes files by picker, paste and drop. */
export function createComposer(options: ComposerOptions) {
  const { client, settings, root, speech, thread, send, onType } = options;
  const { t } = speech;
  const { text_max: max } = settings.limits;
  const problem = el('p', { class: 'problem', role: 'alert' });
  const box = el('textarea', {
    rows: 1,
    dir: 'auto',
    'aria-label': t('message'),
    placeholder: t('write'),
    input: changed,
    keydown: pressed,
    paste: (event: ClipboardEvent) => takeFrom(event.clipboardData, event),
  });
  const trayPlace = el('div');
  let tray: FileTray | null = null;
  const picker = el('input', { type: 'file', multiple: true, class: 'hidden', tabindex: -1 });
  picker.addEventListener('change', () => {
    void take([...(picker.files ?? [])]);
    picker.value = '';
  });
  picker.setAttribute('aria-hidden', 'true');
  const attach = el(
    'button',
    {
      type: 'button',
      class: 'icon',
      title: t('attach'),
      'aria-label': t('attach'),
      click: () => picker.click(),
    },
    icon('clip'),
  );
  const go = el(
    'button',
    { type: 'submit', class: 'icon go', title: t('send'), 'aria-label': t('send') },
    icon('send'),
  );
  const form = el(
    'form',
    { class: 'composer', novalidate: true, submit },
    problem,
    trayPlace,
    el('div', { class: 'line' }, attach, box, go),
    picker,
  );
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => takeFrom(event.dataTransfer, event));

  function takeFrom(given: DataTransfer | null, event: Event): void {
    if (!given?.files.length) return;
    event.preventDefault();
    void take([...given.files]);
  }

  /** What shows files is loaded with the first one. */
  async function take(files: readonly File[]): Promise<void> {
    const { createFileTray } = await import('./file-tray.ts');
    tray ??= createFileTray({
      root,
      speech,
      limits: settings.limits,
      upload: (file, onProgress, signal) => client.upload(file, onProgress, signal),
      onChange: check,
      onProblem: (words) => fill(problem, words),
    });
    fill(trayPlace, tray.list);
    tray.take(files);
  }

  function check(): void {
    const count = box.value.length;
    const isLong = count > max;
    const isEmpty = box.value.trim() === '' && (tray?.isEmpty() ?? true);
    go.disabled = isLong || isEmpty || tray?.isReady() === false;
    if (count > max - nearTheLimit) fill(problem, t('tooLong', { max, count }));
  }

  function grow(): void {
    box.style.height = 'auto';
    box.style.height = `${Math.min(mostHeight_px, box.scrollHeight)}px`;
  }

  function changed(): void {
    fill(problem);
    check();
    grow();
    void client.saveDraft(thread(), box.value);
    onType(box.value);
  }

  function pressed(event: KeyboardEvent): void {
    // Enter within an input method chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    check();
    if (go.disabled) return;
    const text = box.value.trim();
    const of = thread();
    if (!(await send({ text, files: tray?.files() ?? [] }))) return;
    box.value = '';
    tray?.clear();
    await client.saveDraft(of, '');
    grow();
    box.focus();
  }

  const restored = Promise.resolve(client.draft(thread())).then((text) => {
    if (text && box.value === '') box.value = text;
    check();
    requestAnimationFrame(grow);
  });
  return {
    form,
    restored,
    focus: () => box.focus({ preventScroll: true }),
    text: () => box.value,
    /** Puts words in place of what is typed, and sends them. */
    say(words: string): void {
      box.value = words;
      changed();
      form.requestSubmit();
    },
  };
}
