import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { useVirtualizer } from '@tanstack/react-virtual';
import { UnstyledButton } from '@mantine/core';
import { useEffect, type ReactElement, type RefObject } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import type { CaseFilter } from '../../api/query-keys.ts';
import { t, type MessageId } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';
import { usePreferences } from '../../parts/preferences.ts';
import { RowsSkeleton } from '../../parts/rows-skeleton.tsx';
import { BulkBar } from './bulk-bar.tsx';
import styles from './case-list.module.css';
import { CaseRowLink } from './case-row-link.tsx';
import { useArrivals } from './use-arrivals.ts';
import { nameOfFilter, useCaseList } from './use-case-list.ts';
import { useListCursor } from './use-list-cursor.ts';
import { useSelection } from './use-selection.ts';

const rowHeights_px = { normal: 56, compact: 40 } as const;
/** How many rows before the end the next page is fetched. */
const ahead_rows = 20;

interface ListProps {
  filter: CaseFilter;
  /** Number of the case on screen; null where none is. */
  openNumber: number | null;
}

/** The virtualised list of one view, with cursor, selection and bulk actions. */
export function CaseList(props: ListProps): ReactElement {
  const list = useCaseList(props.filter);
  const row_px = rowHeights_px[usePreferences().density];
  if (list.status === 'pending') return <RowsSkeleton row_px={row_px} />;
  if (list.status === 'error' && list.rows.length === 0) {
    return (
      <ErrorState
        title={t('list.failed')}
        detail={describeError(list.error)}
        retryLabel={t('word.retry')}
        onRetry={() => void list.refetch()}
      />
    );
  }
  return <LoadedCases {...props} list={list} row_px={row_px} />;
}

type Loaded = ListProps & { list: ReturnType<typeof useCaseList>; row_px: number };

function LoadedCases({ filter, openNumber, list, row_px }: Loaded): ReactElement {
  const { rows } = list;
  const selection = useSelection(rows);
  const { scroller, ...arrivals } = useArrivals(rows, row_px);
  const virtual = useCaseVirtualizer(list, scroller, row_px);
  const cursor = useListCursor(rows, openNumber, filter, virtual.show);
  useAction('list.select', () => cursor.id !== null && selection.toggle(cursor.id, false), {
    when: rows.length > 0,
  });
  useAction('list.selectAll', selection.selectAll, { when: rows.length > 0 });
  useAction('back', selection.clear, { when: selection.selected.length > 0, priority: 2 });
  return (
    <>
      <BulkBar
        selected={selection.selected}
        cursor={openNumber === null ? rows.filter((row) => row.id === cursor.id) : []}
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
          style={{ height: virtual.total_px }}
          className={styles['rows']}
          aria-label={t('list.label')}
        >
          {virtual.items.map((item) => {
            const row = rows[item.index]!;
            return (
              <li
                key={item.key}
                style={{ height: row_px, transform: `translateY(${item.start}px)` }}
                aria-setsize={list.hasNextPage ? -1 : rows.length}
                aria-posinset={item.index + 1}
              >
                <CaseRowLink
                  row={row}
                  list={nameOfFilter(filter)}
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

/** Which rows are drawn; fetches the next page before the end comes in sight. */
function useCaseVirtualizer(
  list: ReturnType<typeof useCaseList>,
  scroller: RefObject<HTMLDivElement | null>,
  row_px: number,
) {
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  // The desk is not compiled by the React compiler, which is what this rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row_px,
    getItemKey: (index) => rows[index]!.id,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [virtual, row_px]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const wantMore = hasNextPage && !isFetchingNextPage && lastShown >= rows.length - ahead_rows;
  useEffect(() => {
    if (wantMore) void fetchNextPage();
  }, [wantMore, fetchNextPage]);
  const show = (index: number) => virtual.scrollToIndex(index, { align: 'auto' });
  return { items, total_px: virtual.getTotalSize(), show };
}

function EmptyList({ filter }: { filter: CaseFilter }): ReactElement {
  const next: MessageId = `empty.${filter.view}.next`;
  if (filter.channelKind !== undefined) {
    const channel = t(`channel.${filter.channelKind}`);
    return (
      <EmptyState icon="check" title={t('empty.channel', { channel })}>
        {t('empty.channel.next')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="check" title={t(`empty.${filter.view}`)}>
      {t(next)}
    </EmptyState>
  );
}
