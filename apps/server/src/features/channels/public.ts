import './channel-tables.ts';

export { createFirstChannel } from './create-channel.ts';
export { openChannelSecrets } from './channel-secrets.ts';
export type { Channel } from './channel-store.ts';
export { findChannelByKey, findChannelForAddress, getChannel } from './channel-store.ts';
export type { ClaimedReceipt, ReceiptOutcome } from './receipt-store.ts';
export {
  claimReceipts,
  finishReceipt,
  finishReceipts,
  followMessage,
  postponeReceipt,
  releaseReceipt,
  releaseReceiptLeases,
} from './receipt-store.ts';
