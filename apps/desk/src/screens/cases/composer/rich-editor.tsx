import type { Attachment } from '@earshot/contract/message-contract.ts';
import { Image } from '@tiptap/extension-image';
import { Mention } from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extension-placeholder';
import { EditorContent, useEditor, type Editor, type Extensions } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { client } from '../../../api/desk-client.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import { MentionList, type MentionMenu } from './mention-list.tsx';
import { makeMentionSuggestion, type Person } from './mention-suggestion.ts';
import styles from './rich-editor.module.css';

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
  /** Whether pictures may stand in the text. */
  pictures: boolean;
  onChange: (html: string) => void;
  onFiles: (files: readonly File[]) => void;
  onAttach: (() => void) | null;
  onReady: (handle: EditorHandle | null) => void;
  onSend: () => void;
  onEscape: () => void;
}

/** Only our own uploads: a picture from elsewhere would be fetched by every reader. */
const OwnImage = Image.extend({
  parseHTML: () => [{ tag: 'img[src^="/api/v1/attachments/"]' }],
});

function makeExtensions(
  props: { placeholder: () => string; withMentions: boolean },
  mention: Parameters<typeof Mention.configure>[0],
): Extensions {
  return [
    StarterKit.configure({
      heading: false,
      codeBlock: false,
      code: false,
      horizontalRule: false,
      strike: false,
      link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto'] },
    }),
    OwnImage.configure({ inline: true }),
    Placeholder.configure({ placeholder: props.placeholder }),
    ...(props.withMentions ? [Mention.configure(mention)] : []),
  ];
}

function filesOf(data: DataTransfer | null): File[] {
  return data === null ? [] : [...data.files];
}

/** The editor of replies and notes; comes as a chunk of its own, after the plain field. */
export function RichEditor(props: RichEditorProps): ReactElement {
  const { html, revision, caret, toolbar, label } = props;
  const [menu, setMenu] = useState<MentionMenu | null>(null);
  const people = useRef(props.people ?? []);
  people.current = props.people ?? [];
  const placeholder = useRef(props.placeholder);
  placeholder.current = props.placeholder;
  const change = useEffectEvent((editor: Editor) =>
    props.onChange(editor.isEmpty ? '' : editor.getHTML()),
  );
  const takeFiles = useEffectEvent(props.onFiles);
  const send = useEffectEvent(props.onSend);
  const escape = useEffectEvent(props.onEscape);
  const mentioning = useRef(false);
  mentioning.current = menu !== null;
  const ready = useEffectEvent(props.onReady);
  const withMentions = props.people !== null;
  const extensions = useMemo(
    () =>
      makeExtensions(
        { placeholder: () => placeholder.current, withMentions },
        {
          HTMLAttributes: { class: styles['mention'] },
          suggestion: makeMentionSuggestion(() => people.current, setMenu),
        },
      ),
    [withMentions],
  );

  const editor = useEditor({
    extensions,
    content: html,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    onUpdate: ({ editor: now }) => change(now),
    editorProps: {
      attributes: {
        class: styles['text'] ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
      },
      handleKeyDown: (_, event) => {
        // The list of people to mention comes first.
        if (event.key === 'Escape' && !mentioning.current) {
          escape();
          return true;
        }
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return false;
        send();
        return true;
      },
      handlePaste: (_, event) => {
        const files = filesOf(event.clipboardData);
        // A text program puts a picture of the text beside the text itself.
        if (files.length === 0 || event.clipboardData?.getData('text/plain')) return false;
        takeFiles(files);
        return true;
      },
      handleDrop: (_, event) => {
        const files = filesOf(event.dataTransfer);
        if (files.length === 0) return false;
        event.preventDefault();
        event.stopPropagation();
        takeFiles(files);
        return true;
      },
    },
  });

  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    editor.commands.setContent(html, { emitUpdate: false });
    editor.commands.focus('end');
  }, [editor, revision, html]);

  useEffect(() => {
    if (caret !== null) editor.commands.focus(Math.min(caret, editor.state.doc.content.size));
    ready({
      focus: () => editor.commands.focus(),
      insertPicture: (file) => insertPicture(editor, file),
    });
    return () => ready(null);
    // The caret is taken over once, from the plain field.
    // oxlint-disable-next-line react/exhaustive-deps
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
