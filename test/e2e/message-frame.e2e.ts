import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sanitiseHtml } from '../../apps/server/src/features/channels/email/understand/sanitise-html.ts';
import {
  frameContentSecurity,
  renderFrame,
} from '../../apps/server/src/features/conversations/frame/render-frame.ts';
import {
  startTestApp,
  type TestApp,
  type TestMember,
} from '@earshot/testkit/http/start-test-app.ts';
import setUpPostgres from '@earshot/testkit/postgres/global-setup.ts';
import { seedMessage } from '@earshot/testkit/world/seed-message.ts';
import { findChromium } from '../run/find-chromium.ts';
import { attackPayloads } from './attack-payloads.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

let leavePostgres: () => Promise<void>;
let world: TestApp;
let ruth: TestMember;
let origin: string;
let evil: Server;
let evilUrl: string;
let reached: string[] = [];
let referrers: (string | undefined)[] = [];
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  leavePostgres = await setUpPostgres();
  evil = createServer((request, answer) => {
    reached.push(`${request.url}`);
    if (request.url === '/offer') referrers.push(request.headers.referer);
    answer.setHeader('access-control-allow-origin', '*');
    answer.end('<!doctype html><title>outside</title><p>outside</p>');
  });
  await new Promise<void>((done) => void evil.listen(0, '127.0.0.1', done));
  evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
  world = await startTestApp();
  ruth = await world.signUp();
  await world.app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = world.app.server.server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  const { path } = await findChromium(() => undefined);
  // Chromium’s own sandbox does not start under root; the sandbox of the frame is another one.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Chromium keeps pages away from the own machine, where the server outside runs in this test.
  const args = [...root, '--disable-features=LocalNetworkAccessChecks'];
  browser = await chromium.launch({ executablePath: path ?? 'chromium', args });
  context = await browser.newContext();
  const [name, value] = ruth.credentials.cookie.split('=');
  await context.addCookies([
    { name: name!, value: value!, url: origin, httpOnly: true, sameSite: 'Lax' },
  ]);
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
  evil?.closeAllConnections();
  evil?.close();
  await leavePostgres?.();
});

/** Frames of a dozen lie in a grid of four by three. */
const cell = { width: 300, height: 220 };

