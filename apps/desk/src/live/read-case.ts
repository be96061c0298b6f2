import { useEffect } from 'react';
import { findCaseRow, patchCaseRow } from '../api/case-cache.ts';
import { client } from '../api/desk-client.ts';
import { subscribeEvents } from './live-store.ts';

/** Messages in quick succession are read by one request. */
const gather_ms = 600;

/** Notes on the server, and shows at once, that the reader has read the case up to now. */
export async function readCase(caseId: string): Promise<void> {
  const row = findCaseRow(caseId);
  if (row?.unread === true) patchCaseRow({ ...row, unread: false });
  await client.call('createCaseReading', { params: { caseId } });
}

/** Reads a case while it is on a visible screen: when it is opened and whenever a message comes. */
export function useReadCase(caseId: string | null): void {
  useEffect(() => {
    if (caseId === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function read(): void {
      if (caseId === null || document.visibilityState !== 'visible') return;
      clearTimeout(timer);
      // What could not be noted is noted with the next message or visit; nobody need act.
      timer = setTimeout(() => void readCase(caseId).catch(() => undefined), gather_ms);
    }
    read();
    const forget = subscribeEvents((event) => {
      if (event.subject_id === caseId && event.name === 'message.received') read();
    });
    document.addEventListener('visibilitychange', read);
    return () => {
      clearTimeout(timer);
      forget();
      document.removeEventListener('visibilitychange', read);
    };
  }, [caseId]);
}
