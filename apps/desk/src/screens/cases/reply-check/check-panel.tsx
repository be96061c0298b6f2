import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ReplyFindingShown } from '@earshot/contract/reply-finding.ts';
import type { ReplyCheckOverride, ReplyOccasion } from '@earshot/contract/reply-check-rule.ts';
import { useRef, type ReactElement } from 'react';
import { runAction, useAction } from '../../../actions/action-registry.ts';
import { t } from '../../../i18n/translate.ts';
import type { DraftValue } from '../composer/draft-rules.ts';
import type { EditorHandle } from '../composer/rich-editor.tsx';
import styles from './check-panel.module.css';
import { FindingRow } from './finding-row.tsx';
import { useReplyCheck } from './use-reply-check.ts';

export interface CheckPanelProps {
  caseId: string;
  occasion: ReplyOccasion;
  locale: ContactLanguage;
  value: DraftValue;
  editor: EditorHandle | null;
  overrides: readonly ReplyCheckOverride[];
  onOverrides: (overrides: readonly ReplyCheckOverride[]) => void;
  /** Opens the file picker of the composer. */
  onAttach: () => void;
}

/** What the reply check sees in the text above, with the words marked and better ways offered. */
export function CheckPanel(props: CheckPanelProps): ReactElement | null {
  const { value, editor, overrides, onOverrides, locale } = props;
  const { items, state } = useReplyCheck(props, value, editor);
  const list = useRef<HTMLUListElement>(null);
  useAction('case.check', () => list.current?.querySelector('button')?.focus(), {
    when: (items ?? []).length > 0,
  });
  if (items === null && state !== 'away') return null;
  // A third party is asked anything: where nothing is seen, nothing is said.
  if (props.occasion === 'forward' && (items ?? []).length === 0) return null;
  const deeds = {
    transfer: () => runAction('case.transfer'),
    task: () => runAction('case.task'),
    side_conversation: () => runAction('case.forward'),
    attach: props.onAttach,
  };
  return (
    <section className={styles['panel']} aria-label={t('check.label')}>
      <p className={styles['state']} role="status">
        {state === 'away' ? t('check.away') : describeCount(items ?? [])}
      </p>
      <ul ref={list}>
        {(items ?? []).map((finding, index) => (
          <li key={`${finding.rule} ${index}`} data-mode={finding.mode}>
            <FindingRow
              finding={finding}
              language={locale}
              text={editor}
              deeds={deeds}
              overrides={overrides}
              onOverrides={onOverrides}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeCount(items: readonly ReplyFindingShown[]): string {
  return items.length === 0 ? t('check.clear') : t('check.count', { count: items.length });
}
