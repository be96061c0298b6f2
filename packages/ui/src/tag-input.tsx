import { UnstyledButton } from '@mantine/core';
import { useId, useState, type ReactElement } from 'react';
import { Icon } from './icon.tsx';
import { matchItems } from './match-items.ts';
import styles from './tag-input.module.css';

/** Tags as removable words with completion; Enter or a comma adds, Backspace takes the last one. */
export function TagInput({
  label,
  value,
  onChange,
  suggestions,
  removeLabel,
  placeholder,
}: {
  label: string;
  value: readonly string[];
  onChange: (tags: string[]) => void;
  suggestions: readonly string[];
  removeLabel: (tag: string) => string;
  placeholder?: string;
}): ReactElement {
  const [text, setText] = useState('');
  const listId = useId();
  const open = text.trim() !== '';
  const found = matchItems(
    suggestions.filter((tag) => !value.includes(tag)).map((tag) => ({ id: tag, label: tag })),
    text,
  ).slice(0, 6);

  function add(tag: string): void {
    const clean = tag.trim().replace(/,$/, '');
    setText('');
    if (clean !== '' && !value.includes(clean)) onChange([...value, clean]);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === 'Enter' || event.key === ',') && open) {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setText('');
    }
  }

  return (
    <div className={styles['tags']}>
      {value.map((tag) => (
        <RemovableTag
          key={tag}
          tag={tag}
          label={removeLabel(tag)}
          onRemove={() => onChange(value.filter((other) => other !== tag))}
        />
      ))}
      <input
        aria-label={label}
        className={styles['input']}
        placeholder={placeholder ?? label}
        value={text}
        list={open && found.length > 0 ? listId : undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => add(text)}
      />
      <datalist id={listId}>
        {found.map((item) => (
          <option key={item.id} value={item.label} />
        ))}
      </datalist>
    </div>
  );
}

function RemovableTag(props: { tag: string; label: string; onRemove: () => void }): ReactElement {
  return (
    <span className={styles['tag']}>
      {props.tag}
      <UnstyledButton aria-label={props.label} onClick={props.onRemove}>
        <Icon name="close" size={12} />
      </UnstyledButton>
    </span>
  );
}

/** One tag to be read, not changed. */
export function Tag({ children }: { children: string }): ReactElement {
  return <span className={styles['tag']}>{children}</span>;
}
