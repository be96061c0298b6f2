import { Image } from '@tiptap/extension-image';
import { Mention } from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extension-placeholder';
import { useEditor, type Editor, type Extensions, type UseEditorOptions } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useInsertionEffect, useMemo, useRef, type RefObject } from 'react';
import { makeMarkWords } from '../reply-check/mark-findings.ts';
import type { MentionMenu } from './mention-list.tsx';
import { makeMentionSuggestion } from './mention-suggestion.ts';
import type { RichEditorProps } from './rich-editor.tsx';
import styles from './rich-editor.module.css';

/**
 * A blank at the end of what was typed stays: the editor takes over in the middle of a sentence,
 * and the next word follows.
 */
export const parseOptions = { preserveWhitespace: true } as const;

/** Only our own uploads: a picture from elsewhere would be fetched by every reader. */
const OwnImage = Image.extend({
  parseHTML: () => [{ tag: 'img[src^="/api/v1/attachments/"]' }],
});

/** What the editor, made once, reads anew with every key. */
type Latest = RefObject<RichEditorProps & { mentioning: boolean }>;

function useLatest(value: RichEditorProps & { mentioning: boolean }): Latest {
  const latest = useRef(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}

function makeExtensions(latest: Latest, show: (menu: MentionMenu | null) => void): Extensions {
  const mention = Mention.configure({
    HTMLAttributes: { class: styles['mention'] },
    suggestion: makeMentionSuggestion(() => latest.current.people ?? [], show),
  });
  return [
    StarterKit.configure({
      heading: false,
      codeBlock: false,
      code: false,
      horizontalRule: false,
      strike: false,
      link: { openOnClick: false, defaultProtocol: 'https' },
    }),
    makeMarkWords(styles['marked'] ?? ''),
    OwnImage.configure({ inline: true }),
    Placeholder.configure({ placeholder: () => latest.current.placeholder }),
    ...(latest.current.people === null ? [] : [mention]),
  ];
}

function filesOf(data: DataTransfer | null): File[] {
  return data === null ? [] : [...data.files];
}

function makeHandlers(latest: Latest, label: string): NonNullable<UseEditorOptions['editorProps']> {
  return {
    attributes: {
      class: styles['text'] ?? '',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': label,
    },
    handleKeyDown: (_, event) => {
      // The list of people to mention comes first.
      if (event.key === 'Escape' && !latest.current.mentioning) {
        latest.current.onEscape();
        return true;
      }
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return false;
      latest.current.onSend();
      return true;
    },
    handlePaste: (_, event) => {
      const files = filesOf(event.clipboardData);
      // A text program puts a picture of the text beside the text itself.
      if (files.length === 0 || event.clipboardData?.getData('text/plain')) return false;
      latest.current.onFiles(files);
      return true;
    },
    handleDrop: (_, event) => {
      const files = filesOf(event.dataTransfer);
      if (files.length === 0) return false;
      event.preventDefault();
      event.stopPropagation();
      latest.current.onFiles(files);
      return true;
    },
  };
}

/** The editor of the composer with its extensions and what it hands on: keys, files, text. */
export function useRichEditor(
  props: RichEditorProps,
  menu: MentionMenu | null,
  showMenu: (menu: MentionMenu | null) => void,
): Editor {
  const latest = useLatest({ ...props, mentioning: menu !== null });
  const { label } = props;
  const extensions = useMemo(() => makeExtensions(latest, showMenu), [latest, showMenu]);
  const editorProps = useMemo(() => makeHandlers(latest, label), [latest, label]);
  return useEditor({
    extensions,
    editorProps,
    content: props.html,
    parseOptions,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    onUpdate: ({ editor }) => latest.current.onChange(editor.isEmpty ? '' : editor.getHTML()),
  });
}
