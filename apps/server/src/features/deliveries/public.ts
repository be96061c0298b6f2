export {
  cancelDeliveries,
  noteProviderState,
  noteReading,
  recordBounce,
  refreshDeliveryState,
  retryDeliveries,
} from './delivery-store.ts';
export { queueMessage } from './queue-message.ts';
export { queueNotice } from './queue-notice.ts';
