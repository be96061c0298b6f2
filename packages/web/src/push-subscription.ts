import type { WebClient } from './web-client.ts';

/** As much of a `PushSubscription` as is needed. */
export interface HeldPush {
  readonly options: { readonly applicationServerKey: ArrayBuffer | null };
  toJSON(): unknown;
  unsubscribe(): Promise<boolean>;
}

/** As much of a `ServiceWorkerRegistration` as is needed; the worker shows the notification. */
export interface PushPlace {
  registration: {
    pushManager: {
      getSubscription(): Promise<HeldPush | null>;
      subscribe(options: {
        userVisibleOnly: boolean;
        applicationServerKey: string;
      }): Promise<HeldPush>;
    };
  };
}

type PushingClient = Pick<WebClient, 'settings' | 'ask'>;

/**
 * Announces answers to this browser, also while no page is open. Call it from a click, since the
 * browser asks for permission; then again on each visit, which renews it. False: the channel
 * announces nothing. Throws WebError, and what the browser throws where the visitor says no.
 */
export async function subscribeToPush(
  client: PushingClient,
  { registration: { pushManager } }: PushPlace,
): Promise<boolean> {
  const { push } = await client.settings();
  if (!push) return false;
  let held = await pushManager.getSubscription();
  if (held && keyOf(held) !== push.public_key) {
    // Of another server, or from before its keys were lost: nobody can send to it any more.
    await held.unsubscribe();
    held = null;
  }
  held ??= await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: push.public_key,
  });
  await client.ask('/push-subscriptions', held.toJSON());
  return true;
}

/** Announces nothing to this browser any more; a sign-out (`forget`) does so on the server, too. */
export async function unsubscribeFromPush(
  client: PushingClient,
  { registration: { pushManager } }: PushPlace,
): Promise<void> {
  const held = await pushManager.getSubscription();
  if (!held) return;
  // Said again it only tells its id.
  const { id } = await client.ask<{ id: string }>('/push-subscriptions', held.toJSON());
  await client.ask(`/push-subscriptions/${id}`, undefined, 'DELETE');
  await held.unsubscribe();
}

function keyOf({ options: { applicationServerKey: key } }: HeldPush): string {
  const letters = String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0)));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
