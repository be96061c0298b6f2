import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../run/find-chromium.ts';
import type { BenchServer } from '../bench-server.ts';
import { say } from '../print-figures.ts';

/** When each subject was first on screen: milliseconds since 1970, by the number in the subject. */
export type Sightings = Map<number, number>;

export interface ListWatch {
  sightings(): Promise<Sightings>;
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
  return {
    async sightings() {
      const entries = await page.evaluate(
        () => (globalThis as unknown as { sightings: [number, number][] }).sightings,
      );
      return new Map(entries);
    },
    close: () => browser.close(),
  };
}

/** Runs in the page. */
function noteSightings(): void {
  const entries: [number, number][] = [];
  const seen = new Set<number>();
  (globalThis as unknown as { sightings: typeof entries }).sightings = entries;
  const look = (mutations: MutationRecord[]) => {
    const fresh: number[] = [];
    for (const { target, addedNodes } of mutations) {
      const nodes = target.nodeType === Node.TEXT_NODE ? [target] : addedNodes;
      for (const node of nodes) {
        for (const [, number] of (node.textContent ?? '').matchAll(/Kettle (\d+) of run/g)) {
          if (seen.has(Number(number))) continue;
          seen.add(Number(number));
          fresh.push(Number(number));
        }
      }
    }
    if (fresh.length === 0) return;
    requestAnimationFrame(() => {
      // A message is handled after the frame that this callback belongs to was drawn.
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => {
        const at = performance.timeOrigin + performance.now();
        for (const number of fresh) entries.push([number, at]);
      });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
  });
}
