import { mkdtemp, rm } from 'node:fs/promises';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { livePath, type LiveEvent } from '@earshot/contract/live-contract.ts';
import { createLive, type LiveState } from '@earshot/sdk/live-client.ts';
import { waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import {
  type ClaimedProduct,
  claimProduct,
  supportAddress,
} from '@earshot/testkit/product/claim-product.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { WebSocket } from 'ws';
import { afterAll, describe, expect, test } from 'vitest';
import { findPostgresBinaries } from './platform/postgres/find-postgres-binaries.ts';
import { placeCluster } from './platform/postgres/place-cluster.ts';
import * as postmasters from './platform/postgres/run-postmaster.ts';
import { startEmbeddedPostgres } from './platform/postgres/start-embedded-postgres.ts';

const cleanups: (() => Promise<unknown> | void)[] = [];
afterAll(async () => {
  for (const clean of cleanups.toReversed()) await clean();
});

/** A PostgreSQL of somebody else, which can be switched off and on. */
async function startForeignPostgres() {
  const dataDir = await mkdtemp(join(tmpdir(), 'earshot-foreign-'));
  chmodSync(dataDir, 0o711);
  const quiet = { info: () => undefined, warn: () => undefined };
  const started = await startEmbeddedPostgres({ dataDir, log: quiet });
  started.release();
  const place = placeCluster(dataDir, findPostgresBinaries());
  const log = join(dataDir, 'postgres.log');
  let running: postmasters.Postmaster | null = null;
  cleanups.push(async () => {
    if (running) await postmasters.stopPostmaster(running, place.clusterDir);
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    url: started.url,
    stop: async () => {
      if (running) await postmasters.stopPostmaster(running, place.clusterDir);
      else await started.stop();
    },
    start: async () => {
      running = await postmasters.startPostmaster(place, started.port, log);
    },
  };
}

/** A desk as the browser holds it: everything it was told, and how it saw itself. */
function openDesk({ product, cookie }: ClaimedProduct) {
  const events: LiveEvent[] = [];
  const states: LiveState[] = [];
  const live = createLive({
    url: product.url.replace('http', 'ws') + livePath,
    position: 0,
    open: (url) => new WebSocket(url, { headers: { cookie } }),
    onEvents: (heard) => void events.push(...heard),
    onState: (state) => void states.push(state),
  });
  cleanups.push(() => live.close());
  return { events, states, live };
}

/** Hands mails in, one after the other, each until it is taken, as a mail server does. */
async function handInPatiently(product: Product, isOver: () => boolean) {
  const taken: string[] = [];
  const putOff: string[] = [];
  for (let number = 1; !isOver(); number++) {
    const subject = `Outage ${number}`;
    for (;;) {
      try {
        const mail = { from: `lena${number}@vogt.example`, to: supportAddress, subject };
        await product.sendMail({
          ...mail,
          text: 'It boils.',
          messageId: `<${number}@vogt.example>`,
        });
        break;
      } catch (error) {
        putOff.push((error as Error).message);
        await pause(500);
      }
    }
    taken.push(subject);
    await pause(100);
  }
  return { taken, putOff };
}

describe('while the database is away for 20 seconds', () => {
  test('mail waits outside, desks wait, and all goes on by itself without loss or repeat', async () => {
    const postgres = await startForeignPostgres();
    const product = await startProduct({ DATABASE_URL: postgres.url });
    cleanups.push(() => product.stop());
    const claimed = await claimProduct(product, postgres.url);
    const desk = openDesk(claimed);
    let isOver = false;
    const handing = handInPatiently(product, () => isOver);
    await waitUntil('mail comes in', () => desk.events.length > 5, 20_000);
    await postgres.stop();
    await pause(20_000);
    expect((await fetch(`${product.url}/healthz`)).status).toBe(503);
    const refused = await fetch(`${product.url}/api/v1/me`, {
      headers: { cookie: claimed.cookie },
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'database_away' });
    const shop = await fetch(`${product.url}/api/v1/web/b676d69b1f800653ec6a`, {
      headers: { origin: 'https://shop.example' },
    });
    expect(shop.status).toBe(503);
    expect(shop.headers.get('access-control-allow-origin')).toBe('*');
    await postgres.start();
    await waitUntil(
      'it serves again',
      async () => (await fetch(`${product.url}/healthz`)).status === 200,
      20_000,
    );
    await pause(2_000);
    isOver = true;
    const { taken, putOff } = await handing;
    expect(putOff.length).toBeGreaterThan(0);
    for (const words of putOff) expect(words).toMatch(/\b451 4\.3\.0/);
    await waitUntil(
      'everything is understood and answered',
      async () =>
        (await claimed.count('receipts', "state = 'stored'")) === 0 &&
        (await claimed.count('deliveries', "state <> 'sent'")) === 0,
      30_000,
    );
    const cases = await claimed.query<{ subject: string }>(
      'select subject from cases order by number',
    );
    expect(cases.map(({ subject }) => subject).toSorted()).toEqual(taken.toSorted());
    const answered = product.sink.mails.map(({ to }) => to.join());
    expect(answered.length).toBe(taken.length);
    expect(new Set(answered).size).toBe(answered.length);
    const [last] = await claimed.query<{ position: string }>(
      'select last_position as position from event_positions',
    );
    await waitUntil(
      'the desk caught up',
      () => desk.live.position() === Number(last?.position),
      20_000,
    );
    expect(desk.live.state()).toBe('live');
    expect(desk.events.map(({ position }) => position)).toEqual(desk.events.map((_, i) => i + 1));
  }, 180_000);
});
