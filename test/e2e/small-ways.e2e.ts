import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const WAIT = { timeout: 30_000, interval: 50 };
const lena = 'Lena Vogt <lena.vogt@mail.example>';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test('the set-up tells the port at which mail is really taken', async () => {
  const answer = await fetch(`${product.url}/api/v1/setup`);
  expect(await answer.json()).toMatchObject({ state: 'open', smtp_in_port: product.smtpPort });
  claimed = await claimProduct(product);
  ito = await employ(claimed, { name: 'Kenji Ito', role: 'agent', email: 'ito@falk.example' });
  const { email, password } = ito;
  page = await visitDesk(browser, product.url, { email, password });
});

describe('an agent', () => {
  test('who presses r and goes on typing before the case is there loses nothing', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Kettle', text: 'It boils.' });
    await page.goto('/cases/all');
    await page.getByText('Kettle').first().waitFor();
    let letGo: () => void = () => undefined;
    const late = new Promise<void>((done) => (letGo = done));
    await page.route(`**/api/v1/cases/${row.id}`, async (route) => {
      await late;
      await route.continue();
    });
    await page.getByText('Kettle').first().click();
    await page.locator('[aria-busy=true]').first().waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press('r');
    // These letters would take, transfer and resolve the case.
    await page.keyboard.type('At once, e');
    letGo();
    const text = page.getByRole('textbox', { name: 'Your reply' });
    await expect.poll(() => text.innerText(), WAIT).toContain('At once, e');
    await page.unroute(`**/api/v1/cases/${row.id}`);
    const found = await claimed.client.call('getCase', { params: { caseId: row.id } });
    expect(found).toMatchObject({ status: 'open', assignee: null });
  });

  test('sees the source of a mail and keeps it as a file', async () => {
    await page
      .getByRole('button', { name: /the message of Lena/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Show source' }).click();
    const dialog = page.getByRole('dialog', { name: 'Source of the mail' });
    const source = dialog.getByRole('region', { name: 'Source of the mail' });
    await expect.poll(() => source.innerText(), WAIT).toContain('Subject: Kettle');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download the raw mail' }).click(),
    ]);
    const raw = await readFile(await download.path(), 'utf8');
    expect(raw).toContain('It boils.');
    await page.keyboard.press('Escape');
  });

  test('who enlarges the desk to 400 % reads what was said and reaches everything', async () => {
    await page.setViewportSize({ width: 320, height: 256 });
    const lastEntry = page.locator('[data-entry]').last();
    const findRoom = () =>
      lastEntry.evaluate((entry) => {
        let scrolls: Element | null = entry;
        while (scrolls && getComputedStyle(scrolls).overflowY !== 'auto') {
          scrolls = scrolls.parentElement;
        }
        return scrolls?.clientHeight ?? 0;
      });
    await expect.poll(findRoom, WAIT).toBeGreaterThan(120);
    expect(await page.evaluate(() => document.body.scrollHeight - innerHeight)).toBe(0);
    const place = page.getByRole('navigation', { name: 'Places' }).getByRole('link').first();
    const tooWide = await place.evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(tooWide).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('who opens a case has read what the bell told of it', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Toaster', text: 'It smokes.' });
    const params = { caseId: row.id };
    const body = { text: 'Please look.', mention_ids: [ito.id] };
    await claimed.client.call('createCaseNote', { params, body });
    const bell = page.getByRole('button', { name: /^News/ });
    await expect.poll(() => bell.getAttribute('aria-label'), WAIT).toBe('News: 1 new');
    await page.goto(`/cases/all/${row.number}`);
    await page.getByRole('heading', { name: 'Toaster' }).waitFor();
    await expect.poll(() => bell.getAttribute('aria-label'), WAIT).toBe('News: nothing new');
  });
});

describe('an address or a key that comes early', () => {
  test('a number alone, as people write it by hand, opens its case', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Mixer', text: 'It hums.' });
    await page.goto(`/cases/${row.number}`);
    await page.getByRole('heading', { name: 'Mixer' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/cases/all/${row.number}`);
    await page.goto('/cases/999999');
    await page.getByText('999999').first().waitFor();
    await page.goto('/cases');
    await page.waitForURL('**/cases/*');
    expect(new URL(page.url()).pathname).toBe('/cases/mine');
  });

  test('the palette opens for who pressed its key before the desk was loaded', async () => {
    let letGo: () => void = () => undefined;
    const late = new Promise<void>((done) => (letGo = done));
    await page.route('**/assets/*.js', async (route) => {
      await late;
      await route.continue();
    });
    await page.goto('/cases/all', { waitUntil: 'commit' });
    await page.locator('#root').waitFor({ state: 'attached' });
    await page.keyboard.press('ControlOrMeta+k');
    letGo();
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor({ state: 'detached' });
    await page.unroute('**/assets/*.js');
  });
});

test('a refusal reads German on a German desk', async () => {
  await ito.client.call('updateMe', { body: { locale: 'de' } });
  await page.goto('/cases/all/999999');
  await page.getByText(/^Das gibt es nicht, oder Sie dürfen es nicht sehen/).waitFor();
});

test('a newer link to set a password counts in the tab of the older one', async () => {
  const visitor = await visitDesk(browser, product.url, null);
  const used: string[] = [];
  visitor.on('request', (request) => {
    if (request.url().endsWith('/password-changes')) used.push(request.postData() ?? '');
  });
  await visitor.goto('/password-reset#older-token');
  await visitor
    .getByLabel(/New password/)
    .first()
    .fill('a long enough password');
  await visitor.evaluate(() => (location.hash = 'newer-token'));
  const field = visitor.getByLabel(/New password/).first();
  await expect.poll(() => field.inputValue(), WAIT).toBe('');
  await field.fill('another long enough password');
  await visitor.keyboard.press('Enter');
  await expect.poll(() => used.join(), WAIT).toContain('newer-token');
});
