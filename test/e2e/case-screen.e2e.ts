import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const WAIT = { timeout: 30_000, interval: 50 };
const lena = 'Lena Vogt <lena.vogt@mail.example>';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let brandt: Staff;
let okoye: Staff;
/** Ito’s desk. */
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  const person = (name: string, role: 'agent' | 'colleague') => {
    const email = `${name.toLowerCase().replace(' ', '.')}@falk.example`;
    return employ(claimed, { name, role, email });
  };
  ito = await person('Kenji Ito', 'agent');
  brandt = await person('Mia Brandt', 'agent');
  okoye = await person('Ada Okoye', 'colleague');
  page = await visit(ito);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

function visit({ email, password }: Staff, options?: BrowserContextOptions): Promise<Page> {
  return visitDesk(browser, product.url, { email, password }, options);
}

async function openCase(on: Page, row: Pick<CaseRow, 'number' | 'subject'>): Promise<void> {
  await on.goto(`/cases/all/${row.number}`);
  await on.getByRole('heading', { name: row.subject }).waitFor();
  await timeline(on).getByRole('listitem').first().waitFor();
}

function timeline(on: Page = page): Locator {
  return on.getByRole('region', { name: 'What was said' });
}

function replyText(on: Page = page): Locator {
  return on.getByRole('textbox', { name: 'Your reply' });
}

function toast(on: Page = page, words: RegExp | string = ''): Locator {
  return on.getByRole('status').filter({ hasText: words }).last();
}

/** Opens the composer by its key and writes, as a person does: without waiting for the editor. */
async function write(on: Page, key: 'r' | 'n' | 'f', words: string): Promise<void> {
  await on.keyboard.press(key);
  await on.getByRole('region', { name: 'Write' }).getByRole('textbox').last().waitFor();
  await on.keyboard.type(words);
}

function findSent(part: string): string | undefined {
  return product.sink.mails
    .map((mail) => mail.raw.toString('utf8'))
    .find((raw) => raw.includes(part));
}

async function isInView(element: Locator): Promise<boolean> {
  const [box, view] = [await element.boundingBox(), await timeline().boundingBox()];
  return box !== null && view !== null && box.y >= view.y && box.y < view.y + view.height;
}

/** What the frames of the timeline show. */
async function readFrames(on: Page = page): Promise<string> {
  const texts = on.frames().map((frame) =>
    frame
      .locator('body')
      .innerText()
      .catch(() => ''),
  );
  return (await Promise.all(texts)).join('\n');
}

