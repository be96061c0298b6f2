import { type ClaimedProduct, claimProduct } from '@earshot/testkit/product/claim-product.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { attacks, writeHostileMail } from './hostile-fields.ts';

const WAIT = { timeout: 30_000, interval: 50 };
const support = 'support@falk.example';

let product: Product;
let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let rogue: Staff;
let page: Page;
let teamId: string;
/** What ran, or would have, had a policy not stood in its way. */
const ran: string[] = [];
/** Pages that could not be shown for what was in them. */
const crashed: string[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  claimed = await claimProduct(product);
  const { markup } = attacks;
  const role = 'supervisor';
  rogue = await employ(claimed, { name: markup!('member'), role, email: 'rogue@falk.example' });
  ito = await employ(claimed, { name: 'Kenji Ito', role, email: 'ito@falk.example' });
  for (const [name, attack] of Object.entries(attacks)) {
    const from = `${name}@evil.example`;
    const raw = writeHostileMail(name, attack, support);
    await product.sendMail({ envelope: { from, to: [support] }, raw });
  }
  await vi.waitUntil(async () => (await countCases()) === Object.keys(attacks).length, WAIT);
  const team = { name: 'Repairs', member_ids: [ito.id, rogue.id] };
  teamId = (await claimed.client.call('createTeam', { body: team })).id;
  await writeAsMembers();
  const { email, password } = ito;
  page = await visitDesk(browser, product.url, { email, password });
  await watch(page);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function listCases() {
  const { items } = await claimed.client.call('listCases', { query: { limit: 50 } });
  return items;
}

async function countCases(): Promise<number> {
  return (await listCases()).length;
}

/** What members write is shown to other members: all of it, in every case. */
async function writeAsMembers(): Promise<void> {
  const { client } = rogue;
  const attack = attacks['markup']!;
  const rows = await listCases();
  const waiting_until = new Date(Date.now() + 86_400_000).toISOString();
  for (const [index, row] of rows.entries()) {
    const params = { caseId: row.id };
    const say = Object.values(attacks)[index % Object.keys(attacks).length]!;
    const tags = [attack('tag').slice(0, 40)];
    await client.call('updateCase', { params, body: { subject: say('renamed'), tags } });
    const note = { html: `<p>Look: ${say('note')}</p>`, mention_ids: [ito.id] };
    await client.call('createCaseNote', { params, body: note });
    await client.call('createCaseNote', { params, body: { text: say('note text') } });
    const answer = { html: `<p>Look: ${say('reply')}</p>`, subject: say('reply subject') };
    await client.call('createCaseReply', { params, body: { ...answer, send_anyway: true } });
    const waiting = { status: 'waiting', reason: say('reason to wait'), waiting_until } as const;
    await client.call('createCaseStatusChange', { params, body: waiting });
    await client.call('createCaseStatusChange', { params, body: { status: 'open' } });
    const person = { member_id: ito.id, reason: say('reason to draw in') };
    await client.call('createCaseParticipant', { params, body: person });
    await client.call('createCaseAssignment', { params, body: { member_id: ito.id } });
    const to = rows[(index + 1) % rows.length]!.id;
    const link = { kind: 'related', to_case_id: to, reason: say('reason to link') } as const;
    await client.call('createCaseLink', { params, body: link });
    await travel(params, say, waiting_until);
  }
  await client.call('createContact', {
    body: { name: attack('contact'), points: [{ kind: 'handle', value: attack('handle') }] },
  });
  await writeSettings(attack);
}

/** What is written while a case goes from hand to hand. */
async function travel(
  params: { caseId: string },
  say: (field: string) => string,
  due_at: string,
): Promise<void> {
  const { client } = rogue;
  const task = { title: say('task'), description: say('task text'), assignee_id: ito.id };
  await client.call('createCaseTask', { params, body: task });
  const promise = { kind: 'other', due_at, words: say('promise') } as const;
  await client.call('createCasePromise', { params, body: promise });
  const seat = { name: say('seat name'), question: say('question'), summary: say('summary') };
  const address = `seat-${params.caseId.slice(-6)}@evil.example`;
  await client.call('createCaseSeat', { params, body: { address, ...seat } });
  const told = { contact_text: say('contact text'), undo_seconds: 0 };
  const given = { to_team_id: teamId, member_id: ito.id, hand_over: say('hand-over') };
  const body = { ...given, reason: say('reason'), ...told };
  await client.call('createCaseTransfer', { params, body });
}

async function writeSettings(attack: (field: string) => string): Promise<void> {
  const { client } = claimed;
  await client.call('createTeam', { body: { name: attack('team'), signature: attack('sign') } });
  await client.call('createChannel', {
    body: { address: 'other@falk.example', name: attack('channel') },
  });
  await client.call('createInvitation', {
    body: { name: attack('invited'), email: 'invited@falk.example', role: 'agent' },
  });
}

async function watch(watched: Page): Promise<void> {
  await watched.context().exposeFunction('hit', (field: string) => void ran.push(field));
  watched.context().on('dialog', (dialog) => {
    ran.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  watched.context().on('console', (line) => {
    if (/Content.Security.Policy|Refused to|Blocked script/i.test(line.text())) {
      ran.push(`policy: ${line.text()}`);
    }
  });
  watched.on('pageerror', (error) => void crashed.push(error.message));
  watched.on('framenavigated', (frame) => {
    if (/^(javascript|data):/i.test(frame.url())) ran.push(`went to ${frame.url()}`);
  });
}

/** Opens it, waits until it stands, and touches all that could be lying in wait. */
async function look(path: string): Promise<void> {
  await page.goto(path);
  await page.locator('main').first().waitFor();
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  // What came with the first answer is drawn in the next moment.
  await page.waitForTimeout(100);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('*')) {
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: false }));
    }
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  const crash = page.getByRole('heading', { name: /Something went wrong|schiefgegangen/ });
  if ((await crash.count()) > 0) crashed.push(path);
}

