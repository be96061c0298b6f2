import type { ReactElement } from 'react';
import styles from './avatar.module.css';

/** Up to two initials of a name: "Lena Vogt" is LV, "Mr. Aydin" is A. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words.slice(0, 1);
  return chosen.map((word) => Array.from(word)[0]!.toUpperCase()).join('') || '·';
}

/** A person as initials on grey; colour is kept for state. */
export function Avatar({
  name,
  size = 24,
  strong = false,
}: {
  name: string;
  size?: 20 | 24 | 28 | 40;
  /** Drawn in the accent: the reader themself. */
  strong?: boolean;
}): ReactElement {
  return (
    <span
      className={styles['avatar']}
      data-size={size}
      data-strong={strong || undefined}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}
