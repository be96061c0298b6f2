import type { LiveState, PresenceMember, Typing } from '@earshot/sdk/live-client.ts';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useMe } from '../api/use-me.ts';
import {
  readLiveSince,
  readLiveState,
  readPresence,
  subscribeLive,
  tellPresence,
} from './live-store.ts';

/** How current the screen is: live, catching up or offline, and since when (milliseconds). */
export function useLive(): { state: LiveState; since_ms: number } {
  const state = useSyncExternalStore(subscribeLive, readLiveState);
  const since_ms = useSyncExternalStore(subscribeLive, readLiveSince);
  return useMemo(() => ({ state, since_ms }), [state, since_ms]);
}

/**
 * Says that this case is on screen and tells who else has it open. `setTyping` says what is being
 * written; null when nothing is.
 */
export function usePresence(caseId: string): {
  others: readonly PresenceMember[];
  setTyping: (typing: Typing) => void;
} {
  const me = useMe();
  const read = useCallback(() => readPresence(caseId), [caseId]);
  const members = useSyncExternalStore(subscribeLive, read);
  useEffect(() => {
    tellPresence(caseId, null);
    return () => tellPresence(null, null);
  }, [caseId]);
  const setTyping = useCallback((typing: Typing) => tellPresence(caseId, typing), [caseId]);
  const others = useMemo(
    () => members.filter((member) => member.id !== me.member.id),
    [members, me.member.id],
  );
  return useMemo(() => ({ others, setTyping }), [others, setTyping]);
}
