import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const WAIT = { timeout: 30_000, interval: 50 };
const words = 'Dear Lena, please contact the manufacturer about this.';
const ada = { email: 'ada@falk.example', password: 'kettle boils at noon' };
const lena = 'Lena Vogt <lena.vogt@mail.example>';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  ito = await employ(claimed, { name: 'Kenji Ito', role: 'agent', email: 'kenji@falk.example' });
  page = await visitDesk(browser, product.url, { email: ito.email, password: ito.password });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function openReply(subject: string) {
  const text = 'Hello, the kettle does not switch off. What can you do for me?';
  const row = await receiveCase(claimed, { from: lena, subject, text });
  await page.goto(`${product.url}/cases/all/${row.number}`);
  await page
    .getByRole('button', { name: /^Reply/ })
    .first()
    .click();
  return { row, field: page.getByRole('textbox', { name: 'Your reply' }) };
}

test('an agent sees while typing that a reply sends Lena elsewhere, and passes the case on', async () => {
  const { field } = await openReply('Kettle does not switch off');
  await page.keyboard.type(words);
  const panel = page.getByRole('region', { name: 'Reply check' });
  await panel.getByText('Sends the contact elsewhere').waitFor();
  await expect
    .poll(() => page.locator('[class*="marked"]').allTextContents(), WAIT)
    .not.toEqual([]);
  expect((await page.locator('[class*="marked"]').allTextContents()).join('')).toContain(
    'manufacturer',
  );
  expect(await findBarriers(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Transfer the case' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(await field.textContent()).toContain('please contact the manufacturer');
});

test('a binding rule holds the reply back until the agent says why, and that is kept', async () => {
  const rule = 'referral' as const;
  const items = [{ rule, mode: 'binding' as const }];
  await claimed.client.call('updateReplyCheckSettings', { body: { items } });
  const { row, field } = await openReply('Kettle leaks');
  await page.keyboard.type(words);
  const panel = page.getByRole('region', { name: 'Reply check' });
  await panel.getByText('must be changed or explained').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('The reply check holds this reply back').waitFor();
  await panel.getByRole('button', { name: 'Send all the same' }).first().click();
  await page.getByRole('textbox', { name: 'Why does it go out' }).fill('Only they may open it');
  await page.keyboard.press('Enter');
  await panel.getByText('Goes out all the same: Only they may open it').waitFor();
  await field.focus();
  await page.keyboard.press('Control+Enter');
  const query = { rule, outcome: 'overridden' as const };
  await expect
    .poll(() => claimed.client.call('listReplyCheckOverrides', { query }), WAIT)
    .toMatchObject({
      items: [{ case_id: row.id, reason: 'Only they may open it', made_by: 'Kenji Ito' }],
    });
});

/** Runs with a rule that binds, which warns again afterwards. */
async function binding(act: () => Promise<void>): Promise<void> {
  const set = (mode: 'warn' | 'binding') =>
    claimed.client.call('updateReplyCheckSettings', {
      body: { items: [{ rule: 'referral', mode }] },
    });
  await set('binding');
  try {
    await act();
  } finally {
    await set('warn');
  }
}

const away = 'Please contact the manufacturer about this.';
const reason = 'agreed with her on the phone';

test('a notice of a transfer is looked at below its field, and goes out with a reason', async () => {
  await claimed.client.call('createTeam', { body: { name: 'Parts', member_ids: [] } });
  const row = await receiveCase(claimed, { from: lena, subject: 'Lid', text: 'Where is my lid?' });
  await binding(async () => {
    await page.goto(`${product.url}/cases/all/${row.number}`);
    await page.getByRole('heading', { name: 'Lid' }).waitFor();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Team/).selectOption({ label: 'Parts' });
    const field = dialog.getByLabel('What the contact reads');
    await field.fill(`Dear Lena, your case is with Parts now. ${away}`);
    const seen = dialog.getByRole('region', { name: 'Reply check' });
    await seen.locator('mark', { hasText: 'manufacturer' }).waitFor();
    await seen.getByText('must be changed or explained').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await seen.getByRole('button', { name: 'Show in the text' }).click();
    const chosen = await page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.activeElement as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(chosen).toContain('manufacturer');
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await dialog.getByText(/The reply check holds/).waitFor();
    await seen.getByRole('button', { name: 'Send all the same' }).click();
    const why = dialog.getByRole('textbox', { name: 'Why does it go out' });
    await why.press('Escape');
    await dialog.waitFor();
    await seen.getByRole('button', { name: 'Send all the same' }).click();
    await why.fill(reason);
    await why.press('Enter');
    await seen.getByText(`Goes out all the same: ${reason}`).waitFor();
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });
  const { items } = await claimed.client.call('listReplyCheckOverrides', { query: {} });
  expect(items[0]).toMatchObject({ case_id: row.id, reason });
});

test('words to a third party are looked at too, and a placeholder is found', async () => {
  const row = await receiveCase(claimed, { from: lena, subject: 'Seal', text: 'The seal leaks.' });
  await page.goto(`${product.url}/cases/all/${row.number}`);
  await page.getByRole('heading', { name: 'Seal' }).waitFor();
  await page.keyboard.press('f');
  const field = page.getByRole('textbox', { name: 'Your words to the third party' });
  await field.click();
  await page.keyboard.type('Dear {name}, when will the seal come?');
  const panel = page.getByRole('region', { name: 'Reply check' });
  await panel.getByText('Placeholder left in').waitFor();
});

test('a team’s signature and a policy’s words show below them what sends contacts away', async () => {
  await claimed.client.call('createTeam', { body: { name: 'Seals', member_ids: [] } });
  const desk = await visitDesk(browser, product.url, ada);
  await binding(async () => {
    await desk.goto(`${product.url}/settings/teams`);
    await desk.getByRole('button', { name: 'Change Seals' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('Signature').fill(`Kind regards, {member}\n${away}`);
    const seen = dialog.getByRole('region', { name: 'Reply check' });
    await seen.locator('mark', { hasText: 'manufacturer' }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(/The reply check holds/).waitFor();
    await seen.getByRole('button', { name: 'Send all the same' }).click();
    await dialog.getByRole('textbox', { name: 'Why does it go out' }).fill(reason);
    await dialog.getByRole('button', { name: 'Keep the reason' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await desk.goto(`${product.url}/settings/promises`);
    await desk.getByRole('button', { name: 'New policy' }).click();
    await dialog.getByText('Own words', { exact: false }).first().click();
    const english = dialog.getByRole('group', { name: 'English' });
    await english.getByLabel('An answer').fill(`You hear from us by {due}. ${away}`);
    await english.locator('mark', { hasText: 'manufacturer' }).waitFor();
    await english.getByLabel('An answer').fill('');
    await english.locator('mark').waitFor({ state: 'detached' });
  });
  await desk.context().close();
});
