import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../packages/testkit/src/product/launch-browser.ts';
import {
  demoPassword,
  startDemoProduct,
} from '../packages/testkit/src/product/start-demo-product.ts';
import { type Product, startProduct } from '../packages/testkit/src/product/start-product.ts';
import { visitDesk } from '../packages/testkit/src/product/visit-desk.ts';
import { serveShop } from '../examples/shop/serve-shop.ts';

/**
 * Makes the pictures of the README anew: `node docs/take-pictures.ts`, after
 * `node bootstrap.mjs build`. Everything in them is the named world.
 */
const folder = join(import.meta.dirname, 'pictures');
/** A page of the README should not weigh more than a page of the desk. */
const LARGEST_BYTES = 250_000;

const ruth = { email: 'ruth.adams@falk.example', password: demoPassword };
const mia = { email: 'mia.brandt@falk.example', password: demoPassword };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
const chatTheme = { accent: '#1f6f54', scheme: 'auto', position: 'right' };
const beep = 'Kettle beeps at 3 in the morning';

interface Me {
  readonly csrf_token: string;
}

interface Stage {
  readonly browser: Browser;
  readonly url: string;
}

async function takePicture(page: Page, name: string): Promise<void> {
  // What is still on its way shows as grey bars.
  await page.waitForLoadState('networkidle');
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))),
  );
  const picture = packPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  await writeFile(join(folder, `${name}.png`), picture);
  const size_bytes = picture.length;
  const remark = size_bytes > LARGEST_BYTES ? '  TOO LARGE' : '';
  console.log(`${name}.png  ${Math.round(size_bytes / 1000)} kB${remark}`);
}

/** The same picture in fewer bytes (PNG, RFC 2083; eight bits, no alpha, as Chromium takes it). */
function packPng(png: Buffer): Buffer {
  const kept: Buffer[] = [png.subarray(0, 8)];
  const pixels: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const end = at + 12 + png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    if (kind === 'IDAT') pixels.push(png.subarray(at + 8, end - 4));
    else {
      if (kind === 'IEND') {
        const content = packPixels(Buffer.concat(pixels), png.readUInt32BE(16));
        kept.push(writeChunk('IDAT', content));
      }
      kept.push(png.subarray(at, end));
    }
    at = end;
  }
  return Buffer.concat(kept);
}

const BYTES_A_PIXEL = 3;

/** Flat surfaces pack best as they are: every row is freed of its filter. */
function packPixels(packed: Buffer, width_px: number): Buffer {
  const rows = inflateSync(packed);
  const row_bytes = width_px * BYTES_A_PIXEL + 1;
  for (let at = 0; at < rows.length; at += row_bytes) {
    const filter = rows[at] ?? 0;
    rows[at] = 0;
    for (let to = at + 1; to < at + row_bytes; to++) {
      const hasLeft = to - at > BYTES_A_PIXEL;
      const left = hasLeft ? (rows[to - BYTES_A_PIXEL] ?? 0) : 0;
      const up = rows[to - row_bytes] ?? 0;
      const corner = hasLeft ? (rows[to - row_bytes - BYTES_A_PIXEL] ?? 0) : 0;
      rows[to] = (rows[to] ?? 0) + guessByte(filter, left, up, corner);
    }
  }
  return deflateSync(rows, { level: 9, memLevel: 9 });
}

function guessByte(filter: number, left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [far, high, deep] = [left, up, corner].map((one) => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ];
  const paeth = far <= high && far <= deep ? left : high <= deep ? up : corner;
  return [0, left, up, (left + up) >> 1, paeth][filter] ?? 0;
}

function writeChunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), chunk.length - 4);
  return chunk;
}

async function openCase(page: Page, list: string, subject: string): Promise<void> {
  await page.goto(`/cases/${list}`);
  await page.getByRole('link', { name: subject }).first().click();
  await page.getByRole('heading', { name: subject }).first().waitFor();
  await page.waitForLoadState('networkidle');
  // No row looks pointed at.
  await page.mouse.move(0, 0);
}

/** Writes an answer and waits until it is kept, so that no two versions of it ever meet. */
async function writeReply(page: Page, label: string, text: string, kept: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label });
  // The key has no deed before the case is there.
  for (let tries = 0; tries < 10 && !(await editor.isVisible()); tries++) {
    await page.keyboard.press('r');
    await editor.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
  await editor.fill(text);
  await page.getByText(kept).first().waitFor();
}

