import { Icon } from '@earshot/ui/icon.tsx';
import { formatExact, formatSpan } from '@earshot/ui/format-time.ts';
import { useNow } from '@earshot/ui/use-now.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import { decideUrgency } from '../screens/cases/list-rules.ts';
import styles from './due-label.module.css';

/** How long a promise still has, in words: amber in the last quarter, red once broken. */
export function DueLabel({
  due,
  since,
}: {
  /** When it falls due. */
  due: string;
  /** When its time began. */
  since: string;
}): ReactElement {
  const { locale, timeZone } = useUi();
  const now_ms = useNow();
  const due_ms = Date.parse(due);
  const urgency = decideUrgency(due_ms, Date.parse(since), now_ms);
  const span = formatSpan(due_ms - now_ms, locale);
  const exact = formatExact(due_ms, locale, timeZone);
  return (
    <time
      className={styles['due']}
      data-urgency={urgency}
      dateTime={due}
      title={t('due.exact', { exact })}
    >
      {urgency === 'calm' ? null : <Icon name="clock" size={12} />}
      {t(urgency === 'broken' ? 'due.broken' : 'due.left', { span })}
    </time>
  );
}
