import { findFreePort, peersAvailable, waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { startPostfix } from '@earshot/testkit/mail/start-postfix.ts';
import { startSmtpSink } from '@earshot/testkit/mail/start-smtp-sink.ts';
import type { SinkBehaviour } from '@earshot/testkit/mail/start-smtp-sink.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { composeMail } from './compose-mail.ts';
import { createSmtpSender } from './smtp-sender.ts';
import type { SendRequest, SmtpSender } from './smtp-sender.ts';
import type { SmtpTimeouts } from './smtp-timeouts.ts';

const silent = { info: () => {}, warn: () => {} };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

function openSender(url: string, timeouts: Partial<SmtpTimeouts> = {}): SmtpSender {
  const sender = createSmtpSender({ url, log: silent, timeouts });
  cleanups.push(() => sender.close());
  return sender;
}

async function openRelay(behaviour: SinkBehaviour = {}, size?: number) {
  const sink = await startSmtpSink({ behaviour, ...(size && { size }) });
  cleanups.push(() => sink.close());
  return { sink, url: `smtp://127.0.0.1:${sink.port}` };
}

function request(to: readonly string[], changes: Partial<SendRequest> = {}): SendRequest {
  const raw = Buffer.from(
    'Subject: Your kettle\r\n\r\nA new one is on its way.\r\n..\r\n.\r\nEnd\r\n',
  );
  return { envelope: { from: 'support@falk.example', to }, raw, ...changes };
}

const lena = 'lena@vogt.example';
const aydin = 'aydin@mail.example';

test('a mail is handed over byte for byte, and the relay has the word', async () => {
  const { sink, url } = await openRelay();
  const mail = request([lena, aydin]);
  const { results } = await openSender(url).send(mail);
  expect(results).toEqual([
    {
      recipient: lena,
      accepted: true,
      permanent: false,
      code: 250,
      enhancedCode: null,
      serverWords: 'OK: message queued',
    },
    {
      recipient: aydin,
      accepted: true,
      permanent: false,
      code: 250,
      enhancedCode: null,
      serverWords: 'OK: message queued',
    },
  ]);
  expect(sink.mails).toHaveLength(1);
  expect(sink.mails[0]).toMatchObject({ from: 'support@falk.example', to: [lena, aydin] });
  expect(sink.mails[0]!.raw).toEqual(mail.raw);
});

test('each recipient has its own answer', async () => {
  const replies: Record<string, string> = {
    [lena]: '550 5.1.1 No such person',
    [aydin]: '452 4.2.2 Mailbox full',
  };
  const { sink, url } = await openRelay({ recipient: (address) => replies[address] ?? null });
  const { results } = await openSender(url).send(request([lena, aydin, 'rosa@blog.example']));
  expect(results.map(({ accepted, permanent, code }) => [accepted, permanent, code])).toEqual([
    [false, true, 550],
    [false, false, 452],
    [true, false, 250],
  ]);
  expect(results[0]).toMatchObject({ enhancedCode: '5.1.1', serverWords: 'No such person' });
  expect(sink.mails[0]?.to).toEqual(['rosa@blog.example']);
});

test('where all are refused each still has its own answer', async () => {
  const replies: Record<string, string> = {
    [lena]: '550 5.1.1 no',
    [aydin]: '451 4.7.1 greylisted',
  };
  const { url } = await openRelay({ recipient: (address) => replies[address] ?? null });
  const { results } = await openSender(url).send(request([lena, aydin]));
  expect(results.map(({ permanent, serverWords }) => [permanent, serverWords])).toEqual([
    [true, 'no'],
    [false, 'greylisted'],
  ]);
});

test('a refused or deferred mail is refused or deferred for everybody', async () => {
  const { sink, url } = await openRelay({ mail: () => '554 5.7.1 Looks like advertising' });
  const sender = openSender(url);
  expect((await sender.send(request([lena]))).results[0]).toMatchObject({
    accepted: false,
    permanent: true,
    serverWords: 'Looks like advertising',
  });
  sink.behaviour.mail = () => '451 4.3.0 Later';
  expect((await sender.send(request([lena]))).results[0]).toMatchObject({
    accepted: false,
    permanent: false,
    code: 451,
  });
  delete sink.behaviour.mail;
  expect((await sender.send(request([lena]))).results[0]?.accepted).toBe(true);
});

test('a relay that is not there, hangs or hangs up costs time and no mail', async () => {
  const nowhere = openSender(`smtp://127.0.0.1:${await findFreePort()}`);
  expect((await nowhere.send(request([lena]))).results[0]).toMatchObject({
    accepted: false,
    permanent: false,
    code: null,
  });
  for (const after of ['hang', 'drop'] as const) {
    const { url, sink } = await openRelay({ after });
    const { results } = await openSender(url, { silence_ms: 500 }).send(request([lena]));
    expect(results[0]).toMatchObject({ accepted: false, permanent: false });
    // Sending once more by itself could reach the contact twice: that is for the retry rules.
    expect(sink.mails.length).toBeLessThanOrEqual(1);
  }
});

test('a relay that trickles its answers is given up on', async () => {
  const { url } = await openRelay({ after: 'hang' });
  const { results } = await openSender(url, { mail_ms: 300 }).send(request([lena]));
  expect(results[0]).toMatchObject({ permanent: false, serverWords: 'The relay took too long.' });
});

test('a mail can be called back while it waits', async () => {
  const { url } = await openRelay({ after: 'hang' });
  const stop = new AbortController();
  const sending = openSender(url).send(request([lena], { signal: stop.signal }));
  setTimeout(() => stop.abort(), 100);
  expect((await sending).results[0]?.accepted).toBe(false);
});

test('a login is used; a wrong one is told by the check and bounces no mail', async () => {
  const login = { user: 'me@falk.example', pass: 'pass:word' };
  const { url, sink } = await openRelay({ login });
  const right = openSender(url.replace('//', '//me%40falk.example:pass%3Aword@'));
  expect(await right.verify()).toMatchObject({ ok: true });
  expect((await right.send(request([lena]))).results[0]?.accepted).toBe(true);
  expect(sink.mails[0]?.login).toBe(login.user);
  const wrong = openSender(url.replace('//', '//me%40falk.example:falsch@'));
  expect(await wrong.verify()).toEqual({ ok: false, detail: 'Wrong login' });
  expect((await wrong.send(request([lena]))).results[0]).toMatchObject({
    permanent: false,
    code: 535,
  });
});

test('a mail larger than the relay takes is refused for good', async () => {
  const { url } = await openRelay({}, 100);
  const { results } = await openSender(url).send(request([lena], { raw: Buffer.alloc(5000, 'x') }));
  expect(results[0]).toMatchObject({ accepted: false, permanent: true, code: 552 });
});

test('an automatic mail has no sender that a bounce could go to', async () => {
  const { url, sink } = await openRelay();
  await openSender(url).send(request([lena], { envelope: { from: '', to: [lena] } }));
  expect(sink.mails[0]?.from).toBe('');
});

test('an address with umlauts in its domain finds its answer', async () => {
  const { url } = await openRelay({ recipient: () => '550 5.1.1 no' });
  const { results } = await openSender(url).send(
    request(['jörg@müller.example', 'anna@müller.example']),
  );
  expect(results.map(({ recipient, code }) => [recipient, code])).toEqual([
    ['jörg@müller.example', 550],
    ['anna@müller.example', 550],
  ]);
});

test('an address that would break the dialog is refused before it', async () => {
  const { url, sink } = await openRelay();
  const { results } = await openSender(url).send(request(['a@b.example>\r\nRCPT TO:<c@d.example']));
  expect(results[0]?.accepted).toBe(false);
  expect(sink.mails).toHaveLength(0);
});

test('closing waits for the mails in hand, and many go at once', async () => {
  const { url, sink } = await openRelay();
  const sender = createSmtpSender({ url, log: silent });
  const sending = Array.from({ length: 50 }, () => sender.send(request([lena])));
  await sender.close();
  const outcomes = await Promise.all(sending);
  expect(outcomes.every(({ results }) => results[0]?.accepted)).toBe(true);
  expect(sink.mails).toHaveLength(50);
});

test('a required encryption that is not offered stops the mail', async () => {
  const { url, sink } = await openRelay();
  const { results } = await openSender(`${url}?requireTLS=true`).send(request([lena]));
  expect(results[0]).toMatchObject({ accepted: false, permanent: false });
  expect(sink.mails).toHaveLength(0);
});

describe.skipIf(!peersAvailable().postfix)('through a real mail server', () => {
  test('a composed mail arrives, and a refusal comes back to the envelope sender', async () => {
    const { sink } = await openRelay({
      recipient: (address) => (address === aydin ? '550 5.1.1 No such person' : null),
    });
    const postfix = await startPostfix({
      routes: {
        'vogt.example': { port: sink.port },
        'mail.example': { port: sink.port },
        'falk.example': { port: sink.port },
      },
    });
    cleanups.push(() => postfix.remove());
    const { raw } = await composeMail({
      from: { name: 'Falk', address: 'support@falk.example' },
      to: [{ name: null, address: lena }],
      cc: [{ name: 'Mr. Aydın', address: aydin }],
      replyTo: null,
      subject: 'Grüße',
      text: 'Zeile\n'.repeat(1000),
      html: null,
      images: [],
      attachments: [],
      messageId: '1@falk.example',
      inReplyTo: null,
      references: [],
      date: new Date(),
      automatic: null,
      loopMark: 'x',
    });
    const from = 'support+bmessage.sign@falk.example';
    const sender = openSender(`smtp://127.0.0.1:${postfix.smtpPort}`);
    const { results } = await sender.send({ envelope: { from, to: [lena, aydin] }, raw });
    expect(results.every(({ accepted }) => accepted)).toBe(true);
    expect(results[0]?.enhancedCode).toBe('2.0.0');
    await waitUntil('mail and bounce arrive', () => sink.mails.length === 2);
    const bounce = sink.mails.find((mail) => mail.from === '');
    expect(bounce?.to).toEqual([from]);
    expect(bounce?.raw.toString()).toMatch(/^Final-Recipient: rfc822; aydin@mail\.example$/m);
    const arrived = sink.mails.find((mail) => mail.from === from);
    const text = arrived!.raw.toString().replaceAll('\r\n', '\n');
    expect(text).toContain(raw.toString().replaceAll('\r\n', '\n'));
  });
});
