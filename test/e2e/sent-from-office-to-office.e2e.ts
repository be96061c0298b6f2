import { decodeQuoted } from '@earshot/testkit/mail/decode-quoted.ts';
import { claimProduct, type ClaimedProduct } from '@earshot/testkit/product/claim-product.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * The story that Earshot was begun for (design/mission.md): a citizen complains, and each office
 * names the next one. Here the offices change and the citizen stays where he is.
 */
const WAIT = { timeout: 30_000, interval: 100 };
const citizen = 'kranz@buerger.example';
const roads = 'Tiefbauamt';
const subject = 'Loch im Radweg Ulmenstraße';
const complaint = `Guten Tag,
seit drei Wochen ist im Radweg an der Ulmenstraße ein tiefes Loch. Ich war schon beim Ordnungsamt,
dort hat man mich zum Grünflächenamt geschickt und von dort zu Ihnen. Ich habe mich hiermit HIER
beschwert. Wann wird das Loch geschlossen?
Mit freundlichen Grüßen
Herbert Kranz`;
const referral =
  'Guten Tag Herr Kranz, vielen Dank für Ihre Nachricht. Dafür sind wir leider nicht zuständig. ' +
  'Bitte wenden Sie sich an das Tiefbauamt, Telefon 0221 4711.';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let mia: Staff;
let okoye: Staff;
let front: Page;
let back: Page;
let opened: CaseRow;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  mia = await employ(claimed, { name: 'Mia Brandt', role: 'agent', email: 'mia@stadt.example' });
  okoye = await employ(claimed, { name: 'Ada Okoye', role: 'agent', email: 'ada@stadt.example' });
  const { items } = await claimed.client.call('listTeams');
  await claimed.client.call('updateTeam', {
    params: { teamId: items[0]!.id },
    body: { name: 'Bürgerbüro', member_ids: [mia.id] },
  });
  await claimed.client.call('createTeam', { body: { name: roads, member_ids: [okoye.id] } });
  front = await visitDesk(browser, product.url, mia);
  back = await visitDesk(browser, product.url, okoye);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** The decoded text of the newest mail to the citizen that has these words. */
async function mailWith(words: RegExp): Promise<string> {
  const look = () =>
    product.sink.mails
      .filter(({ to }) => to.includes(citizen))
      .map(({ raw }) => decodeQuoted(raw))
      .findLast((text) => words.test(text));
  await expect.poll(() => look() !== undefined, WAIT).toBe(true);
  return look() as string;
}

async function openCase(page: Page): Promise<void> {
  await page.goto(`${product.url}/cases/all/${opened.number}`);
  await page.getByRole('heading', { name: subject }).waitFor();
}

async function transferTo(page: Page, team: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'Transfer the case' });
  await dialog.waitFor();
  await dialog.getByRole('combobox', { name: /^Team/ }).selectOption({ label: team });
  return dialog;
}

describe('a citizen who was sent from office to office', () => {
  test('complains, and is told by when he hears from a person', async () => {
    opened = await receiveCase(claimed, {
      from: `Herbert Kranz <${citizen}>`,
      subject,
      text: complaint,
    });
    expect(await mailWith(/Wie es weitergeht|Was als Nächstes/)).toContain(String(opened.number));
  });

  test('is about to be sent on once more: that is caught while it is typed', async () => {
    await openCase(front);
    await front
      .getByRole('button', { name: /^Reply/ })
      .first()
      .click();
    await front.getByRole('textbox', { name: 'Your reply' }).click();
    await front.keyboard.type(referral);
    const check = front.getByRole('region', { name: 'Reply check' });
    await check.getByText('Sends the contact elsewhere').first().waitFor();
    await check.getByRole('button', { name: 'Transfer the case' }).first().click();
  });

  test('stays where he is: the case goes to the other office, and he is told who has it', async () => {
    const dialog = await transferTo(front, roads);
    const handOver = dialog.getByRole('textbox', { name: /^Hand-over/ });
    await expect
      .poll(() => handOver.inputValue(), WAIT)
      .toContain('Wann wird das Loch geschlossen?');
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    const told = await mailWith(new RegExp(`beim Team ${roads}`));
    expect(told).toContain('Sie müssen nichts wiederholen');
    expect(told).toContain('zugesagt');
  });

  test('is not sent back: the other office is told why, and what to do instead', async () => {
    await openCase(back);
    await back.getByText('Wann wird das Loch geschlossen?').first().waitFor();
    await back.keyboard.press('t');
    const dialog = await transferTo(back, 'Bürgerbüro');
    await dialog.getByText('It would go straight back to Bürgerbüro').waitFor();
    await dialog.getByRole('button', { name: 'Give Bürgerbüro a task' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Transfer', exact: true }).isDisabled()).toBe(
      true,
    );
    await back.keyboard.press('Escape');
  });

  test('hears before the promise breaks that it takes longer, and why', async () => {
    await back.keyboard.press('Shift+L');
    const dialog = back.getByRole('dialog', { name: 'We need longer' });
    const because = dialog.getByRole('textbox', { name: /^Because/ });
    await because.fill('die Baukolonne das Loch erst ansehen muss');
    const words = dialog.getByRole('textbox', { name: /^What the contact reads/ });
    await expect.poll(() => words.inputValue(), WAIT).toContain('Baukolonne');
    await dialog.getByRole('button', { name: 'Move the promise' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await mailWith(/Baukolonne das Loch erst ansehen/);
  });

  test('is answered in time, and the promise is kept', async () => {
    await back
      .getByRole('button', { name: /^Reply/ })
      .first()
      .click();
    await back.getByRole('textbox', { name: 'Your reply' }).click();
    await back.keyboard.type(
      'Guten Tag Herr Kranz, das Loch wird am Dienstag geschlossen. Die Kolonne hat den Auftrag; ' +
        'am Mittwoch schreibe ich Ihnen, dass es fertig ist.',
    );
    await back.keyboard.press('Control+Enter');
    await mailWith(/das Loch wird am Dienstag geschlossen/);
    const { promises } = await claimed.client.call('getCase', { params: { caseId: opened.id } });
    expect(promises.filter((one) => one.broken_at !== null)).toEqual([]);
    expect(promises.filter((one) => one.kept_at !== null).length).toBeGreaterThan(0);
  });

  test('and the trail says what he had to go through: one contact, one hand-off', async () => {
    const { figures } = await claimed.client.call('getCaseTrail', {
      params: { caseId: opened.id },
    });
    expect(figures.contacts.count).toBe(1);
    expect(figures.hand_offs.count).toBe(1);
    expect(figures.promises_broken.count).toBe(0);
    const trail = back.getByRole('region', { name: 'What the contact had to do for this matter' });
    await trail.getByText('1 hand-off').waitFor();
  });

  test('sees on the page of his case that the promise was moved with its reason, and kept', async () => {
    const answer = await mailWith(/das Loch wird am Dienstag geschlossen/);
    const path = /https?:\/\/[^\s"<>]+?(\/c\/[\w-]{43})/.exec(answer)?.[1] as string;
    const page = await browser.newPage({ locale: 'de-DE', javaScriptEnabled: false });
    await page.goto(`${product.url}${path}`);
    await page.getByText('Baukolonne').first().waitFor();
    await page.getByText('am Dienstag geschlossen').first().waitFor();
    expect(await page.content()).not.toContain('leider nicht zuständig');
  });
});
