import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimProduct, type ClaimedProduct } from '@earshot/testkit/product/claim-product.ts';
import { findBarriers } from '@earshot/testkit/product/find-barriers.ts';
import { launchBrowser } from '@earshot/testkit/product/launch-browser.ts';
import { employ, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { startProduct } from '@earshot/testkit/product/start-product.ts';
import { visitDesk } from '@earshot/testkit/product/visit-desk.ts';
import { makeIdentityToken } from '@earshot/testkit/web/visit-chat.ts';

/** As many as the issue asks for at one desk. */
const twelve = 12;
const patience = { timeout: 30_000 };

let claimed: ClaimedProduct;
let browser: Browser;
let ito: Staff;
let brandt: Staff;
let page: Page;
let key: string;
/** Signs who writes, as the organisation’s own site would. */
let secret: string;

beforeAll(async () => {
  claimed = await claimProduct(await startProduct());
  const person = (name: string, email: string) =>
    employ(claimed, { name, email, role: 'agent' as const });
  ito = await person('Kenji Ito', 'ito@falk.example');
  brandt = await person('Mia Brandt', 'brandt@falk.example');
  const { client } = claimed;
  const [team] = (await client.call('listTeams')).items;
  await client.call('createTeam', { body: { name: 'Parts', member_ids: [brandt.id] } });
  const channel = await client.call('createChannel', {
    body: { kind: 'chat', name: 'Shop', locale: 'en', team_id: team!.id, web: {} },
  });
  key = channel.address;
  const body = { kind: 'identity' as const };
  const params = { channelId: channel.id };
  secret = (await client.call('createChannelSecret', { params, body })).secret;
  const settings = await client.call('getRoutingSettings');
  const patient = { ...settings, capacity: twelve, ring_seconds: 300 };
  await client.call('updateRoutingSettings', { body: patient });
  browser = await launchBrowser();
  page = await visitDesk(browser, claimed.product.url, ito);
  await page.goto('/cases/mine');
});
afterAll(async () => {
  await browser?.close();
  await claimed?.product.stop();
});

interface Contact {
  conversationId: string;
  number: number;
  heard: Record<string, unknown>[];
  tell(message: Record<string, unknown>): void;
  say(text: string): Promise<void>;
}

async function post(path: string, body: unknown, token?: string) {
  const answer = await fetch(`${claimed.product.url}/api/v1/web/${key}/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as Record<string, never>;
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(told)}`);
  return told;
}

/** Somebody on the organisation’s page: writes by the public interface and listens there. */
async function writeIn(text: string, email?: string): Promise<Contact> {
  const claims = {
    sub: email,
    email,
    email_verified: true,
    aud: key,
    exp: Math.floor(Date.now() / 1_000) + 600,
  };
  const signed = email ? { identity_token: makeIdentityToken(secret, claims) } : {};
  const { token } = await post('sessions', { locale: 'en', ...signed });
  const opened = await post('conversations', { client_id: randomUUID(), text, answers: {} }, token);
  const conversationId = String(opened['id']);
  const heard: Record<string, unknown>[] = [];
  const address = `${claimed.product.url}/api/v1/web/${key}/live`.replace('http', 'ws');
  const socket = new WebSocket(address);
  socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const tell = (message: Record<string, unknown>) => socket.send(JSON.stringify(message));
  tell({ type: 'hello', token, resume: [{ conversation_id: conversationId, after_seq: 0 }] });
  return {
    conversationId,
    number: Number(opened['case_number']),
    heard,
    tell,
    async say(words) {
      const said = { client_id: randomUUID(), text: words };
      await post(`conversations/${conversationId}/messages`, said, token);
    },
  };
}

async function become(who: Page, state: string): Promise<void> {
  await who.getByRole('button', { name: 'Live conversations: more' }).click();
  await who.getByRole('menuitem', { name: state }).click();
  await who.getByText(`You are now: ${state}`).waitFor();
}

const ring = (who: Page) => who.getByRole('region', { name: 'It rings' });
const dock = (who: Page) => who.getByRole('navigation', { name: 'My live conversations' });
/** Waits until so many conversations stand side by side. */
async function awaitEntries(who: Page, count: number): Promise<void> {
  await expect.poll(() => dock(who).getByRole('link').count(), patience).toBe(count);
}

const isTyping = (contact: Contact) => contact.heard.some((one) => one['typing'] === true);
const texts = (contact: Contact) =>
  contact.heard.flatMap((one) =>
    one['type'] === 'messages' ? (one['messages'] as { text: string }[]).map((m) => m.text) : [],
  );

const contacts: Contact[] = [];

describe('live conversations at one desk', () => {
  test('twelve ring, are taken by one key each, and stand side by side', async () => {
    await become(page, 'Takes live conversations');
    for (let index = 1; index <= twelve; index++) {
      contacts.push(await writeIn(`My kettle ${index} boils and boils.`));
    }
    await ring(page).getByText('only one with room').waitFor();
    for (let taken = 1; taken <= twelve; taken++) {
      await ring(page).waitFor();
      await page.keyboard.press('Alt+a');
      await awaitEntries(page, taken);
    }
    await ring(page).waitFor({ state: 'detached' });
    const entries = await dock(page).getByRole('link').all();
    const places = await Promise.all(entries.map((one) => one.boundingBox()));
    // All of them are on the screen at once.
    expect(places.every((box) => box !== null && box.y + box.height <= 900)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('typing is seen on both sides, and an answer is there at once', async () => {
    const third = contacts[2]!;
    await page.keyboard.press('Alt+3');
    await page.waitForURL((url) => url.pathname.endsWith(`/${third.number}`));
    await page.getByText('On the page now').waitFor();
    third.tell({ type: 'typing', conversation_id: third.conversationId, typing: true });
    await dock(page).getByText('is typing …').first().waitFor();
    await page.keyboard.press('r');
    const field = page.getByRole('textbox', { name: 'Your reply' });
    await field.waitFor();
    await page.keyboard.type('Please unplug it, I send a new lid today.');
    await expect.poll(() => isTyping(third), patience).toBe(true);
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => texts(third), patience)
      .toContain('Please unplug it, I send a new lid today.');
    await third.say('It is off now, thank you.');
    await page.locator('[data-entry]').getByText('It is off now').first().waitFor();
  });

  test('[L15] what is typed is there again after the server was killed', async () => {
    const field = page.getByRole('textbox', { name: 'Your reply' });
    await field.click();
    await page.keyboard.type('One more thing about the lid');
    await claimed.product.kill();
    await page.keyboard.type(' and its handle');
    claimed.product.launch();
    await claimed.product.untilReady();
    await page
      .getByText(/Offline|Catching up/)
      .first()
      .waitFor({ state: 'hidden' });
    await page.reload();
    await expect
      .poll(() => page.locator('[contenteditable], textarea').first().innerText(), patience)
      .toContain('One more thing about the lid and its handle');
    await awaitEntries(page, twelve);
  });

  test('declined it goes to the next, and transferred it rings with its history', async () => {
    await claimed.client.call('updateMemberAvailability', {
      params: { memberId: ito.id },
      body: { capacity: 20 },
    });
    const other = await visitDesk(browser, claimed.product.url, brandt);
    await other.goto('/cases/mine');
    const late = await writeIn('The handle is broken.');
    await ring(page).waitFor();
    await become(other, 'Takes live conversations');
    await page.locator('#main, main').first().click();
    await page.keyboard.press('Alt+n');
    await ring(other).getByText('The handle is broken.').waitFor();
    await ring(page).waitFor({ state: 'detached' });
    await other.getByRole('button', { name: /^Take it/ }).click();
    await other.waitForURL((url) => url.pathname.endsWith(`/${late.number}`));
    const third = contacts[2]!;
    const { id: caseId } = await claimed.client.call('getCaseByNumber', {
      params: { number: third.number },
    });
    const parts = (await claimed.client.call('listTeams')).items.find(
      (one) => one.name === 'Parts',
    );
    await ito.client.call('createCaseTransfer', {
      params: { caseId },
      body: { to_team_id: parts!.id, reason: 'A new lid', contact_text: 'The parts team has it.' },
    });
    await ring(other).waitFor();
    await other.keyboard.press('Alt+a');
    await other.waitForURL((url) => url.pathname.endsWith(`/${third.number}`));
    // With everything that was said to whoever had it before.
    await other.locator('[data-entry]').getByText('My kettle 3 boils').first().waitFor();
    await other.locator('[data-entry]').getByText('It is off now').first().waitFor();
    await awaitEntries(page, twelve - 1);
    await other.keyboard.press('e');
    await awaitEntries(other, 1);
  });
});

describe('who writes on two ways', () => {
  const address = 'rosa@vogt.example';

  test('is proposed as one person with what speaks for it, linked by a click, and undone', async () => {
    const { client } = claimed;
    const points = [{ kind: 'email' as const, value: address }];
    const known = await client.call('createContact', { body: { name: 'Rosa Vogt', points } });
    const { number } = await writeIn('It is Rosa, by chat this time.', address);
    await page.goto(`/cases/all/${number}`);
    const proposals = page.getByRole('list', { name: 'Perhaps the same person' });
    await proposals.getByText(`Your own site signed that ${address} is theirs`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const links = async () =>
      (await client.call('getContact', { params: { contactId: known.id } })).links.length;
    for (const [choice, count] of [
      ['Not the same', 0],
      ['Same person', 1],
    ] as const) {
      await proposals.getByRole('button', { name: choice, exact: true }).click();
      await proposals.waitFor({ state: 'detached' });
      expect(await links()).toBe(count);
      await page.getByRole('button', { name: /^Undo/ }).first().click();
      await proposals.getByText('Rosa Vogt').waitFor();
      expect(await links()).toBe(0);
    }
  });

  test('changes a message or takes it back: marked, with the former words for who may', async () => {
    const { client } = claimed;
    const till = await client.call('createChannel', { body: { kind: 'api', name: 'Till' } });
    const params = { channelId: till.id };
    const sender = { kind: 'handle' as const, value: 'lena_v', name: 'Lena Vogt' };
    const said = { id: 'one', thread: 'till' };
    const at = () => new Date().toISOString();
    await client.call('createChannelMessage', {
      params,
      body: { type: 'message', ...said, sender, text: 'I paid with card 4711.' },
    });
    const words = 'I paid by card.';
    await client.call('createChannelMessage', {
      params,
      body: { type: 'edit', ...said, text: words, at: at() },
    });
    const find = async () => {
      const { items } = await client.call('listCases', { query: { channel_kind: 'api' } });
      return items[0]?.number;
    };
    await expect.poll(find, patience).toBeGreaterThan(0);
    await page.goto(`/cases/all/${await find()}`);
    const entry = page.locator('[data-entry]').first();
    await entry.getByText(words).waitFor();
    await entry.getByRole('button', { name: 'Show the former words' }).click();
    await entry.getByText('I paid with card 4711.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await client.call('createChannelMessage', {
      params,
      body: { type: 'deletion', ...said, at: at() },
    });
    await entry.getByText('Its sender took this message back').waitFor();
    await entry.getByText(words).waitFor({ state: 'detached' });
    // An agent is not offered to look at words that were taken back.
    expect(await entry.getByRole('button', { name: 'Show the former words' }).count()).toBe(0);
  });

  test('has read our answer: it is said beside it', async () => {
    const late = await writeIn('Is anybody there?');
    await page.goto(`/cases/all/${late.number}`);
    const { id: caseId } = await claimed.client.call('getCaseByNumber', {
      params: { number: late.number },
    });
    const body = { text: 'Yes, we are.', undo_seconds: 0, signature: false };
    await ito.client.call('createCaseReply', { params: { caseId }, body });
    await expect.poll(() => texts(late), patience).toContain('Yes, we are.');
    const entry = page.locator('[data-entry]').filter({ hasText: 'Kenji Ito' }).last();
    await entry.getByText('sent', { exact: true }).waitFor();
    late.tell({ type: 'read', conversation_id: late.conversationId, seq: 2 });
    await entry.getByText('read', { exact: true }).waitFor();
  });
});
