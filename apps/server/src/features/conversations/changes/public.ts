export {
  deleteMessageWords,
  editMessage,
  findChannelMessage,
  hashChannelMessage,
  keepEarlyChange,
  takeEarlyChanges,
} from './message-change-store.ts';
export { clearThreadKey, findThreadConversation } from './thread-views.ts';
