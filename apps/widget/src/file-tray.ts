import type { WebFile, WebSettings } from '@earshot/contract/web-contract.ts';
import { bringLater } from './bring-later.ts';
import { drawPicture } from './draw-picture.ts';
import { el, icon, iconButton } from './draw.ts';
import type { Speech } from './speak.ts';

export interface TrayOptions {
  speech: Speech;
  root: ShadowRoot;
  limits: WebSettings['limits'];
  upload: (
    file: File,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ) => Promise<WebFile>;
  /** Something came, went or arrived. */
  onChange: () => void;
  onProblem: (words: string) => void;
}

interface Item {
  file: File;
  done: WebFile | null;
  stop: AbortController;
}

export type FileTray = ReturnType<typeof createFileTray>;

/** Files chosen for the next message: each goes up at once and shows how far it is. */
export function createFileTray({ root, speech, limits, upload, onChange, onProblem }: TrayOptions) {
  bringLater(root, speech);
  const items = new Set<Item>();
  const list = el('ul', { class: 'tray' });

  function take(file: File): void {
    const facts = { name: file.name, max: speech.size(limits.file_bytes_max) };
    if (items.size >= limits.files_max) {
      return onProblem(speech.t('tooMany', { max: limits.files_max }));
    }
    if (file.size > limits.file_bytes_max) return onProblem(speech.t('tooLarge', facts));
    const item: Item = { file, done: null, stop: new AbortController() };
    items.add(item);
    const progress = el('progress', { max: 1, value: 0, 'aria-label': file.name });
    const again = el('button', { type: 'button', click: start }, speech.t('again'));
    const picture = el('span', { class: 'thumb' }, icon('file'));
    const row = el(
      'li',
      {},
      picture,
      el('span', { class: 'name' }, file.name, el('small', {}, speech.size(file.size))),
      progress,
      iconButton('close', speech.t('remove', facts), remove),
    );
    list.append(row);
    if (file.type.startsWith('image/')) {
      void drawPicture(file)
        .then((canvas) => picture.replaceChildren(canvas))
        .catch(() => undefined);
    }

    function remove(): void {
      item.stop.abort();
      items.delete(item);
      row.remove();
      onChange();
    }

    function start(): void {
      again.replaceWith(progress);
      const show = (share: number) => (progress.value = share);
      upload(file, show, item.stop.signal)
        .then((done) => {
          item.done = done;
          progress.remove();
        })
        .catch((error: Error & { status?: number }) => {
          if (item.stop.signal.aborted) return;
          progress.replaceWith(again);
          const isRefused = error.status !== undefined && error.status > 0 && error.status < 500;
          onProblem(isRefused ? error.message : speech.t('uploadFailed', facts));
        })
        .finally(onChange);
    }

    start();
    onChange();
  }

  return {
    list,
    take: (files: readonly File[]) => files.forEach(take),
    /** Whether all that was chosen has arrived. */
    isReady: () => [...items].every((one) => one.done),
    isEmpty: () => items.size === 0,
    files: () => [...items].flatMap((one) => one.done ?? []),
    clear(): void {
      items.clear();
      list.replaceChildren();
      onChange();
    },
  };
}
