import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ada = { email: 'ada@falk.example', password: 'kettle boils at noon' };
const words = 'The lid of my kettle does not close.';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  page = await visitDesk(browser, product.url, ada);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function beginChannel(kind: string): Promise<void> {
  await page.goto('/settings/channels');
  await page.getByRole('button', { name: 'New channel' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
}

test('an administrator sets a chat up; what is wrong is said at its field', async () => {
  await beginChannel('Chat');
  await page.getByLabel('Name inside').fill('Shop');
  const pages = page.getByLabel('Allowed pages');
  await pages.fill('https://shop.example/kettles');
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByLabel('Why you ask').fill('So that the answer finds you');
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByLabel('What is asked').nth(1).fill('What is your name?');
  await page.getByLabel('Kind of answer').nth(1).selectOption('Name');
  expect(await page.getByLabel('Key for programs').nth(1).inputValue()).toBe('name');
  await page.getByRole('button', { name: 'Move question 2 up' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create the chat' }).click();
  await expect.poll(() => pages.getAttribute('aria-invalid'), { timeout: 30_000 }).toBe('true');
  await pages.fill('https://shop.example\n');
  await page.getByRole('button', { name: 'Create the chat' }).click();
  await page.getByText('Put this line on your pages').waitFor();
  await page.getByText('Verified with our own program on the other side').waitFor();
  await page.getByText(/script-src .*; connect-src .* ws:/).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const { items } = await claimed.client.call('listChannels');
  const web = items.find((one) => one.kind === 'chat')?.web;
  expect(web?.questions.map(({ key }) => key)).toEqual(['name', 'email']);
  expect(web?.allowed_origins).toEqual(['https://shop.example']);
});

test('what somebody writes on the page of the chat stands on the desk', async () => {
  const tag = await page.locator('code', { hasText: 'data-channel' }).innerText();
  const key = /data-channel="([a-z0-9]+)"/.exec(tag)?.[1];
  const contact = await visitDesk(browser, product.url, null);
  await contact.goto(`/chat/${key}`);
  await contact.getByLabel('What is your name?').fill('Lena Vogt');
  await contact.getByText('So that the answer finds you').waitFor();
  const field = contact.getByRole('textbox', { name: 'Your message' });
  await field.fill(words);
  await field.press('Enter');
  await contact.getByRole('log').getByText(words).waitFor();
  await page.goto('/cases/unassigned');
  await page.getByRole('link', { name: new RegExp(words.slice(0, 20)) }).click();
  await page.locator('[data-entry]').getByText(words).waitFor();
  await contact.context().close();
});

test('a second secret of a chat is made only after a warning, and the list names the chat', async () => {
  await page.goto('/settings/channels');
  await page.getByRole('button', { name: 'Change Shop' }).click();
  await page.getByRole('button', { name: 'Make the secret' }).click();
  await page.getByText('Shown only now.').waitFor();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByText('There is a secret already.').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await findBarriers(page)).toEqual([]);
});

test('a form says where its page lies and from where its answers go', async () => {
  await beginChannel('Web form');
  await page.getByLabel('Name inside').fill('Contact form');
  await page.getByText('Without a mailbox nobody can be answered').waitFor();
  await page.getByLabel('Mailbox from which answers follow').selectOption('support@falk.example');
  await page.getByRole('button', { name: 'Create the form' }).click();
  const link = page.getByRole('link', { name: 'Open the page' });
  const address = await link.getAttribute('href');
  expect(address).toMatch(/\/form\/[a-z0-9]+$/);
  const visitor = await visitDesk(browser, product.url, null);
  expect((await visitor.goto(address!))?.status()).toBe(200);
  await visitor.context().close();
});
