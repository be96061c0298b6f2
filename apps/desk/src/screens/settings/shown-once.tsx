import { IconButton } from '@earshot/ui/icon-button.tsx';
import type { ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { t } from '../../i18n/translate.ts';
import styles from './settings-screen.module.css';

/** A link or key that is never shown again, with a button that copies it. */
export function ShownOnce({ text }: { text: string }): ReactElement {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    say(t('word.copied'));
  }
  return (
    <div className={styles['secret']}>
      <code>{text}</code>
      <IconButton icon="copy" label={t('word.copy')} onClick={() => void copy()} />
    </div>
  );
}
