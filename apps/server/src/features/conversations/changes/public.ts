export { deleteNoteFiles } from '../attachment-store.ts';
export {
  clearThreadKey,
  deleteMessageWords,
  editMessage,
  findChannelMessage,
  hashChannelMessage,
  keepEarlyChange,
  renameConversation,
  takeEarlyChanges,
} from './message-change-store.ts';
export { noteLookAtReceipt } from './note-look.ts';
export { findThreadConversation } from './thread-views.ts';
