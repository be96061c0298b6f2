import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReactElement } from 'react';
import { DueLabel } from '../../../parts/due-label.tsx';

/** The promise that falls due next, from when it was made; null where nothing is owed. */
export function findNextPromise(detail: CaseDetail): CaseDetail['promises'][number] | null {
  const owed = detail.promises.filter((one) => one.kept_at === null);
  return owed.toSorted((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))[0] ?? null;
}

/** How long the next promise still has; nothing where it is not our turn. */
export function PromiseLabel({ detail }: { detail: CaseDetail }): ReactElement | null {
  const next = findNextPromise(detail);
  if (next === null || detail.status === 'resolved' || detail.status === 'closed') return null;
  return <DueLabel due={next.due_at} since={next.made_at} />;
}
