import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that the sink took. */
export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly login: string | null;
  readonly tls: boolean;
}

/** How the sink behaves; each may be changed while it runs. */
export interface SinkBehaviour {
  /** Reply to RCPT such as `550 5.1.1 no`, or null to take the recipient. */
  recipient?: (address: string) => string | null;
  /** Reply to the mail, or null to take it. */
  mail?: (mail: SunkMail) => string | null;
  /** hang: never answers the mail; drop: closes the connection after the last byte. */
  after?: 'answer' | 'hang' | 'drop';
  /** The only login that is taken; without it none is asked for. */
  login?: { readonly user: string; readonly pass: string };
}

export interface SmtpSink {
  readonly port: number;
  readonly mails: readonly SunkMail[];
  readonly behaviour: SinkBehaviour;
  /** Ends what is connected, as a relay that restarts. */
  endConnections(): void;
  close(): Promise<void>;
}

/** A mail server in this process that keeps what it takes; for everything that must go wrong. */
export async function startSmtpSink(
  options: { readonly behaviour?: SinkBehaviour; readonly size?: number } = {},
): Promise<SmtpSink> {
  const behaviour: SinkBehaviour = options.behaviour ?? {};
  const mails: SunkMail[] = [];
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    allowInsecureAuth: true,
    authOptional: behaviour.login === undefined,
    disabledCommands: behaviour.login === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    closeTimeout: 100,
    ...(options.size && { size: options.size, rejectOversized: true }),
    onAuth: (auth, _session, done) => {
      const { login } = behaviour;
      const isRight = login && auth.username === login.user && auth.password === login.pass;
      if (isRight) done(null, { user: auth.username });
      else done(makeReply('535 5.7.8 Wrong login'));
    },
    onRcptTo: ({ address }, _session, done) => {
      const reply = behaviour.recipient?.(address) ?? null;
      done(reply === null ? null : makeReply(reply));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => chunks.splice(0));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail: SunkMail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
          login: typeof session.user === 'string' ? session.user : null,
          tls: session.secure,
        };
        if (behaviour.after === 'hang') return;
        const reply = behaviour.mail?.(mail) ?? null;
        if (reply === null) mails.push(mail);
        if (behaviour.after === 'drop') return dropConnection(server, session.id);
        done(reply === null ? null : makeReply(reply));
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    behaviour,
    endConnections() {
      for (const connection of server.connections) connection.close();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function makeReply(text: string): Error {
  return Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) });
}

function dropConnection(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.id === id) connection.close();
}
