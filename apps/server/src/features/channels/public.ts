import './channel-tables.ts';

export { createFirstChannel } from './create-channel.ts';
export type { ChannelSecrets } from './channel-secrets.ts';
export { openChannelSecrets } from './channel-secrets.ts';
export type { Channel } from './channel-store.ts';
export { findChannelForAddress, getChannel, listActiveChannels } from './channel-store.ts';
export type { ClaimedReceipt } from './receipt-store.ts';
export {
  claimReceipts,
  finishReceipt,
  followMessage,
  postponeReceipt,
  releaseReceiptLeases,
} from './receipt-store.ts';