/** Elements that a text of an attack has become. */
async function findPlanted(): Promise<string[]> {
  const planted = page
    .frames()
    .map((frame) =>
      frame.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((element) =>
            [...element.attributes].some(
              ({ name, value }) =>
                name.startsWith('on') ||
                (/^(href|src|action|formaction)$/.test(name) &&
                  /^\s*(java|vb)script:/i.test(value)),
            ),
          )
          .map((element) => element.outerHTML.slice(0, 200)),
      ),
    );
  return (await Promise.all(planted)).flat();
}

async function expectQuiet(): Promise<void> {
  expect({ planted: await findPlanted(), ran, crashed }).toEqual({
    planted: [],
    ran: [],
    crashed: [],
  });
}

test('the attacks are real: they run where nothing stands in their way', async () => {
  const unguarded = await browser.newPage();
  const hits = new Set<string>();
  await unguarded.exposeFunction('hit', (field: string) => void hits.add(field));
  const shown = Object.entries(attacks).map(([name, attack]) => {
    const text = attack(name);
    return name === 'attribute' ? `<b title="${text}">x</b>` : `<div>${text}</div>`;
  });
  await unguarded.setContent(`${shown.join('')}<title>x</title>`);
  await expect
    .poll(() => [...hits].toSorted(), WAIT)
    .toEqual(expect.arrayContaining(['attribute', 'breakout', 'markup', 'script']));
  await unguarded.close();
});

