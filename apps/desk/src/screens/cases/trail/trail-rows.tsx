import type { CaseTrail, TrailEntry } from '@earshot/contract/trail-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { UnstyledButton } from '@mantine/core';
import { useContext, type ReactElement, type ReactNode } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useGo } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import { CloseContext } from './close-context.ts';
import { EntryMark } from './entry-mark.tsx';
import styles from './trail-strip.module.css';
import { describeEntry, describeRepeat } from './use-trail.ts';

interface RowsProps {
  trail: CaseTrail;
  caseId: string;
}

/** Rows of a trail; what was said is led to, in this case or in the other one. */
export function TrailRows(props: RowsProps & { entries: readonly TrailEntry[] }): ReactElement {
  const { entries, trail, caseId } = props;
  if (entries.length === 0) return <p>{t('trail.none')}</p>;
  return (
    <ol className={styles['rows']}>
      {entries.map((entry) => (
        <li key={`${entry.kind}${entry.id}`}>
          <EntryMark kind={entry.kind} />
          <RowWords trail={trail} caseId={caseId} entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function RowWords({ trail, caseId, entry }: RowsProps & { entry: TrailEntry }): ReactElement {
  const repeat = describeRepeat(entry);
  const other = trail.cases.find((one) => one.id === entry.case_id && one.id !== caseId);
  const elsewhere = other ? ` · ${t('trail.inCase', { number: other.number })}` : '';
  return (
    <div>
      <Lead entry={entry} number={other?.number ?? null}>
        {describeEntry(entry)}
      </Lead>
      <small>
        <When at={entry.at} />
        {elsewhere}
      </small>
      {repeat === null ? null : <small>{repeat}</small>}
      {entry.words === null ? null : <small>{entry.words}</small>}
    </div>
  );
}

const said = new Set<TrailEntry['kind']>(['contact', 'thanks', 'answer', 'confirmation']);

/** Leads to the message where there is one; other events are only named. */
function Lead(props: {
  entry: TrailEntry;
  number: number | null;
  children: ReactNode;
}): ReactElement {
  const { entry, number, children } = props;
  if (!said.has(entry.kind)) return <span>{children}</span>;
  return (
    <RowLink id={entry.id} number={number}>
      {children}
    </RowLink>
  );
}

/** Closes the popover and shows a message here, or opens the other case. */
export function RowLink(props: {
  id: string;
  number: number | null;
  children: ReactNode;
}): ReactElement {
  const { show } = useCaseDeedsHere();
  const close = useContext(CloseContext);
  const go = useGo();
  const lead = () => {
    close();
    const { number } = props;
    if (number !== null) go(pathTo.case(number));
    // After the popover gave the focus back.
    else setTimeout(() => show(props.id));
  };
  return (
    <UnstyledButton className={styles['lead']} onClick={lead}>
      {props.children}
    </UnstyledButton>
  );
}

/** A moment in the reader’s language and zone. */
export function When({ at }: { at: string }): ReactElement {
  const { locale, timeZone } = useUi();
  return <time dateTime={at}>{formatDateTime(Date.parse(at), locale, timeZone)}</time>;
}

/** The spans in which the contact waited for us. */
export function WaitingRows({ trail, caseId }: RowsProps): ReactElement {
  const { locale, timeZone } = useUi();
  const { spans } = trail.figures.waiting;
  const write = (at: string) => formatDateTime(Date.parse(at), locale, timeZone);
  if (spans.length === 0) return <p>{t('trail.none')}</p>;
  return (
    <ol className={styles['rows']}>
      {spans.map(({ from, to, contact_id: id }) => {
        const entry = trail.entries.find((one) => one.id === id);
        const other = trail.cases.find((one) => one.id === entry?.case_id && one.id !== caseId);
        return (
          <li key={id}>
            <EntryMark kind="contact" />
            <RowLink id={id} number={other?.number ?? null}>
              {to === null
                ? t('trail.stillWaiting', { from: write(from) })
                : t('trail.span', { from: write(from), to: write(to) })}
            </RowLink>
          </li>
        );
      })}
    </ol>
  );
}
