import type { TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { writerOf } from '../case-timeline/message-warnings.ts';
import styles from './composer-fields.module.css';

/** More than that is not quoted at once; the contract takes no more. */
const most_messages = 100;

export interface ForwardChoice {
  what: 'one' | 'all' | 'none';
  files: boolean;
}

/** What was said with the contact: what may be forwarded. */
export function listQuotable(entries: readonly TimelineEntry[]): Message[] {
  return entries
    .flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []))
    .filter((message) => message.kind === 'message' && message.delivery_state !== 'cancelled')
    .slice(-most_messages);
}

/** The messages that a choice stands for. */
export function chooseQuoted(
  choice: ForwardChoice,
  one: Message | null,
  all: readonly Message[],
): string[] {
  if (choice.what === 'none') return [];
  if (choice.what === 'one') return one === null ? [] : [one.id];
  return all.map((message) => message.id);
}

/** What goes to the third party besides the words, and that the contact sees none of it. */
export function ForwardOptions(props: {
  one: Message | null;
  count: number;
  choice: ForwardChoice;
  onChange: (choice: ForwardChoice) => void;
}): ReactElement {
  const { one, count, choice, onChange } = props;
  return (
    <div className={styles['forward']}>
      <p>
        <Icon name="lock" size={14} />
        {t('compose.hidden')}
      </p>
      <select
        aria-label={t('compose.quoteLabel')}
        value={choice.what}
        onChange={(event) =>
          onChange({ ...choice, what: event.target.value as ForwardChoice['what'] })
        }
      >
        {one === null ? null : (
          <option value="one">{t('compose.quoteOne', { name: writerOf(one) })}</option>
        )}
        <option value="all">{t('compose.quoteAll', { count })}</option>
        <option value="none">{t('compose.quoteNone')}</option>
      </select>
      {choice.what === 'none' ? null : (
        <label>
          <input
            type="checkbox"
            checked={choice.files}
            onChange={(event) => onChange({ ...choice, files: event.target.checked })}
          />
          {t('compose.withFiles')}
        </label>
      )}
    </div>
  );
}
