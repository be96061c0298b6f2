import type { ReplyFindingShown, ReplyOffer } from '@earshot/contract/reply-finding.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import { useRef, type ReactElement } from 'react';
import { runAction, useAction } from '../../../actions/action-registry.ts';
import { t } from '../../../i18n/translate.ts';
import type { DraftValue } from '../composer/draft-rules.ts';
import type { EditorHandle } from '../composer/rich-editor.tsx';
import styles from './check-panel.module.css';
import { OverrideField } from './override-field.tsx';
import { useReplyCheck } from './use-reply-check.ts';

export interface CheckPanelProps {
  caseId: string;
  locale: 'de' | 'en';
  value: DraftValue;
  editor: EditorHandle | null;
  overrides: readonly ReplyCheckOverride[];
  onOverrides: (overrides: readonly ReplyCheckOverride[]) => void;
  /** Opens the file picker of the composer. */
  onAttach: () => void;
}

/** What the reply check sees in the text above, with the words marked and better ways offered. */
export function CheckPanel(props: CheckPanelProps): ReactElement | null {
  const { items, state } = useReplyCheck(props.caseId, props.value, props.editor);
  const list = useRef<HTMLUListElement>(null);
  useAction('case.check', () => list.current?.querySelector('button')?.focus(), {
    when: (items ?? []).length > 0,
  });
  if (items === null && state !== 'away') return null;
  return (
    <section className={styles['panel']} aria-label={t('check.label')}>
      <p className={styles['state']} role="status">
        {state === 'away' ? t('check.away') : describeCount(items ?? [])}
      </p>
      <ul ref={list}>
        {(items ?? []).map((finding, index) => (
          <li key={`${finding.rule} ${index}`} data-mode={finding.mode}>
            <FindingRow {...props} finding={finding} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeCount(items: readonly ReplyFindingShown[]): string {
  return items.length === 0 ? t('check.clear') : t('check.count', { count: items.length });
}

function FindingRow(props: CheckPanelProps & { finding: ReplyFindingShown }): ReactElement {
  const { finding, editor, overrides, onOverrides } = props;
  const kept = overrides.find(({ rule }) => rule === finding.rule);
  const [range] = finding.ranges;
  return (
    <>
      <p className={styles['seen']}>
        <Icon name="warning" size={14} />
        <span>
          <b>{t(`check.rule.${finding.rule}`)}</b>
          {finding.mode === 'binding' && !kept ? (
            <em className={styles['binding']}> · {t('check.binding')}</em>
          ) : null}
          <br />
          {finding.text}
        </span>
      </p>
      <div className={styles['deeds']}>
        {range === undefined ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => editor?.select(range)}>
            {t('check.show')}
          </Button>
        )}
        {finding.offers.map((offer) => (
          <OfferButton key={offer} {...props} offer={offer} />
        ))}
        <OverrideField
          kept={kept?.reason ?? null}
          isBinding={finding.mode === 'binding'}
          onKeep={(reason) =>
            onOverrides([
              ...overrides.filter(({ rule }) => rule !== finding.rule),
              ...(reason === null ? [] : [{ rule: finding.rule, reason }]),
            ])
          }
        />
      </div>
    </>
  );
}

const actions = {
  transfer: 'case.transfer',
  task: 'case.task',
  side_conversation: 'case.forward',
} as const;

function OfferButton(
  props: CheckPanelProps & { finding: ReplyFindingShown; offer: ReplyOffer },
): ReactElement | null {
  const { offer, finding, editor, locale, onAttach } = props;
  const [range] = finding.ranges;
  if ((offer === 'remove' || offer === 'replace') && range === undefined) return null;
  if (offer === 'replace' && finding.replacement === null) return null;
  function take(): void {
    if (offer === 'transfer' || offer === 'task' || offer === 'side_conversation') {
      runAction(actions[offer]);
    } else if (offer === 'remove' && range) editor?.replace(range, '');
    else if (offer === 'replace' && range) editor?.replace(range, finding.replacement ?? '');
    else if (offer === 'attach') onAttach();
    else if (offer === 'callback') editor?.append(t('check.insert.callback'));
    else if (offer === 'insert_promise') {
      editor?.append(t('check.insert.insert_promise', { day: nextWorkingDay(locale) }));
    }
  }
  return (
    <Button size="compact-xs" variant="default" onClick={take}>
      {t(`check.offer.${offer}`, { words: finding.replacement ?? '' })}
    </Button>
  );
}

/** The next day that is no weekend, in words; the writer changes it. */
function nextWorkingDay(locale: 'de' | 'en'): string {
  const day = new Date();
  do day.setDate(day.getDate() + 1);
  while (day.getDay() === 0 || day.getDay() === 6);
  const words = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return new Intl.DateTimeFormat(locale === 'de' ? 'de' : 'en-GB', words).format(day);
}
