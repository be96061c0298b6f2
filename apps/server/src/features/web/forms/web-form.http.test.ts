import { createChannel } from '@earshot/contract/channel-contract.ts';
import { listCases } from '@earshot/contract/case-contract.ts';
import { createWebFormStamp, createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import { createCaseReply } from '@earshot/contract/reply-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const admin = await app.signUp();
const mailbox = await admin.call(createChannel, { body: { address: 'help@falk.example' } });
const questions = [
  { key: 'email', kind: 'email' as const, label: 'Your address', purpose: 'To answer you.' },
  { key: 'agree', kind: 'consent' as const, label: 'Store this', required: true },
];
const form = await admin.call(createChannel, {
  body: { kind: 'form', name: 'Contact', web: { questions, continue_by_channel_id: mailbox.id } },
});
const params = { channelKey: form.address };
beforeAll(() => void app.app.start());

async function openForm(): Promise<string> {
  const { stamp } = await app.nobody.call(createWebFormStamp, { params });
  app.clock.advance(10_000);
  return stamp;
}

const agreed = { agree: 'true' };

describe('somebody who sends the form', () => {
  test('learns the number, what happens by when and where the confirmation goes', async () => {
    const body = {
      stamp: await openForm(),
      text: 'My kettle died.',
      answers: { ...agreed, email: 'Lena@Vogt.example' },
    };
    const sent = await app.nobody.call(createWebSubmission, { params, body });
    expect(sent).toMatchObject({
      case_number: expect.any(Number),
      promise: { words: expect.stringMatching(/\w/), due_at: expect.any(String) },
      sent_to: 'l…@vogt.example',
    });
    const again = await app.nobody.call(createWebSubmission, { params, body });
    expect(again.case_number).toBe(sent.case_number);
    const told = await app.db.withAccount(admin.accountId, (tx) =>
      tx.db.selectFrom('deliveries').select(['recipient', 'channel_id', 'channel_kind']).execute(),
    );
    expect(told).toEqual([
      { recipient: 'lena@vogt.example', channel_id: mailbox.id, channel_kind: 'email' },
    ]);
  });

  test('is told which question is open', async () => {
    const body = { stamp: await openForm(), text: '', answers: { email: 'nowhere', more: 'x' } };
    const refusal = await app.nobody.refused(createWebSubmission, { params, body });
    expect(refusal.fields?.map(({ path }) => path).toSorted()).toEqual([
      'body.answers.agree',
      'body.answers.email',
      'body.answers.more',
      'body.text',
    ]);
  });

  test('that agrees in other words than “true” is told which word counts', async () => {
    const answers = { email: 'lena@vogt.example', agree: 'yes' };
    const body = { stamp: await openForm(), text: 'My lid is loose.', answers };
    const { fields } = await app.nobody.refused(createWebSubmission, { params, body });
    expect(fields).toEqual([
      { path: 'body.answers.agree', message: 'Agree with “true”, or leave the answer out.' },
    ]);
    const unsaid = { ...body, answers: { ...answers, agree: 'false' } };
    const missing = await app.nobody.refused(createWebSubmission, { params, body: unsaid });
    expect(missing.fields).toMatchObject([{ message: 'Answer this question first.' }]);
  });

  test('without an address is answered nowhere, and whoever tries is told so', async () => {
    const silent = await admin.call(createChannel, { body: { kind: 'form', name: 'Silent' } });
    const to = { channelKey: silent.address };
    const { stamp } = await app.nobody.call(createWebFormStamp, { params: to });
    app.clock.advance(10_000);
    const body = { stamp, text: 'Just so you know.' };
    const sent = await app.nobody.call(createWebSubmission, { params: to, body });
    expect(sent).toMatchObject({ case_number: expect.any(Number), sent_to: null });
    const found = await app.db.withAccount(admin.accountId, (tx) =>
      tx.db
        .selectFrom('cases')
        .select('id')
        .where('number', '=', sent.case_number!)
        .executeTakeFirstOrThrow(),
    );
    const reply = { params: { caseId: found.id }, body: { text: 'Thank you.' } };
    expect((await admin.send(createCaseReply, reply)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a program that sends the form', () => {
  test('is refused: too fast, a filled trap, a forged stamp, another form’s stamp', async () => {
    const { stamp } = await app.nobody.call(createWebFormStamp, { params });
    const text = 'Buy now';
    const send = (body: object) =>
      app.nobody.send(createWebSubmission, { params, body: { text, answers: agreed, ...body } });
    expect((await send({ stamp })).status).toBe(422);
    app.clock.advance(10_000);
    expect((await send({ stamp, website: 'https://spam.example' })).status).toBe(422);
    expect((await send({ stamp: `${stamp}x` })).status).toBe(422);
    const other = await admin.call(createChannel, { body: { kind: 'form', name: 'Other' } });
    const elsewhere = { channelKey: other.address };
    const moved = { params: elsewhere, body: { stamp, text } };
    expect((await app.nobody.send(createWebSubmission, moved)).status).toBe(422);
    const nowhere = { params: { channelKey: 'nowhere_at_all' } };
    expect((await app.nobody.send(createWebFormStamp, nowhere)).status).toBe(404);
  });
});

describe('the page without a script', () => {
  const path = `/form/${form.address}`;
  const german = { 'accept-language': 'de' };

  function send(fields: Record<string, string>, wish = german) {
    return app.app.server.inject({
      method: 'POST',
      url: path,
      headers: { ...wish, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  }

  test('shows the questions with their purpose under a strict policy, and takes the form', async () => {
    const shown = await app.app.server.inject({ method: 'GET', url: path, headers: german });
    expect(shown.statusCode).toBe(200);
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    expect(shown.body).toContain('<html lang="de">');
    expect(shown.body).toContain('To answer you.');
    expect(shown.body).toContain('Sie kommt per E-Mail an die Adresse, die Sie angeben.');
    expect(shown.body).not.toContain('Gespräch');
    expect(shown.body).not.toContain('<script');
    const stamp = /name="stamp" value="([^"]+)"/.exec(shown.body)![1]!;
    app.clock.advance(10_000);
    const wrong = await send({ stamp, text: '<script>alert(1)</script>', q_email: 'nowhere' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Das ist keine E-Mail-Adresse.');
    expect(wrong.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const sent = await send({ stamp, text: 'Wasserkocher defekt', q_agree: 'true' });
    expect(sent.statusCode).toBe(200);
    expect(sent.body).toMatch(/Sie hat die Nummer \d+\./);
  });

  test.each([
    ['es', /Recibirá la respuesta .* Llega por correo/, /Su número es \d+\./],
    ['pt', /Receberá a resposta .* Chega por e-mail/, /O seu número é \d+\./],
  ])('speaks “%s” with whose browser does', async (language, promised, numbered) => {
    const wish = { 'accept-language': language };
    const shown = await app.app.server.inject({ method: 'GET', url: path, headers: wish });
    expect(shown.body).toContain(`<html lang="${language}">`);
    expect(shown.body).toMatch(promised);
    const stamp = /name="stamp" value="([^"]+)"/.exec(shown.body)![1]!;
    app.clock.advance(10_000);
    const sent = await send({ stamp, text: '10023', q_agree: 'true' }, wish);
    expect(sent.body).toMatch(numbered);
  });

  test('of no form is not found', async () => {
    const answer = await app.app.server.inject({ method: 'GET', url: '/form/nowhere_at_all' });
    expect(answer.statusCode).toBe(404);
  });
});

describe('a chat where no script runs', () => {
  const german = { 'accept-language': 'de' };

  async function openPage(web: Record<string, unknown>) {
    const chat = await admin.call(createChannel, { body: { kind: 'chat', name: 'Chat', web } });
    const url = `/form/${chat.address}`;
    const shown = await app.app.server.inject({ method: 'GET', url, headers: german });
    const stamp = /name="stamp" value="([^"]+)"/.exec(shown.body)![1]!;
    app.clock.advance(10_000);
    const send = (fields: Record<string, string>) =>
      app.app.server.inject({
        method: 'POST',
        url,
        headers: { ...german, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ stamp, ...fields }).toString(),
      });
    return { chat, shown, send };
  }

  test('is a form, and its words open a conversation of the chat, once', async () => {
    const { chat, shown, send } = await openPage({ continue_by_channel_id: mailbox.id });
    expect(shown.body).toContain('Dorthin geht die Antwort.');
    const open = await send({ text: 'Ohne Adresse' });
    expect(open.statusCode).toBe(422);
    const fields = {
      text: 'Deckel klemmt',
      q_form_name: 'Lena Vogt',
      q_form_email: 'lena@v.example',
    };
    for (const sent of [await send(fields), await send(fields)]) {
      expect(sent.statusCode).toBe(200);
      expect(sent.body).toMatch(/Sie hat die Nummer \d+\./);
      expect(sent.body).toContain('Die Antwort geht an l…@v.example');
      expect(sent.body).toMatch(/<p>Sie haben bis .+ die Antwort eines Menschen\./);
    }
    const { items } = await admin.call(listCases, { query: { view: 'all' } });
    const cases = items.filter((one) => one.subject === 'Deckel klemmt');
    expect(cases).toMatchObject([{ channel_kind: 'chat', contact: { name: 'Lena Vogt' } }]);
    const stamped = { params: { channelKey: chat.address } };
    expect((await app.nobody.send(createWebFormStamp, stamped)).status).toBe(404);
  });

  test('says where nobody can be answered that the number is to be kept', async () => {
    const { send } = await openPage({});
    const sent = await send({ text: 'Nur damit Sie es wissen.' });
    expect(sent.statusCode).toBe(200);
    expect(sent.body).toContain('heben Sie die Nummer auf');
  });
});
