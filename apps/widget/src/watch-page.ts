import type { WebClient } from '@earshot/web/web-client.ts';

/** Looks after the connection when the browser wakes up, or gains or loses its network. */
export function watchPage(client: WebClient, onSeen: () => void): void {
  addEventListener('online', () => client.check());
  addEventListener('offline', () => client.check(false));
  addEventListener('pageshow', () => client.check());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    client.check();
    onSeen();
  });
}
