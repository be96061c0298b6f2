import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A client that says exactly what the test says, right or wrong. */
export interface SmtpDialog {
  readonly socket: Socket;
  /** Sends a line and resolves with the whole reply, lines joined by \n. */
  say(line: string): Promise<string>;
  /** Sends bytes as they are. */
  write(bytes: string | Buffer): void;
  /** The next reply. Rejects when the connection ends first. */
  read(): Promise<string>;
  /** Greets and names sender and recipients; throws where one of them is refused. */
  openMail(from: string, to: readonly string[]): Promise<void>;
  end(): void;
}

/** Connects to a mail server and reads its greeting. */
export async function openSmtpDialog(
  port: number,
  hello = 'EHLO test.example',
): Promise<SmtpDialog> {
  const socket = connect(port, '127.0.0.1');
  const replies: string[] = [];
  const waiting: ((reply: string | Error) => void)[] = [];
  let rest = '';
  let ended: Error | null = null;
  const give = (reply: string | Error) => {
    const next = waiting.shift();
    if (next !== undefined) next(reply);
    else if (typeof reply === 'string') replies.push(reply);
  };
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      const found = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(rest);
      if (found === null) break;
      rest = rest.slice(found[0].length);
      give(found[0].replaceAll('\r', '').trimEnd());
    }
  });
  const end = (error: Error) => {
    ended ??= error;
    while (waiting.length > 0) give(ended);
  };
  socket.on('error', end);
  socket.on('close', () => end(new Error('The server closed the connection.')));

  const read = () =>
    new Promise<string>((resolve, reject) => {
      const ready = replies.shift();
      if (ready !== undefined) return resolve(ready);
      if (ended !== null) return reject(ended);
      waiting.push((reply) => (typeof reply === 'string' ? resolve(reply) : reject(reply)));
    });
  const write = (bytes: string | Buffer) => void socket.write(bytes);
  const say = (line: string) => {
    write(`${line}\r\n`);
    return read();
  };
  const openMail = async (from: string, to: readonly string[]) => {
    for (const line of [`MAIL FROM:<${from}>`, ...to.map((address) => `RCPT TO:<${address}>`)]) {
      const reply = await say(line);
      if (!reply.startsWith('2')) throw new Error(`${line}: ${reply}`);
    }
  };
  await read();
  if (hello !== '') await say(hello);
  return { socket, say, write, read, openMail, end: () => socket.destroy() };
}
