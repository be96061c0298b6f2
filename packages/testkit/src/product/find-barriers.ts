import type Axe from 'axe-core';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

let source: Promise<string> | null = null;

/** Within this what was asked for has come: a field that was shut until then, and its colours. */
const rest_ms = 1_000;

/**
 * What on this page keeps people out by the testable rules of WCAG 2.2 A and AA, in words with the
 * elements; empty where nothing does. What is there only while something loads does not count.
 */
export async function findBarriers(page: Page): Promise<string[]> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await source);
  const found = await look(page);
  if (found.length === 0) return found;
  await pause(rest_ms);
  return look(page);
}

async function look(page: Page): Promise<string[]> {
  // Colours in the middle of a fade are not what anybody reads; what stands still never ends.
  await page.evaluate(
    (most_ms) =>
      Promise.race([
        Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))),
        new Promise((resolve) => setTimeout(resolve, most_ms)),
      ]).then(() => undefined),
    rest_ms,
  );
  const { violations } = await page.evaluate(
    (given) => (window as unknown as { axe: typeof Axe }).axe.run(given),
    options,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}
