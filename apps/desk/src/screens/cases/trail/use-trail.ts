import type { CaseTrail, TrailEntry } from '@earshot/contract/trail-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';

/** Renewed with the case: every event of it may change the trail. */
const keyOf = (caseId: string) => [...queryKeys.case(caseId), 'trail'] as const;

/** The trail of a case with its escalation and what may belong together. */
export function useTrail(caseId: string) {
  return useQuery({
    queryKey: keyOf(caseId),
    queryFn: () => client.call('getCaseTrail', { params: { caseId } }),
  });
}

/** Shows a trail that came as an answer, without asking again. */
export function keepTrail(trail: CaseTrail): void {
  queryClient.setQueryData(keyOf(trail.case_id), trail);
}

/** What happened, in a sentence without its time. */
export function describeEntry(entry: TrailEntry): string {
  const from = entry.from ?? t('trail.somebody');
  const to = entry.to ?? t('trail.somebody');
  return t(`trail.kind.${entry.kind}`, { from, to });
}

/** Why a contact is taken for a repetition; null where it is none. */
export function describeRepeat(entry: TrailEntry): string | null {
  const { repeats } = entry;
  if (repeats === null) return null;
  const percent = Math.round((repeats.share ?? 0) * 100);
  return t(`trail.repeat.${repeats.code}`, { words: repeats.words, percent });
}
