import { connect as connectTls } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { makeMail } from '@earshot/testkit/mail/make-mail.ts';
import { waitUntil } from '@earshot/testkit/mail/mail-programs.ts';
import { openSmtpDialog } from '@earshot/testkit/mail/open-smtp-dialog.ts';
import type { Arrival } from './inlet.ts';
import { startSmtpListener } from './smtp-listener.ts';
import type { SmtpListener, SmtpListenerOptions } from './smtp-listener.ts';

const MiB = 1024 * 1024;
const places: Record<string, string> = {
  'support@falk.example': 'support',
  'hilfe@falk.example': 'support',
  'repairs@falk.example': 'repairs',
  'jörg@xn--mller-kva.example': 'joerg',
};
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const open: SmtpListener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

async function listen(changes: Partial<SmtpListenerOptions> = {}) {
  const arrivals: Arrival[] = [];
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    log: silent,
    findChannel: async (address) => {
      const channelId = places[address.toLowerCase().replace(/\+[^@]*/, '')];
      return channelId === undefined ? null : { accountId: 'falk', channelId };
    },
    storeReceipt: async (arrival) => {
      arrivals.push(arrival);
      return { receiptId: String(arrivals.length), duplicate: false };
    },
    ...changes,
  });
  open.push(listener);
  return { port: listener.port, listener, arrivals };
}

async function sendMail(port: number, raw: string | Buffer, to = ['support@falk.example']) {
  const dialog = await openSmtpDialog(port);
  await dialog.openMail('lena@vogt.example', to);
  await dialog.say('DATA');
  dialog.write(raw);
  const reply = await dialog.say('\r\n.');
  dialog.end();
  return reply;
}

test('a mail is stored as it came, with its envelope', async () => {
  const { port, arrivals } = await listen();
  const dialog = await openSmtpDialog(port, 'EHLO mail.vogt.example');
  await dialog.openMail('lena@vogt.example', ['support+c12.abc@falk.example']);
  expect(await dialog.say('DATA')).toMatch(/^354/);
  expect(await dialog.say('Subject: Kettle\r\n\r\n..dot\r\nGrüße\r\n.')).toBe(
    '250 2.6.0 Stored as 1',
  );
  expect(await dialog.say('QUIT')).toMatch(/^221/);
  expect(arrivals).toHaveLength(1);
  expect(arrivals[0]).toMatchObject({
    accountId: 'falk',
    channelId: 'support',
    source: 'smtp',
    externalKey: null,
    envelope: { from: 'lena@vogt.example', to: ['support+c12.abc@falk.example'], tls: false },
  });
  expect(arrivals[0]!.raw.toString()).toBe('Subject: Kettle\r\n\r\n.dot\r\nGrüße\r\n');
});

test('commands that come together are answered together', async () => {
  const { port } = await listen();
  const dialog = await openSmtpDialog(port);
  const chunks: string[] = [];
  dialog.socket.on('data', (chunk) => chunks.push(chunk.toString('latin1')));
  dialog.write('MAIL FROM:<lena@vogt.example>\r\nRCPT TO:<support@falk.example>\r\nDATA\r\n');
  for (const code of ['250', '250', '354']) expect((await dialog.read()).slice(0, 3)).toBe(code);
  expect(chunks).toHaveLength(1);
  dialog.end();
});

test('what the listener can do is announced', async () => {
  const { port } = await listen();
  const dialog = await openSmtpDialog(port, '');
  const lines = (await dialog.say('EHLO a.example')).split('\n').map((line) => line.slice(4));
  expect(lines).toEqual(
    expect.arrayContaining(['PIPELINING', '8BITMIME', 'SMTPUTF8', 'STARTTLS', `SIZE ${64 * MiB}`]),
  );
  expect(lines.some((line) => line.startsWith('AUTH'))).toBe(false);
  dialog.end();
});

