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
import {
  findPositions,
  markKey,
  readPlainText,
  type TextRange,
} from '../reply-check/mark-findings.ts';
import { MentionList, type MentionMenu } from './mention-list.tsx';
import type { Person } from './mention-suggestion.ts';
import styles from './rich-editor.module.css';
import { parseOptions, useRichEditor } from './use-rich-editor.ts';

/** What the composer can ask of the editor. */
export interface EditorHandle {
  focus: () => void;
  insertPicture: (file: Attachment) => void;
  /** The text, one line a block; the ranges below count in it. */
  readText: () => string;
  /** Underlines these words; the marks are never sent. */
  mark: (ranges: readonly TextRange[]) => void;
  select: (range: TextRange) => void;
  replace: (range: TextRange, words: string) => void;
  /** Puts a paragraph at the end. */
  append: (words: string) => void;
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
    editor.commands.setContent(html, { emitUpdate: false, parseOptions });
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
      ...makeTextDeeds(editor),
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

function makeTextDeeds(
  editor: Editor,
): Pick<EditorHandle, 'readText' | 'mark' | 'select' | 'replace' | 'append'> {
  return {
    readText: () => (editor.isDestroyed ? '' : readPlainText(editor.state.doc)),
    mark(ranges) {
      if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(markKey, ranges));
    },
    select(range) {
      const at = findPositions(editor.state.doc, range);
      if (at) editor.chain().focus().setTextSelection(at).scrollIntoView().run();
    },
    replace(range, words) {
      const at = findPositions(editor.state.doc, range);
      if (!at) return;
      const chain = editor.chain().focus();
      if (words === '') chain.deleteRange(at).run();
      else chain.insertContentAt(at, { type: 'text', text: words }).run();
    },
    append(words) {
      const content = { type: 'paragraph', content: [{ type: 'text', text: words }] };
      editor.chain().insertContentAt(editor.state.doc.content.size, content).focus('end').run();
    },
  };
}

function insertPicture(editor: Editor, file: Attachment): void {
  const params = { attachmentId: file.id };
  const src = client.url('getAttachment', { params, query: { inline: 'true' } });
  editor.chain().focus().setImage({ src, alt: file.file_name }).run();
}
