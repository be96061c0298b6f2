import type { WebPushNews } from '@earshot/contract/web-push-contract.ts';

/** The service worker of the shop: shows that there is an answer, and leads to it. */
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Page {
  readonly url: string;
  focus(): Promise<unknown>;
}
declare const registration: ServiceWorkerRegistration;
declare const clients: {
  matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<Page[]>;
  openWindow(url: string): Promise<unknown>;
};

const place = '/orders.html';
const listPages = () => clients.matchAll({ type: 'window', includeUncontrolled: true });

addEventListener('push', (given) => {
  const event = given as unknown as Waiting & { data: { json(): WebPushNews } };
  const { title, body, conversation_id: tag } = event.data.json();
  // The same tag: a newer answer of the same conversation takes the place of the older.
  event.waitUntil(registration.showNotification(title, { body, tag }));
});

addEventListener('notificationclick', (given) => {
  const event = given as unknown as Waiting & { notification: Notification };
  event.notification.close();
  const show = async () => {
    const open = (await listPages()).find((one) => new URL(one.url).pathname === place);
    await (open ? open.focus() : clients.openWindow(place));
  };
  event.waitUntil(show());
});