describe('recipients', () => {
  test('an unknown address is refused in clear words and nothing is relayed', async () => {
    const { port } = await listen();
    const dialog = await openSmtpDialog(port);
    await dialog.say('MAIL FROM:<lena@vogt.example>');
    const reply = await dialog.say('RCPT TO:<somebody@elsewhere.example>');
    expect(reply).toBe('550 5.1.1 Nobody here has this address; please check its spelling');
    expect(await dialog.say('DATA')).toMatch(/^503/);
    dialog.end();
  });

  test('[L2] the same mail to two of our channels is stored twice, once for each', async () => {
    const { port, arrivals } = await listen();
    await sendMail(port, makeMail(1), ['support@falk.example', 'repairs@falk.example']);
    expect(arrivals.map(({ channelId, envelope }) => [channelId, envelope?.to])).toEqual([
      ['support', ['support@falk.example']],
      ['repairs', ['repairs@falk.example']],
    ]);
  });

  test('several addresses of one channel are one receipt', async () => {
    const { port, arrivals } = await listen();
    await sendMail(port, makeMail(1), ['support@falk.example', 'hilfe@falk.example']);
    expect(arrivals.map(({ envelope }) => envelope?.to)).toEqual([
      ['support@falk.example', 'hilfe@falk.example'],
    ]);
  });

  test('somebody who guesses addresses is sent away', async () => {
    const { port } = await listen({ limits: { refusedRecipients: 3 } });
    const dialog = await openSmtpDialog(port);
    await dialog.say('MAIL FROM:<>');
    const replies: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      replies.push(await dialog.say(`RCPT TO:<${name}@falk.example>`));
    }
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['550', '550', '550', '421']);
    await expect(dialog.say('NOOP')).rejects.toThrow('closed');
  });

  test('more than the limit are asked to come in a second mail', async () => {
    const { port } = await listen({ limits: { recipients: 1 } });
    const dialog = await openSmtpDialog(port);
    await dialog.openMail('lena@vogt.example', ['support@falk.example']);
    expect(await dialog.say('RCPT TO:<repairs@falk.example>')).toMatch(/^452/);
    dialog.end();
  });

  test('where nobody can look up addresses the mail stays with the sender', async () => {
    const { port } = await listen({ findChannel: () => Promise.reject(new Error('away')) });
    const dialog = await openSmtpDialog(port);
    await dialog.say('MAIL FROM:<lena@vogt.example>');
    expect(await dialog.say('RCPT TO:<support@falk.example>')).toMatch(/^451 4\.3\.0/);
    dialog.end();
  });

  test('an address outside of ASCII finds its channel', async () => {
    const { port, arrivals } = await listen();
    const dialog = await openSmtpDialog(port);
    await dialog.say('MAIL FROM:<lena@vogt.example> SMTPUTF8 BODY=8BITMIME');
    const bytes = Buffer.from('RCPT TO:<jörg@müller.example>\r\n');
    dialog.write(bytes);
    expect(await dialog.read()).toMatch(/^250/);
    await dialog.say('DATA');
    await dialog.say('Subject: ä\r\n\r\nö\r\n.');
    expect(arrivals[0]?.channelId).toBe('joerg');
    dialog.end();
  });
});

describe('when storing fails', () => {
  test('the sender is told to try again, never that it was taken', async () => {
    const { port } = await listen({ storeReceipt: () => Promise.reject(new Error('disk full')) });
    expect(await sendMail(port, makeMail(1))).toMatch(/^451 4\.3\.0/);
  });

  test('of one channel out of two, the whole mail comes again and is harmless', async () => {
    const stored: string[] = [];
    const { port } = await listen({
      storeReceipt: async ({ channelId }) => {
        if (channelId === 'repairs') throw new Error('away');
        stored.push(channelId);
        return { receiptId: '1', duplicate: false };
      },
    });
    const reply = await sendMail(port, makeMail(1), [
      'support@falk.example',
      'repairs@falk.example',
    ]);
    expect(reply).toMatch(/^451/);
    expect(stored).toEqual(['support']);
  });

  test('LMTP says for each recipient how it went', async () => {
    const { port, arrivals } = await listen({
      lmtp: true,
      storeReceipt: async (arrival) => {
        if (arrival.channelId === 'repairs') throw new Error('away');
        arrivals.push(arrival);
        return { receiptId: 'r1', duplicate: false };
      },
    });
    const dialog = await openSmtpDialog(port, 'LHLO mta.test');
    await dialog.openMail('', [
      'support@falk.example',
      'repairs@falk.example',
      'hilfe@falk.example',
    ]);
    await dialog.say('DATA');
    dialog.write(`${makeMail(1)}\r\n.\r\n`);
    const replies = [await dialog.read(), await dialog.read(), await dialog.read()];
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['250', '451', '250']);
    expect(arrivals).toHaveLength(1);
    expect(arrivals[0]).toMatchObject({ source: 'lmtp', envelope: { from: '' } });
    dialog.end();
  });
});

async function forward(lines: readonly string[], proxyFrom?: string[]) {
  const { port, arrivals } = await listen(proxyFrom ? { proxyFrom } : {});
  const dialog = await openSmtpDialog(port, 'EHLO mta.falk.example');
  const replies: string[] = [];
  for (const line of lines) replies.push(await dialog.say(line));
  await dialog.openMail('lena@vogt.example', ['support@falk.example']);
  await dialog.say('DATA');
  await dialog.say('Subject: x\r\n\r\n.');
  dialog.end();
  return { replies, envelope: arrivals[0]?.envelope };
}

