import { readFile } from 'node:fs/promises';
import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ada = { email: 'ada@falk.example', password: 'kettle boils at noon' };
const WAIT = { timeout: 30_000, interval: 50 };

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let page: Page;
let dialog: Locator;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  page = await visitDesk(browser, product.url, ada);
  dialog = page.getByRole('dialog');
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).last().waitFor();
}

async function saveForm(): Promise<void> {
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function undo(): Promise<void> {
  await page.getByRole('button', { name: /^Undo/ }).click();
}

/** The words below a field that say what is wrong with it. */
async function readComplaint(field: Locator): Promise<string> {
  await expect.poll(() => field.getAttribute('aria-invalid'), WAIT).toBe('true');
  const ids = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
  const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()));
  return texts.join(' ');
}

const namesOfPolicies = async () =>
  (await claimed.client.call('listSlaPolicies')).items.map(({ name }) => name);

describe('the policies of promises', () => {
  async function makePolicy(name: string): Promise<void> {
    await page.getByRole('button', { name: 'New policy' }).click();
    await dialog.getByLabel('Name').fill(name);
    const first = dialog.getByRole('group', { name: 'First answer' });
    await first.getByLabel('Unit').selectOption({ label: 'working days' });
    await first.getByLabel('How long').fill('2');
    await saveForm();
    await page.getByRole('button', { name: `Change ${name}` }).waitFor();
  }

  test('one is made, with what is wrong said at its field first', async () => {
    await open('/settings/promises');
    await page.getByRole('button', { name: 'New policy' }).click();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('Name').fill('x'.repeat(201));
    await dialog.getByRole('button', { name: 'Save' }).click();
    expect(await readComplaint(dialog.getByLabel('Name'))).not.toBe('');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await makePolicy('Safety');
    await makePolicy('Everything else');
    const [safety] = (await claimed.client.call('listSlaPolicies')).items;
    expect(safety?.targets.first_answer).toMatchObject({ working_days: 2 });
  });

  test('it is changed, asked earlier, removed and brought back in its place', async () => {
    await page.getByRole('button', { name: 'Change Everything else' }).click();
    await dialog.getByLabel('Name').fill('The rest');
    await saveForm();
    await page.getByRole('button', { name: 'Ask The rest earlier' }).click();
    await expect.poll(namesOfPolicies, WAIT).toEqual(['The rest', 'Safety']);
    await page.getByRole('button', { name: 'Change The rest' }).click();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(namesOfPolicies, WAIT).toEqual(['Safety']);
    await undo();
    await expect.poll(namesOfPolicies, WAIT).toEqual(['The rest', 'Safety']);
    await page.getByRole('button', { name: 'Change The rest' }).waitFor();
  });
});

describe('the calendars', () => {
  const listCalendars = async () => (await claimed.client.call('listWorkCalendars')).items;

  test('one is made with a day off, and a wrong time zone is said at its field', async () => {
    await open('/settings/promises');
    await page.getByRole('button', { name: 'New calendar' }).click();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('Name').fill('Workshop');
    await dialog.getByLabel('Time zone').fill('Europe/Nowhere');
    await dialog.getByRole('checkbox', { name: 'Friday' }).click();
    await dialog.getByRole('button', { name: 'Another opening on Monday' }).click();
    await dialog.getByRole('button', { name: 'Add a day off' }).click();
    await dialog.getByLabel('Day off 1').fill('2026-12-28');
    await dialog.getByLabel('What for 1').fill('Stocktaking');
    await dialog.getByRole('button', { name: 'Save' }).click();
    expect(await readComplaint(dialog.getByLabel('Time zone'))).toContain('no such time zone');
    await dialog.getByLabel('Time zone').fill('Europe/Vienna');
    await saveForm();
    const [made] = await listCalendars();
    expect(made).toMatchObject({
      name: 'Workshop',
      time_zone: 'Europe/Vienna',
      holidays: [{ date: '2026-12-28', name: 'Stocktaking' }],
    });
    expect(made?.hours.map(({ weekday }) => weekday).toSorted()).toEqual([1, 1, 2, 3, 4]);
  });

  test('it is changed, removed and brought back', async () => {
    await page.getByRole('button', { name: 'Change Workshop' }).click();
    await dialog.getByLabel('Name').fill('Shop');
    await dialog.getByRole('button', { name: 'Remove the day off Stocktaking' }).click();
    await saveForm();
    await page.getByRole('button', { name: 'Change Shop' }).click();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(listCalendars, WAIT).toEqual([]);
    await undo();
    await expect.poll(listCalendars, WAIT).toMatchObject([{ name: 'Shop', holidays: [] }]);
  });
});

describe('the checklists', () => {
  const listTemplates = async () => (await claimed.client.call('listChecklistTemplates')).items;

  test('one is made with the role of a step; one without steps is not kept', async () => {
    await open('/settings/travel');
    await page.getByRole('button', { name: 'New checklist' }).click();
    await dialog.getByLabel('Name').fill('Safety report');
    await dialog.getByLabel('Step 1', { exact: true }).fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('Step 1', { exact: true }).fill('Tell them not to use it');
    await dialog.getByRole('button', { name: 'Add a step' }).click();
    await dialog.getByLabel('Step 2', { exact: true }).fill('Look at it');
    await dialog.getByLabel('Role').nth(1).selectOption({ label: 'Colleague' });
    await dialog.getByLabel('Hours until due').nth(1).fill('24');
    await dialog.getByRole('button', { name: 'Move step 2 up' }).click();
    await saveForm();
    expect(await listTemplates()).toMatchObject([
      {
        name: 'Safety report',
        items: [
          { title: 'Look at it', role: 'colleague', due_after_hours: 24 },
          { title: 'Tell them not to use it', role: null },
        ],
      },
    ]);
  });

  test('it is changed, removed and brought back', async () => {
    const edit = () =>
      page.getByRole('button', { name: 'Change the checklist Safety report' }).click();
    await edit();
    await dialog.getByRole('button', { name: 'Remove step 2' }).click();
    await saveForm();
    await edit();
    await dialog.getByRole('button', { name: 'Remove checklist' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(listTemplates, WAIT).toEqual([]);
    await undo();
    await expect.poll(listTemplates, WAIT).toMatchObject([{ items: [{ title: 'Look at it' }] }]);
  });
});

test('the limits of gestures are changed, and a currency that is none is stopped', async () => {
  await open('/settings/gestures');
  const currency = page.getByLabel('Currency (three letters)');
  await currency.fill('E1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => currency.evaluate((one) => one.matches(':invalid')), WAIT).toBe(true);
  await currency.fill('chf');
  await page.getByLabel('Agent: Without asking up to').fill('12.50');
  await page.getByLabel('Supervisor: without limit').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  const { items } = await claimed.client.call('getRecoveryLimits');
  const ofRole = (role: string) => items.find((one) => one.role === role);
  expect(ofRole('agent')).toMatchObject({ amount_cents: 1_250, currency: 'CHF' });
  expect(ofRole('supervisor')).toMatchObject({ amount_cents: null });
  expect(await findBarriers(page)).toEqual([]);
});

test('the shown figures of promises are saved as a table for a spreadsheet', async () => {
  await open('/promise-figures');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^promises-.*\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\r\n')[0]).toBe('\uFEFFgroup,kept,broken,renegotiated,kept_rate');
  expect(text).toContain('\r\nTotal,');
  expect(await findBarriers(page)).toEqual([]);
});
