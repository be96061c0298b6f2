import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../run/find-chromium.ts';
import type { BenchServer } from '../bench-server.ts';
import { say } from '../print-figures.ts';

/** When each subject was first on screen: milliseconds since 1970, by the number in the subject. */
export type Sightings = Map<number, number>;

/** The stations of a row on its way through the page. */
export interface PageSightings {
  /** The page’s own WebSocket had it. */
  heard: Sightings;
  /** It stood in the document. */
  written: Sightings;
  /** The frame with it was handed on. */
  painted: Sightings;
}

export interface ListWatch {
  /** Only of these numbers: the page shows others, too. */
  sightings(only: ReadonlyMap<number, unknown>): Promise<PageSightings>;
  /** Processor time used so far by each kind of process of Chromium, in milliseconds. */
  readCpu(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

/**
 * Opens the list of all cases in Chromium and notes when a subject `Kettle N of run` is painted:
 * the mutation is seen, and after the next frame has been handed on. Null where there is no
 * Chromium.
 */
export async function watchList(server: BenchServer): Promise<ListWatch | null> {
  const found = await findChromium(say);
  if (found.path === null) {
    say(`  no pixels: ${found.reason}`);
    return null;
  }
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  try {
    return await openList(browser, server);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function openList(browser: Browser, server: BenchServer): Promise<ListWatch> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = server.cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const page = await context.newPage();
  await page.addInitScript(noteSightings);
  await page.goto(`${server.url}/cases/all`);
  await page
    .getByText(/Kettle \d+ of/)
    .first()
    .waitFor();
  const session = await browser.newBrowserCDPSession();
  return {
    async sightings(only) {
      const noted = await page.evaluate(
        () => (globalThis as unknown as { sightings: Noted }).sightings,
      );
      const pick = (kind: keyof Noted) =>
        new Map(noted[kind].filter(([number]) => only.has(number)));
      return { heard: pick('heard'), written: pick('written'), painted: pick('painted') };
    },
    async readCpu() {
      const used = new Map<string, number>();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      for (const { type, cpuTime } of processInfo) {
        const kind = type.includes('.') ? 'services' : type;
        used.set(kind, (used.get(kind) ?? 0) + cpuTime * 1_000);
      }
      return used;
    },
    close: () => browser.close(),
  };
}

type Noted = Record<keyof PageSightings, [number, number][]>;

/** Runs in the page. */
function noteSightings(): void {
  const noted: Noted = { heard: [], written: [], painted: [] };
  (globalThis as unknown as { sightings: Noted }).sightings = noted;
  const now_ms = () => performance.timeOrigin + performance.now();
  const listFresh = (text: string, seen: Set<number>) => {
    const numbers = [...text.matchAll(/Kettle (\d+) of run/g)].map(([, number]) => Number(number));
    const fresh = numbers.filter((number) => !seen.has(number));
    for (const number of fresh) seen.add(number);
    return fresh;
  };
  const heard = new Set<number>();
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        const at = now_ms();
        for (const number of listFresh(String(data), heard)) noted.heard.push([number, at]);
      });
    }
  };
  // A message is handled after the frame in whose callbacks it was sent was drawn.
  const afterThisTask = (work: () => void) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', work);
    channel.port1.start();
    channel.port2.postMessage(null);
  };
  let inFrame = false;
  const askFrame = requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    askFrame((time) => {
      if (!inFrame) afterThisTask(() => (inFrame = false));
      inFrame = true;
      callback(time);
    });
  const written = new Set<number>();
  const look = (mutations: MutationRecord[]) => {
    const at = now_ms();
    const fresh = mutations.flatMap(({ target, addedNodes }) => {
      const nodes = target.nodeType === Node.TEXT_NODE ? [target] : [...addedNodes];
      return nodes.flatMap((node) => listFresh(node.textContent ?? '', written));
    });
    if (fresh.length === 0) return;
    for (const number of fresh) noted.written.push([number, at]);
    const note = () =>
      afterThisTask(() => {
        for (const number of fresh) noted.painted.push([number, now_ms()]);
      });
    // What is written while a frame is being prepared is in that frame.
    if (inFrame) note();
    else askFrame(note);
  };
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
  });
}
