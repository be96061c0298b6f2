import type { Attachment } from '@earshot/contract/message-contract.ts';
import { uploadFile } from '@earshot/sdk/upload-file.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { describeError } from '../../../parts/describe-error.ts';
import { formatSize } from '../case-timeline/format-size.ts';

/** What the server takes as one upload, and what common receivers take as one mail. */
const fileMost_bytes = 25 * 1024 * 1024;
const filesMost = 50;

export interface Upload {
  key: number;
  name: string;
  /** 0 to 1. */
  share: number;
}

export interface Uploads {
  running: readonly Upload[];
  /** What went wrong, one sentence a file. */
  problems: readonly string[];
  /** Uploads files; `onDone` gets each when the server has it. */
  add: (files: readonly File[], onDone: (file: Attachment) => void) => void;
  cancel: (key: number) => void;
  forgetProblems: () => void;
}

/** A picture from the clipboard has no name of its own. */
function nameOf(file: File): string {
  if (file.name !== '') return file.name;
  return `${t('compose.picture')}.${file.type.split('/')[1] ?? 'bin'}`;
}

/** Uploads files of the composer with progress; what is too large is refused in words at once. */
export function useUploads(attached: readonly Attachment[]): Uploads {
  const { locale } = useUi();
  const [running, setRunning] = useState<readonly Upload[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const controllers = useRef(new Map<number, AbortController>());
  const lastKey = useRef(0);

  useEffect(() => {
    const open = controllers.current;
    return () => {
      for (const controller of open.values()) controller.abort();
    };
  }, []);

  function complain(words: string): void {
    setProblems((now) => [...now, words]);
  }

  async function upload(file: File, onDone: (file: Attachment) => void): Promise<void> {
    lastKey.current += 1;
    const key = lastKey.current;
    const name = nameOf(file);
    const controller = new AbortController();
    controllers.current.set(key, controller);
    setRunning((now) => [...now, { key, name, share: 0 }]);
    const onProgress = (share: number) =>
      setRunning((now) => now.map((one) => (one.key === key ? { ...one, share } : one)));
    try {
      const { signal } = controller;
      onDone(await uploadFile(client, { file, fileName: name, onProgress, signal }));
    } catch (error) {
      if (!controller.signal.aborted) {
        complain(t('compose.uploadFailed', { name, words: describeError(error) }));
      }
    } finally {
      controllers.current.delete(key);
      setRunning((now) => now.filter((one) => one.key !== key));
    }
  }

  return {
    running,
    problems,
    add(files, onDone) {
      setProblems([]);
      const limit = formatSize(fileMost_bytes, locale);
      let together = attached.reduce((sum, file) => sum + file.size_bytes, 0);
      for (const [index, file] of files.entries()) {
        if (attached.length + running.length + index >= filesMost) {
          complain(t('compose.tooMany', { limit: filesMost }));
          return;
        }
        if (file.size > fileMost_bytes) {
          complain(t('compose.tooLarge', { name: nameOf(file), limit }));
          continue;
        }
        together += file.size;
        if (together > fileMost_bytes) {
          complain(t('compose.tooLargeTogether', { limit }));
          return;
        }
        void upload(file, onDone);
      }
    },
    cancel(key) {
      controllers.current.get(key)?.abort();
    },
    forgetProblems: () => setProblems([]),
  };
}
