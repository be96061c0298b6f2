import type { CaseTrail, TrailEntry } from '@earshot/contract/trail-contract.ts';
import { formatDate } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Popover, UnstyledButton } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { CloseContext } from './close-context.ts';
import { MarkShape } from './entry-mark.tsx';
import { TrailRows } from './trail-rows.tsx';
import styles from './trail-strip.module.css';

/** Signs that still can be told apart; of a longer trail the newest are drawn, the list has all. */
const marks_max = 18;
const step_px = 15;

/** The events of the matter as a line of signs; opens them as a list. */
export function TrailLine({ trail, caseId }: { trail: CaseTrail; caseId: string }): ReactElement {
  const { locale, timeZone } = useUi();
  const [opened, setOpened] = useState(false);
  const { entries } = trail;
  const shown = entries.slice(-marks_max);
  const [first] = entries;
  const last = entries.at(-1);
  const day = (entry: TrailEntry | undefined) =>
    entry === undefined ? '' : formatDate(Date.parse(entry.at), locale, timeZone);
  const words = t('trail.line', { count: entries.length, from: day(first), to: day(last) });
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={420}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={styles['line']}
          aria-label={`${words}. ${t('trail.showList')}`}
          aria-expanded={opened}
          title={t('trail.showList')}
          onClick={() => setOpened(!opened)}
        >
          <Signs trail={trail} shown={shown} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('trail.asList')} className={styles['popover']}>
        <h3>{t('trail.asList')}</h3>
        <CloseContext value={() => setOpened(false)}>
          <TrailRows trail={trail} caseId={caseId} entries={entries} />
        </CloseContext>
      </Popover.Dropdown>
    </Popover>
  );
}

function Signs({ trail, shown }: { trail: CaseTrail; shown: readonly TrailEntry[] }): ReactElement {
  const width = Math.max(1, shown.length) * step_px;
  const waits = (from: TrailEntry, to: TrailEntry) =>
    trail.figures.waiting.spans.some(
      (span) => span.from <= from.at && (span.to === null || span.to >= to.at),
    );
  return (
    <svg width={width} height={20} viewBox={`0 -10 ${width} 20`} aria-hidden="true">
      {shown.slice(1).map((entry, index) => (
        <line
          key={`${entry.kind}${entry.id}`}
          x1={(index + 0.5) * step_px + 5}
          x2={(index + 1.5) * step_px - 5}
          className={waits(shown[index]!, entry) ? styles['waits'] : styles['rests']}
        />
      ))}
      {shown.map((entry, index) => (
        <g
          key={`${entry.kind}${entry.id}`}
          transform={`translate(${(index + 0.5) * step_px} 0)`}
          data-kind={entry.kind}
        >
          <MarkShape kind={entry.kind} />
        </g>
      ))}
    </svg>
  );
}
