import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveShop } from '../../examples/shop/serve-shop.ts';

const WAIT = { timeout: 30_000, interval: 50 };
const phone = { width: 390, height: 844 };

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let channelKey: string;
let shop: Server;
let shopUrl: string;
/** Everything that pages complained about: errors and refusals of their security policy. */
const complaints: string[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  ito = await employ(claimed, { name: 'Kenji Ito', role: 'agent', email: 'ito@falk.example' });
  const { client } = claimed;
  const { items } = await client.call('listChannels');
  const questions = [
    {
      key: 'email',
      kind: 'email' as const,
      label: 'Your e-mail',
      purpose: 'The answer follows you there when you leave',
      required: true,
      choices: [],
    },
  ];
  const chat = await client.call('createChannel', {
    body: {
      kind: 'chat',
      name: 'Shop chat',
      locale: 'en',
      web: { questions, continue_by_channel_id: items[0]!.id, greeting: 'How can we help?' },
    },
  });
  channelKey = chat.address;
  const { secret } = await client.call('createChannelSecret', {
    params: { channelId: chat.id },
    body: { kind: 'identity' },
  });
  shop = await serveShop({ earshot: product.url, channelKey, identitySecret: secret });
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  await client.call('updateChannel', {
    params: { channelId: chat.id },
    body: { web: { allowed_origins: [shopUrl] } },
  });
});
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await product?.stop();
});

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: shopUrl,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    const isOfNetwork = /ERR_|WebSocket connection|Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isOfNetwork) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(path);
  return page;
}

const panelOf = (page: Page) => page.locator('earshot-chat .panel');
const boxOf = (page: Page) => panelOf(page).getByRole('textbox', { name: 'Your message' });

async function say(page: Page, words: string): Promise<void> {
  await boxOf(page).fill(words);
  await boxOf(page).press('Enter');
}

async function openChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open chat/ }).click();
  await panelOf(page).waitFor();
}

/** The case that began with these words. */
async function caseOf(words: string) {
  await expect.poll(async () => (await find())?.number, WAIT).toBeGreaterThan(0);
  return (await find())!;
  async function find() {
    const { items } = await claimed.client.call('listCases', { query: { sort: 'newest' } });
    return items.find((row) => row.subject.startsWith(words.slice(0, 20)));
  }
}

async function messagesOf(caseId: string): Promise<string[]> {
  const { items } = await claimed.client.call('listCaseMessages', {
    params: { caseId },
    query: { limit: 100 },
  });
  return items.map((one) => one.text.trim());
}

async function answer(caseId: string, text: string): Promise<void> {
  await ito.client.call('createCaseReply', { params: { caseId }, body: { text } });
}

