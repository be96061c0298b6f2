import type { Attachment } from '@earshot/contract/message-contract.ts';
import { EditorContent, type Editor } from '@tiptap/react';
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type ReactElement,
} from 'react';
import { createPortal } from 'react-dom';
import { client } from '../../../api/desk-client.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import { MentionList, type MentionMenu } from './mention-list.tsx';
import type { Person } from './mention-suggestion.ts';
import styles from './rich-editor.module.css';
import { useRichEditor } from './use-rich-editor.ts';

/** What the composer can ask of the editor. */
export interface EditorHandle {
  focus: () => void;
  insertPicture: (file: Attachment) => void;
}

export interface RichEditorProps {
  label: string;
  placeholder: string;
  html: string;
  /** Grows when `html` was set from outside. */
  revision: number;
  /** Who can be mentioned; null: nobody, as in a reply. */
  people: readonly Person[] | null;
  /**
   * Where typing goes on, as a position of the document; null: the editor does not take the focus.
   */
  caret: number | null;
  toolbar: HTMLElement | null;
  onChange: (html: string) => void;
  onFiles: (files: readonly File[]) => void;
  onAttach: (() => void) | null;
  onReady: (handle: EditorHandle | null) => void;
  onSend: () => void;
  onEscape: () => void;
}

/** The editor of replies and notes; comes as a chunk of its own, after the plain field. */
export function RichEditor(props: RichEditorProps): ReactElement {
  const { html, revision, caret, toolbar } = props;
  const [menu, setMenu] = useState<MentionMenu | null>(null);
  const editor = useRichEditor(props, menu, setMenu);
  const ready = useEffectEvent(props.onReady);

  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    editor.commands.setContent(html, { emitUpdate: false });
    editor.commands.setTextSelection(editor.state.doc.content.size);
  }, [editor, revision, html]);

  const takeOver = useEffectEvent(() => {
    if (caret === null) return;
    editor.commands.setTextSelection(Math.min(caret, editor.state.doc.content.size));
    editor.view.focus();
  });
  useLayoutEffect(() => {
    takeOver();
    ready({
      focus: () => editor.view.focus(),
      insertPicture: (file) => insertPicture(editor, file),
    });
    return () => ready(null);
  }, [editor]);

  return (
    <>
      <EditorContent editor={editor} className={styles['place']} />
      {menu === null ? null : <MentionList menu={menu} />}
      {toolbar === null
        ? null
        : createPortal(<EditorToolbar editor={editor} onAttach={props.onAttach} />, toolbar)}
    </>
  );
}

function insertPicture(editor: Editor, file: Attachment): void {
  const params = { attachmentId: file.id };
  const src = client.url('getAttachment', { params, query: { inline: 'true' } });
  editor.chain().focus().setImage({ src, alt: file.file_name }).run();
}