describe('who sent it', () => {
  test('our own mail server says whose mail it brings', async () => {
    const { envelope } = await forward([
      'XFORWARD NAME=mail.vogt.example ADDR=192.0.2.7 PROTO=ESMTP',
      'XFORWARD HELO=mail.vogt.example',
    ]);
    expect(envelope).toMatchObject({ ip: '192.0.2.7', helo: 'mail.vogt.example' });
  });

  test('where it does not say so nobody is taken for the sender', async () => {
    const { envelope } = await forward(['XFORWARD ADDR=192.0.2.7', 'XFORWARD ADDR=[UNAVAILABLE]']);
    expect(envelope).toMatchObject({ ip: null, helo: null });
  });

  test('a proxy hands a whole connection over', async () => {
    const { envelope } = await forward([
      'XCLIENT ADDR=IPv6:2001:db8::7 NAME=x.example',
      'EHLO x.example',
    ]);
    expect(envelope).toMatchObject({ ip: '2001:db8::7', helo: 'x.example' });
  });

  test('a whole network may be trusted', async () => {
    const { envelope } = await forward(['XFORWARD ADDR=192.0.2.7'], ['127.0.0.0/8', '10.0.0.0/8']);
    expect(envelope?.ip).toBe('192.0.2.7');
  });

  test('a stranger cannot claim to be somebody else', async () => {
    const { replies, envelope } = await forward(['XFORWARD ADDR=192.0.2.7'], ['192.0.2.1']);
    expect(replies[0]).toMatch(/^500/);
    expect(envelope).toMatchObject({ ip: '127.0.0.1', helo: 'mta.falk.example' });
  });
});

describe('encryption', () => {
  test('STARTTLS works with the certificate made at the start', async () => {
    const { port, arrivals } = await listen({ name: 'desk.falk.example' });
    const dialog = await openSmtpDialog(port);
    expect(await dialog.say('STARTTLS')).toMatch(/^220/);
    const socket = connectTls({
      socket: dialog.socket,
      servername: 'desk.falk.example',
      rejectUnauthorized: false,
    });
    await new Promise((resolve, reject) =>
      socket.once('secureConnect', resolve).once('error', reject),
    );
    const certificate = socket.getPeerCertificate();
    expect(certificate.subject.CN).toBe('desk.falk.example');
    expect(new Date(certificate.valid_to).getTime()).toBeGreaterThan(Date.now());
    socket.write('EHLO a.example\r\nMAIL FROM:<>\r\nRCPT TO:<support@falk.example>\r\nDATA\r\n');
    await pause(200);
    socket.write('Subject: secret\r\n\r\n.\r\n');
    await waitUntil('the mail is stored', () => arrivals.length === 1);
    expect(arrivals[0]?.envelope?.tls).toBe(true);
    socket.destroy();
  });

  test('without a certificate none is offered', async () => {
    const { port } = await listen({ tls: null });
    const dialog = await openSmtpDialog(port, '');
    expect(await dialog.say('EHLO a.example')).not.toContain('STARTTLS');
    dialog.end();
  });
});

describe('limits', () => {
  test('a mail of 60 MB with whatever in it is taken', async () => {
    const { port, arrivals } = await listen();
    const raw = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\n'),
      Buffer.alloc(60 * MiB, 'y\0\xff\r\n', 'latin1'),
    ]);
    expect(await sendMail(port, raw)).toMatch(/^250/);
    expect(arrivals[0]!.raw.length).toBe(raw.length + 2);
  });

  test('a mail of more than 64 MiB is refused before or after, in clear words', async () => {
    const { port, arrivals } = await listen();
    const dialog = await openSmtpDialog(port);
    expect(await dialog.say(`MAIL FROM:<a@b.example> SIZE=${65 * MiB}`)).toMatch(/^552 /);
    dialog.end();
    const reply = await sendMail(port, Buffer.alloc(65 * MiB, 'x'));
    expect(reply).toBe('552 5.3.4 The mail is larger than 64 MiB, the most we take');
    expect(arrivals).toHaveLength(0);
  });

  test('a header line of 2 MB and no header at all are taken', async () => {
    const { port, arrivals } = await listen();
    expect(await sendMail(port, `X: ${'y'.repeat(2 * MiB)}\r\n\r\n`)).toMatch(/^250/);
    expect(await sendMail(port, '')).toMatch(/^250/);
    expect(arrivals).toHaveLength(2);
  });

  test('a mail in a loop is refused', async () => {
    const { port, arrivals } = await listen();
    const reply = await sendMail(port, `${'Received: from a by b\r\n'.repeat(51)}\r\n\r\n`);
    expect(reply).toMatch(/^554 5\.4\.6/);
    expect(await sendMail(port, `${'Received: from a by b\r\n'.repeat(50)}\r\n\r\n`)).toMatch(
      /^250/,
    );
    expect(arrivals).toHaveLength(1);
  });

  test('a client that drips its mail is cut off, and the next one is served meanwhile', async () => {
    const { port, arrivals } = await listen({ limits: { data_ms: 400 } });
    const dialog = await openSmtpDialog(port);
    await dialog.openMail('a@b.example', ['support@falk.example']);
    await dialog.say('DATA');
    const drip = setInterval(() => dialog.write('x'), 50);
    expect(await sendMail(port, makeMail(2))).toMatch(/^250/);
    expect(await dialog.read()).toMatch(/^421/);
    clearInterval(drip);
    expect(arrivals).toHaveLength(1);
  });

  test('a client that says nothing is sent away', async () => {
    const { port } = await listen({ limits: { idle_ms: 200 } });
    const dialog = await openSmtpDialog(port);
    expect(await dialog.read()).toMatch(/^421/);
  });

  test('a stranger gets a few connections, not all', async () => {
    const limits = { connectionsPerStranger: 2 };
    const { port } = await listen({ limits, proxyFrom: ['192.0.2.1'] });
    const first = await openSmtpDialog(port);
    const second = await openSmtpDialog(port);
    const third = await openSmtpDialog(port, '').catch((error: Error) => error);
    expect(third instanceof Error ? '421' : await third.say('NOOP').catch(() => '421')).toBe('421');
    first.end();
    await pause(100);
    const fourth = await openSmtpDialog(port);
    for (const dialog of [second, fourth]) dialog.end();
  });
});

