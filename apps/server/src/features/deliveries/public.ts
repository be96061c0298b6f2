export {
  cancelDeliveries,
  insertDeliveries,
  noteProviderState,
  recordBounce,
  refreshDeliveryState,
  retryDeliveries,
} from './delivery-store.ts';
export { queueMessage } from './queue-message.ts';
export { queueNotice } from './queue-notice.ts';
export { noteReading } from './note-reading.ts';
export { placeDue } from './place-messages.ts';
export { refuseOwnAddresses } from './refuse-own-addresses.ts';
