import type { ReplyFindingShown } from '@earshot/contract/reply-finding.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { useEffect, useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './check-panel.module.css';

/** Nobody is interrupted in the middle of a word. */
const pause_ms = 700;

/** What the reply check sees in words that will be sent many times, below their field. */
export function WordsCheck(props: {
  text: string;
  language: 'de' | 'en';
  /** Placeholders that are filled in later, joined by a blank. */
  fills: string;
}): ReactElement | null {
  const { text, language, fills } = props;
  const [items, setItems] = useState<readonly ReplyFindingShown[]>([]);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      try {
        const body = { text, language, fields: fills.split(' ') };
        const seen = await client.call('createTemplateCheck', { body });
        if (!over) setItems(seen.items);
      } catch {
        // Saving looks again; nothing stale stays.
        if (!over) setItems([]);
      }
    }, pause_ms);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text, language, fills]);
  if (items.length === 0) return null;
  return (
    <ul role="status" aria-label={t('check.label')}>
      {items.map((one, index) => (
        <li key={`${one.rule} ${index}`} className={styles['seen']}>
          <Icon name="warning" size={14} />
          <span>
            <b>{t(`check.rule.${one.rule}`)}</b>: {one.words.join(' … ')}
            <br />
            {one.text}
          </span>
        </li>
      ))}
    </ul>
  );
}
