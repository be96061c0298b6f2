import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { useVirtualizer } from '@tanstack/react-virtual';
import { UnstyledButton } from '@mantine/core';
import { useCallback, useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import type { CaseFilter } from '../../api/query-keys.ts';
import { t, type MessageId } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { usePreferences } from '../../parts/preferences.ts';
import { pathTo } from '../../paths.ts';
import { BulkBar } from './bulk-bar.tsx';
import styles from './case-list.module.css';
import { CaseRowLink } from './case-row-link.tsx';
import { useArrivals } from './use-arrivals.ts';
import { nameOfFilter, useCaseList } from './use-case-list.ts';
import { useSelection } from './use-selection.ts';

const rowHeights_px = { normal: 56, compact: 40 } as const;
/** How many rows before the end the next page is fetched. */
const ahead_rows = 20;

/** The virtualised list of one view, with cursor, selection and bulk actions. */
export function CaseList({
  filter,
  openNumber,
}: {
  filter: CaseFilter;
  /** Number of the case on screen; null where none is. */
  openNumber: number | null;
}): ReactElement {
  const { rows, status, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useCaseList(filter);
  const row_px = rowHeights_px[usePreferences().density];
  const selection = useSelection(rows);
  const { scroller, ...arrivals } = useArrivals(rows, row_px);
  // The desk is not compiled by the React compiler, which is what this rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row_px,
    getItemKey: (index) => rows[index]!.id,
    overscan: 8,
  });
  const cursor = useListCursor(rows, openNumber, filter, (index) => {
    virtual.scrollToIndex(index, { align: 'auto' });
  });
  useAction('list.select', () => cursor.id !== null && selection.toggle(cursor.id, false), {
    when: rows.length > 0,
  });
  useAction('list.selectAll', selection.selectAll, { when: rows.length > 0 });
  useAction('back', selection.clear, { when: selection.selected.length > 0, priority: 2 });
  useEffect(() => virtual.measure(), [virtual, row_px]);

  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const wantMore = hasNextPage && !isFetchingNextPage && lastShown >= rows.length - ahead_rows;
  useEffect(() => {
    if (wantMore) void fetchNextPage();
  }, [wantMore, fetchNextPage]);

  if (status === 'pending') return <ListSkeleton row_px={row_px} />;
  if (status === 'error' && rows.length === 0) {
    return (
      <ErrorState
        title={t('list.failed')}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  const target = rows.filter((row) => row.id === cursor.id);
  const list = nameOfFilter(filter);
  return (
    <>
      <BulkBar
        selected={selection.selected}
        cursor={openNumber === null ? target : []}
        onClear={selection.clear}
      />
      {rows.length === 0 ? <EmptyList filter={filter} /> : null}
      <div
        ref={scroller}
        className={styles['scroller']}
        onScroll={arrivals.onScroll}
        data-selecting={selection.selected.length > 0 || undefined}
        hidden={rows.length === 0}
      >
        {arrivals.waiting > 0 ? (
          <UnstyledButton className={styles['pill']} onClick={arrivals.showThem}>
            {t('list.new', { count: arrivals.waiting })}
          </UnstyledButton>
        ) : null}
        <ul
          style={{ height: virtual.getTotalSize() }}
          className={styles['rows']}
          aria-label={t('list.label')}
        >
          {items.map((item) => {
            const row = rows[item.index]!;
            return (
              <li
                key={item.key}
                style={{ height: row_px, transform: `translateY(${item.start}px)` }}
                aria-setsize={hasNextPage ? -1 : rows.length}
                aria-posinset={item.index + 1}
              >
                <CaseRowLink
                  row={row}
                  list={list}
                  open={row.number === openNumber}
                  cursor={row.id === cursor.id}
                  selected={selection.ids.has(row.id)}
                  arrived={arrivals.arrived.has(row.id)}
                  onSelect={selection.toggle}
                  onPoint={cursor.point}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

/** Which row the keyboard stands on: the open case, else where `j` and `k` led. */
function useListCursor(
  rows: readonly CaseRow[],
  openNumber: number | null,
  filter: CaseFilter,
  show: (index: number) => void,
) {
  const go = useGo();
  const [stood, setStood] = useState<{ id: string; index: number } | null>(null);
  const found = rows.findIndex((row) => row.id === stood?.id);
  // A case that left the list hands the cursor to the one that took its place.
  const index = found === -1 ? Math.min(stood?.index ?? 0, rows.length - 1) : found;
  const openIndex = rows.findIndex((row) => row.number === openNumber);
  const openId = rows[openIndex]?.id;
  const standOn = useEffectEvent((id: string) => setStood({ id, index: openIndex }));
  useEffect(() => {
    if (openId !== undefined) standOn(openId);
  }, [openId]);

  function move(step: number): void {
    const to = Math.max(0, Math.min(rows.length - 1, index + step));
    const next = rows[to];
    if (!next) return;
    setStood({ id: next.id, index: to });
    show(to);
    if (document.activeElement?.hasAttribute('data-case') === true) {
      requestAnimationFrame(() => {
        document.querySelector<HTMLElement>(`[data-case="${next.id}"]`)?.focus();
      });
    }
  }
  const here = rows[index];
  useAction('list.next', () => move(1), { when: rows.length > 0 });
  useAction('list.previous', () => move(-1), { when: rows.length > 0 });
  useAction('list.open', () => here && go(pathTo.case(here.number, nameOfFilter(filter))), {
    when: here !== undefined,
  });
  const point = useCallback((id: string) => setStood({ id, index: 0 }), []);
  return { id: here?.id ?? null, point };
}

function ListSkeleton({ row_px }: { row_px: number }): ReactElement {
  return (
    <div className={styles['skeleton']} aria-busy="true" aria-label={t('word.loading')}>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} style={{ height: row_px }}>
          <i style={{ width: `${34 + ((index * 17) % 30)}%` }} />
          <i style={{ width: `${58 + ((index * 23) % 34)}%` }} />
        </div>
      ))}
    </div>
  );
}

function EmptyList({ filter }: { filter: CaseFilter }): ReactElement {
  const next: MessageId = `empty.${filter.view}.next`;
  return (
    <EmptyState icon="check" title={t(`empty.${filter.view}`)}>
      {t(next)}
    </EmptyState>
  );
}
