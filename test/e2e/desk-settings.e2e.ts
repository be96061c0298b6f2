import { createServer } from 'node:net';
import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ada = { email: 'ada@falk.example', password: 'kettle boils at noon' };
const ito = { email: 'kenji.ito@falk.example', password: 'a spout made of brass' };
const WAIT = { timeout: 30_000, interval: 50 };

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function openSection(path: string, heading: string, on: Page = page): Promise<void> {
  await on.goto(`/settings/${path}`);
  await on.getByRole('heading', { name: heading, exact: true }).first().waitFor();
}

/** A port at which nobody listens. */
async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a new installation', () => {
  test.each(['light', 'dark'] as const)(
    'its set-up page keeps nobody out in the %s theme',
    async (colorScheme) => {
      const visitor = await visitDesk(browser, product.url, null, { colorScheme });
      await visitor.goto(`/setup#${product.setupToken}`);
      await visitor.getByRole('heading', { name: 'Set up Earshot' }).waitFor();
      expect(await findBarriers(visitor)).toEqual([]);
      await visitor.context().close();
    },
  );

  test('an administrator claims it and sees the settings', async () => {
    claimed = await claimProduct(product);
    page = await visitDesk(browser, product.url, ada);
    await openSection('profile', 'Profile');
  });
});

describe('the members', () => {
  test('a person invited by link accepts it on their own device and works', async () => {
    await openSection('members', 'Members');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Kenji Ito');
    await dialog.getByLabel('E-mail').fill(ito.email);
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Invite a person' }).click();
    const link = (await dialog.locator('code').innerText()).trim();
    expect(link).toContain(product.url);
    await dialog.getByText('it is shown only now').waitFor();

    const guest = await visitDesk(browser, product.url, null);
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'Welcome to Falk' }).waitFor();
    await guest.getByText(`You were invited as ${ito.email} (Agent)`).waitFor();
    expect(await findBarriers(guest)).toEqual([]);
    await guest.getByLabel('Password', { exact: true }).fill(ito.password);
    await guest.getByRole('button', { name: 'Accept and sign in' }).click();
    await guest.getByRole('navigation', { name: 'Views' }).waitFor();

    const late = await visitDesk(browser, product.url, null);
    await late.goto(link);
    await late.getByRole('heading', { name: 'This invitation cannot be used' }).first().waitFor();
    await late.context().close();
    await guest.context().close();
    await page.reload();
    await page.getByText(ito.email).first().waitFor();
  });

  test('a team is made and stands among the views of its members', async () => {
    await openSection('teams', 'Teams');
    await page.getByRole('button', { name: 'New team' }).click();
    const dialog = page.getByRole('dialog', { name: 'New team' });
    await dialog.getByLabel('Name').fill('Spare parts');
    await dialog.getByRole('combobox', { name: 'Members' }).click();
    await page.getByRole('option', { name: 'Ada Admin' }).click();
    await page.getByRole('option', { name: 'Kenji Ito' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const team = page.getByRole('listitem').filter({ hasText: 'Spare parts' });
    await team.getByText('2 members').waitFor();
    await page.goto('/cases/mine');
    await page.getByRole('button', { name: 'More views' }).click();
    await page.getByRole('link', { name: /^Spare parts/ }).click();
    await page.getByText('Your teams have no open cases').waitFor();
  });
});

describe('the channels', () => {
  test('a mailbox that does not answer is told as it is, step by step', async () => {
    const port = await findClosedPort();
    await openSection('channels', 'Channels');
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByRole('menuitem', { name: 'E-mail address' }).click();
    await page.getByLabel('E-mail address').fill('parts@falk.example');
    await page.getByLabel('Fetch it from a mailbox (IMAP)').check();
    await page.getByLabel('Server', { exact: true }).fill('127.0.0.1');
    await page.getByRole('combobox', { name: 'Encryption' }).click();
    await page.getByRole('option', { name: 'None' }).click();
    await page.getByLabel('Port', { exact: true }).fill(String(port));
    await page.getByLabel('User name').fill('parts');
    await page.getByLabel('Password', { exact: true }).fill('secret of the mailbox');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'New address' }).click();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    const steps = page.locator('main').getByRole('list').getByRole('listitem');
    const mailbox = steps.filter({ hasText: 'failed' }).first();
    await mailbox.waitFor();
    expect(await mailbox.innerText()).toMatch(/refuse|no server|answer/i);
    // What works is told as well: the relay of the installation answers.
    await steps.filter({ hasText: 'works' }).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByText('Does not work').waitFor();
    expect(await page.content()).not.toContain('secret of the mailbox');
  });
});

