export type {
  FoldedRange,
  JoinReason,
  Mailbox,
  MessageFacts,
  StatusBefore,
  StoredRecipients,
} from './conversation-tables.ts';
export {
  cancelDeliveries,
  recordBounce,
  refreshDeliveryState,
  retryDeliveries,
} from './delivery-store.ts';
export {
  hashExternalId,
  insertAttachments,
  insertConversation,
  insertMessage,
  insertMessageIds,
  type NewAttachment,
  searchVector,
  useUploads,
} from './message-store.ts';
export { queueMessage } from './queue-message.ts';
export { type MessageMove, messageMoves, type PlacedMessage } from './message-move-store.ts';
export { presentAttachment, presentMessage, presentMessages } from './message-views.ts';
