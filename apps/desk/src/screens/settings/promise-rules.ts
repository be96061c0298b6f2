import type { SlaPolicyShown, WorkCalendarShown } from '@earshot/contract/promise-rule-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../api/desk-client.ts';

/** Begins the keys of everything about policies, calendars and packs. */
const root = ['promise-rules'];

/** Policies in the order in which they are asked; empty until they are known. */
export function usePolicies(): SlaPolicyShown[] {
  const { data } = useQuery({
    queryKey: [...root, 'policies'],
    queryFn: () => client.call('listSlaPolicies'),
  });
  return data?.items ?? [];
}

/** Calendars by name; empty until they are known. */
export function useCalendars(): WorkCalendarShown[] {
  const { data } = useQuery({
    queryKey: [...root, 'calendars'],
    queryFn: () => client.call('listWorkCalendars'),
  });
  return data?.items ?? [];
}

/** Reads policies, calendars, packs and the preview anew. */
export async function renewRules(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: root });
}
