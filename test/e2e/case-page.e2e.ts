import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const WAIT = { timeout: 30_000, interval: 50 };
const subject = 'Wasserkocher schaltet nicht ab';
const words =
  'Guten Tag, mein Wasserkocher schaltet leider nicht mehr ab. Was kann ich tun? ' +
  'Vielen Dank und freundliche Grüße, Lena Vogt';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let desk: Page;
let number: number;
/** The contact’s page without script. */
let plain: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  ito = await employ(claimed, { name: 'Kenji Ito', role: 'agent', email: 'ito@falk.example' });
  const { email, password } = ito;
  desk = await visitDesk(browser, product.url, { email, password });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Where the newest mail to this address leads. */
async function pathIn(address: string, kind: 'c' | 's'): Promise<string> {
  return until(() => {
    const mail = product.sink.mails.findLast((one) => one.to.includes(address));
    const text = (mail?.raw.toString('utf8') ?? '').replaceAll(/=\r?\n/g, '');
    return new RegExp(`https?://[^\\s"<>]+?(/${kind}/[\\w-]{43})`).exec(text)?.[1];
  });
}

async function until<T>(look: () => T | undefined): Promise<T> {
  await expect.poll(() => look() !== undefined, WAIT).toBe(true);
  return look() as T;
}

async function visitPage(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'de-DE',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const phone = { width: 390, height: 844 };

describe('the page of a case', () => {
  test('the link of the confirmation leads to the promise, without script and without login', async () => {
    await product.sendMail({
      from: 'Lena Vogt <lena@vogt.example>',
      to: 'support@falk.example',
      subject,
      text: words,
    });
    const path = await pathIn('lena@vogt.example', 'c');
    plain = await visitPage(path, { javaScriptEnabled: false, viewport: phone });
    await plain.getByRole('heading', { name: subject }).waitFor();
    await plain.getByText('Was wir zugesagt haben').waitFor();
    expect(await plain.getByText(/die Antwort eines Menschen/).count()).toBeGreaterThan(0);
    expect(await plain.getByText(/Offen · noch/).count()).toBe(1);
  });

  test('an answer with a file, written there, is live on the desk in the same conversation', async () => {
    const { items } = await claimed.client.call('listCases', { query: {} });
    number = items[0]!.number;
    await desk.goto(`/cases/all/${number}`);
    await desk.getByRole('heading', { name: subject }).waitFor();
    await plain.getByLabel('Ihre Nachricht').fill('Die Nummer ist 4711-B.');
    await plain.getByLabel(/^Dateien/).setInputFiles({
      name: 'Boden.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('4711-B'),
    });
    await plain.getByRole('button', { name: 'Senden' }).click();
    await plain.getByText('Wir haben es. Als Nächstes:').waitFor();
    // What is taken up later than the page waits for it is there at the next look.
    const path = plain.url().replace(/\/answers$/, '');
    const look = async () => {
      await plain.goto(path);
      return plain.getByText('Die Nummer ist 4711-B.').count();
    };
    await expect.poll(look, { timeout: 60_000 }).toBe(1);
    await plain.getByRole('link', { name: /Boden\.txt/ }).waitFor();
    const said = desk.getByRole('region', { name: 'What was said' });
    await said.getByText('Die Nummer ist 4711-B.').waitFor();
    await said.getByText('It was written on the page of this case').waitFor();
    await said.getByText('Boden.txt').first().waitFor();
    expect((await claimed.client.call('listCases', { query: {} })).items).toHaveLength(1);
  });

  test('what was typed stays where nothing was sent', async () => {
    await plain.getByLabel('Ihre Nachricht').fill('   ');
    await plain.getByRole('button', { name: 'Senden' }).click();
    await plain.getByText('Schreiben Sie etwas oder wählen Sie eine Datei.').waitFor();
  });

  test.each(['light', 'dark'] as const)(
    'has no barrier in the %s theme, wide or narrow',
    async (scheme) => {
      const path = new URL(plain.url()).pathname.replace(/\/answers$/, '');
      for (const viewport of [phone, { width: 1280, height: 900 }]) {
        const page = await visitPage(path, { colorScheme: scheme, viewport });
        expect(await findBarriers(page)).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(viewport.width);
        await page.context().close();
      }
    },
  );
});

describe('somebody drawn in by mail address', () => {
  test('is asked from the keyboard, reads the case and proposes an answer', async () => {
    await desk.keyboard.press('d');
    const dialog = desk.getByRole('dialog', { name: 'Draw in somebody by mail' });
    await dialog.getByLabel('Mail address').fill('okoye@works.example');
    await dialog.getByLabel('Name').fill('Ada Okoye');
    await dialog.getByLabel('What do you ask?').fill('Is the switch of lot B safe?');
    await dialog.getByRole('button', { name: 'Make it from the case' }).click();
    const known = dialog.getByLabel('What they should know');
    await expect.poll(() => known.inputValue(), WAIT).not.toBe('');
    expect(await findBarriers(desk)).toEqual([]);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    const path = await pathIn('okoye@works.example', 's');
    const page = await visitPage(path, { javaScriptEnabled: false, viewport: phone });
    await page.getByText('Is the switch of lot B safe?').first().waitFor();
    await page.getByText('Die Nummer ist 4711-B.').waitFor();
    await page.getByLabel(/Vorschlag|proposed answer/).check();
    await page.getByLabel(/Ihr Text|Your text/).fill('Lot B is safe; we send a new switch.');
    await page.getByRole('button', { name: /Senden|Send/ }).click();
    await page.getByText(/Wir haben es|We have it/).waitFor();
    await page.context().close();
    const running = await visitPage(path, { viewport: phone, colorScheme: 'dark' });
    expect(await findBarriers(running)).toEqual([]);
    await running.context().close();
    await desk.getByText('Ada Okoye read the case').waitFor();
    await desk.getByText('Ada Okoye answered').waitFor();
    await desk.getByText('has answered').waitFor();
  });

  test('their proposal goes into the answer with one click', async () => {
    await desk.getByRole('button', { name: 'Take it into the answer' }).click();
    const editor = desk.getByRole('textbox', { name: 'Your reply' });
    await expect.poll(() => editor.textContent(), WAIT).toContain('Lot B is safe');
  });

  test('is shut out when the seat is taken back, and the undo lets them in again', async () => {
    const path = await pathIn('okoye@works.example', 's');
    await desk.getByRole('button', { name: 'Take the seat of Ada Okoye back' }).click();
    await desk.getByText('The link of Ada Okoye no longer works.').waitFor();
    const page = await visitPage(path, { javaScriptEnabled: false });
    await page.getByText(/zurückgezogen|withdrawn/).waitFor();
    await desk.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(async () => (await page.goto(path))?.status(), WAIT).toBe(200);
    await page.context().close();
  });
});

test('a withdrawn link says so, and mails a new one to the known address only', async () => {
  const path = await pathIn('lena@vogt.example', 'c');
  await desk.getByRole('button', { name: 'Withdraw the link of lena@vogt.example' }).click();
  await desk.getByText('The link no longer works.').first().waitFor();
  await plain.goto(path);
  await plain.getByRole('heading', { name: 'Dieser Link wurde zurückgezogen' }).waitFor();
  expect(await plain.getByText(subject).count()).toBe(0);
  await plain.getByRole('button', { name: 'Neuen Link per E-Mail schicken' }).click();
  await plain.getByRole('heading', { name: 'Ein neuer Link ist unterwegs' }).waitFor();
  await expect.poll(() => pathIn('lena@vogt.example', 'c'), WAIT).not.toBe(path);
  await plain.goto(await pathIn('lena@vogt.example', 'c'));
  await plain.getByRole('heading', { name: subject }).waitFor();
});
