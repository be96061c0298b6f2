import { createChannel } from '@earshot/contract/channel-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import {
  createContact,
  createContactLink,
  getContact,
} from '@earshot/contract/contact-contract.ts';
import {
  createLinkProposalDecision,
  createWebLinkDecision,
  deleteLinkProposalDecision,
  listContactLinkProposals,
  listWebLinkProposals,
} from '@earshot/contract/link-proposal-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { createWebAddress, createWebAddressProof } from '@earshot/contract/web-address-contract.ts';
import {
  listWebConversations,
  type WebConversation,
} from '@earshot/contract/web-conversation-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import {
  makeIdentityToken,
  openChat,
  type TestVisitor,
  visitChat,
} from '@earshot/testkit/web/visit-chat.ts';
import pg from 'pg';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, test } from 'vitest';

const sink = await startSmtpSink();
const app = await startTestApp({ relayUrl: `smtp://127.0.0.1:${sink.port}` });
afterAll(async () => {
  await app.stop();
  await sink.close();
});
const work = app.app.start();
const ruth = await app.signUp();
const mailbox = await ruth.call(createChannel, {
  body: { kind: 'email', address: 'service@falk.example', settings: { confirmation: false } },
});
const chat = await openChat(ruth, {
  continue_by_channel_id: mailbox.id,
  questions: [{ key: 'mail', kind: 'email', label: 'Your address?' }],
});

async function answer(conversation: Pick<WebConversation, 'case_number'>, text: string) {
  const { items } = await ruth.call(listCases, { query: { view: 'all' } });
  const { id: caseId } = items.find((one) => one.number === conversation.case_number)!;
  const body = { text, undo_seconds: 0, signature: false, send_anyway: true };
  await ruth.call(createCaseReply, { params: { caseId }, body });
  await work.delivery.drain();
}

/** The minutes pass in which nobody reads the answer. */
async function letTimePass() {
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query(`update jobs set run_at = now() where name = 'web.continue'`);
  await owner.end();
  await work.jobs.drain();
  await work.delivery.drain();
}

const mailsTo = (address: string) => sink.mails.filter(({ to }) => to.includes(address));

async function readMail(raw: Buffer) {
  const mail = await PostalMime.parse(raw);
  const token = /\/w\/([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? '';
  return { ...mail, token };
}

async function writeMail(to: string, from: string, headers: string[], text: string) {
  const raw = [
    `From: <${from}>`,
    `To: <${to}>`,
    'Subject: Re: The kettle',
    `Message-ID: <${Math.random().toString(36).slice(2)}@vogt.example>`,
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ].join('\r\n');
  await app.app.storeReceipt({
    accountId: ruth.accountId,
    channelId: mailbox.id,
    source: 'smtp',
    externalKey: null,
    raw: Buffer.from(raw),
    envelope: { from, to: [to], ip: null, helo: null, tls: true },
    receivedAt: new Date(),
  });
  await work.intake.drain();
}

const listOf = async (visitor: TestVisitor) =>
  ((await visitor.send(listWebConversations)).body as { items: WebConversation[] }).items;

describe('who wrote to the chat by its form, without a script', () => {
  test('is answered by mail, and the link leads into the conversation', async () => {
    const url = `/form/${chat.key}`;
    const { body: page } = await app.app.server.inject({ method: 'GET', url });
    const stamp = /name="stamp" value="([^"]+)"/.exec(page)![1]!;
    app.clock.advance(10_000);
    const fields = { stamp, text: 'No script here.', q_mail: 'plain@vogt.example' };
    const sent = await app.app.server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
    // Jobs and deliveries go by the clock of the database.
    app.clock.advance(-10_000);
    const case_number = Number(/Its number is (\d+)\./.exec(sent.body)?.[1]);
    await answer({ case_number }, 'None is needed.');
    await letTimePass();
    const mails = mailsTo('plain@vogt.example');
    expect(mails).toHaveLength(1);
    const { text, token } = await readMail(mails[0]!.raw);
    expect(text).toContain('None is needed.');
    const back = await visitChat(app, chat, { return_token: token });
    const [talk] = await listOf(back);
    expect((await back.read(talk!.id)).map((one) => one.text)).toEqual([
      'No script here.',
      'None is needed.',
    ]);
  });
});

