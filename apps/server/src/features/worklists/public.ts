import './notification-tables.ts';

export { canSeeLiveRow, decideHearing, type LiveRow, loadLiveRows } from './live-rows.ts';
export { notificationConsumer } from './notification-consumer.ts';
export { readCaseNotifications } from './read-notifications.ts';
export { watchUnread } from './watch-unread.ts';
