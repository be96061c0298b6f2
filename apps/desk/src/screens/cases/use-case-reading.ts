import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { patchCaseRow } from '../../api/case-cache.ts';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';

/** A glance while paging through the list is no reading. */
const glance_ms = 700;

function useVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}

/** Notes that the member has read the case while it is on a screen somebody looks at. */
export function useCaseReading(detail: CaseDetail): void {
  const visible = useVisible();
  const { id, last_message_at: newest } = detail;
  // Of a mention in a note the case is not unread; it is read with the case all the same.
  const { data: news } = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: () => client.call('listNotifications'),
  });
  const told = news?.items.some((one) => one.case_id === id && one.read_at === null) ?? false;
  const unread = detail.unread || told;
  useEffect(() => {
    if (!visible || !unread) return undefined;
    const timer = setTimeout(() => {
      client.call('createCaseReading', { params: { caseId: id } }).then(
        () => patchCaseRow({ ...detail, unread: false }),
        // Nothing is lost: it stays unread and is noted with the next message.
        () => undefined,
      );
    }, glance_ms);
    return () => clearTimeout(timer);
    // A change of anything else in the case does not make it read again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, unread, newest, visible]);
}
