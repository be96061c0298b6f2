import './notification-tables.ts';

export { canSeeLiveRow, decideHearing, type LiveRow, loadLiveRows } from './live-rows.ts';
export { readCaseNotifications } from './read-case-notifications.ts';
export {
  notificationConsumer,
  type NotifiedListener,
  onNotified,
} from './notification-consumer.ts';
