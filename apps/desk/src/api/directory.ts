import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import type { Member, Team } from '@earshot/contract/member-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from './desk-client.ts';
import { queryKeys } from './query-keys.ts';

const quiet_ms = 5 * 60_000;

/** Everybody with a login who is active, by name; empty until it is known. */
export function useMembers(): Member[] {
  const { data } = useQuery({
    queryKey: queryKeys.members,
    queryFn: () => client.call('listMembers'),
    staleTime: quiet_ms,
  });
  return data?.items.filter((member) => member.deactivated_at === null) ?? [];
}

/** All teams; empty until they are known. */
export function useTeams(): Team[] {
  const { data } = useQuery({
    queryKey: queryKeys.teams,
    queryFn: () => client.call('listTeams'),
    staleTime: quiet_ms,
  });
  return data?.items ?? [];
}

/** All channels; empty until they are known. */
export function useChannels(): ChannelAccount[] {
  const { data } = useQuery({
    queryKey: queryKeys.channels,
    queryFn: () => client.call('listChannels'),
  });
  return data?.items ?? [];
}

/** Tags in use. */
export function useTags(): string[] {
  const { data } = useQuery({
    queryKey: queryKeys.tags,
    queryFn: () => client.call('listTags', { query: {} }),
    staleTime: quiet_ms,
  });
  return data?.items ?? [];
}

/** Names of the groups that contacts belong to; empty until they are known. */
export function useContactGroups(): string[] {
  const { data } = useQuery({
    queryKey: queryKeys.contactGroups,
    queryFn: () => client.call('listContactGroups'),
    staleTime: quiet_ms,
  });
  return data?.items.map(({ name }) => name) ?? [];
}
