import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { patchCaseRow, renewCounts } from '../../../api/case-cache.ts';
import { queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';

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
