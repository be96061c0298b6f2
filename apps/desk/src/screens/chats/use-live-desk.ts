import type { VisitorState } from '@earshot/contract/live-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { readVisitors, subscribeEvents, subscribeLive } from '../../live/live-store.ts';
import type { LiveDeskFacts } from './change-live.ts';

/** Several events of one deed are answered by one reading. */
const gather_ms = 120;
/** After these a conversation may be the reader’s, or no longer. */
const moving = new Set([
  'case.assigned',
  'case.transferred',
  'case.status_changed',
  'case.reopened',
  'message.received',
  'message.sent',
]);

/** What rings at the reader and the live conversations they have. */
export function useLiveDesk(): LiveDeskFacts | undefined {
  return useQuery({
    queryKey: queryKeys.liveDesk,
    queryFn: () => client.call('getLiveDesk'),
  }).data;
}

/** Reads anew when something happens in a conversation that is the reader’s or becomes theirs. */
export function useLiveRenewal(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = subscribeEvents(({ name, subject_id: caseId }) => {
      const desk = queryClient.getQueryData<LiveDeskFacts>(queryKeys.liveDesk);
      const own = desk?.conversations.some((one) => one.case.id === caseId) === true;
      if (!own && !moving.has(name)) return;
      clearTimeout(timer);
      timer = setTimeout(
        () => void queryClient.invalidateQueries({ queryKey: queryKeys.liveDesk }),
        gather_ms,
      );
    });
    return () => {
      clearTimeout(timer);
      forget();
    };
  }, []);
}

/** How the contact of each live conversation of a case is there now. */
export function useVisitors(caseId: string): readonly VisitorState[] {
  return useSyncExternalStore(subscribeLive, () => readVisitors(caseId));
}
