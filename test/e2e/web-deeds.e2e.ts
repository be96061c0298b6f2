import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const WAIT = { timeout: 30_000, interval: 50 };

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let page: Page;
let caseId: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  ito = await employ(claimed, { name: 'Kenji Ito', role: 'agent', email: 'ito@falk.example' });
  const { client } = claimed;
  const { items } = await client.call('listChannels');
  const web = { bot: { name: 'Kettle' }, continue_by_channel_id: items[0]!.id };
  const chat = await client.call('createChannel', {
    body: { kind: 'chat', name: 'Shop chat', locale: 'en', web },
  });
  // What is slow here is the machine, not the program that answers.
  const settings = await client.call('getRoutingSettings');
  await client.call('updateRoutingSettings', { body: { ...settings, bot_seconds: 600 } });
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(WAIT.timeout);
  page = await context.newPage();
  await page.goto(`${product.url}/chat/${chat.address}`);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const log = () => page.getByRole('log');
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

async function statusOf(): Promise<string> {
  return (await claimed.client.call('getCase', { params: { caseId } })).status;
}

/** An answer of an agent, after which the matter counts as solved. */
async function solve(text: string): Promise<void> {
  const body = { text, status: 'resolved', send_anyway: true } as const;
  await ito.client.call('createCaseReply', { params: { caseId }, body });
  await log().getByText(text).waitFor();
}

describe('a chat that a program answers first', () => {
  test('shows its answers as a bot’s, and what it offers as buttons that speak', async () => {
    await page.getByRole('textbox', { name: 'Your message' }).fill('My kettle hums.');
    await page.keyboard.press('Enter');
    const turns = async () => (await claimed.client.call('listBotTurns')).items;
    await expect.poll(async () => (await turns()).length, WAIT).toBe(1);
    caseId = (await turns())[0]!.case_id;
    const body = { text: 'Is there lime in it?', quick_replies: ['Yes, a lot', 'No'] };
    await claimed.client.call('createCaseReply', { params: { caseId }, body });
    await log().getByText('Is there lime in it?').waitFor();
    await log().getByText('Kettle').first().waitFor();
    await press('Yes, a lot');
    await log().getByText('Yes, a lot').waitFor();
    await page.getByRole('button', { name: 'Yes, a lot' }).waitFor({ state: 'detached' });
  });

  test('gives who asks for a person to people at once, and says so', async () => {
    await press('Talk to a person');
    await page.getByText('A person takes over. You need not repeat anything.').waitFor();
    const known = await claimed.client.call('listBotHandOvers', { params: { caseId } });
    expect(known.items).toMatchObject([{ served_by: 'people', because: 'contact' }]);
    const turns = async () => (await claimed.client.call('listBotTurns')).items;
    await expect.poll(turns, WAIT).toEqual([]);
    await page.getByRole('button', { name: 'Talk to a person' }).waitFor({ state: 'detached' });
  });
});

describe('a matter that an agent holds for solved', () => {
  test('is open again where its contact says that it is not', async () => {
    await solve('Please descale it.');
    expect(await statusOf()).toBe('resolved');
    await page.getByText('Is it solved?').waitFor();
    // Nobody waits any more, so nothing is promised on top.
    expect(await page.locator('header .sub').innerText()).toMatch(/^No\. \d+ · Answered$/);
    await press('Not yet');
    await expect.poll(statusOf, WAIT).toBe('open');
  });

  test('stays solved where they say so', async () => {
    await solve('Then we send a new one.');
    await press('Yes, solved');
    await page
      .getByText(/^(Thank|Good)/)
      .first()
      .waitFor();
    expect(await statusOf()).toBe('resolved');
    await page.getByText('Is it solved?').waitFor({ state: 'detached' });
  });
});

describe('answers that follow by e-mail', () => {
  const address = 'lena@vogt.example';

  test('follow only to an address whose owner typed the code that we sent there', async () => {
    await press('Get answers by e-mail');
    const field = page.getByRole('textbox', { name: 'E-mail address' });
    await field.fill(address);
    await field.press('Enter');
    await page.getByText(`We sent a code to ${address}.`, { exact: false }).waitFor();
    const findCode = () => {
      const mail = product.sink.mails.findLast((one) => one.to.includes(address));
      return /^Subject: (\d{6}) /m.exec(mail?.raw.toString('utf8') ?? '')?.[1];
    };
    await expect.poll(findCode, WAIT).toBeDefined();
    const code = page.getByRole('textbox', { name: 'Code from the e-mail' });
    const wrong = findCode() === '000000' ? '000001' : '000000';
    await code.fill(wrong);
    await code.press('Enter');
    await page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
    expect(await claimed.count('web_visitors', 'email_verified_at is not null')).toBe(0);
    await code.fill(findCode()!);
    await code.press('Enter');
    await page
      .getByText(/^When you leave, the answer goes to /)
      .first()
      .waitFor();
    expect(await claimed.count('web_visitors', 'email_verified_at is not null')).toBe(1);
  });
});
