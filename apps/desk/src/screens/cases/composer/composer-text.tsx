import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import styles from './composer.module.css';
import { htmlOfText, isPlainHtml, textOfHtml } from './plain-html.ts';
import type { RichEditor, RichEditorProps } from './rich-editor.tsx';

type Editor = typeof RichEditor;

let loaded: Editor | null = null;
let loading: Promise<Editor> | null = null;

/** Fetches the editor's chunk; called early, so that it is mostly there before somebody writes. */
export async function loadEditor(): Promise<Editor> {
  loading ??= import('./rich-editor.tsx').then((found) => (loaded = found.RichEditor));
  return loading.catch((error: unknown) => {
    loading = null;
    throw error;
  });
}

/** Position in the editor's document of a caret in plain text: every line is a paragraph there. */
function positionOf(text: string, caret: number): number {
  return caret + 1 + text.slice(0, caret).split('\n').length - 1;
}

/** Beyond every text. */
const atTheEnd = 1e9;

export type ComposerTextProps = Omit<RichEditorProps, 'caret'> & { autoFocus: boolean };

/**
 * Where the text is written: a plain field at once, the editor as soon as it is there. Letters,
 * caret and focus go over; an input method that is composing is not disturbed.
 */
export function ComposerText({ autoFocus, ...props }: ComposerTextProps): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null);
  const composing = useRef(false);
  const [Rich, setRich] = useState<Editor | null>(() => loaded);
  const [caret, setCaret] = useState<number | null>(autoFocus ? atTheEnd : null);

  useEffect(() => {
    if (Rich !== null) return undefined;
    let left = false;
    function swap(editor: Editor): void {
      if (left) return;
      if (composing.current) {
        setTimeout(() => swap(editor), 120);
        return;
      }
      const from = field.current;
      const focused = from !== null && document.activeElement === from;
      // At once, so that no letter can come between the old field and the new one.
      flushSync(() => {
        if (focused) setCaret(positionOf(from.value, from.selectionEnd));
        else if (from !== null) setCaret(null);
        setRich(() => editor);
      });
    }
    // Without the editor the plain field goes on; the next opening tries again.
    loadEditor().then(swap, () => undefined);
    return () => {
      left = true;
    };
  }, [Rich]);

  const { onReady } = props;
  const onChange = useEffectEvent((html: string) => props.onChange(html));
  useEffect(() => {
    if (Rich !== null) return;
    onReady({
      focus: () => field.current?.focus(),
      insertPicture: () => undefined,
      readText: () => field.current?.value ?? '',
      mark: () => undefined,
      select: ({ start, end }) => {
        field.current?.focus();
        field.current?.setSelectionRange(start, end);
      },
      replace: ({ start, end }, words) => {
        const text = field.current?.value ?? '';
        onChange(htmlOfText(text.slice(0, start) + words + text.slice(end)));
      },
      append: (words) => onChange(htmlOfText(`${field.current?.value ?? ''}\n${words}`)),
    });
    // Only once for the plain field; the editor tells of itself.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [Rich]);

  if (Rich !== null) return <Rich {...props} caret={caret} />;
  if (!isPlainHtml(props.html)) return <div className={styles['plain']} aria-busy="true" />;
  return (
    <textarea
      ref={field}
      className={styles['plain']}
      aria-label={props.label}
      placeholder={props.placeholder}
      autoFocus={autoFocus}
      value={textOfHtml(props.html)}
      onChange={(event) => props.onChange(htmlOfText(event.target.value))}
      onCompositionStart={() => (composing.current = true)}
      onCompositionEnd={() => (composing.current = false)}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0 || event.clipboardData.getData('text/plain') !== '') return;
        event.preventDefault();
        props.onFiles(files);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        props.onSend();
      }}
    />
  );
}
