import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import type { CaseFilter } from '../../api/query-keys.ts';
import { useGo } from '../../parts/app-link.tsx';
import { pathTo } from '../../paths.ts';
import { nameOfFilter } from './use-case-list.ts';

/** Which row the keyboard stands on: the open case, else where `j` and `k` led. */
export function useListCursor(
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