describe('a chat on a shop page whose policy allows next to nothing', () => {
  const first = 'My kettle does not switch off any more.';
  let page: Page;
  let caseId: string;

  test('nothing is stored and no session begun by opening it', async () => {
    page = await visit('/');
    await openChat(page);
    await panelOf(page).getByText('How can we help?').waitFor();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
    expect(await claimed.count('web_sessions')).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('what is missing is said beside the question, and the words stay', async () => {
    await say(page, first);
    await panelOf(page).getByText('Please fill this in.').waitFor();
    expect(await boxOf(page).inputValue()).toBe(first);
    await panelOf(page).getByLabel('Your e-mail').fill('lena@vogt.example');
    await boxOf(page).press('Enter');
    await panelOf(page).getByRole('log').getByText(first).waitFor();
    caseId = (await caseOf(first)).id;
  });

  test('the answer comes live, and half a sentence survives a reload', async () => {
    await answer(caseId, 'Does it happen with the lid closed?');
    await panelOf(page).getByText('Does it happen with the lid closed?').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await boxOf(page).fill('Yes, also with the lid');
    await page.reload();
    await openChat(page);
    await panelOf(page).getByText('Does it happen with the lid closed?').waitFor();
    await expect.poll(() => boxOf(page).inputValue(), WAIT).toBe('Yes, also with the lid');
    await say(page, 'Yes, also with the lid closed.');
    await expect.poll(() => messagesOf(caseId), WAIT).toContain('Yes, also with the lid closed.');
  });

  test('[L12] a network that is cut delays a message and neither loses nor doubles it', async () => {
    await page.context().setOffline(true);
    await say(page, 'Written without a network.');
    await panelOf(page)
      .getByText(/^No connection\./)
      .waitFor();
    await panelOf(page).getByText('Sending …').waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => messagesOf(caseId), WAIT).toContain('Written without a network.');
    await panelOf(page).getByText('Sending …').waitFor({ state: 'hidden' });
    const all = await messagesOf(caseId);
    expect(all.filter((one) => one === 'Written without a network.')).toHaveLength(1);
  });

  test('[L11] a server that is killed in the middle of a chat costs nothing on either side', async () => {
    await product.kill();
    await say(page, 'Written while the server was dead.');
    product.launch();
    await product.untilReady();
    await answer(caseId, 'Answered after the restart.');
    await panelOf(page).getByText('Answered after the restart.').waitFor();
    const all = await expect
      .poll(() => messagesOf(caseId), WAIT)
      .toContain('Written while the server was dead.')
      .then(() => messagesOf(caseId));
    expect(all.filter((one) => one === 'Written while the server was dead.')).toHaveLength(1);
    await expect.poll(() => panelOf(page).locator('ol > li.own').count(), WAIT).toBe(4);
  });

  test('who left is answered by mail, answers by mail, and comes back by the link', async () => {
    // Who leaves before the server that was started anew has seen them counts as there for a while.
    await answer(caseId, 'Are you still there?');
    await panelOf(page).getByRole('log').getByText('Are you still there?').waitFor();
    await page.close();
    await answer(caseId, 'Please send us a picture of the switch.');
    const job = "name = 'web.continue'";
    await expect.poll(() => claimed.count('jobs', job), WAIT).toBeGreaterThan(0);
    const find = () =>
      product.sink.mails.findLast(
        (one) =>
          one.to.includes('lena@vogt.example') && one.raw.includes('Please send us a picture'),
      );
    await expect
      .poll(async () => {
        // The minutes that we give somebody to come back have passed.
        await claimed.query(`update jobs set run_at = now() where ${job}`);
        return find() !== undefined;
      }, WAIT)
      .toBe(true);
    const raw = find()!
      .raw.toString('utf8')
      .replaceAll(/=\r?\n/g, '')
      .replaceAll('=3D', '=');
    const path = /https?:\/\/[^\s"<>]+?(\/w\/[\w-]{43})/.exec(raw)?.[1];
    expect(path).toBeDefined();
    const back = await visit(product.url + path!, { viewport: phone });
    const log = panelOf(back).getByRole('log');
    await log.getByText('Please send us a picture of the switch.').waitFor();
    await log.getByText(first).waitFor();
    expect(new URL(back.url()).hash).toBe('');
    expect(await findBarriers(back)).toEqual([]);
    await say(back, 'Here I am again.');
    await expect.poll(() => messagesOf(caseId), WAIT).toContain('Here I am again.');
    const { items } = await claimed.client.call('listCases', { query: {} });
    expect(items).toHaveLength(1);
    const all = await messagesOf(caseId);
    expect(new Set(all).size).toBe(all.length);
    await back.context().close();
  });
});

test('it speaks German on a German phone, without a barrier, and Esc leads back', async () => {
  const options = { viewport: phone, locale: 'de-DE', colorScheme: 'dark' as const };
  const page = await visit(`${product.url}/chat/${channelKey}`, options);
  await page.getByRole('textbox', { name: 'Ihre Nachricht' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.context().close();
  const bubble = await visit('/', { viewport: phone });
  await openChat(bubble);
  expect(await findBarriers(bubble)).toEqual([]);
  await bubble.keyboard.press('Escape');
  await panelOf(bubble).waitFor({ state: 'hidden' });
  const focused = () => bubble.evaluate(() => document.activeElement?.shadowRoot?.activeElement);
  expect(await focused()).not.toBeNull();
  await bubble.context().close();
});

test('enlarged to 400 % there is room to read above what is being written', async () => {
  const page = await visit('/', { viewport: { width: 320, height: 256 } });
  await openChat(page);
  const read = panelOf(page).locator('.scroll');
  await panelOf(page).getByText('How can we help?').waitFor();
  expect(await read.evaluate((one) => one.clientHeight)).toBeGreaterThan(100);
  await say(page, 'Is it dangerous?');
  await panelOf(page).getByText('Please fill this in.').waitFor();
  await panelOf(page).getByLabel('Your e-mail').fill('zoom@vogt.example');
  await boxOf(page).press('Enter');
  await panelOf(page).getByRole('log').getByText('Is it dangerous?').waitFor();
  expect(await read.evaluate((one) => one.clientHeight)).toBeGreaterThan(100);
  await boxOf(page).click();
  const place = (await boxOf(page).boundingBox())!;
  expect(place.y + place.height).toBeLessThanOrEqual(256);
  await page.context().close();
});

test('without script the page leads to a form, and its words begin a conversation', async () => {
  const page = await visit(`${product.url}/chat/${channelKey}`, { javaScriptEnabled: false });
  const link = page.getByRole('link', { name: 'Write by form' });
  expect(await link.getAttribute('href')).toBe(`/form/${channelKey}`);
  await link.click();
  await page.getByLabel('Your name').fill('Lena Vogt');
  await page.getByLabel('Your e-mail').fill('no-script@vogt.example');
  await page.getByLabel('Your message').fill('Written without any script.');
  // Who sends faster than people write is taken for a program.
  await page.waitForTimeout(3_500);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(/^Its number is \d+\.$/).waitFor();
  await page.getByText(/^The answer goes to n…@vogt\.example/).waitFor();
  const { channel_kind: kind, contact } = await caseOf('Written without any script.');
  expect({ kind, name: contact?.name }).toEqual({ kind: 'chat', name: 'Lena Vogt' });
  await page.context().close();
});

test('a shop asks about an order inside its own page, by the client alone', async () => {
  const page = await visit('/orders.html');
  const order = page.getByRole('listitem').filter({ hasText: 'Order 4711' }).first();
  await order.getByRole('button', { name: 'Ask about this order' }).click();
  await order.getByRole('textbox').fill('Does it come on Friday?');
  await order.getByRole('button', { name: 'Send' }).click();
  const { id } = await caseOf('Order 4711');
  await answer(id, 'Yes, before noon.');
  await order.getByText('Yes, before noon.').waitFor();
  expect(await page.locator('earshot-chat').count()).toBe(0);
  const stored = await page.evaluate(() => Object.keys(localStorage));
  expect(stored).toEqual([]);
  await page.context().close();
});

test('a form within a page sends once, with its file, and says what happens next', async () => {
  const { address: formKey } = await claimed.client.call('createChannel', {
    body: {
      kind: 'form',
      name: 'Web form',
      locale: 'en',
      web: { title: 'Write to Falk', allowed_origins: [shopUrl] },
    },
  });
  const page = await visit('/');
  await page.evaluate(
    ([src, key]) => {
      const form = document.createElement('earshot-form');
      form.setAttribute('channel', key!);
      document.querySelector('main')!.append(form);
      return src;
    },
    [product.url, formKey],
  );
  const form = page.locator('earshot-form .panel');
  await form.getByLabel('Your message').fill('The handle is loose.');
  await form.getByLabel(/^Files/).setInputFiles({
    name: 'handle.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('loose'),
  });
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Send' }).click();
  await form.getByRole('heading', { name: 'We have it' }).waitFor();
  const { id } = await caseOf('The handle is loose.');
  expect(await messagesOf(id)).toHaveLength(1);
  await page.context().close();
});

test('no page complained: no error, no refusal by its security policy', () => {
  expect(complaints).toEqual([]);
});
