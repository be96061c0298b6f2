import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const none: ReadonlySet<string> = new Set();

/**
 * Keeps what is being read in its place while rows arrive above it, and counts those for the
 * "new" pill; at the top of the list they simply slide in.
 */
export function useArrivals(rows: readonly CaseRow[], row_px: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef<readonly CaseRow[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [arrived, setArrived] = useState(none);

  useLayoutEffect(() => {
    const old = before.current;
    before.current = rows;
    const element = scroller.current;
    if (element === null || old.length === 0 || old === rows) return;
    const known = new Set(old.map((row) => row.id));
    const fresh = rows.filter((row) => !known.has(row.id));
    const inserted = fresh.filter((row) => rows.indexOf(row) < rows.length - fresh.length);
    setArrived(inserted.length > 0 ? new Set(inserted.map((row) => row.id)) : none);
    const firstSeen = Math.floor(element.scrollTop / row_px);
    if (element.scrollTop <= row_px / 2) return;
    const anchor = old[firstSeen];
    const index = anchor ? rows.findIndex((row) => row.id === anchor.id) : -1;
    if (index === -1) return;
    element.scrollTop += (index - firstSeen) * row_px;
    const above = fresh.filter((row) => rows.indexOf(row) < index).length;
    if (above > 0) setWaiting((count) => count + above);
  }, [rows, row_px]);

  const onScroll = useCallback(() => {
    if ((scroller.current?.scrollTop ?? 0) < row_px / 2) setWaiting(0);
  }, [row_px]);
  const showThem = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    setWaiting(0);
  }, []);
  return { scroller, waiting, arrived, onScroll, showThem };
}
