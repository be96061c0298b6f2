import './channel-tables.ts';

export { createFirstChannel } from './create-channel.ts';
export { openChannelSecrets, type ChannelSecrets } from './channel-secrets.ts';
export {
  type Channel,
  findChannelForAddress,
  getChannel,
  listActiveChannels,
} from './channel-store.ts';
export { followMessage } from './receipt-store.ts';
