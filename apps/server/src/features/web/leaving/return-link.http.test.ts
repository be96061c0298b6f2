import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { createChannel } from '@earshot/contract/channel-contract.ts';
import { getCase, listCases } from '@earshot/contract/case-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import {
  createReturnLinkRestoration,
  deleteCaseReturnLink,
  listCaseReturnLinks,
} from '@earshot/contract/return-link-contract.ts';
import { createWebAddress } from '@earshot/contract/web-address-contract.ts';
import {
  listWebConversations,
  type WebConversation,
} from '@earshot/contract/web-conversation-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { openChat, type TestVisitor, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import pg from 'pg';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, test } from 'vitest';

const sink = await startSmtpSink();
const app = await startTestApp({ relayUrl: `smtp://127.0.0.1:${sink.port}` });
const owner = new pg.Client({ connectionString: app.ownerUrl });
await owner.connect();
afterAll(async () => {
  await owner.end();
  await app.stop();
  await sink.close();
});
const work = app.app.start();
const ruth = await app.signUp();
const mailbox = await ruth.call(createChannel, {
  body: { kind: 'email', address: 'service@falk.example', settings: { confirmation: false } },
});
/** Days pass for every link: the database has a clock of its own, by which mails leave. */
async function pass(days: number): Promise<void> {
  await owner.query(
    `update page_links set made_at = made_at - make_interval(days => $1),
    used_at = used_at - make_interval(days => $1)`,
    [days],
  );
}

const questions = [{ key: 'mail', kind: 'email', label: 'Your address?' }];
const chat = await openChat(ruth, { continue_by_channel_id: mailbox.id, questions });

async function findCaseId({ case_number: number }: Pick<WebConversation, 'case_number'>) {
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  return items.find((one) => one.number === number)!.id;
}

/** Answers, and lets the time pass in which nobody reads it; answers the token of the mail. */
async function answerByMail(opened: WebConversation, to: string): Promise<string> {
  const caseId = await findCaseId(opened);
  const body = { text: 'Friday.', undo_seconds: 0, signature: false, send_anyway: true };
  await ruth.call(createCaseReply, { params: { caseId }, body });
  await work.delivery.drain();
  await owner.query(`update jobs set run_at = now() where name = 'web.continue'`);
  await work.jobs.drain();
  await work.delivery.drain();
  const mail = sink.mails.findLast((one) => one.to.includes(to))!;
  return tokenIn((await PostalMime.parse(mail.raw)).text ?? '');
}

const tokenIn = (text: string) => /\/w\/([\w-]{43})/.exec(text)?.[1] ?? '';

let people = 0;
async function leave() {
  const address = `lena.${(people += 1)}@vogt.example`;
  const visitor = await visitChat(app, chat);
  const opened = await visitor.open('It leaks.', { answers: { mail: address } });
  const token = await answerByMail(opened, address);
  return { address, visitor, opened, token, caseId: await findCaseId(opened) };
}

async function open(token: string) {
  const { status, headers, raw } = await app.nobody.request({ method: 'GET', path: `/w/${token}` });
  return { status, headers, text: raw.toString('utf8') };
}

/** Asks for a new link with an address; answers the page and the mail that came of it. */
async function ask(token: string, address: string, language = 'en') {
  const before = app.mails.length;
  const { status, raw } = await app.nobody.request({
    method: 'POST',
    path: `/w/${token}`,
    body: new URLSearchParams({ address }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': language,
    },
  });
  await work.jobs.drain();
  return { page: { status, text: raw.toString('utf8') }, mails: app.mails.slice(before) };
}

async function conversationsOf(visitor: TestVisitor): Promise<string[]> {
  const { body } = await visitor.send(listWebConversations);
  return (body as { items: { id: string }[] }).items.map((one) => one.id);
}

