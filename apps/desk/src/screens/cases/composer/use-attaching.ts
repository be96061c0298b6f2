import type { Attachment } from '@earshot/contract/message-contract.ts';
import { useRef } from 'react';
import type { CaseDrafts } from './case-drafts.ts';
import { findPictureIds, type DraftKind } from './draft-rules.ts';
import type { EditorHandle } from './rich-editor.tsx';
import { useUploads, type Uploads } from './use-uploads.ts';

export interface Attaching {
  uploads: Uploads;
  /** Files beside the text; pictures of the text stand there. */
  files: readonly Attachment[];
  /** The editor tells how to reach it; null: it is gone. */
  setEditor: (editor: EditorHandle | null) => void;
  focus: () => void;
  /** What is pasted or dropped: pictures go into a text that can hold them, all else beside it. */
  takeIn: (files: readonly File[], holdsPictures: boolean) => void;
  attach: (files: readonly File[]) => void;
  remove: (fileId: string) => void;
  /** Takes the changed text in; a picture that left it is not sent as a file instead. */
  changeText: (html: string) => void;
}

/** Files of one draft: uploaded at once, kept with the draft. */
export function useAttaching(
  drafts: CaseDrafts,
  kind: DraftKind,
  attached: readonly Attachment[],
  html: string,
): Attaching {
  const editor = useRef<EditorHandle>(null);
  const uploads = useUploads(attached);
  const inText = new Set(findPictureIds(html));

  function keep(file: Attachment): void {
    const { attachments } = drafts.state(kind).value;
    drafts.change(kind, { attachments: [...attachments, file] });
  }

  return {
    uploads,
    setEditor: (next) => (editor.current = next),
    focus: () => editor.current?.focus(),
    files: attached.filter((file) => !inText.has(file.id)),
    takeIn(files, holdsPictures) {
      const isForText = (file: File) => holdsPictures && file.type.startsWith('image/');
      const pictures = files.filter(isForText);
      const rest = files.filter((file) => !isForText(file));
      uploads.add(pictures, (file) => {
        editor.current?.insertPicture(file);
        keep(file);
      });
      if (rest.length > 0) uploads.add(rest, keep);
    },
    attach: (files) => uploads.add(files, keep),
    remove(fileId) {
      const { attachments } = drafts.state(kind).value;
      drafts.change(kind, { attachments: attachments.filter((file) => file.id !== fileId) });
    },
    changeText(next) {
      const { value } = drafts.state(kind);
      const after = new Set(findPictureIds(next));
      const gone = findPictureIds(value.html).filter((id) => !after.has(id));
      drafts.change(kind, {
        html: next,
        attachments: value.attachments.filter((file) => !gone.includes(file.id)),
      });
    },
  };
}