describe('a reply', () => {
  test('can be taken back for ten seconds; its text returns to the composer', async () => {
    const row = await receiveCase(claimed, {
      from: lena,
      subject: 'Kettle does not switch off',
      text: 'It boils until I pull the plug.',
    });
    await openCase(page, row);
    await write(page, 'r', 'Please do not use it any more.');
    await page.keyboard.press('Control+Enter');
    await toast(page, /leaves in 10 s/).waitFor();
    await expect.poll(() => readFrames(), WAIT).toContain('Please do not use it any more.');
    await page.keyboard.press('z');
    await expect.poll(() => replyText().innerText(), WAIT).toBe('Please do not use it any more.');
    await timeline().getByText('took this message back').waitFor();
    const messages = await claimed.client.call('listCaseMessages', {
      params: { caseId: row.id },
      query: {},
    });
    expect(messages.items.at(-1)).toMatchObject({ delivery_state: 'cancelled' });
  });

  test('sent for good arrives at the contact with the signature below and resolves the case', async () => {
    await replyText().click();
    await page.keyboard.type(' We send a new one.');
    await page.getByRole('button', { name: 'Other ways to send' }).click();
    await page.getByRole('menuitem', { name: 'Send and resolve' }).click();
    await toast(page, /the case is resolved/).waitFor();
    await page.getByRole('button', { name: 'Resolved' }).waitFor();
    await expect.poll(() => findSent('We send a new one.'), WAIT).toMatch(/lena\.vogt@mail/);
    await timeline().getByText('sent', { exact: true }).last().waitFor();
  });

  test('typed before the editor is there loses no letter and no caret', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Quick fingers', text: 'Hi' });
    const fresh = await visit(ito);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await fresh.route(/rich-editor.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await openCase(fresh, row);
    await write(fresh, 'r', 'First line\nThe secnd');
    for (let step = 0; step < 2; step++) await fresh.keyboard.press('ArrowLeft');
    release();
    await fresh.locator('.ProseMirror').waitFor();
    await fresh.keyboard.type('o');
    await fresh.keyboard.press('End');
    await fresh.keyboard.type(' line');
    expect(await replyText(fresh).innerText()).toMatch(/^First line\s+The second line$/);
    await fresh.context().close();
  });

  test('carries a file that was pasted, and says what is too large', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Send me the plan', text: 'Hi' });
    await openCase(page, row);
    await write(page, 'r', 'Here is the plan.');
    await page.locator('.ProseMirror').waitFor();
    await pasteFile(page, { name: 'plan.txt', type: 'text/plain', size: 2_000 });
    const files = page.getByRole('list', { name: 'Attached files' });
    await files.getByText('plan.txt').waitFor();
    await pasteFile(page, { name: 'film.mp4', type: 'video/mp4', size: 26 * 1024 * 1024 });
    await page.getByRole('alert').filter({ hasText: 'film.mp4 is larger than' }).waitFor();
    expect(await replyText().innerText()).toBe('Here is the plan.');
    await pasteFile(page, { name: 'switch.png', type: 'image/png', size: 0 });
    await replyText().getByRole('img', { name: 'switch.png' }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect
      .poll(() => findSent('filename=plan.txt'), WAIT)
      .toMatch(/Content-ID: <[^>]+@earshot>/i);
    await timeline().getByRole('button', { name: 'Show plan.txt' }).waitFor({ state: 'detached' });
    await timeline().getByRole('link', { name: 'Download plan.txt' }).waitFor();
  });

  test('of a note carries files too: they stand in the timeline and go nowhere else', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'What is lot 17?', text: 'Hi' });
    await openCase(page, row);
    await page.keyboard.press('n');
    await page.keyboard.type('Measured this morning.');
    await page.locator('.ProseMirror').waitFor();
    await pasteFile(page, { name: 'lot-17.txt', type: 'text/plain', size: 2_000 });
    await pasteFile(page, { name: 'coil.png', type: 'image/png', size: 0 });
    await pasteFile(page, { name: 'wrong.txt', type: 'text/plain', size: 10 });
    const files = page.getByRole('list', { name: 'Attached files' });
    await files.getByText('wrong.txt').waitFor();
    await files.getByRole('button', { name: 'Remove wrong.txt' }).click();
    await files.getByText('wrong.txt').waitFor({ state: 'detached' });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save the note' }).click();
    await timeline().getByRole('link', { name: 'Download lot-17.txt' }).waitFor();
    await timeline().getByRole('button', { name: 'Show coil.png' }).waitFor();
    expect(await timeline().getByText('wrong.txt').count()).toBe(0);
    expect(findSent('lot-17.txt')).toBeUndefined();
  });
});

/** Pastes a file as the clipboard of another program holds it; size 0: a picture of one point. */
async function pasteFile(on: Page, file: { name: string; type: string; size: number }) {
  await on.locator('.ProseMirror').evaluate((editor, { name, type, size }) => {
    const point =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const bytes =
      size === 0 ? Uint8Array.from(atob(point), (c) => c.charCodeAt(0)) : new Uint8Array(size);
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type }));
    const event = new ClipboardEvent('paste', {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    });
    editor.dispatchEvent(event);
  }, file);
}

