import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimProduct, type ClaimedProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';

let claimed: ClaimedProduct;
let browser: Browser;
let page: Page;
let weber: Staff;
let first: CaseRow;

const from = 'Rosa Lindqvist <rosa@kitchen-notes.example>';
const WAIT = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  claimed = await claimProduct(await startProduct());
  const invited = { name: 'Carla Weber', email: 'weber@falk.example', role: 'supervisor' } as const;
  weber = await employ(claimed, invited);
  first = await receiveCase(claimed, {
    from,
    subject: 'Kettle does not switch off',
    text: 'Hello, my kettle from order no. F-2026-4711 boils and boils. What now?',
  });
  browser = await launchBrowser();
  const { email, password } = weber;
  page = await visitDesk(browser, claimed.product.url, { email, password });
});
afterAll(async () => {
  await browser?.close();
  await claimed?.product.stop();
});

const strip = () =>
  page.getByRole('region', { name: 'What the contact had to do for this matter' });

describe('what a contact had to go through', () => {
  test('is seen on top of the case, and reaches the supervisor before it leaves the house', async () => {
    await page.goto(`/cases/all/${first.number}`);
    await strip().getByRole('button', { name: '1 contact made' }).waitFor();
    await claimed.product.sendMail({
      from,
      to: 'support@falk.example',
      subject: `Re: Kettle does not switch off [#${first.number}]`,
      text: 'This is outrageous. You will hear from my lawyer.',
    });
    await strip().getByRole('button', { name: '2 contacts made' }).click();
    const rows = page.getByRole('dialog');
    await rows.getByText('Contact wrote').nth(1).waitFor();
    await page.keyboard.press('Escape');
    await strip()
      .getByRole('button', { name: /Escalation score: 4 points/ })
      .waitFor();
    await page.keyboard.press('w');
    const reasons = page.getByRole('dialog');
    await reasons.getByText('Names outside help: a lawyer').waitFor();
    await reasons.getByText('Told: Carla Weber').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await reasons.getByRole('button', { name: 'No alarm needed …' }).click();
    await reasons.getByLabel('Why is no alarm needed?').fill('I called her.');
    await reasons.getByRole('button', { name: 'Dismiss' }).click();
    await reasons.getByText('Carla Weber saw no need for an alarm: I called her.').waitFor();
    await reasons.getByRole('button', { name: 'Alarm after all' }).click();
    await reasons.getByRole('button', { name: 'No alarm needed …' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('stands on the page of escalations, which opens the case', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'Escalations' }).waitFor();
    await page.getByText('Names outside help +3').waitFor();
    await page.getByText('Not enough history yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: `#${first.number}` }).click();
    await strip().waitFor();
  });

  test('an unfinished matter is recognised elsewhere, and joins with one click', async () => {
    const again = await receiveCase(claimed, {
      from,
      subject: 'Still waiting',
      text: 'My order no. F-2026-4711 is still boiling.',
    });
    await page.goto(`/cases/all/${again.number}`);
    const proposal = page.getByRole('region', { name: /Perhaps the same matter as/ });
    await proposal.getByText(/same number F-2026-4711/).waitFor();
    await proposal.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL(`**/${first.number}`);
    await strip().getByRole('button', { name: '3 contacts made' }).waitFor();
  });

  test('is made good step by step, with a gesture in the ledger', async () => {
    const section = page.getByRole('region', { name: 'Making good' });
    await section.getByText(/^Suggested at \d points: Sent around too often/).waitFor();
    await section.getByRole('button', { name: 'Start' }).click();
    const step = section.getByRole('checkbox', {
      name: 'Mark as done: Answer at once, as a person',
    });
    await step.click();
    await section
      .getByRole('checkbox', { name: 'Open again: Answer at once, as a person' })
      .waitFor();
    await page.keyboard.press('Shift+H');
    const dialog = page.getByRole('dialog', { name: 'A small gesture' });
    await dialog.getByText(/Within your limit of/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Enter' }).click();
    await section.getByText('approved · proposed by Carla Weber').waitFor();
    const ledger = async () => (await weber.client.call('listGestures')).sums;
    await expect
      .poll(ledger, WAIT)
      .toEqual([{ currency: 'EUR', proposed_cents: 0, approved_cents: 2_000, given_cents: 0 }]);
  });

  test('is seen over all cases: sums open their rows, and a decision can be taken back', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('heading', { name: 'Making good' }).waitFor();
    await page.getByText('Nothing waits for approval').waitFor();
    await page.getByRole('button', { name: '€20.00 Approved, not given yet' }).click();
    await page.getByText('1 row shown, together €20.00').waitFor();
    await page.getByText('1 begun · 0 finished · 0 asked').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Given: Voucher €20.00/ }).click();
    await page.getByRole('button', { name: '€20.00 Given' }).waitFor();
    await page.getByRole('button', { name: /Undo/ }).click();
    await page.getByText('1 row shown, together €20.00').waitFor();
    await page.getByRole('link', { name: `Open case #${first.number}` }).click();
    await strip().waitFor();
  });
});
