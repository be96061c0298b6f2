import { connect, type Socket } from 'node:net';

/** A small SMTP client that only wants to be quick: one mail after the other on each connection. */
export async function sendMany(
  port: number,
  mails: readonly Buffer[],
  connections: number,
): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const dialog = await openDialog(port);
      while (next < mails.length) await dialog.send(mails[next++] as Buffer);
      dialog.close();
    }),
  );
  return performance.now() - started;
}

interface Dialog {
  /** Resolves when the server said 250 to the mail. */
  send(mail: Buffer): Promise<void>;
  close(): void;
}

/** A connection that has said EHLO. */
export async function openDialog(port: number): Promise<Dialog> {
  const socket: Socket = connect(port, '127.0.0.1');
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  socket.on('data', (chunk) => {
    const parts = (rest + chunk.toString('latin1')).split('\r\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line[3] === '-') continue;
      const waiter = waiting.shift();
      if (waiter) waiter(line);
      else lines.push(line);
    }
  });
  const nextLine = () =>
    new Promise<string>((resolve) => {
      const line = lines.shift();
      if (line === undefined) waiting.push(resolve);
      else resolve(line);
    });
  const expect = async (code: number) => {
    const line = await nextLine();
    if (!line.startsWith(String(code))) throw new Error(`Expected ${code}, got: ${line}`);
  };
  socket.setNoDelay(true);
  await expect(220);
  socket.write('EHLO bench.example\r\n');
  await expect(250);
  return {
    async send(mail) {
      socket.write('MAIL FROM:<bench@vogt.example>\r\nRCPT TO:<support@falk.example>\r\nDATA\r\n');
      await expect(250);
      await expect(250);
      await expect(354);
      socket.write(Buffer.concat([mail, Buffer.from('\r\n.\r\n')]));
      await expect(250);
    },
    close: () => void socket.end('QUIT\r\n'),
  };
}

const SENTENCES = [
  'Guten Tag, mein Wasserkocher schaltet leider nicht mehr von selbst ab.',
  'Ich habe ihn im März bei Ihnen gekauft, die Rechnung liegt vor mir.',
  'Hello, the kettle I bought in March does not switch off any more.',
  'Could you please tell me what to do with it, and by when?',
  'Die Bestellnummer lautet 2026-88-1234, geliefert wurde nach Köln.',
  'I have tried descaling it twice, as the manual says, without success.',
];

/** Mails of about `size_bytes`, each from another contact with another text. */
export function writeMails(count: number, size_bytes: number, run: string): Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    let text = '';
    for (let part = 0; text.length < size_bytes - 600; part++) {
      text += `${SENTENCES[(index + part * 7) % SENTENCES.length]} ${(index * 31 + part).toString(36)}\r\n`;
    }
    return Buffer.from(
      `From: Contact ${index} <contact${index}@${run}.example>\r\n` +
        'To: support@falk.example\r\n' +
        `Subject: Kettle ${index} of ${run}\r\n` +
        `Message-ID: <${run}-${index}@vogt.example>\r\n` +
        'Date: Sat, 21 Nov 2026 08:00:00 +0000\r\n' +
        'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n' +
        text,
    );
  });
}
