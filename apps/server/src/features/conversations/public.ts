export type {
  DeliveryState,
  EarlyChange,
  FoldedRange,
  JoinReason,
  MessageDeliveryState,
  MessageFacts,
  StatusBefore,
} from './conversation-tables.ts';
export {
  copyFilesAsUploads,
  hashExternalId,
  insertAttachments,
  insertConversation,
  insertMessage,
  insertMessageIds,
  saveDeliveryState,
  useUploads,
} from './message-store.ts';
export type { MessageMove, PlacedMessage } from './message-move-store.ts';
export type { FileCarrier, NewAttachment, NewMessage } from './message-store.ts';
export { messageMoves } from './message-move-store.ts';
export { presentAttachment, presentMessage, presentMessages } from './message-views.ts';