describe('[L15] a draft', () => {
  let row: CaseRow;

  test('survives a reload and that the case changes hands meanwhile', async () => {
    row = await receiveCase(claimed, { from: lena, subject: 'Descaling', text: 'How often?' });
    await openCase(page, row);
    await write(page, 'r', 'Every four weeks.');
    await page.getByText('Draft saved').waitFor();
    await brandt.client.call('createCaseAssignment', {
      params: { caseId: row.id },
      body: { member_id: brandt.id },
    });
    await page.getByRole('button', { name: 'Mia Brandt' }).waitFor();
    expect(await replyText().innerText()).toBe('Every four weeks.');
    await page.reload();
    await expect.poll(() => replyText().innerText(), WAIT).toBe('Every four weeks.');
  });

  test('that the server never got survives too', async () => {
    await page.route('**/drafts/reply', (route) => route.abort());
    await replyText().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' With vinegar.');
    await page.getByText('Kept on this device').waitFor();
    await page.reload();
    await expect.poll(() => replyText().innerText(), WAIT).toBe('Every four weeks. With vinegar.');
    await page.unroute('**/drafts/reply');
    await page.getByText('Draft saved').waitFor({ timeout: 30_000 });
  });

  test('belongs to its writer: a colleague sees the case without it', async () => {
    const other = await visit(brandt);
    await openCase(other, row);
    await other.getByRole('button', { name: 'Reply', exact: true }).waitFor();
    expect(await replyText(other).count()).toBe(0);
    await other.context().close();
  });

  test('is put aside by Escape and gone on with later', async () => {
    await replyText().click();
    await page.keyboard.press('Escape');
    await replyText().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Go on with the reply' }).click();
    expect(await replyText().innerText()).toBe('Every four weeks. With vinegar.');
    await page.getByRole('button', { name: 'Throw the draft away' }).click();
    await toast(page, /Draft thrown away/)
      .getByRole('button', { name: /Undo/ })
      .click();
    await page.getByRole('button', { name: 'Go on with the reply' }).click();
    expect(await replyText().innerText()).toBe('Every four weeks. With vinegar.');
  });

  test('goes along when the case is merged meanwhile', async () => {
    const kept = await receiveCase(claimed, { from: lena, subject: 'The older one', text: 'Hi' });
    await brandt.client.call('createCaseMerge', {
      params: { caseId: row.id },
      body: { into_case_id: kept.id },
    });
    await page.getByText('Your text is kept.').waitFor();
    await page.getByRole('button', { name: `Take it along to #${kept.number}` }).click();
    await page.waitForURL(`**/${kept.number}`);
    await expect.poll(() => replyText().innerText(), WAIT).toBe('Every four weeks. With vinegar.');
  });
});

describe('two agents on one case', () => {
  test('[L14] the second is shown what the first wrote and asked before sending', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Two answers', text: 'Hello?' });
    await openCase(page, row);
    await write(page, 'r', 'My answer.');
    await page.getByText('Draft saved').waitFor();
    await brandt.client.call('createCaseReply', {
      params: { caseId: row.id },
      body: { text: 'Brandt was quicker.' },
    });
    await page.getByText('Mia Brandt wrote while you were writing.').waitFor();
    await page.keyboard.press('Control+Enter');
    const asked = page.getByRole('dialog', { name: 'Mia Brandt wrote meanwhile' });
    await asked.getByText('Brandt was quicker.').waitFor();
    await asked.getByRole('button', { name: 'Go on writing' }).click();
    expect(await replyText().innerText()).toBe('My answer.');
    await page.getByText('Mia Brandt wrote while you were writing.').waitFor({ state: 'detached' });
    await page.keyboard.type(' And more.');
    await page.keyboard.press('Control+Enter');
    await toast(page, /leaves in 10 s/).waitFor();
  });

  test('[L13] who takes a case too late is told who has it', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Who takes it?', text: 'Hello' });
    await openCase(page, row);
    await page.route('**/assignments', async (route) => {
      await brandt.client.call('createCaseAssignment', {
        params: { caseId: row.id },
        body: { member_id: brandt.id, expected_assignee_id: null },
      });
      await route.continue();
    });
    await page.getByRole('button', { name: 'Take the case' }).click();
    await toast(page, /Mia Brandt took this case a moment ago/).waitFor();
    await page.unroute('**/assignments');
    const holder = page.getByRole('list', { name: 'State of the case' });
    await expect.poll(() => holder.innerText(), WAIT).toContain('Mia Brandt');
  });

  test('see each other look and write', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Seen by two', text: 'Hello' });
    const other = await visit(brandt);
    await openCase(page, row);
    await openCase(other, row);
    await page.getByText('Mia Brandt is looking at this case').waitFor({ state: 'attached' });
    await write(other, 'n', 'a note');
    await page.getByText('Mia Brandt is writing a note').waitFor();
    await other.context().close();
    await expect.poll(() => page.getByText('Mia Brandt is writing a note').count(), WAIT).toBe(0);
  });
});

