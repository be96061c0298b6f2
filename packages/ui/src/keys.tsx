import type { ReactElement } from 'react';
import styles from './keys.module.css';

const apple = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform);

const names: Record<string, string> = {
  mod: apple ? '⌘' : 'Ctrl',
  shift: '⇧',
  alt: apple ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};

/** `mod+k` as the person's keyboard shows it: ["⌘", "K"]; a sequence `g m` gives ["G", "M"]. */
export function spellKeys(keys: string): string[] {
  return keys
    .split(/[+ ]/)
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** The keys of an action as small caps of a keyboard. */
export function Keys({ keys }: { keys: string }): ReactElement {
  return (
    <span className={styles['keys']}>
      {spellKeys(keys).map((key, i) => (
        <kbd key={`${key}${i}`}>{key}</kbd>
      ))}
    </span>
  );
}
