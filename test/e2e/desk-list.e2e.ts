import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { demoPassword, startDemoProduct } from '@earshot/testkit/product/start-demo-product.ts';
import type { Product } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ruth = { email: 'ruth.adams@falk.example', password: demoPassword };
const service = 'service@falk.example';
const WAIT = { timeout: 30_000, interval: 50 };

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startDemoProduct(), launchBrowser()]);
  page = await visitDesk(browser, product.url, null);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

function views(on: Page = page): Locator {
  return on.getByRole('navigation', { name: 'Views' });
}

async function readCount(view: string): Promise<number> {
  const link = views().getByRole('link', { name: new RegExp(`^${view} ?\\d`) });
  await link.waitFor();
  return Number(/\d+/.exec((await link.innerText()).replace(view, ''))?.[0]);
}

function rows(on: Page = page): Locator {
  return on.getByRole('list', { name: 'Cases' }).getByRole('listitem');
}

function subjectOfCase(on: Page, subject: string): Locator {
  return on.getByRole('heading', { name: subject });
}

describe('a member signs in', () => {
  test('a wrong password is refused in words and what was typed stays', async () => {
    await page.goto('/cases/unassigned');
    await page.getByLabel('E-mail').fill(ruth.email);
    await page.getByLabel('Password', { exact: true }).fill('kettle never boils');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(ruth.email);
    expect(await page.getByRole('alert').innerText()).toMatch(/password/i);
  });

  test('the right one leads to the page that was asked for', async () => {
    await page.getByLabel('Password', { exact: true }).fill(ruth.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/cases/unassigned');
    await rows().first().waitFor();
  });
});

describe('the list of cases', () => {
  test('every view shows its count, and as many rows', async () => {
    await page.getByRole('button', { name: 'More views' }).click();
    expect(await readCount('All')).toBeGreaterThan(50);
    for (const view of ['Unassigned', 'Held', 'Waiting']) {
      const count = await readCount(view);
      await views()
        .getByRole('link', { name: new RegExp(`^${view} ?\\d`) })
        .click();
      await page.waitForURL(`**/cases/${view.toLowerCase()}`);
      const row = rows().first();
      await row.waitFor();
      expect(await row.getAttribute('aria-setsize')).toBe(String(count));
    }
    await page.getByRole('button', { name: 'Fewer views' }).click();
  });

  test('the keyboard alone moves, opens and leads back', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await page.waitForURL('**/cases/unassigned');
    await rows().nth(2).waitFor();
    const third = rows().nth(2);
    const second = rows().nth(1);
    await expect.poll(() => readCursor(), WAIT).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(() => readCursor(), WAIT).toBe(2);
    expect(await third.getByRole('link').getAttribute('tabindex')).toBe('0');
    await page.keyboard.press('k');
    await expect.poll(() => readCursor(), WAIT).toBe(1);
    const subject = await readSubject(second);
    await page.keyboard.press('o');
    await subjectOfCase(page, subject).waitFor();
  });

  test('the palette opens a case and runs a command without the mouse', async () => {
    await page.keyboard.press('Control+k');
    const field = page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
    await field.waitFor();
    await page.keyboard.type('kettle beeps');
    await page.getByRole('option', { name: /Kettle beeps at 3/ }).waitFor();
    await page.keyboard.press('Enter');
    await subjectOfCase(page, 'Kettle beeps at 3 in the morning').waitFor();
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('resolved cases');
    await page.getByRole('option', { name: /Go to resolved cases/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cases/resolved');
  });

  test('? shows every key, Escape leads back', async () => {
    await page.keyboard.press('?');
    const map = page.getByRole('dialog', { name: 'Map of keys' });
    await map.getByText('Reply to all').waitFor();
    await page.keyboard.press('Escape');
    await map.waitFor({ state: 'detached' });
  });
});

describe('the search', () => {
  test.each([
    ['a part of a subject', 'tracking numb', 'No tracking number for order 48290'],
    ['a word of a text', 'haunted', 'Kettle beeps at 3 in the morning'],
    ['a name', 'Hoffmann', 'Kalkränder im neuen Wasserkocher'],
    ['a part of a German compound', 'sicherung', 'Kindersicherung am Wasserkocher'],
  ])('finds %s', async (_what, words, subject) => {
    await page.goto('/cases/mine');
    await views().waitFor();
    await page.keyboard.press('/');
    const field = page.getByRole('searchbox', { name: 'Search everything' });
    await field.waitFor();
    await page.keyboard.type(words);
    await page.getByRole('link', { name: subject }).first().waitFor();
  });

  test('finds a case by its number', async () => {
    const hit = page.getByRole('link', { name: 'Kindersicherung am Wasserkocher' });
    const number = /#\d+/.exec(await hit.innerText())?.[0] ?? '';
    await page.getByRole('searchbox').fill(number);
    await expect
      .poll(() => page.locator('main').getByRole('link', { name: /#\d+/ }).count(), WAIT)
      .toBe(1);
    await hit.click();
    await subjectOfCase(page, 'Kindersicherung am Wasserkocher').waitFor();
  });
});

describe('many cases at once', () => {
  test('[L16] a tag is put on the selected ones and taken back by one undo', async () => {
    await page.goto('/cases/unassigned');
    const [first, second] = [rows().nth(0), rows().nth(1)];
    await first.hover();
    await first.getByRole('checkbox').check();
    await second.getByRole('checkbox').check();
    const bar = page.getByRole('toolbar', { name: 'Selected cases' });
    await bar.getByText('2 selected').waitFor();
    const before = await Promise.all([readTags(first), readTags(second)]);
    await page.keyboard.press('l');
    await page.getByRole('combobox').fill('Rückruf geprüft');
    await page.getByRole('option', { name: /New tag/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Tags changed on 2 cases.').waitFor();
    await expect
      .poll(() => Promise.all([readTags(first), readTags(second)]), WAIT)
      .toEqual(before.map((tags) => [...tags, 'Rückruf geprüft'].toSorted()));
    await page.keyboard.press('z');
    await expect.poll(() => Promise.all([readTags(first), readTags(second)]), WAIT).toEqual(before);
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
  });
});

describe('mail that arrives', () => {
  test('slides into the open list without reload, and the counts change', async () => {
    await page.goto('/cases/unassigned');
    await page.getByText('Live', { exact: true }).waitFor();
    const before = await readCount('Unassigned');
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    await product.sendMail({
      from: 'Nora Falke <nora@falke.example>',
      to: service,
      subject: 'The lid of my Aqua 5 whistles',
      text: 'Good evening, since yesterday the lid whistles. Is that dangerous?',
    });
    await rows().filter({ hasText: 'The lid of my Aqua 5 whistles' }).waitFor();
    await expect.poll(() => readCount('Unassigned'), WAIT).toBe(before + 1);
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
  });
});

describe('the other language', () => {
  test('German is one command away, and stays', async () => {
    await page.goto('/cases/all');
    await rows().first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Deutsch');
    await page
      .getByRole('option', { name: /Deutsch/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    const german = page.getByRole('navigation', { name: 'Ansichten' });
    await german.getByText('Frei', { exact: true }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await page.reload();
    await german.getByText('Frei', { exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    // Nobody waits for the list: what is typed counts.
    await page.getByRole('combobox').fill('English');
    await page.keyboard.press('Enter');
    await views().getByText('Unassigned').waitFor();
  });
});

describe('a phone of 390 by 844', () => {
  test('shows one column at a time, with a way back, and nothing is out of reach', async () => {
    const phone = await visitDesk(browser, product.url, ruth, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.goto('/cases/all');
    const row = rows(phone).first();
    await row.waitFor();
    expect(await phone.getByRole('region', { name: 'Case', exact: true }).isVisible()).toBe(false);
    const subject = await readSubject(row);
    expect(await findBarriers(phone)).toEqual([]);
    await row.getByRole('link').tap();
    await subjectOfCase(phone, subject).waitFor();
    expect(await phone.getByRole('region', { name: 'Cases', exact: true }).isVisible()).toBe(false);
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await phone.getByRole('link', { name: 'Back' }).first().tap();
    await row.waitFor();
    await phone.getByRole('link', { name: 'Contacts' }).tap();
    await phone.getByRole('heading', { name: 'Contacts' }).waitFor();
    await phone.context().close();
  });
});

describe.each(['light', 'dark'] as const)('nothing keeps people out in the %s theme', (theme) => {
  beforeAll(() => page.emulateMedia({ colorScheme: theme }));
  afterAll(() => page.emulateMedia({ colorScheme: null }));

  test('before the sign-in', async () => {
    const stranger = await visitDesk(browser, product.url, null, { colorScheme: theme });
    for (const [path, heading] of [
      ['/sign-in', 'Sign in'],
      ['/password-reset', 'Choose a new password'],
    ] as const) {
      await stranger.goto(path);
      await stranger.getByRole('heading', { name: heading }).waitFor();
      expect(await findBarriers(stranger), path).toEqual([]);
    }
    await stranger.goto('/docs');
    await stranger.getByRole('heading').first().waitFor();
    // A policy that does not fit the page leaves it without its looks.
    expect(await stranger.evaluate(() => document.styleSheets.length)).toBe(1);
    // All operations look alike; a handful stands for them.
    await stranger.evaluate(() => {
      for (const one of document.querySelectorAll('main > :nth-child(n+4)')) one.remove();
    });
    expect(await findBarriers(stranger), '/docs').toEqual([]);
    await stranger.context().close();
  });

  test('on the list, with the palette open and with cases selected', async () => {
    await page.goto('/cases/all');
    await rows().nth(1).waitFor();
    expect(await page.getAttribute('html', 'data-mantine-color-scheme')).toBe(theme);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('x');
    await page.getByRole('toolbar', { name: 'Selected cases' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('on the map of keys', async () => {
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Map of keys' }).getByText('Reply to all').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test.each([
    ['search', '/search?q=Deckel', 'Deckel vom Wasserkocher klemmt'],
    ['contacts', '/contacts', /@[a-z-]+\.example/],
    ['receipts', '/receipts?state=all', 'handed in by SMTP'],
    ['profile', '/settings/profile', 'Keys without Ctrl'],
    ['devices', '/settings/devices', 'this device'],
    ['organisation', '/settings/account', 'Language of new members'],
    ['members', '/settings/members', /mia\.brandt@falk\.example/],
    ['teams', '/settings/teams', 'Ersatzteile'],
    ['channels', '/settings/channels', service],
    ['keys', '/settings/keys', 'No program has a key'],
    ['audit', '/settings/audit', /Carla Weber|Demo|demo/],
  ])('on %s', async (_what, path, words) => {
    await page.goto(path);
    await page.locator('main').getByText(words).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test('on a contact', async () => {
    await page.goto('/contacts');
    await page.locator('main').getByRole('searchbox').fill('Lena Vogt');
    await page
      .getByRole('link', { name: /Lena Vogt/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Lena Vogt' }).waitFor();
    await page.getByText('How to reach them').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});

async function readCursor(): Promise<number> {
  const all = await rows().getByRole('link').all();
  const stops = await Promise.all(all.map((link) => link.getAttribute('tabindex')));
  return stops.indexOf('0');
}

async function readSubject(row: Locator): Promise<string> {
  const lines = (await row.getByRole('link').innerText()).split('\n');
  return lines[lines.findIndex((line) => line.startsWith('#')) + 1]?.trim() ?? '';
}

async function readTags(row: Locator): Promise<string[]> {
  const caseId = await row.getByRole('link').getAttribute('data-case');
  const answer = await page.request.get(`/api/v1/cases/${caseId}`);
  const { tags } = (await answer.json()) as { tags: string[] };
  return tags.toSorted();
}
