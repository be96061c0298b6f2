import './channel-tables.ts';

export { createFirstChannel } from './create-channel.ts';
export { openChannelSecrets } from './channel-secrets.ts';
export type { Channel } from './channel-store.ts';
export { findChannelForAddress, getChannel } from './channel-store.ts';
export type { ClaimedReceipt } from './receipt-store.ts';
export {
  claimReceipts,
  finishReceipt,
  followMessage,
  postponeReceipt,
  releaseReceipt,
  releaseReceiptLeases,
} from './receipt-store.ts';
