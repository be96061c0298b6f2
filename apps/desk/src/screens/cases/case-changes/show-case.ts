import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { say } from '../../../actions/undo-store.ts';
import { patchCaseRow, renewCounts } from '../../../api/case-cache.ts';
import { queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { describeError } from '../../../parts/describe-error.ts';

/**
 * Shows a case as the server just answered it: open case, lists, counts; its timeline is renewed.
 */
export function showCase(detail: CaseDetail): void {
  queryClient.setQueryData<CaseDetail>(queryKeys.case(detail.id), detail);
  patchCaseRow(detail);
  renewCase(detail.id);
  renewCounts();
}

/** Reads a case and its timeline anew. */
export function renewCase(caseId: string): void {
  void queryClient.invalidateQueries({ queryKey: queryKeys.case(caseId) });
}

/** Runs a deed; what the server refuses is said in its words, and nothing is lost. */
export async function attempt<T>(deed: () => Promise<T>): Promise<T | null> {
  try {
    return await deed();
  } catch (error) {
    say(describeError(error), 'bad');
    return null;
  }
}