describe('bad bytes', () => {
  test('a smuggled second mail stays text of the first', async () => {
    const { port, arrivals } = await listen();
    const smuggled =
      'MAIL FROM:<chef@falk.example>\r\nRCPT TO:<repairs@falk.example>\r\nDATA\r\nevil';
    for (const end of ['\n.\n', '\n.\r\n', '\r.\r', '\r\n.\n', '\r\n.\r', '\r\n\0.\r\n']) {
      const reply = await sendMail(port, `Subject: a\r\n\r\nfirst${end}${smuggled}\r\n`);
      expect(reply).toMatch(/^250/);
    }
    expect(arrivals.every(({ channelId }) => channelId === 'support')).toBe(true);
    expect(arrivals).toHaveLength(6);
  });

  test('bare line feeds, NULs and bytes beyond ASCII are kept as they are', async () => {
    const { port, arrivals } = await listen();
    const raw = Buffer.from('Subject: a\nX: \0\xff\r\rb\n\nbody\n', 'latin1');
    await sendMail(port, raw);
    expect(arrivals[0]!.raw).toEqual(Buffer.concat([raw, Buffer.from('\r\n')]));
  });

  test('a client that hangs up in the middle of a mail has sent nothing', async () => {
    const { port, arrivals } = await listen();
    const dialog = await openSmtpDialog(port);
    await dialog.openMail('a@b.example', ['support@falk.example']);
    await dialog.say('DATA');
    dialog.write('Subject: half');
    dialog.end();
    expect(await sendMail(port, makeMail(2))).toMatch(/^250/);
    expect(arrivals).toHaveLength(1);
  });

  test('nonsense, long lines and web requests end in a clean refusal', async () => {
    const { port } = await listen();
    for (const line of ['GET / HTTP/1.1', 'x'.repeat(20_000)]) {
      const dialog = await openSmtpDialog(port, '');
      expect(await dialog.say(line)).toMatch(/^421/);
    }
    const dialog = await openSmtpDialog(port);
    expect(await dialog.say('MAIL FROM:<a@b.example\0>')).toMatch(/^501/);
    expect(await dialog.say('EXPN staff')).toMatch(/^500/);
    dialog.end();
  });
});

test('on closing, the mail in flight is finished and everybody else is sent away', async () => {
  let finish: (() => void) | undefined;
  const stored: string[] = [];
  const { port, listener } = await listen({
    storeReceipt: async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      stored.push('mail');
      return { receiptId: '1', duplicate: false };
    },
  });
  const idle = await openSmtpDialog(port);
  const busy = await openSmtpDialog(port);
  await busy.openMail('a@b.example', ['support@falk.example']);
  await busy.say('DATA');
  busy.write(`${makeMail(1)}\r\n.\r\n`);
  await waitUntil('the mail is being stored', () => finish !== undefined);
  const closing = listener.close();
  expect(await idle.read()).toMatch(/^421 4\.3\.2/);
  expect(stored).toEqual([]);
  finish?.();
  expect(await busy.read()).toMatch(/^250/);
  expect(await busy.read()).toMatch(/^421/);
  await closing;
  await expect(openSmtpDialog(port)).rejects.toThrow('ECONNREFUSED');
  open.splice(0);
});

test('a port that is taken is told, not waited for', async () => {
  const { port } = await listen();
  await expect(listen({ port })).rejects.toThrow('EADDRINUSE');
});
