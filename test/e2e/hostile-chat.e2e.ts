import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attackPayloads } from './attack-payloads.ts';

const WAIT = { timeout: 30_000, interval: 50 };
/** Nobody must ever ask here. */
const evil = 'http://evil.example';
/** Below what one message may hold. */
const CHARACTERS = 8_000;
const payloads = attackPayloads(evil).map((text) => text.replaceAll('\u0000', ''));

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let key: string;
let panel: Page;
/** What ran, was asked for, or would have been, had a policy not stood in its way. */
const ran: string[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  const name = '<img/src=x/onerror=top.hit(1)> Ito';
  ito = await employ(claimed, { name, role: 'agent', email: 'ito@falk.example' });
  const questions = [{ key: 'name', kind: 'name' as const, label: 'Your name' }];
  const body = { kind: 'chat' as const, name: 'Chat', locale: 'en' as const, web: { questions } };
  key = (await claimed.client.call('createChannel', { body })).address;
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(WAIT.timeout);
  panel = await context.newPage();
  await watch(panel);
  await panel.goto(`${product.url}/chat/${key}`);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function watch(page: Page): Promise<void> {
  const context = page.context();
  await context.exposeFunction('hit', (what: string) => void ran.push(what));
  context.on('dialog', (dialog) => {
    ran.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const isOutside = /^(https?|wss?):/.test(request.url()) && !isOwn(request.url());
    if (isOutside) ran.push(`asked for ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (/^(javascript|data):/i.test(frame.url())) ran.push(`went to ${frame.url()}`);
  });
  page.on('pageerror', (error) => void ran.push(`broke: ${error.message}`));
}

const isOwn = (url: string) => new URL(url).host === new URL(product.url).host;

/** All attacks, as few messages as hold them. */
function packed(): string[] {
  const messages: string[] = [];
  for (const payload of payloads.filter((one) => one.length < CHARACTERS)) {
    const last = messages.at(-1);
    const longer = last === undefined ? payload : `${last}\n\n${payload}`;
    if (last === undefined || longer.length > CHARACTERS) messages.push(payload);
    else messages[messages.length - 1] = longer;
  }
  return messages;
}

async function post(path: string, body: unknown, token?: string) {
  const isFile = body instanceof Uint8Array;
  const answer = await fetch(`${product.url}/api/v1/web/${key}/${path}`, {
    method: 'POST',
    headers: {
      'content-type': isFile ? 'application/octet-stream' : 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: isFile ? new Uint8Array(body) : JSON.stringify(body),
  });
  expect(answer.status, path).toBeLessThan(300);
  return (await answer.json()) as Record<string, unknown>;
}

/** Elements that the words of an attack have become, in the page and in the shadows of it. */
async function findPlanted(page: Page): Promise<string[]> {
  const found = page.frames().map((frame) =>
    frame.evaluate(() => {
      const all = (root: ParentNode): Element[] =>
        [...root.querySelectorAll('*')].flatMap((one) => [
          one,
          ...(one.shadowRoot ? all(one.shadowRoot) : []),
        ]);
      const isPlanted = (element: Element) =>
        [...element.attributes].some(
          ({ name, value }) =>
            name.startsWith('on') ||
            (/^(href|src|action|formaction)$/.test(name) && /^\s*(java|vb)script:/i.test(value)),
        ) ||
        (element.closest('.said') !== null && !/^(DIV|P|A)$/.test(element.tagName));
      return all(document)
        .filter(isPlanted)
        .map((element) => element.outerHTML.slice(0, 200));
    }),
  );
  return (await Promise.all(found)).flat();
}

async function expectQuiet(page: Page): Promise<void> {
  // What was drawn last has its moment to run.
  await page.waitForTimeout(300);
  expect({ planted: await findPlanted(page), ran }).toEqual({ planted: [], ran: [] });
}

async function listCases() {
  return (await claimed.client.call('listCases', { query: { limit: 50 } })).items;
}

test('nothing that either side writes runs in the panel of a visitor', async () => {
  const box = panel.getByRole('textbox', { name: 'Your message' });
  await panel.getByLabel('Your name').fill(payloads[2]!.slice(0, 190));
  const messages = packed();
  for (const [index, message] of messages.entries()) {
    await box.fill(message);
    await box.press('Enter');
    await expect.poll(() => panel.locator('li.own').count(), WAIT).toBe(index + 1);
  }
  await expect.poll(async () => (await listCases()).length, WAIT).toBe(1);
  const params = { caseId: (await listCases())[0]!.id };
  for (const text of messages) {
    const body = { text, send_anyway: true, quick_replies: [payloads[0]!.slice(0, 80)] };
    await ito.client.call('createCaseReply', { params, body });
  }
  await expect.poll(() => panel.locator('li.agent').count(), WAIT).toBe(messages.length);
  await expectQuiet(panel);
}, 120_000);

test('nor on the desk: words, names, the page of the visitor, names of files', async () => {
  const { token } = await post('sessions', {});
  const shown = payloads.filter((one) => one.trim() !== '');
  const names = shown.slice(0, 5).map((one) => one.slice(0, 200));
  const files: unknown[] = [];
  for (const name of names) {
    const path = `uploads?mime_type=image/png&file_name=${encodeURIComponent(name)}`;
    files.push((await post(path, Buffer.from(shown[0]!), String(token)))['id']);
  }
  const opening = {
    client_id: randomUUID(),
    text: shown.slice(5, 30).join('\n').slice(0, CHARACTERS),
    subject: shown[0]!.slice(0, 200).replaceAll(/\s/g, ' '),
    answers: { name: shown[1]!.slice(0, 200) },
    page: { title: shown[2]!.slice(0, 300), url: `https://shop.example/?${shown[0]}#${shown[2]}` },
    file_ids: files,
  };
  await post('conversations', opening, String(token));
  await expect.poll(async () => (await listCases()).length, WAIT).toBe(2);
  const { email, password } = ito;
  const desk = await visitDesk(browser, product.url, { email, password });
  await watch(desk);
  for (const path of ['', ...(await listCases()).map((one) => `/${one.number}`)]) {
    await desk.goto(`${product.url}/cases/all${path}`);
    await desk.locator('main').first().waitFor();
    await desk.getByText(/hit/).first().waitFor();
    await expectQuiet(desk);
  }
}, 120_000);
