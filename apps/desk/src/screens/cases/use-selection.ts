import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** The cases selected in a list; a case that leaves the list leaves the selection. */
export function useSelection(rows: readonly CaseRow[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const newest = useRef(rows);
  useEffect(() => {
    newest.current = rows;
  }, [rows]);

  const toggle = useCallback((caseId: string, range: boolean) => {
    setIds((before) => {
      const next = new Set(before);
      const order = newest.current.map((row) => row.id);
      const from = last.current === null ? -1 : order.indexOf(last.current);
      const to = order.indexOf(caseId);
      if (range && from !== -1 && to !== -1) {
        for (const id of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(id);
      } else if (!next.delete(caseId)) next.add(caseId);
      last.current = caseId;
      return next;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  const selectAll = useCallback(() => setIds(new Set(newest.current.map((row) => row.id))), []);
  const selected = useMemo(() => rows.filter((row) => ids.has(row.id)), [rows, ids]);
  return { ids, selected, toggle, clear, selectAll };
}
