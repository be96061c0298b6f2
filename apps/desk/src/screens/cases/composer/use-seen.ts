import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import { useEffect, useMemo, useState } from 'react';
import { useMe } from '../../../api/use-me.ts';
import { isSaidByOther } from '../case-timeline/timeline-rules.ts';

interface Mark {
  /** Newest event of the account that the writer had on screen. */
  position: number;
  /** Entries up to this moment had been shown. */
  at: string;
}

export interface Seen {
  /** What the send guard is told. */
  position: number;
  /** What others said since the writer began. */
  unread: readonly TimelineEntry[];
  /** The writer has read it. */
  acknowledge: () => void;
}

const keyOf = (caseId: string) => `earshot.seen.${caseId}`;

function readMark(caseId: string): Mark | null {
  const text = sessionStorage.getItem(keyOf(caseId));
  return text === null ? null : (JSON.parse(text) as Mark);
}

function keepMark(caseId: string, mark: Mark | null): void {
  if (mark === null) sessionStorage.removeItem(keyOf(caseId));
  else sessionStorage.setItem(keyOf(caseId), JSON.stringify(mark));
}

/**
 * What the writer has seen: everything, until the first letter; from then on only what they say
 * they have read. A message that slides in while somebody types has not been read.
 */
export function useSeen(
  detail: CaseDetail,
  entries: readonly TimelineEntry[],
  writing: boolean,
  /** When the draft was saved last, if it comes from an earlier visit. */
  savedAt: string | null,
): Seen {
  const me = useMe();
  const { id, last_position: position } = detail;
  const [mark, setMark] = useState<Mark | null>(() => readMark(id));
  const newest = entries.at(-1)?.at ?? '';

  useEffect(() => {
    if (writing === (mark !== null) || (writing && newest === '')) return;
    const at = savedAt !== null && savedAt < newest ? savedAt : newest;
    const next = writing ? { position, at } : null;
    keepMark(id, next);
    setMark(next);
  }, [writing, mark, id, position, newest, savedAt]);

  const unread = useMemo(() => {
    if (mark === null) return [];
    const after = Date.parse(mark.at);
    return entries.filter(
      (entry) => Date.parse(entry.at) > after && isSaidByOther(entry, me.member.id),
    );
  }, [entries, mark, me.member.id]);

  return {
    position: mark?.position ?? position,
    unread,
    acknowledge() {
      const next = { position, at: newest };
      keepMark(id, next);
      setMark(next);
    },
  };
}
