import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import type { IconName } from '@earshot/ui/icon.tsx';

/** What stands for each kind of channel, in the order in which they are offered. */
export const channelIcons = {
  email: 'mail',
  chat: 'chat',
  form: 'note',
  api: 'link',
} as const satisfies Record<ChannelKind, IconName>;

/** Every kind of channel. */
export const channelKinds = Object.keys(channelIcons) as ChannelKind[];
