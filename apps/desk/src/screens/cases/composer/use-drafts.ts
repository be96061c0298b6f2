import { useEffect, useSyncExternalStore } from 'react';
import type { CaseDrafts, DraftState } from './case-drafts.ts';
import type { DraftKind } from './draft-rules.ts';
import { openDrafts } from './open-drafts.ts';

/**
 * The reader's drafts of a case; saved when the case is left, renewed when the page is seen again.
 */
export function useDrafts(caseId: string): CaseDrafts {
  const drafts = openDrafts(caseId);
  useEffect(() => {
    void drafts.load(drafts.loaded);
    const renew = () => void drafts.load(true);
    window.addEventListener('focus', renew);
    return () => {
      window.removeEventListener('focus', renew);
      void drafts.flush();
    };
  }, [drafts]);
  return drafts;
}

/** One draft as it is now. */
export function useDraft(drafts: CaseDrafts, kind: DraftKind): DraftState {
  return useSyncExternalStore(
    (listener) => drafts.subscribe(listener),
    () => drafts.state(kind),
  );
}
