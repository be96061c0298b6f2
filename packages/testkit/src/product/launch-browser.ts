import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../../../test/run/find-chromium.ts';

/** Without these Chromium looks for its maker’s servers, which tests must not. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium keeps pages away from the own machine, where everything runs in tests.
  '--disable-features=LocalNetworkAccessChecks',
];

/** Chromium as the tests use it. */
export async function launchBrowser(): Promise<Browser> {
  const { path } = await findChromium(() => undefined);
  // Chromium’s own sandbox does not start under root.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path ?? 'chromium', args: [...QUIET, ...root] });
}
