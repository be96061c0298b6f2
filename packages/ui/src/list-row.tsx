import type { ReactElement, ReactNode } from 'react';
import styles from './list-row.module.css';

/**
 * The look of one row of a list in the pane: a mark in front, two or three lines, something at the
 * end of the first. The link or button around it is the caller's.
 */
export function ListRow({
  mark,
  title,
  end,
  second,
  third,
  strong = false,
}: {
  mark?: ReactNode;
  title: ReactNode;
  end?: ReactNode;
  second?: ReactNode;
  third?: ReactNode;
  /** Unread: told by weight and by the mark. */
  strong?: boolean;
}): ReactElement {
  return (
    <span className={styles['row']} data-strong={strong || undefined}>
      <span className={styles['mark']} data-part="mark">
        {mark}
      </span>
      <span className={styles['first']}>
        <span className={styles['title']}>{title}</span>
        <span className={styles['end']}>{end}</span>
      </span>
      {second === undefined ? null : <span className={styles['second']}>{clip(second)}</span>}
      {third === undefined ? null : <span className={styles['second']}>{clip(third)}</span>}
    </span>
  );
}

/** Plain text is shortened with an ellipsis; anything else says itself what gives way. */
function clip(content: ReactNode): ReactNode {
  return typeof content === 'string' ? <span className={styles['clip']}>{content}</span> : content;
}
