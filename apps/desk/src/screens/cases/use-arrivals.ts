import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const none: ReadonlySet<string> = new Set();
/** Where rows come quicker than this, sliding in only costs time and rest. */
const calm_ms = 400;

/** The rows that were not there before, those of a further page left out. */
function listInserted(old: readonly CaseRow[], rows: readonly CaseRow[]): CaseRow[] {
  // Rows are the same objects while nothing changed them, and most change near the top.
  let same = 0;
  while (same < old.length && same < rows.length && old.at(-1 - same) === rows.at(-1 - same)) {
    same += 1;
  }
  const known = new Set(old.slice(0, old.length - same).map((row) => row.id));
  const changed = rows.slice(0, rows.length - same);
  const fresh = changed.filter((row) => !known.has(row.id));
  const last = rows.length - fresh.length;
  return fresh.filter((row) => changed.indexOf(row) < last);
}

/**
 * Keeps what is being read in its place while rows arrive above it, and counts those for the
 * "new" pill; at the top of the list they simply slide in.
 */
export function useArrivals(rows: readonly CaseRow[], row_px: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef<readonly CaseRow[]>([]);
  // Asking the element with every arrival would have the whole page laid out at once.
  const scrolled_px = useRef(0);
  const lastArrival_ms = useRef(-calm_ms);
  const [waiting, setWaiting] = useState(0);
  const [arrived, setArrived] = useState(none);

  useLayoutEffect(() => {
    const old = before.current;
    before.current = rows;
    const element = scroller.current;
    if (element === null || old.length === 0 || old === rows) return;
    const inserted = listInserted(old, rows);
    const now_ms = performance.now();
    const alone = now_ms - lastArrival_ms.current > calm_ms;
    if (inserted.length > 0) lastArrival_ms.current = now_ms;
    setArrived(inserted.length > 0 && alone ? new Set(inserted.map(({ id }) => id)) : none);
    if (scrolled_px.current <= row_px / 2) return;
    const firstSeen = Math.floor(element.scrollTop / row_px);
    const anchor = old[firstSeen];
    const index = anchor ? rows.findIndex((row) => row.id === anchor.id) : -1;
    if (index === -1) return;
    element.scrollTop += (index - firstSeen) * row_px;
    const added = new Set(inserted);
    const above = rows.slice(0, index).filter((row) => added.has(row)).length;
    if (above > 0) setWaiting((count) => count + above);
  }, [rows, row_px]);

  const onScroll = useCallback(() => {
    scrolled_px.current = scroller.current?.scrollTop ?? 0;
    if (scrolled_px.current < row_px / 2) setWaiting(0);
  }, [row_px]);
  const showThem = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    setWaiting(0);
  }, []);
  return { scroller, waiting, arrived, onScroll, showThem };
}