describe('keys, devices, passwords', () => {
  test('an API key is shown once, works within its scope and no longer once revoked', async () => {
    await openSection('keys', 'API keys');
    await page.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog', { name: 'New key' });
    await dialog.getByLabel('Name of the program').fill('Night report');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'New key' }).click();
    const key = (await dialog.locator('code').innerText()).trim();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('Night report').waitFor();
    expect(await page.content()).not.toContain(key);

    const ask = (path: string) =>
      fetch(`${product.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask('cases')).status).toBe(200);
    expect((await ask('audit-entries')).status).toBe(403);
    const row = page.getByRole('listitem').filter({ hasText: 'Night report' });
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The key “Night report” no longer works.').waitFor();
    expect((await ask('cases')).status).toBe(401);
  });

  test('another device is signed out from here, and says so there', async () => {
    const other = await visitDesk(browser, product.url, ito);
    const own = await visitDesk(browser, product.url, ito);
    await other.goto('/cases/mine');
    await other.getByRole('navigation', { name: 'Views' }).waitFor();
    await openSection('devices', 'Devices', own);
    const devices = own
      .locator('main')
      .getByRole('listitem')
      .filter({ has: own.locator('b') });
    await devices.filter({ hasText: 'this device' }).waitFor();
    const others = devices.filter({ hasNotText: 'this device' });
    const before = await others.count();
    for (let left = before; left > 0; left--) {
      await others.first().getByRole('button', { name: 'Sign out' }).click();
      await expect.poll(() => others.count(), WAIT).toBe(left - 1);
    }
    expect(before).toBeGreaterThan(0);
    await other.waitForURL('**/sign-in**');
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await Promise.all([other.context().close(), own.context().close()]);
  });

  test('a forgotten password is replaced by the link that comes by mail', async () => {
    const visitor = await visitDesk(browser, product.url, null);
    await visitor.goto('/sign-in');
    await visitor.getByRole('link', { name: 'Forgotten your password?' }).click();
    await visitor.getByText('We mail you a link').waitFor();
    await visitor.getByLabel('E-mail').fill(ito.email);
    await visitor.getByRole('button', { name: 'Send the link' }).click();
    await visitor.getByText('a link is on its way').waitFor();
    await expect.poll(() => findResetLink(), WAIT).not.toBe(null);
    await visitor.goto('about:blank');
    await visitor.goto(findResetLink() ?? '');
    await visitor.getByLabel('New password', { exact: true }).fill('the lid closes softly');
    expect(await findBarriers(visitor)).toEqual([]);
    await visitor.getByRole('button', { name: 'Set the password' }).click();
    await visitor.getByText('Your new password is set').waitFor();
    await visitor.goto('/sign-in');
    await signIn(visitor, ito.password);
    await visitor.getByRole('alert').waitFor();
    await signIn(visitor, 'the lid closes softly');
    await visitor.getByRole('navigation', { name: 'Views' }).waitFor();
    await visitor.context().close();
  });

  test('every act stands in the audit', async () => {
    await openSection('audit', 'Audit');
    await page.locator('main').getByText('Ada Admin').first().waitFor();
    const [row] = await claimed.query<{ count: number }>(
      'select count(*)::int as count from audit_entries',
    );
    expect(row?.count).toBeGreaterThan(4);
  });
});

describe('the articles', () => {
  test('one is written, found in a contact’s words, removed and brought back', async () => {
    await openSection('articles', 'Articles');
    await page.getByText('No article yet').waitFor();
    await page.getByRole('button', { name: 'New article' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Descale the kettle');
    await dialog.getByLabel('Text', { exact: true }).fill('Two spoons of citric acid.');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('Web address').fill('https://');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('Write a whole web address').waitFor();
    const marked = dialog.getByLabel('Web address');
    expect(await marked.getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Web address').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Published, English').waitFor();

    const search = page.getByLabel('Search as a contact would');
    await search.fill('When does my invoice come?');
    await page.getByText('Nothing fits these words').waitFor();
    await search.fill('Hello, how can I descale it? It is an old kettle.');
    await page.getByRole('button', { name: 'Change Descale the kettle' }).click();
    await dialog.getByRole('button', { name: 'Remove article' }).click();
    await page.getByText('Nothing fits these words').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Two spoons of citric acid').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});

async function signIn(on: Page, password: string): Promise<void> {
  await on.getByLabel('E-mail').fill(ito.email);
  await on.getByLabel('Password', { exact: true }).fill(password);
  await on.getByRole('button', { name: 'Sign in' }).click();
}

/** The link in the newest mail about a password; null where there is none yet. */
function findResetLink(): string | null {
  const mail = product.sink.mails
    .map(({ raw }) =>
      raw
        .toString('utf8')
        .replaceAll(/=\r?\n/g, '')
        .replaceAll('=3D', '='),
    )
    .findLast((raw) => raw.includes('password-reset'));
  return /https?:\/\/[^\s"<>]+password-reset[^\s"<>]+/.exec(mail ?? '')?.[0] ?? null;
}