describe('who left the page', () => {
  test('is answered by mail, answers by mail, and comes back to one conversation', async () => {
    const lena = await visitChat(app, chat);
    const opened = await lena.open('The kettle leaks.', { answers: { mail: 'lena@vogt.example' } });
    await answer(opened, 'Which model is it?');
    await answer(opened, 'It stands below.');
    await letTimePass();
    expect(mailsTo('lena@vogt.example')).toHaveLength(1);
    const mail = await readMail(mailsTo('lena@vogt.example')[0]!.raw);
    expect(mail.from?.address).toBe('service@falk.example');
    expect(mail.text).toMatch(/Which model is it\?\s+It stands below\./);
    expect(mail.text).toMatch(/What happens next: simply answer this e-mail/);
    expect(mail.text).toMatch(/You \(.+\): The kettle leaks\./);
    await letTimePass();
    expect(mailsTo('lena@vogt.example')).toHaveLength(1);

    const replyTo = mail.replyTo?.[0]?.address ?? 'service@falk.example';
    // Mail servers doubt ids whose domain is none.
    expect(mail.messageId).toMatch(/^<[\w-]+@falk\.example>$/);
    expect(mail.references ?? '').toMatch(/^(?:<[^<>@\s]+@falk\.example>\s*)*$/);
    const headers = [`In-Reply-To: ${mail.messageId}`, `References: ${mail.messageId}`];
    await writeMail(replyTo, 'lena@vogt.example', headers, 'Model K2.\r\n\r\n> Which model is it?');
    const said = await lena.read(opened.id);
    expect(said.map(({ seq, text, channel, from }) => [seq, from, channel, text])).toEqual([
      [1, 'visitor', 'chat', 'The kettle leaks.'],
      [2, 'agent', 'chat', 'Which model is it?'],
      [3, 'agent', 'chat', 'It stands below.'],
      [4, 'visitor', 'email', 'Model K2.'],
    ]);
    // Who answered by mail gets the next answer by mail at once.
    await answer(opened, 'A new one is on its way.');
    await work.jobs.drain();
    await work.delivery.drain();
    expect(mailsTo('lena@vogt.example')).toHaveLength(2);

    const back = await visitChat(app, chat, { return_token: mail.token });
    expect(back.session.visitor.known_by).toBe('link');
    expect((await listOf(back)).map(({ id }) => id)).toEqual([opened.id]);
    const read = await back.read(opened.id);
    expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect((await back.say(opened.id, 'Thank you!')).status).toBe(202);
    expect((await lena.read(opened.id)).at(-1)).toMatchObject({ seq: 6, text: 'Thank you!' });
  });

  test('comes back by the link to that conversation only', async () => {
    const lena = await visitChat(app, chat);
    const first = await lena.open('First', { answers: { mail: 'two@vogt.example' } });
    await lena.open('Second, private');
    await answer(first, 'Answer');
    await letTimePass();
    const { token } = await readMail(mailsTo('two@vogt.example')[0]!.raw);
    const back = await visitChat(app, chat, { return_token: token });
    expect((await listOf(back)).map(({ subject }) => subject)).toEqual(['First']);
    const page = await app.nobody.request({ method: 'GET', path: `/w/${token}` });
    expect(page.status).toBe(302);
    expect(page.headers['location']).toBe(`/chat/${chat.key}#return=${token}`);
    const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await app.nobody.request({ method: 'GET', path: `/w/${wrong}` })).status).toBe(404);
    await expect(visitChat(app, chat, { return_token: wrong })).rejects.toThrow('return_refused');
    const elsewhere = await openChat(ruth);
    await expect(visitChat(app, elsewhere, { return_token: token })).rejects.toThrow('401');
  });

  test('gets no mail who has read it, nor who gave no address', async () => {
    const before = sink.mails.length;
    const nameless = await visitChat(app, chat);
    await answer(await nameless.open('No address'), 'Answer');
    await letTimePass();
    expect(sink.mails).toHaveLength(before);
  });
});

