import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** How long a page may take on a machine under load. */
const PATIENCE_MS = 30_000;

const wide: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  viewport: { width: 1440, height: 900 },
  // Toasts and rows stand still, so that nothing is looked at in the middle of its way.
  reducedMotion: 'reduce',
};

export interface Visitor {
  readonly email: string;
  readonly password: string;
}

/** A browser profile of its own on the desk at this address; signed in where a visitor is given. */
export async function visitDesk(
  browser: Browser,
  url: string,
  visitor: Visitor | null,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ ...wide, baseURL: url, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  if (visitor !== null) {
    const { email, password } = visitor;
    const data = { email, password };
    const answer = await context.request.post('/api/v1/sessions', { data });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}`);
  }
  return context.newPage();
}
