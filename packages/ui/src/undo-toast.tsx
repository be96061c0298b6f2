import { UnstyledButton } from '@mantine/core';
import { useEffect, type ReactElement } from 'react';
import { Icon } from './icon.tsx';
import { Keys } from './keys.tsx';
import styles from './undo-toast.module.css';

/** How long an act can be taken back. */
export const undoTime_ms = 10_000;

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  /** Present where the act can be taken back. */
  undo?: () => void;
}

/** What was just done, at the foot of the page for ten seconds, with the way back. */
export function UndoToast({
  toast,
  undoLabel,
  closeLabel,
  onClose,
}: {
  toast: Toast | null;
  undoLabel: string;
  closeLabel: string;
  onClose: () => void;
}): ReactElement {
  useEffect(() => {
    if (toast === null) return undefined;
    const timer = setTimeout(onClose, undoTime_ms);
    return () => clearTimeout(timer);
  }, [toast, onClose]);
  return (
    <div className={styles['place']} role="status" aria-live="polite">
      {toast === null ? null : (
        <div key={toast.id} className={styles['toast']} data-tone={toast.tone}>
          {toast.tone === 'bad' ? <Icon name="warning" /> : null}
          <span>{toast.text}</span>
          {toast.undo === undefined ? null : (
            <UnstyledButton className={styles['undo']} onClick={toast.undo}>
              {undoLabel}
              <Keys keys="z" />
            </UnstyledButton>
          )}
          <UnstyledButton className={styles['close']} onClick={onClose} aria-label={closeLabel}>
            <Icon name="close" />
          </UnstyledButton>
          {toast.undo === undefined ? null : <i className={styles['time']} aria-hidden="true" />}
        </div>
      )}
    </div>
  );
}
