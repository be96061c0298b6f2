import { Popover, UnstyledButton } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { CloseContext } from './close-context.ts';
import styles from './trail-strip.module.css';

/** A figure that opens the rows it counts; Esc closes them and gives the focus back. */
export function TrailFigure(props: {
  words: string;
  title: string;
  bad?: boolean;
  children: ReactNode;
}): ReactElement {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={380}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          className={styles['figure']}
          data-bad={props.bad === true || undefined}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {props.words}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={props.title} className={styles['popover']}>
        <h3>{props.title}</h3>
        <CloseContext value={() => setOpened(false)}>{props.children}</CloseContext>
      </Popover.Dropdown>
    </Popover>
  );
}
