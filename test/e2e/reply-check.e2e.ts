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