describe('what came in', () => {
  test('[L5] a stranger’s mail is held with its reason; joining is one click, and so is the way back', async () => {
    const row = await receiveCase(claimed, {
      from: lena,
      subject: 'The lid',
      text: 'It is loose.',
    });
    const held = await receiveCase(claimed, {
      from: 'A Stranger <stranger@elsewhere.example>',
      subject: `About the lid [#${row.number}]`,
      text: 'What about my lid?',
    });
    await openCase(page, held);
    await timeline()
      .getByText(/names case #\d+ in the subject, but takes no part/)
      .waitFor();
    await page.getByRole('button', { name: `Join it to #${row.number}` }).click();
    await page.waitForURL(`**/${row.number}`);
    await timeline().getByText('What about my lid?').waitFor();
    await toast(page, `Joined to case #${row.number}`)
      .getByRole('button', { name: /Undo/ })
      .click();
    await page.waitForURL(`**/${held.number}`);
    await page.getByRole('button', { name: 'Keep it a case of its own' }).click();
    await page.getByRole('button', { name: /Join it to/ }).waitFor({ state: 'detached' });
    expect(await timeline().getByText('What about my lid?').isVisible()).toBe(true);
  });

  test('[L16] cases are merged and separated again, and nothing is lost', async () => {
    const kept = await receiveCase(claimed, { from: lena, subject: 'First letter', text: 'One.' });
    const merged = await receiveCase(claimed, {
      from: lena,
      subject: 'Second letter',
      text: 'Two.',
    });
    await openCase(page, merged);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Merge into another case' }).click();
    await page.getByRole('combobox', { name: /Into which case/ }).fill(String(kept.number));
    await page.getByRole('option', { name: /First letter/ }).click();
    await page.waitForURL(`**/${kept.number}`);
    await timeline().getByText('Two.').waitFor();
    await page.goto(`/cases/all/${merged.number}`);
    await page.getByText(`This case was merged into #${kept.number}`).waitFor();
    await page.getByText(`Write in case #${kept.number}`).waitFor();
    await page.getByRole('button', { name: 'Take the merge back' }).first().click();
    await page.getByRole('button', { name: 'Reply', exact: true }).waitFor();
    await timeline().getByText('Two.').waitFor();
    await openCase(page, kept);
    await timeline().getByText('One.').waitFor();
    expect(await timeline().getByText('Two.').count()).toBe(0);
  });

  test('[L16] a message is split off and put back', async () => {
    const row = await receiveCase(claimed, {
      from: lena,
      subject: 'Two matters',
      text: 'The base.',
    });
    await openCase(page, row);
    await page.getByRole('button', { name: /What can be done with the message of Lena/ }).click();
    await page.getByRole('menuitem', { name: 'Split into a case of its own' }).click();
    await toast(page, /has a case of its own now/).waitFor();
    await timeline().getByText('The base.').waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await expect.poll(() => timeline().getByText('The base.').count(), WAIT).toBe(1);
  });

  test('a note mentions a colleague, who can read the case from then on', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'The switch', text: 'Broken.' });
    const before = await okoye.client
      .call('getCase', { params: { caseId: row.id } })
      .catch(() => null);
    expect(before).toBeNull();
    await openCase(page, row);
    await write(page, 'n', 'Please look, @oko');
    await page.getByRole('option', { name: 'Ada Okoye' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('the spring is weak.');
    await page.keyboard.press('Control+Enter');
    const note = timeline().getByRole('listitem').filter({ hasText: 'the spring is weak.' });
    await note.getByText('Internal note').waitFor();
    const seen = await okoye.client.call('getCase', { params: { caseId: row.id } });
    expect(seen.id).toBe(row.id);
    const { items } = await okoye.client.call('listNotifications');
    expect(items[0]).toMatchObject({ kind: 'mentioned', case_number: row.number });
  });
});

