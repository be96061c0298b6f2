import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

function findSent(part: string): string | undefined {
  return product.sink.mails
    .map((mail) => mail.raw.toString('utf8'))
    .find((raw) => raw.includes(part));
}

async function waitFor<T>(look: () => T | undefined, what: string): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`Waited in vain for ${what}`);
}

describe('from the first start to the answered case', () => {
  test('the one-time link sets the installation up, and nobody else can claim it', async () => {
    const stranger = await fetch(`${product.url}/api/v1/setups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: 'a-token-that-somebody-made-up-0000000000',
        account_name: 'Evil',
        name: 'Eve',
        email: 'eve@evil.example',
        password: 'correct horse battery',
      }),
    });
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    await page.goto(`${product.url}/setup#${product.setupToken}`);
    await page.getByLabel('Name of the organisation').fill('Falk');
    await page.getByLabel('Your name').fill('Ada Ito');
    await page.getByLabel('E-mail').fill('ito@falk.example');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByLabel('First support address').fill('support@falk.example');
    await page.getByRole('button', { name: 'Open the desk' }).click();
    await page.getByRole('navigation').first().waitFor();
  });

  test('a mail sent by SMTP from another program appears on the open desk without reload', async () => {
    await page.getByRole('link', { name: /Unassigned/ }).click();
    await product.sendMail({
      from: 'Lena Vogt <lena@vogt.example>',
      to: 'support@falk.example',
      subject: 'Kettle does not switch off',
      text: 'Hello,\nthe kettle I bought in March does not switch off any more. What should I do?\nLena Vogt',
      messageId: '<kettle-1@vogt.example>',
    });
    await page.getByText('Kettle does not switch off').first().waitFor({ timeout: 15_000 });
    const confirmation = await waitFor(() => findSent('What happens next'), 'the confirmation');
    expect(confirmation).toMatch(/^To:.*lena@vogt\.example/im);
  });

  test('the answer written on the desk arrives at a real server with the headers of the thread', async () => {
    await page.getByText('Kettle does not switch off').first().click();
    await page.getByText('does not switch off any more').first().waitFor();
    await page.keyboard.press('r');
    const editor = page.getByRole('textbox', { name: 'Your reply' });
    await editor.click();
    await editor.pressSequentially('We send you a new switch by Friday.');
    await page.keyboard.press('Control+Enter');
    const sent = await waitFor(() => findSent('We send you a new switch'), 'the answer');
    expect(sent).toMatch(/^In-Reply-To: <kettle-1@vogt\.example>/im);
    expect(sent).toMatch(/^References:[^:]*<kettle-1@vogt\.example>/im);
    expect(sent).toMatch(/^Reply-To: .*support\+c\d+\.[a-z2-7]{12}@falk\.example/im);
  });

  test('the contact’s reply lands in the same case, live', async () => {
    const sent = findSent('We send you a new switch') as string;
    const replyTo = /^Reply-To: .*?(support\+[^>\s]+@falk\.example)/im.exec(sent)?.[1] as string;
    const inReplyTo = /^Message-ID: (.*)$/im.exec(sent)?.[1]?.trim() as string;
    await product.sendMail({
      from: 'Lena Vogt <lena@vogt.example>',
      to: replyTo,
      subject: 'Re: Kettle does not switch off',
      text: 'Thank you, Friday is fine for me.',
      inReplyTo,
      references: [inReplyTo],
    });
    await page.getByText('Friday is fine for me').first().waitFor({ timeout: 15_000 });
    // Mails with HTML stand in frames of their own.
    const shown = await Promise.all(
      page.frames().map((frame) => frame.locator('body').innerText()),
    );
    expect(shown.join('\n')).toContain('We send you a new switch by Friday.');
  });

  test('[L12] the server is killed and comes back: the desk says so, and misses nothing', async () => {
    await product.killAndRestart();
    await product.sendMail({
      from: 'Mr. Aydin <aydin@mail.example>',
      to: 'support@falk.example',
      subject: 'Please write, do not call',
      text: 'I am deaf. Please answer in writing only.',
    });
    await page.getByText('Please write, do not call').first().waitFor({ timeout: 60_000 });
    const live = page.getByText('Live', { exact: true }).first();
    await live.waitFor({ timeout: 60_000 });
    expect(await live.isVisible()).toBe(true);
  });
});