/** Answers for the pages that hold frames, with the guard of the desk or without any. */
async function holdFrames(context_: BrowserContext): Promise<void> {
  await context_.route(`${origin}/host?*`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const guard = query.has('unguarded') ? '' : `sandbox="${sandbox}"`;
    const frames = query.getAll('show').map((src) => `<iframe ${guard} src="${src}"></iframe>`);
    const size = frames.length === 1 ? { width: 680, height: 600 } : cell;
    return route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>host</title><style>body{margin:0}iframe{border:0;float:left;
        width:${size.width}px;height:${size.height}px}</style>${frames.join('')}`,
    });
  });
}

/** A page of the desk’s origin with frames in it, as the desk shows them. */
async function openHost(host: Page, shown: readonly string[], guarded = true): Promise<void> {
  const query = new URLSearchParams(shown.map((address) => ['show', address]));
  if (!guarded) query.set('unguarded', '');
  await host.goto(`${origin}/host?${query}`, { waitUntil: 'load', timeout: 10_000 });
}

function openFrame(messageId: string, query = ''): Promise<void> {
  return openHost(page, [`/api/v1/messages/${messageId}/frame${query}`]);
}

/** Clicks and hovers in every frame, as a reader might. */
async function touchFrames(host: Page): Promise<void> {
  for (let index = 0; index < 12; index += 1) {
    const left = (index % 4) * cell.width;
    const top = Math.floor(index / 4) * cell.height;
    await host.mouse.move(left + 40, top + 40);
    await host.mouse.click(left + 25, top + 25);
  }
  await host.waitForTimeout(50);
  // A click on a link opened a tab, behind which the page would be slow.
  for (const other of context.pages()) if (other !== page && other !== host) await other.close();
}

function heightOfFrame(): Promise<number> {
  return page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe')!;
    return frame.contentDocument!.documentElement.scrollHeight;
  });
}

beforeAll(async () => {
  await holdFrames(context);
  page = await context.newPage();
});

interface Watch {
  /** What ran, by its own word. */
  hits: string[];
  /** Requests that reading a mail does not need. */
  foreign: string[];
}

async function watchPage(watched: Page): Promise<Watch> {
  const hits: string[] = [];
  const foreign: string[] = [];
  await watched.exposeFunction('hit', (what: string) => void hits.push(what));
  watched.on('dialog', (dialog) => {
    hits.push(dialog.message());
    void dialog.dismiss();
  });
  watched.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn =
      url.origin === origin && /^\/(?:host|attack\/|api\/v1\/messages\/)/.test(url.pathname);
    if (!isOwn && url.protocol !== 'data:') foreign.push(request.url());
  });
  return { hits, foreign };
}

/** Answers `/attack/<index>` with the bodies as they are. */
async function answerWith(
  host: Page,
  bodies: readonly string[],
  headers: Record<string, string>,
): Promise<void> {
  await host.route(`${origin}/attack/*`, (route) => {
    const index = Number(new URL(route.request().url()).pathname.split('/').at(-1));
    const body = `<!doctype html><body>${bodies[index] ?? ''}</body>`;
    return route.fulfill({
      headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
      body,
    });
  });
}

function readAgain(body: string): string {
  const message = { id: 'x', subject: '', language: null, text: '', html: body, folded: [] };
  return renderFrame(
    { ...message, pictures: new Map() },
    { locale: 'en', theme: 'light', loadsRemoteImages: false, opensFolds: true },
  );
}

function inDozens<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 12) }, (_, index) =>
    all.slice(index * 12, index * 12 + 12),
  );
}

describe('a mail that means harm', () => {
  let hits: string[];
  let foreign: string[];
  beforeAll(async () => {
    ({ hits, foreign } = await watchPage(page));
  });

  test('does run and does reach out where nothing stands in its way', async () => {
    reached = [];
    const unguarded = await context.newPage();
    const watch = await watchPage(unguarded);
    const bodies = attackPayloads(evilUrl);
    await answerWith(unguarded, bodies, {});
    for (const some of inDozens(Array.from(bodies.keys(), (index) => `/attack/${index}`))) {
      // Some of them take the whole page away, which is their success.
      await Promise.allSettled([openHost(unguarded, some, false)]);
      await Promise.allSettled([touchFrames(unguarded)]);
    }
    await unguarded.close();
    await page.bringToFront();
    // Else the tests below would show nothing.
    expect(watch.hits.length).toBeGreaterThan(15);
    expect(reached.length).toBeGreaterThan(15);
  });

  test('runs nothing and reaches nobody as it is shown, even if nobody had sanitised it', async () => {
    reached = [];
    // A body with NUL cannot be stored at all.
    const bodies = attackPayloads(evilUrl).map((payload) => payload.replaceAll('\0', ''));
    for (const some of inDozens(bodies)) {
      const seeded = await Promise.all(
        some.map((html) => seedMessage(world, ruth.accountId, { html })),
      );
      await openHost(
        page,
        seeded.map(({ messageId }) => `/api/v1/messages/${messageId}/frame?folded=open`),
      );
      await touchFrames(page);
    }
    expect({ hits, foreign, reached }).toEqual({ hits: [], foreign: [], reached: [] });
  });

  test.each([
    ['the sanitiser of the intake', (body: string) => sanitiseHtml(body).html, {}],
    ['the second reading', readAgain, {}],
    [
      'the policy of the frame',
      (body: string) => body,
      { 'content-security-policy': frameContentSecurity },
    ],
  ])(
    'runs nothing and reaches nobody where only %s stands in its way',
    async (_wall, read, headers) => {
      reached = [];
      const bodies = attackPayloads(evilUrl).map(read);
      await answerWith(page, bodies, headers);
      for (const some of inDozens(Array.from(bodies.keys(), (index) => `/attack/${index}`))) {
        await openHost(page, some, false);
        await touchFrames(page);
      }
      await page.unroute(`${origin}/attack/*`);
      expect({ hits, reached }).toEqual({ hits: [], reached: [] });
    },
  );

  test('opened in a tab of its own runs nothing either', async () => {
    const { messageId } = await seedMessage(world, ruth.accountId, { html: '<p>x</p>' });
    await page.goto(`${origin}/api/v1/messages/${messageId}/frame`);
    expect(await page.evaluate(() => document.scripts.length)).toBe(0);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
    });
    expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
  });
});

describe('a mail that is read', () => {
  test('shows its pictures, for which the reader’s cookie comes along', async () => {
    const seeded = await seedMessage(world, ruth.accountId, {
      html: '<p>Look:</p><img src="cid:lid@falk" alt="Lid">',
      files: [{ fileName: 'lid.png', mimeType: 'image/png', bytes: png, contentId: 'lid@falk' }],
    });
    await openFrame(seeded.messageId);
    const width = await page
      .frameLocator('iframe')
      .getByAltText('Lid')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBe(1);
  });

  test('would show none of them in a frame of an origin of its own', async () => {
    const seeded = await seedMessage(world, ruth.accountId, {
      html: '<img src="cid:lid@falk" alt="Lid">',
      files: [{ fileName: 'lid.png', mimeType: 'image/png', bytes: png, contentId: 'lid@falk' }],
    });
    const source = (
      await ruth.request({
        method: 'GET',
        path: `/api/v1/messages/${seeded.messageId}/frame`,
      })
    ).raw.toString();
    const policy = frameContentSecurity.replace('allow-same-origin ', '');
    await answerWith(page, [source], { 'content-security-policy': policy });
    await openHost(page, ['/attack/0'], false);
    const width = await page
      .frameLocator('iframe')
      .getByAltText('Lid')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBe(0);
    await page.unroute(`${origin}/attack/*`);
  });

  test('can be measured by the desk, and again when a quote is opened', async () => {
    const lines = '<p>line</p>'.repeat(30);
    const { messageId } = await seedMessage(world, ruth.accountId, {
      html: `<div>Hello</div><blockquote data-folded="quote">${lines}</blockquote>`,
    });
    await openFrame(messageId);
    await page.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('iframe')!;
      const root = frame.contentDocument!.documentElement;
      frame.style.height = '10px';
      new ResizeObserver(() => {
        frame.style.height = `${root.scrollHeight}px`;
      }).observe(frame.contentDocument!.body);
    });
    const frame = page.frameLocator('iframe');
    await frame.locator('summary').waitFor();
    await expect.poll(heightOfFrame).toBeLessThan(120);
    await frame.getByText('Zitierter Text').click();
    await expect.poll(heightOfFrame).toBeGreaterThan(600);
    const shownHeight = () =>
      page.evaluate(() => document.querySelector<HTMLIFrameElement>('iframe')!.clientHeight);
    await expect.poll(shownHeight).toBeGreaterThan(600);
  });

  test('opens its links in a new tab that knows nothing of the desk', async () => {
    referrers = [];
    const { messageId } = await seedMessage(world, ruth.accountId, {
      html: `<a href="${evilUrl}/offer" target="_blank">offer</a>`,
    });
    await openFrame(messageId);
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.frameLocator('iframe').getByText('offer').click(),
    ]);
    await opened.waitForLoadState();
    expect(await opened.title()).toBe('outside');
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    // Not caught in the sandbox of the frame: pages opened from a mail work.
    expect(await opened.evaluate(() => window.origin)).toBe(evilUrl);
    expect(referrers).toEqual([undefined]);
    await opened.close();
    expect(page.url()).toContain(`${origin}/host`);
  });

  test.each(['light', 'dark'] as const)('can be read on a %s desk', async (theme) => {
    const { messageId } = await seedMessage(world, ruth.accountId, {
      html: '<p style="color:#000000"><font color="#1f497d">Hello</font> <a href="https://x.example">x</a></p>',
    });
    await openFrame(messageId, `?theme=${theme}`);
    const colour = await page
      .frameLocator('iframe')
      .getByText('Hello')
      .evaluate((element) => getComputedStyle(element).color);
    expect(colour).toBe(theme === 'dark' ? 'rgb(231, 232, 234)' : 'rgb(31, 73, 125)');
  });
});
