import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { getTransferPreview, HandOver } from '@earshot/contract/travel-contract.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { useLocale } from '../../../i18n/translate.ts';

export type Preview = ResponseOf<typeof getTransferPreview>;

/** The hand-over in the reader's language; undefined until it is made. */
export function useHandOver(caseId: string): HandOver | undefined {
  const language = useLocale();
  const { data } = useQuery({
    queryKey: [...queryKeys.case(caseId), 'hand-over', language],
    queryFn: () => client.call('getHandOver', { params: { caseId }, query: { language } }),
  });
  return data;
}

/** What a transfer to this team would do; undefined until a team is chosen and it is known. */
export function usePreview(caseId: string, teamId: string, memberId: string): Preview | undefined {
  const { data } = useQuery({
    queryKey: [...queryKeys.case(caseId), 'transfer-preview', teamId, memberId],
    queryFn: () =>
      client.call('getTransferPreview', {
        params: { caseId },
        query: { to_team_id: teamId, ...(memberId === '' ? {} : { member_id: memberId }) },
      }),
    enabled: teamId !== '',
    placeholderData: keepPreviousData,
  });
  return teamId === '' ? undefined : data;
}
