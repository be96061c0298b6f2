import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReactElement } from 'react';
import { DueLabel } from '../../../parts/due-label.tsx';
import { findOwedNext } from '../promises/change-promises.ts';

/** The promise that falls due next, from when it was made; null where nothing is owed. */
export function findNextPromise(detail: CaseDetail): CaseDetail['promises'][number] | null {
  return findOwedNext(detail.promises);
}

/** How long the next promise still has; nothing where it is not our turn. */
export function PromiseLabel({ detail }: { detail: CaseDetail }): ReactElement | null {
  const next = findNextPromise(detail);
  if (next === null || detail.status === 'resolved' || detail.status === 'closed') return null;
  return <DueLabel due={next.due_at} since={next.made_at} />;
}
