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
let ito: Staff;
let kettle: CaseRow;

const english = {
  from: 'Rosa Lindqvist <rosa@kitchen-notes.example>',
  subject: 'My kettle does not switch off',
  text: 'Hello,\n\nmy kettle boils and boils. I have already tried another socket. What now?\n\nRosa',
};
const german = (name: string, address: string) => ({
  from: `${name} <${address}>`,
  subject: `Der Wasserkocher von ${name}`,
  text: 'Guten Tag,\n\nmein Wasserkocher schaltet nicht mehr ab. Was soll ich jetzt tun?\n\nDanke',
});

beforeAll(async () => {
  claimed = await claimProduct(await startProduct());
  ito = await employ(claimed, { name: 'Kenji Ito', email: 'ito@falk.example', role: 'agent' });
  const invited = { name: 'Mia Brandt', email: 'brandt@falk.example', role: 'agent' } as const;
  const brandt = await employ(claimed, invited);
  await claimed.client.call('createTeam', { body: { name: 'Parts', member_ids: [brandt.id] } });
  kettle = await receiveCase(claimed, english);
  browser = await launchBrowser();
  const { email, password } = ito;
  page = await visitDesk(browser, claimed.product.url, { email, password });
});
afterAll(async () => {
  await browser?.close();
  await claimed?.product.stop();
});

async function openCase(number: number): Promise<void> {
  await page.goto(`/cases/all/${number}`);
  await page.getByRole('heading', { name: 'Tasks' }).waitFor();
}

async function poll<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const found = await look();
    if (found !== undefined) return found;
    await page.waitForTimeout(100);
  }
  throw new Error(`Waited in vain for ${what}`);
}

const messagesOf = async (caseId: string) =>
  (await claimed.client.call('listCaseMessages', { params: { caseId } })).items;

describe('the case travels, the contact does not', () => {
  test('goes to another team with what is known, and the contact is told who has it', async () => {
    await openCase(kettle.number);
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Team/).selectOption({ label: 'Parts' });
    const handOver = dialog.getByLabel('Hand-over');
    await expect
      .poll(() => handOver.inputValue(), { timeout: 30_000 })
      .toContain('I have already tried another socket');
    expect(await handOver.inputValue()).toContain('What now?');
    await dialog.getByLabel('Tell the contact who has it now').waitFor();
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await page.getByText(/the contact was told/).waitFor();
    await page.getByText('What was promised').first().waitFor();
    const notice = await poll(
      async () =>
        (await messagesOf(kettle.id)).find(
          (one) => one.delivery_state === 'sent' && one.kind === 'notice',
        ),
      'the words to the contact',
    );
    expect(notice.text).toContain('is with the team Parts now');
    expect(notice.text).toContain('you need not repeat anything');
  });

  test('is not sent straight back, and it is said what to do instead', async () => {
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    const teams = await dialog.getByLabel(/^Team/).locator('option').allInnerTexts();
    await dialog.getByLabel(/^Team/).selectOption({ label: teams[1]! });
    await dialog.getByText(/would go straight back/).waitFor();
    const send = dialog.getByRole('button', { name: 'Transfer', exact: true });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: `Give ${teams[1]} a task` }).click();
    await page.getByLabel('What is to be done?').fill('Measure the batch');
    await page.getByLabel('A promise to the contact waits for it').check();
    await page.getByRole('button', { name: 'Give the task' }).click();
    await page.getByLabel('Done: Measure the batch').waitFor();
  });

  test('asks before it ends while a promise waits for a task; the task is done', async () => {
    await page.keyboard.press('e');
    await page.getByText('Resolve all the same').waitFor();
    await page.keyboard.press('Escape');
    expect((await claimed.client.call('getCase', { params: { caseId: kettle.id } })).status).toBe(
      'open',
    );
    await page.getByLabel('Done: Measure the batch').click();
    await page.getByText('Kenji Ito did the task: Measure the batch').waitFor();
  });

  test('one answer goes to three contacts in two languages, after it was shown who reads what', async () => {
    const others = [
      await receiveCase(claimed, german('Lena Vogt', 'lena@mail.example')),
      await receiveCase(claimed, german('Emre Aydin', 'aydin@post.example')),
    ];
    const cases = [kettle, ...others];
    const { parent } = await ito.client.call('createCaseFamily', {
      body: { subject: 'Batch 17', child_ids: cases.map((one) => one.id) },
    });
    await openCase(parent.number);
    await page.getByRole('button', { name: 'Answer all' }).click();
    await page.getByLabel('In German').fill('Guten Tag {name}, #{number}: Ersatz ist unterwegs.');
    await page.getByRole('button', { name: 'See who reads what' }).click();
    await page.getByText('no text in their language').waitFor();
    await page.getByRole('button', { name: 'Change the text' }).click();
    await page.getByLabel('In English').fill('Hello {name}, #{number}: a new one is on its way.');
    await page.getByRole('button', { name: 'See who reads what' }).click();
    await page.getByText('3 contacts get it').waitFor();
    await page.getByRole('button', { name: 'Send to 3 contacts' }).click();
    await page.getByText('3 of 3 answered').waitFor({ timeout: 40_000 });
    for (const one of cases) {
      const answer = await poll(
        async () =>
          (await messagesOf(one.id)).find(
            (said) =>
              said.text.includes(`#${one.number}:`) &&
              said.direction === 'out' &&
              said.kind === 'message',
          ),
        'the answer',
      );
      expect(answer.text).toMatch(
        one === kettle ? /^Hello Rosa Lindqvist/ : /^Guten Tag (Lena|Emre)/,
      );
    }
  });

  test('keeps nobody out of its dialogs, its list of tasks and its settings', async () => {
    await openCase(kettle.number);
    for (const key of ['t', 'Shift+T']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').getByLabel(/^Team/).waitFor();
      await page.waitForTimeout(500);
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.goto('/tasks?list=done');
    await page.getByText('Measure the batch').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const supervisor = { email: 'ada@falk.example', password: 'kettle boils at noon' };
    const other = await visitDesk(browser, claimed.product.url, supervisor);
    await other.goto('/settings/travel');
    await other.getByRole('button', { name: 'New checklist' }).click();
    await other.getByLabel('Step 1', { exact: true }).waitFor();
    expect(await findBarriers(other)).toEqual([]);
    await other.getByLabel('Name', { exact: true }).fill('Recall');
    await other.getByLabel('Step 1', { exact: true }).fill('Note the serial number');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByText('1 step').waitFor();
  });
});