describe('the open case', () => {
  test('[L12] says that it is cut off, then catches up without a gap', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Cut off', text: 'Hello?' });
    await openCase(page, row);
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('Offline', { exact: true }).first().waitFor();
    await page.getByRole('alert').filter({ hasText: 'What you see may be old' }).waitFor();
    await brandt.client.call('createCaseNote', {
      params: { caseId: row.id },
      body: { text: 'Written while Ito was cut off.' },
    });
    expect(await timeline().getByText('Written while Ito was cut off.').count()).toBe(0);
    await page.context().setOffline(false);
    await timeline().getByText('Written while Ito was cut off.').waitFor();
    await page.getByText('Live', { exact: true }).first().waitFor();
  });

  test('does not move what is being read when something arrives', async () => {
    const long = Array.from({ length: 120 }, (_, line) => `Line ${line} of a long letter.`);
    const row = await receiveCase(claimed, {
      from: lena,
      subject: 'A long letter',
      text: long.join('\n'),
    });
    await openCase(page, row);
    const line = timeline().getByText('Line 0 of a long letter.');
    await line.waitFor();
    await timeline().hover();
    await page.mouse.wheel(0, -5_000);
    const before = await line.boundingBox();
    await brandt.client.call('createCaseNote', {
      params: { caseId: row.id },
      body: { text: 'A note below everything.' },
    });
    const pill = page.getByRole('button', { name: 'Mia Brandt wrote' });
    await pill.waitFor();
    expect((await line.boundingBox())?.y).toBe(before?.y);
    await pill.click();
    await expect
      .poll(() => timeline().getByText('A note below everything.').isVisible(), WAIT)
      .toBe(true);
    await pill.waitFor({ state: 'detached' });
  });

  test('fetches what is earlier above what is being read, without a jump', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'A long story', text: 'Once …' });
    for (let count = 1; count <= 70; count++) {
      const body = { text: `Note ${count}` };
      await brandt.client.call('createCaseNote', { params: { caseId: row.id }, body });
    }
    await openCase(page, row);
    await timeline().getByText('Note 70', { exact: true }).waitFor();
    expect(await timeline().getByText('Note 9', { exact: true }).count()).toBe(0);
    const first = timeline()
      .getByText(/^Note \d+$/)
      .first();
    await timeline().hover();
    await page.mouse.wheel(0, -20_000);
    const words = await first.innerText();
    await timeline().getByText('Note 9', { exact: true }).waitFor({ state: 'attached' });
    await expect
      .poll(() => isInView(timeline().getByText(words, { exact: true })), WAIT)
      .toBe(true);
  });

  test('lets it wait until tomorrow with a reason, and takes that back', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'The spring', text: 'When?' });
    await openCase(page, row);
    await page.keyboard.press('s');
    const asked = page.getByRole('dialog', { name: 'Wait until when?' });
    await asked.getByRole('radio', { name: /Tomorrow/ }).check();
    await asked.getByRole('textbox', { name: /What are we waiting for/ }).fill('the supplier');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Waiting until .*: the supplier/ }).waitFor();
    await timeline()
      .getByText(/lets the case wait until .*: the supplier/)
      .waitFor();
    await page.keyboard.press('z');
    const state = page.getByRole('list', { name: 'State of the case' });
    await expect.poll(() => state.innerText(), WAIT).toMatch(/^Open/);
  });

  test('is renamed where its subject stands', async () => {
    const row = await receiveCase(claimed, { from: lena, subject: 'Help', text: 'The lid.' });
    await openCase(page, row);
    await page.getByRole('heading', { name: 'Help' }).getByRole('button').click();
    await page.keyboard.type('The lid does not close');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The lid does not close' }).waitFor();
    await timeline().getByText('changed the subject from “Help”').waitFor();
    await page.keyboard.press('z');
    await expect.poll(() => page.getByRole('heading', { name: 'Help' }).count(), WAIT).toBe(1);
  });

  test.each([
    ['light, wide', { colorScheme: 'light' as const, viewport: { width: 1440, height: 900 } }],
    ['dark, wide', { colorScheme: 'dark' as const, viewport: { width: 1440, height: 900 } }],
    ['light, phone', { colorScheme: 'light' as const, viewport: { width: 390, height: 844 } }],
  ])('keeps nobody out: %s', async (_, options) => {
    const rows = await claimed.client.call('listCases', { query: { q: 'The switch' } });
    const fresh = await visit(ito, options);
    await openCase(fresh, rows.items[0]!);
    expect(await findBarriers(fresh)).toEqual([]);
    await write(fresh, 'r', 'Dear Lena');
    await fresh.locator('.ProseMirror').waitFor();
    expect(await findBarriers(fresh)).toEqual([]);
    await fresh.keyboard.press('Escape');
    await fresh.keyboard.press('s');
    await fresh.getByRole('dialog', { name: 'Wait until when?' }).waitFor();
    expect(await findBarriers(fresh)).toEqual([]);
    await fresh.context().close();
  });
});
