import type { VisitorState } from '@earshot/contract/live-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { readVisitors, subscribeEvents, subscribeLive } from '../../live/live-store.ts';
import type { LiveDeskFacts } from './change-live.ts';

/** Several events of one deed are answered by one reading. */
const gather_ms = 120;
/** What happens in conversations of others is mostly none of the reader’s: mails come all day. */
const apart_ms = 1_000;
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
    let read_ms = -apart_ms;
    const read = () => {
      timer = undefined;
      read_ms = performance.now();
      void queryClient.invalidateQueries({ queryKey: queryKeys.liveDesk });
    };
    const forget = subscribeEvents(({ name, subject_id: caseId }) => {
      const desk = queryClient.getQueryData<LiveDeskFacts>(queryKeys.liveDesk);
      const own = desk?.conversations.some((one) => one.case.id === caseId) === true;
      if (!own && (timer !== undefined || !moving.has(name))) return;
      clearTimeout(timer);
      const early_ms = own ? 0 : read_ms + apart_ms - performance.now();
      timer = setTimeout(read, Math.max(gather_ms, early_ms));
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
