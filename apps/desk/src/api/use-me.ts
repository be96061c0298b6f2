import type { Me } from '@earshot/contract/session-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from './desk-client.ts';
import { queryKeys } from './query-keys.ts';

/** The signed-in member and their account; only below the signed-in part of the desk. */
export function useMe(): Me {
  const { data } = useQuery({
    queryKey: queryKeys.me,
    queryFn: () => client.call('getMe'),
    staleTime: Infinity,
  });
  if (!data) throw new Error('useMe is used where nobody is signed in.');
  return data;
}
