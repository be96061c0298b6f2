import { Drawer } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import styles from './side-panel.module.css';
import { useNarrow } from './use-narrow.ts';

/** The right panel: a column where there is room, a drawer below 1100 px. */
export function SidePanel({
  label,
  opened,
  onClose,
  closeLabel,
  children,
}: {
  label: string;
  /** Only asked where the panel is a drawer. */
  opened: boolean;
  onClose: () => void;
  closeLabel: string;
  children: ReactNode;
}): ReactElement {
  const narrow = useNarrow();
  if (!narrow) {
    return (
      <section className={styles['panel']} aria-label={label}>
        {children}
      </section>
    );
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={360}
      title={label}
      closeButtonProps={{ 'aria-label': closeLabel }}
    >
      {children}
    </Drawer>
  );
}