describe.each(['de', 'en'] as const)('on a desk in the language %s', (locale) => {
  beforeAll(async () => {
    await ito.client.call('updateMe', { body: { locale } });
  });

  // Each list in the longer language; what differs in the other is its own words.
  const lists: [path: string, sign: RegExp][] = [
    ['/cases/all', /onerror=/],
    ['/tasks', /onerror=/],
    ['/cases/mine', /onerror=/],
    ['/contacts', /onerror=/],
    ['/promise-figures', /./],
    ['/escalations', /./],
    ['/receipts?state=understood', /Verstanden|Understood/i],
  ];
  test.each(locale === 'de' ? lists : lists.slice(0, 2))(
    'nothing that somebody wrote runs on %s',
    async (path, sign) => {
      await look(path);
      // It is there to be read.
      await page.getByText(sign).first().waitFor();
      await expectQuiet();
    },
  );

  test('nor on the screen of a case, its header lines and its files', async () => {
    const rows = await listCases();
    // Each of them in one language, so that every one is looked at once.
    const half = rows.filter((_row, index) => (index % 2 === 0) === (locale === 'de'));
    for (const row of half) {
      await look(`/cases/all/${row.number}`);
      await page.locator('iframe').first().waitFor({ state: 'attached' });
      await expectQuiet();
    }
    const menus = page.getByRole('button', {
      name: locale === 'de' ? /der Nachricht von/ : /the message of/,
    });
    await menus.first().click();
    const source = locale === 'de' ? 'Quelltext zeigen' : 'Show source';
    await page.getByRole('menuitem', { name: source }).click();
    await page
      .getByRole('dialog')
      .getByText(/X-Mailer/)
      .waitFor();
    await expectQuiet();
    await page.keyboard.press('Escape');
    await menus.first().click();
    const headers = locale === 'de' ? /Kopfzeilen/ : /header lines/;
    await page.getByRole('menuitem', { name: headers }).click();
    await page.getByRole('dialog').locator('dd').first().waitFor();
    await expectQuiet();
  });

  test('nor where it is searched for, by the words that attack', async () => {
    for (const attack of Object.values(attacks).slice(0, 4)) {
      await look(`/search?q=${encodeURIComponent(attack('search').slice(0, 190))}`);
      await expectQuiet();
    }
    await look('/search?q=evil');
    await expectQuiet();
  });

  test('nor with a contact, nor in the news', async () => {
    const { items } = await claimed.client.call('listContacts', { query: {} });
    expect(items.length).toBeGreaterThan(3);
    for (const contact of items.slice(0, 3)) {
      await look(`/contacts/${contact.id}`);
      await expectQuiet();
    }
    await page.getByRole('button', { name: locale === 'de' ? /Neues/ : /News/ }).click();
    await page
      .getByText(/onerror/)
      .first()
      .waitFor();
    await expectQuiet();
  });

  test('nor in the settings', async () => {
    const all = ['members', 'teams', 'channels', 'audit', 'account', 'profile'];
    const sections = locale === 'de' ? all : all.slice(0, 2);
    for (const section of sections) {
      await look(`/settings/${section}`);
      await expectQuiet();
    }
  });
});

test('nor on the page that a contact has of their case', async () => {
  for (const row of (await listCases()).slice(0, 2)) {
    const params = { caseId: row.id };
    const { url } = await rogue.client.call('createCasePageLink', { params, body: {} });
    await page.goto(url);
    await page.getByText(/hit/).first().waitFor();
    await expectQuiet();
  }
});

test('an address that carries an attack leads nowhere else', async () => {
  const call = attacks['address']!('address');
  for (const path of [
    `/sign-in?back=${encodeURIComponent(call)}`,
    '/sign-in?back=//evil.example/',
    '/sign-in?back=https://evil.example/',
    `/cases/${encodeURIComponent(attacks['markup']!('list'))}`,
    `/cases/all/1#${attacks['markup']!('hash')}`,
    `/password-reset#${attacks['markup']!('token')}`,
    `/receipts?state=${encodeURIComponent(attacks['markup']!('state'))}`,
  ]) {
    await page.goto(path);
    await page.waitForTimeout(300);
    expect(new URL(page.url()).origin).toBe(new URL(product.url).origin);
  }
  await expectQuiet();
});
