import { describe, expect, test } from 'vitest';
import { type HeldPush, subscribeToPush, unsubscribeFromPush } from './push-subscription.ts';

const ourKey = Buffer.alloc(65, 7).toString('base64url');

/** A browser that may hold a subscription, and what the server was asked. */
function openBrowser(given: { held?: string; push?: { public_key: string } | null } = {}) {
  const asked: string[] = [];
  let held: HeldPush | null = null;
  const hold = (key: string): HeldPush => {
    const { buffer, byteOffset, byteLength } = new Uint8Array(Buffer.from(key, 'base64url'));
    const applicationServerKey = buffer.slice(byteOffset, byteOffset + byteLength);
    held = {
      options: { applicationServerKey },
      toJSON: () => ({ endpoint: 'https://push.example/1' }),
      unsubscribe: async () => ((held = null), true),
    };
    return held;
  };
  if (given.held) hold(given.held);
  const { push = { public_key: ourKey } } = given;
  return {
    asked,
    held: () => held !== null,
    client: {
      settings: async () => ({ push }) as never,
      ask: async <T>(path: string, _body?: unknown, method = 'POST') => {
        asked.push(`${method} ${path}`);
        return { id: 'p1' } as T;
      },
    },
    place: {
      registration: {
        pushManager: {
          getSubscription: async () => held,
          subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
            asked.push('permission');
            return hold(applicationServerKey);
          },
        },
      },
    },
  };
}

describe('a visitor who wants to hear of answers', () => {
  test('is asked once, and renewed without being asked', async () => {
    const browser = openBrowser();
    for (const visit of [1, 2]) {
      expect([visit, await subscribeToPush(browser.client, browser.place)]).toEqual([visit, true]);
    }
    const said = 'POST /push-subscriptions';
    expect(browser.asked).toEqual(['permission', said, said]);
  });

  test('gets a new subscription where the old one is for other keys', async () => {
    const browser = openBrowser({ held: Buffer.alloc(65, 8).toString('base64url') });
    await subscribeToPush(browser.client, browser.place);
    expect(browser.asked).toEqual(['permission', 'POST /push-subscriptions']);
  });

  test('is not asked where the channel announces nothing', async () => {
    const browser = openBrowser({ push: null });
    expect(await subscribeToPush(browser.client, browser.place)).toBe(false);
    expect(browser.asked).toEqual([]);
  });

  test('takes it back on the server and in the browser', async () => {
    const browser = openBrowser({ held: ourKey });
    await unsubscribeFromPush(browser.client, browser.place);
    await unsubscribeFromPush(browser.client, browser.place);
    expect(browser.asked).toEqual(['POST /push-subscriptions', 'DELETE /push-subscriptions/p1']);
    expect(browser.held()).toBe(false);
  });
});
