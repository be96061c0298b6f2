import type { TimelineEntry } from '@earshot/contract/case-contract.ts';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '../../../i18n/translate.ts';
import { authorOf, idOf } from './timeline-rules.ts';

export interface Newcomers {
  /** What arrived below what is being read, oldest first. */
  unseen: readonly TimelineEntry[];
  /** Ids that slide in. */
  arrived: ReadonlySet<string>;
  /** Said to screen readers. */
  words: string;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/**
 * Notices what arrives while the case is open. `onArrival` says whether it was brought into view;
 * what was not is counted for the pill.
 */
export function useNewcomers(
  entries: readonly TimelineEntry[],
  options: {
    memberId: string;
    onArrival: (first: TimelineEntry, mine: boolean) => boolean;
  },
): Newcomers {
  const known = useRef<ReadonlySet<string> | null>(null);
  const newestAt = useRef('');
  const [unseen, setUnseen] = useState<readonly TimelineEntry[]>([]);
  const [arrived, setArrived] = useState(none);
  const [words, setWords] = useState('');

  const onEntries = useEffectEvent((now: readonly TimelineEntry[]) => {
    const before = known.current;
    if (now.length === 0) return;
    known.current = new Set(now.map(idOf));
    const after = newestAt.current;
    newestAt.current = now.at(-1)!.at;
    if (before === null) return;
    // Earlier pages are new to the list too, but stand above.
    const fresh = now.filter((entry) => !before.has(idOf(entry)) && entry.at >= after);
    if (fresh.length === 0) return;
    setArrived(new Set(fresh.map(idOf)));
    const said = fresh.filter((entry) => entry.kind !== 'event');
    const others = said.filter((entry) => memberOf(entry) !== options.memberId);
    const first = said[0];
    if (first === undefined) return;
    const seen = options.onArrival(first, others.length === 0);
    if (others.length === 0) return;
    const name = authorOf(others.at(-1)!);
    setWords(t(others.at(-1)!.kind === 'note' ? 'time.arrivedNote' : 'time.arrived', { name }));
    if (!seen) setUnseen((waiting) => [...waiting, ...others]);
  });
  useEffect(() => onEntries(entries), [entries]);

  const clear = useCallback(() => setUnseen((now) => (now.length === 0 ? now : [])), []);
  return { unseen, arrived, words, clear };
}

function memberOf(entry: TimelineEntry): string | undefined {
  if (entry.kind === 'note') return entry.note.author?.id;
  return entry.kind === 'message' ? entry.message.author.member?.id : undefined;
}
