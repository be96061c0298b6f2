import { IconButton } from '@earshot/ui/icon-button.tsx';
import type { IconName } from '@earshot/ui/icon.tsx';
import { Button, Popover } from '@mantine/core';
import { useEditorState, type Editor } from '@tiptap/react';
import { useState, type ReactElement } from 'react';
import { t, type MessageId } from '../../../i18n/translate.ts';
import styles from './rich-editor.module.css';

interface Format {
  icon: IconName;
  label: MessageId;
  keys?: string;
  name: string;
  run: (editor: Editor) => void;
}

const formats: readonly Format[] = [
  {
    icon: 'bold',
    label: 'compose.bold',
    keys: 'mod+b',
    name: 'bold',
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    icon: 'italic',
    label: 'compose.italic',
    keys: 'mod+i',
    name: 'italic',
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    icon: 'list',
    label: 'compose.list',
    name: 'bulletList',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    icon: 'list-numbers',
    label: 'compose.numbers',
    name: 'orderedList',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    icon: 'quote',
    label: 'compose.quote',
    name: 'blockquote',
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
];

/** Formats of the text, and files. */
export function EditorToolbar({
  editor,
  onAttach,
}: {
  editor: Editor;
  onAttach: (() => void) | null;
}): ReactElement {
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      names: formats.filter((format) => now.isActive(format.name)).map((format) => format.name),
      link: now.isActive('link'),
    }),
  });
  return (
    <div className={styles['tools']} role="toolbar" aria-label={t('compose.format')}>
      {formats.map((format) => (
        <IconButton
          key={format.name}
          size="small"
          icon={format.icon}
          label={t(format.label)}
          keys={format.keys}
          active={active.names.includes(format.name)}
          aria-pressed={active.names.includes(format.name)}
          onClick={() => format.run(editor)}
        />
      ))}
      <LinkButton editor={editor} active={active.link} />
      {onAttach === null ? null : (
        <IconButton size="small" icon="paperclip" label={t('compose.attach')} onClick={onAttach} />
      )}
    </div>
  );
}

/** An address as it is linked: with a scheme; null where it cannot be followed. */
function completeAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  if (/^(?:https?:\/\/|mailto:)/i.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[a-z][a-z0-9+.-]*:/i.test(text) ? null : `https://${text}`;
}

function LinkButton({ editor, active }: { editor: Editor; active: boolean }): ReactElement {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');

  function open(): void {
    const known: unknown = editor.getAttributes('link')['href'];
    setTyped(typeof known === 'string' ? known : '');
    setOpened(true);
  }

  function set(): void {
    const href = completeAddress(typed);
    setOpened(false);
    const chain = editor.chain().focus().extendMarkRange('link');
    if (href === null) chain.unsetLink().run();
    else if (editor.state.selection.empty && !active) {
      const mark = { type: 'link', attrs: { href } };
      chain.insertContent({ type: 'text', text: typed.trim(), marks: [mark] }).run();
    } else chain.setLink({ href }).run();
  }

  return (
    <Popover opened={opened} onChange={setOpened} trapFocus width={300}>
      <Popover.Target>
        <IconButton
          size="small"
          icon="link"
          label={t('compose.link')}
          active={active}
          aria-pressed={active}
          onClick={open}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles['link']}>
          <input
            data-autofocus
            aria-label={t('compose.linkAddress')}
            placeholder="https://"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                set();
              }
              if (event.key === 'Escape') event.stopPropagation();
            }}
          />
          <Button size="xs" onClick={set}>
            {t(typed.trim() === '' && active ? 'compose.linkRemove' : 'compose.linkSet')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
