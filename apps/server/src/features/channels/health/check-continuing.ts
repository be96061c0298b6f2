import type { Channel } from '../channel-store.ts';
import type { ChannelFinding } from '../kit/channel-adapter.ts';

/** Whether a mailbox of the account is on. */
export type IsMailboxOpen = (accountId: string, channelId: string) => Promise<boolean>;

/** A chat or form is ours on both sides, but who has left is followed by a mailbox. */
export async function checkContinuing(
  { accountId, web }: Pick<Channel, 'accountId' | 'web'>,
  isMailboxOpen: IsMailboxOpen,
): Promise<ChannelFinding> {
  const followedBy = web?.continue_by_channel_id ?? null;
  const isOk = followedBy === null || (await isMailboxOpen(accountId, followedBy));
  return { code: isOk ? 'ok' : 'continues_nowhere', words: null };
}