describe('an address', () => {
  async function ask(visitor: TestVisitor, address: string) {
    const answered = await visitor.send(createWebAddress, { body: { address } });
    const mail = app.mails.findLast(({ to }) => to === address);
    return { answered, code: /\b(\d{6})\b/.exec(mail?.subject ?? '')?.[1] ?? '' };
  }

  function prove(visitor: TestVisitor, addressId: string, code: string) {
    return visitor.send(createWebAddressProof, { params: { addressId }, body: { code } });
  }

  test('is proven by the code from its mail, once, and links nothing silently', async () => {
    const known = await ruth.call(createContact, {
      body: { name: 'Rosa', points: [{ kind: 'email', value: 'rosa@blog.example' }] },
    });
    const rosa = await visitChat(app, chat);
    await rosa.open('It is me');
    const { answered, code } = await ask(rosa, 'rosa@blog.example');
    expect(answered.status).toBe(202);
    const { id } = answered.body as { id: string };
    const stranger = await visitChat(app, chat);
    expect((await prove(stranger, id, code)).status).toBe(422);
    const proven = await prove(rosa, id, code);
    expect(proven.body).toMatchObject({ email: 'rosa@blog.example', email_verified: true });
    expect((await prove(rosa, id, code)).status).toBe(422);

    const params = { contactId: known.id };
    const { items } = await ruth.call(listContactLinkProposals, { params });
    expect(items).toMatchObject([
      {
        other: { name: 'Rosa' },
        evidence: { code: 'one_time_code', address: 'rosa@blog.example' },
      },
    ]);
    expect((await ruth.call(getContact, { params })).links).toEqual([]);
    const proposalId = items[0]!.id;
    const own = await rosa.send(listWebLinkProposals);
    expect(own.body).toMatchObject({ items: [{ id: proposalId }] });
    const decision = { params: { proposalId }, body: { accept: true } };
    expect((await stranger.send(createWebLinkDecision, decision)).status).toBe(404);
    expect((await rosa.send(createWebLinkDecision, decision)).status).toBe(204);
    const linked = await ruth.call(getContact, { params });
    expect(linked.links).toHaveLength(1);
    const late = await ruth.refused(createLinkProposalDecision, decision);
    expect(late.code).toBe('link_decided');
    // What the person said about themselves no agent takes back by an undo.
    const undo = await ruth.refused(deleteLinkProposalDecision, { params: { proposalId } });
    expect(undo.code).toBe('link_decided');
  });

  test('proposes a link that an agent accepts or declines, and takes back exactly', async () => {
    const address = 'emre@aydin.example';
    const known = await ruth.call(createContact, {
      body: { name: 'Emre', points: [{ kind: 'email', value: address }] },
    });
    const emre = await visitChat(app, chat);
    await emre.open('It is me, too');
    const { answered, code } = await ask(emre, address);
    await prove(emre, (answered.body as { id: string }).id, code);
    const params = { contactId: known.id };
    const proposals = async () => (await ruth.call(listContactLinkProposals, { params })).items;
    const links = async () => (await ruth.call(getContact, { params })).links.length;
    const [proposal] = await proposals();
    const one = { params: { proposalId: proposal!.id } };
    expect((await ruth.refused(deleteLinkProposalDecision, one)).status).toBe(404);
    for (const accept of [true, false]) {
      await ruth.call(createLinkProposalDecision, { ...one, body: { accept } });
      expect([await proposals(), await links()]).toEqual([[], accept ? 1 : 0]);
      const stranger = await app.signUp();
      expect((await stranger.refused(deleteLinkProposalDecision, one)).status).toBe(404);
      expect((await app.nobody.send(deleteLinkProposalDecision, one)).status).toBe(401);
      await ruth.call(deleteLinkProposalDecision, one);
      expect([await proposals(), await links()]).toEqual([[proposal], 0]);
    }
    // Linked by hand meanwhile: nothing is left to decide.
    const body = { linked_contact_id: proposal!.contact.id };
    await ruth.call(createContactLink, { params, body });
    expect(await proposals()).toEqual([]);
  });

  test('may be tried five times, within a quarter of an hour', async () => {
    const eve = await visitChat(app, chat);
    const { answered, code } = await ask(eve, 'victim@mail.example');
    const { id } = answered.body as { id: string };
    const wrong = code === '000000' ? '000001' : '000000';
    for (let round = 0; round < 5; round += 1) {
      expect((await prove(eve, id, wrong)).status).toBe(422);
    }
    expect((await prove(eve, id, code)).status).toBe(422);
    const again = await ask(eve, 'victim@mail.example');
    app.clock.advance(15 * 60_000);
    const later = await prove(eve, (again.answered.body as { id: string }).id, again.code);
    expect(later.status).toBe(422);
  });

  test('gets three codes an hour, whoever asks for them', async () => {
    const statuses = [];
    for (let round = 0; round < 4; round += 1) {
      const eve = await visitChat(app, chat);
      statuses.push((await ask(eve, 'often@mail.example')).answered.status);
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  test('that the site vouches for is proposed too, and an agent may decline', async () => {
    const known = await ruth.call(createContact, {
      body: { name: 'Mr. Aydin', points: [{ kind: 'email', value: 'aydin@mail.example' }] },
    });
    const exp = Math.floor(app.clock.now().getTime() / 1_000) + 600;
    const claims = { sub: 'a1', aud: chat.key, exp, email: 'aydin@mail.example' };
    const vouched = { ...claims, email_verified: true };
    const identity_token = makeIdentityToken(chat.identitySecret, vouched);
    const aydin = await visitChat(app, chat, { identity_token });
    await aydin.open('Hello');
    const params = { contactId: known.id };
    const { items } = await ruth.call(listContactLinkProposals, { params });
    expect(items).toMatchObject([{ evidence: { code: 'identity_token' } }]);
    const decision = { params: { proposalId: items[0]!.id }, body: { accept: false } };
    await ruth.call(createLinkProposalDecision, decision);
    await aydin.open('Hello again');
    expect((await ruth.call(listContactLinkProposals, { params })).items).toEqual([]);
    const foreign = await app.signUp();
    expect((await foreign.refused(listContactLinkProposals, { params })).status).toBe(404);
  });
});