describe('a way back from a mail', () => {
  test('works for ninety days after it was followed last, then says what happens next', async () => {
    const { token, opened, address } = await leave();
    await pass(80);
    const back = await visitChat(app, chat, { return_token: token });
    expect(await conversationsOf(back)).toEqual([opened.id]);
    await pass(80);
    expect((await open(token)).status).toBe(302);
    await pass(11);
    const shut = await open(token);
    expect(shut.status).toBe(410);
    expect(shut.text).toContain('This link has run out');
    expect(shut.text).not.toContain(address);
    expect(shut.headers['content-security-policy']).toContain("default-src 'none'");
    await expect(visitChat(app, chat, { return_token: token })).rejects.toThrow('return_refused');
  });

  test('is sent anew to the address on file, and to nobody else, with the same words', async () => {
    const { token, opened, address } = await leave();
    await pass(91);
    const stranger = await ask(token, 'eve@evil.example');
    expect(stranger.mails).toEqual([]);
    const own = await ask(token, ` ${address.toUpperCase()} `);
    expect(own.mails.map(({ to }) => to)).toEqual([address]);
    const words = (page: { text: string }, said: string) => page.text.replaceAll(said, '*');
    expect(words(own.page, address)).toBe(words(stranger.page, 'eve@evil.example'));
    const fresh = tokenIn(own.mails[0]!.text);
    expect(fresh).not.toBe(token);
    expect((await open(token)).status).toBe(410);
    const back = await visitChat(app, chat, { return_token: fresh });
    expect(await conversationsOf(back)).toEqual([opened.id]);
    const german = await ask(token, address, 'de');
    expect(german.page.text).toContain('Sehen Sie in Ihr Postfach');
    expect(german.mails[0]!.subject).toBe('Ihr Weg zurück zum Chat mit Falk Hausgeräte');
  });

  test('asked for with what is no address, or too often, is refused', async () => {
    const { token } = await leave();
    await pass(91);
    const wrong = await ask(token, '"><script>alert(1)</script>');
    expect(wrong.page.status).toBe(422);
    expect(wrong.page.text).not.toContain('<script>');
    const statuses = [];
    for (let more = 0; more < 6; more += 1) {
      statuses.push((await ask(token, `eve${more}@evil.example`)).page.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('that was never made here is not found, however it is asked', async () => {
    const token = 'A'.repeat(43);
    expect((await open(token)).status).toBe(404);
    expect((await ask(token, 'lena@vogt.example')).page.status).toBe(404);
  });
});

describe('an agent', () => {
  test('takes a way back out of use: who came by it sees nothing more, and it is on record', async () => {
    const { token, opened, caseId, visitor, address } = await leave();
    const finder = await visitChat(app, chat, { return_token: token });
    const params = { caseId };
    const { items } = await ruth.call(listCaseReturnLinks, { params });
    expect(items).toMatchObject([{ address }]);
    const linkId = items[0]!.id;
    await ruth.call(deleteCaseReturnLink, { params: { caseId, linkId } });
    expect(await conversationsOf(finder)).toEqual([]);
    expect(await conversationsOf(visitor)).toEqual([opened.id]);
    const shut = await open(token);
    expect([shut.status, shut.text.includes('This link was withdrawn')]).toEqual([410, true]);
    expect((await ruth.call(listCaseReturnLinks, { params })).items).toEqual([]);
    const audit = await ruth.call(listAuditEntries, { query: { limit: 5 } });
    expect(audit.items[0]).toMatchObject({
      action: 'page_link.revoked',
      detail: { case_id: caseId, address },
    });
  });

  test('undoes that, unless a newer link was mailed meanwhile', async () => {
    const { token, opened, caseId, address } = await leave();
    const [link] = (await ruth.call(listCaseReturnLinks, { params: { caseId } })).items;
    const params = { caseId, linkId: link!.id };
    await ruth.call(deleteCaseReturnLink, { params });
    await ruth.call(createReturnLinkRestoration, { params });
    expect((await open(token)).status).toBe(302);
    await ruth.call(deleteCaseReturnLink, { params });
    const newer = await answerByMail(opened, address);
    expect(newer).not.toBe(token);
    const undone = await ruth.send(createReturnLinkRestoration, { params });
    expect(undone).toMatchObject({ status: 409, body: { code: 'link_replaced' } });
  });

  test('of another account, or who only reads along, does not', async () => {
    const { token, caseId } = await leave();
    const [link] = (await ruth.call(listCaseReturnLinks, { params: { caseId } })).items;
    const params = { caseId, linkId: link!.id };
    const stranger = await app.signUp();
    const colleague = await app.invite(ruth, 'colleague');
    expect((await stranger.send(listCaseReturnLinks, { params: { caseId } })).status).toBe(404);
    expect((await stranger.send(deleteCaseReturnLink, { params })).status).toBe(404);
    expect((await colleague.send(deleteCaseReturnLink, { params })).status).toBe(403);
    expect((await app.nobody.send(deleteCaseReturnLink, { params })).status).toBe(401);
    const other = await leave();
    const wrong = { caseId: other.caseId, linkId: link!.id };
    expect((await ruth.send(deleteCaseReturnLink, { params: wrong })).status).toBe(404);
    expect((await open(token)).status).toBe(302);
    expect((await ruth.call(getCase, { params: { caseId } })).id).toBe(caseId);
  });
});

test('one-time codes are forgotten once they are used or too old', async () => {
  const visitor = await visitChat(app, chat);
  await visitor.send(createWebAddress, { body: { address: 'ada@vogt.example' } });
  const count = async () => {
    const { rows } = await owner.query<{ codes: number }>(
      'select count(*)::int as codes from web_codes',
    );
    return rows[0]!.codes;
  };
  await app.app.web.sweep();
  expect(await count()).toBe(1);
  app.clock.advance(16 * 60_000);
  await app.app.web.sweep();
  expect(await count()).toBe(0);
});