async function pictureCase(stage: Stage): Promise<void> {
  const page = await visitDesk(stage.browser, stage.url, ruth);
  await openCase(page, 'teams', beep);
  const text =
    'Dear Mr van Dijk,\n\nyour kettle is not haunted: after a power cut its keep-warm timer ' +
    'counts on. Please hold the button for eight seconds.';
  await writeReply(page, 'Your reply', text, 'Draft saved');
  await takePicture(page, 'desk-case-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await takePicture(page, 'desk-case-dark');
  await page.context().close();
}

async function pictureGerman(stage: Stage): Promise<void> {
  const page = await visitDesk(stage.browser, stage.url, mia);
  await openCase(page, 'teams', 'Griff für Flötenkessel von 1987');
  const text =
    'Guten Tag Frau Sommer,\n\nden Griff haben wir noch. Ich schicke ihn Ihnen heute zu, Sie ' +
    'haben ihn bis Freitag.';
  await writeReply(page, 'Ihre Antwort', text, 'Entwurf gesichert');
  await takePicture(page, 'desk-case-german');
  await page.context().close();
}

async function picturePhone(stage: Stage): Promise<void> {
  const page = await visitDesk(stage.browser, stage.url, ruth, phone);
  await page.goto('/cases/teams');
  await page.getByRole('list', { name: 'Cases' }).getByRole('link').nth(5).waitFor();
  await takePicture(page, 'phone-list');
  await openCase(page, 'teams', beep);
  await takePicture(page, 'phone-case');
  await page.context().close();
}

async function pictureCare(stage: Stage): Promise<void> {
  const page = await visitDesk(stage.browser, stage.url, ruth);
  await page.goto('/promise-figures');
  await page.getByText('A kettle to borrow for Saturday?').waitFor();
  await takePicture(page, 'promises');
  await openCase(page, 'teams', 'Wo ist meine Crema 2?');
  const text =
    'Guten Tag Frau Paulsen,\n\nbitte wenden Sie sich wegen der Lieferzeit direkt an den Kurierdienst.';
  await writeReply(page, 'Your reply', text, 'Draft saved');
  await page.getByText('Sends the contact elsewhere').first().waitFor();
  await takePicture(page, 'desk-case-trail');
  await page.context().close();
}

/** The page that a contact sees, by the link that an agent hands out. */
async function pictureContact(stage: Stage): Promise<void> {
  const page = await visitDesk(stage.browser, stage.url, ruth, phone);
  const me = await page.request.get('/api/v1/me');
  const { csrf_token } = (await me.json()) as Me;
  const found = await page.request.get('/api/v1/cases?q=Crema%202%20R-1188');
  const { items } = (await found.json()) as { items: { id: string }[] };
  const answer = await page.request.post(`/api/v1/cases/${items[0]?.id}/page-links`, {
    data: {},
    headers: { origin: stage.url, 'x-csrf-token': csrf_token },
  });
  const { url } = (await answer.json()) as { url: string };
  await page.goto(new URL(url).pathname);
  await takePicture(page, 'contact-page');
  await page.context().close();
}

/** A visitor on the page of the example shop, and the answer from the desk. */
async function pictureChat(stage: Stage): Promise<void> {
  const desk = await visitDesk(stage.browser, stage.url, ruth);
  const { csrf_token } = (await (await desk.request.get('/api/v1/me')).json()) as Me;
  const headers = { origin: stage.url, 'x-csrf-token': csrf_token };
  const web = { greeting: 'Good morning. How can we help?', theme: chatTheme };
  const data = { kind: 'chat', name: 'Chat on the shop', locale: 'en', web };
  const made = await desk.request.post('/api/v1/channels', { data, headers });
  const chat = (await made.json()) as { id: string; address: string };
  const shop = await serveShop({ earshot: stage.url, channelKey: chat.address });
  const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  const allowed = { data: { web: { allowed_origins: [shopUrl] } }, headers };
  await desk.request.patch(`/api/v1/channels/${chat.id}`, allowed);
  const page = await visitDesk(stage.browser, shopUrl, null);
  await page.goto('/');
  await page.getByRole('button', { name: /^Open chat/ }).click();
  const words = 'The lid of my Crema 2 wobbles. Do I need a new kettle?';
  await page.getByRole('textbox', { name: 'Your message' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByText(/^No\. \d+/).waitFor();
  const found = await desk.request.get('/api/v1/cases?sort=newest&limit=20');
  const { items } = (await found.json()) as { items: { id: string; subject: string }[] };
  const id = items.find((one) => one.subject.startsWith('The lid of my Crema'))?.id;
  const text = 'No, a lid costs 9 euros and fits every kettle since 1987. Shall I send one?';
  await desk.request.post(`/api/v1/cases/${id}/replies`, { data: { text }, headers });
  await page.getByText(text).waitFor();
  await takePicture(page, 'web-chat');
  shop.close();
  await page.context().close();
  await desk.context().close();
}

async function pictureRest(stage: Stage): Promise<void> {
  const page = await visitDesk(stage.browser, stage.url, ruth);
  await page.goto('/cases/unassigned');
  await page.getByRole('list', { name: 'Cases' }).getByRole('link').nth(5).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option').nth(5).waitFor();
  await takePicture(page, 'command-palette');
  await page.goto('/settings/channels');
  await page.locator('main').getByText('service@falk.example').first().waitFor();
  await takePicture(page, 'settings-channels');
  await page.goto('/docs');
  await page.getByRole('heading').nth(2).waitFor();
  await takePicture(page, 'api-docs');
  await page.context().close();
}

async function pictureSetup(browser: Browser, product: Product): Promise<void> {
  const page = await visitDesk(browser, product.url, null);
  await page.goto(`/setup#${product.setupToken}`);
  await page.getByLabel('Name of the organisation').fill('Falk Hausgeräte');
  await page.getByLabel('Your name').fill('Ruth Adams');
  await page.getByLabel('Your e-mail').fill(ruth.email);
  await page.getByLabel('Password', { exact: true }).fill(demoPassword);
  await page.getByLabel('First support address').fill('service@falk.example');
  await page.setViewportSize({ width: 1440, height: 980 });
  await takePicture(page, 'set-up');
  await page.context().close();
}

await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
const given = process.argv[2];
// The port that the set-up page names is the usual one.
const empty = await startProduct({ SMTP_IN_PORT: '2525' });
await pictureSetup(browser, empty).finally(() => empty.stop());
const product = given === undefined ? await startDemoProduct() : null;
const stage = { browser, url: given ?? product?.url ?? '' };
try {
  await pictureCase(stage);
  await pictureGerman(stage);
  await picturePhone(stage);
  await pictureCare(stage);
  await pictureContact(stage);
  await pictureChat(stage);
  await pictureRest(stage);
} finally {
  await browser.close();
  await product?.stop();
}
