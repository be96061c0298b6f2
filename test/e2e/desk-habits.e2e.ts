import { randomUUID } from 'node:crypto';
import {
  type ClaimedProduct,
  claimProduct,
  supportAddress,
} from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const patience = { timeout: 30_000 };
const ada = { email: 'ada@falk.example', password: 'kettle boils at noon' };
const lena = '"Lena Vogt" <lena@vogt.example>';

let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let weber: Staff;
let page: Page;

beforeAll(async () => {
  [claimed, browser] = await Promise.all([startProduct().then(claimProduct), launchBrowser()]);
  ito = await employ(claimed, { name: 'Kenji Ito', email: 'ito@falk.example', role: 'agent' });
  const supervisor = { name: 'Carla Weber', email: 'weber@falk.example' };
  weber = await employ(claimed, { ...supervisor, role: 'supervisor' });
  page = await visitDesk(browser, claimed.product.url, ito);
});
afterAll(async () => {
  await browser?.close();
  await claimed?.product.stop();
});

/** Somebody writes on the organisation’s page; answers the number of the case. */
async function writeInChat(text: string): Promise<number> {
  const body = { kind: 'chat' as const, name: 'Shop', locale: 'en' as const, web: {} };
  const { address } = await claimed.client.call('createChannel', { body });
  const post = async (path: string, sent: unknown, token?: string) => {
    const answer = await fetch(`${claimed.product.url}/api/v1/web/${address}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(sent),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const { token } = await post('sessions', { locale: 'en' });
  const opened = { client_id: randomUUID(), text, answers: {} };
  return Number((await post('conversations', opened, String(token)))['case_number']);
}

const listed = () => page.getByRole('list', { name: 'Cases' }).getByRole('listitem');

describe('a list narrowed to one kind of channel', () => {
  test('shows only that, by its key, and says so; the address keeps it', async () => {
    await receiveCase(claimed, { from: lena, subject: 'Kettle', text: 'By mail.' });
    const number = await writeInChat('By chat: the lid is stuck.');
    await page.goto('/cases/all');
    await expect.poll(() => listed().count(), patience).toBe(2);
    await page.keyboard.press('c');
    await page.getByRole('option', { name: 'Chat' }).click();
    await expect.poll(() => listed().count(), patience).toBe(1);
    await page.getByText('Only Chat').waitFor();
    expect(new URL(page.url()).pathname).toBe('/cases/all~chat');
    await page.reload();
    await page.getByText('Only Chat').waitFor();
    await expect.poll(() => listed().count(), patience).toBe(1);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.waitForURL(`**/cases/all~chat/${number}`);
    await page.getByRole('button', { name: 'All channels' }).click();
    await expect.poll(() => listed().count(), patience).toBe(2);
  });

  test('lets a mail that arrives stay out of sight, and the menu leads there as well', async () => {
    await page.getByRole('button', { name: 'List options' }).click();
    await page.getByRole('menuitem', { name: 'Chat' }).click();
    await page.getByText('Only Chat').waitFor();
    await receiveCase(claimed, { from: lena, subject: 'Second kettle', text: 'By mail again.' });
    await expect.poll(() => listed().count(), patience).toBe(1);
    await page.goto('/cases/all~form');
    await page.getByText('Web form: no case in this list').waitFor();
  });
});

describe('taking live conversations', () => {
  test('is one press, and another ends it; the key does the same', async () => {
    await page.goto('/cases/mine');
    const taking = page.getByRole('switch', { name: /^Availability/ });
    const state = () => taking.getAttribute('aria-checked');
    await taking.click();
    await expect.poll(state, patience).toBe('true');
    await taking.click();
    await expect.poll(state, patience).toBe('false');
    await page.keyboard.press('Alt+l');
    await expect.poll(state, patience).toBe('true');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('Be away');
    await page.keyboard.press('Enter');
    await page.getByText('You are now: Away').waitFor();
  });
});

describe('a group of contacts', () => {
  test('is made at a contact and asked for by a policy', async () => {
    const lead = await visitDesk(browser, claimed.product.url, ada);
    const { items } = await claimed.client.call('listContacts', { query: { q: 'lena' } });
    await lead.goto(`/contacts/${items[0]!.id}`);
    await lead.getByRole('combobox', { name: 'Groups' }).fill('Service contract');
    await lead.keyboard.press('Enter');
    await lead.getByText('Groups changed.').waitFor();
    await lead.goto('/settings/promises');
    await lead.getByRole('button', { name: 'New policy' }).click();
    const dialog = lead.getByRole('dialog');
    await dialog.getByLabel('Name').fill('With a contract');
    await dialog.getByRole('combobox', { name: 'Channels' }).press('ArrowDown');
    await lead.getByRole('option', { name: 'Shop' }).last().waitFor();
    await lead.getByRole('option', { name: 'Shop' }).last().click();
    await dialog.getByRole('combobox', { name: 'Groups of contacts' }).click();
    await lead.getByRole('option', { name: 'Service contract' }).click();
    await lead.keyboard.press('Escape');
    const first = dialog.getByRole('group', { name: 'First answer' });
    await first.getByLabel('Unit').selectOption({ label: 'working hours' });
    await first.getByLabel('How long').fill('1');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const policies = await claimed.client.call('listSlaPolicies');
    expect(policies.items.map(({ conditions }) => conditions.contact_groups)).toContainEqual([
      'Service contract',
    ]);
    await lead.context().close();
  });
});

/** A case with its composer open; answers its id, and the field. */
async function beginReply(subject: string) {
  const { id: caseId, number } = await receiveCase(claimed, { from: lena, subject, text: 'Hi.' });
  await page.goto(`/cases/all/${number}`);
  await page.getByRole('button', { name: 'Reply', exact: true }).waitFor();
  await page.keyboard.press('r');
  const field = page.getByRole('textbox', { name: 'Your reply' });
  await field.waitFor();
  return { caseId, number, read: async () => norm(await field.innerText()) };
}

describe('what is typed', () => {
  test('stays in its order while colleagues write notes and the contact writes again', async () => {
    const { caseId, number, read } = await beginReply('Slow typing');
    const params = { caseId };
    const note = (text: string) => weber.client.call('createCaseNote', { params, body: { text } });
    const noise = (async () => {
      for (let n = 1; n <= 4; n += 1) {
        await note(`Note ${n}`);
        if (n === 2) await claimed.product.sendMail(again(number));
        await weber.client.call('updateCase', { params, body: { tags: [`tag-${n}`] } });
      }
    })();
    const words = 'Guten Tag Frau Vogt, wir prüfen den Wasserkocher und melden uns. ';
    for (let n = 0; n < 4; n += 1) await page.keyboard.type(words, { delay: 4 });
    await noise;
    // The plain field took the first letters, the editor the others: no blank is lost between.
    expect(await read()).toContain(words.repeat(4).trimEnd());
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('Äöü ');
    await note('The last note');
    await page.getByText('The last note').waitFor();
    await page.keyboard.type('ß^`´ ');
    expect(await read()).toMatch(/^Äöü ß\^`´ Guten Tag/);
  });

  test('by a dead key of a German keyboard, and undone, leaves the caret in its place', async () => {
    const { read } = await beginReply('Dead keys');
    await page.getByRole('button', { name: /^Bold/ }).waitFor();
    await page.keyboard.type('Das Caf ist offen');
    for (let n = 0; n < ' ist offen'.length; n += 1) await page.keyboard.press('ArrowLeft');
    const keyboard = await page.context().newCDPSession(page);
    const at = { selectionStart: 1, selectionEnd: 1 };
    await keyboard.send('Input.imeSetComposition', { text: '´', ...at });
    await keyboard.send('Input.imeSetComposition', { text: 'é', ...at });
    await keyboard.send('Input.insertText', { text: 'é' });
    await page.keyboard.type('s');
    await expect.poll(read, patience).toBe('Das Cafés ist offen');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(read, patience).not.toBe('Das Cafés ist offen');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(read, patience).toBe('Das Cafés ist offen');
    await page.keyboard.type('!');
    await expect.poll(read, patience).toBe('Das Cafés! ist offen');
  });
});

/** Every blank is a blank: the editor writes some of them as U+00A0. */
function norm(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function again(number: number) {
  const subject = `Re: Slow typing [#${number}]`;
  return { from: lena, to: supportAddress, subject, text: 'And again.' };
}
