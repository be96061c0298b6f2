import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { hostname as machineName } from 'node:os';
import { domainToASCII } from 'node:url';
import type * as smtp from 'smtp-server';
import type {
  SMTPServerAddress,
  SMTPServerDataStream,
  SMTPServerOptions,
  SMTPServerSession,
} from 'smtp-server';
import { collectMail, MailMemory } from './collect-mail.ts';
import type { CollectedMail } from './collect-mail.ts';
import { countReceivedHeaders } from './count-received-headers.ts';
import { machineClock } from './inlet.ts';
import type { ChannelPlace, FindChannelForAddress, InletLog, StoreReceipt } from './inlet.ts';
import { makeCertificate } from './self-made-certificate.ts';
import type { CertificatePair } from './self-made-certificate.ts';
import { describeClient, makeTrustTest } from './smtp-client.ts';
import type { TrustTest } from './smtp-client.ts';
import type { SmtpLimits } from './smtp-limits.ts';
import { smtpLimits } from './smtp-limits.ts';

/** As CommonJS: its modules would import `node:http` (`node-http.ts`), as a client of OAuth2. */
const { SMTPServer } = createRequire(import.meta.url)('smtp-server') as typeof smtp;

/** How a listener is set up. */
export interface SmtpListenerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Speak LMTP (RFC 2033), which answers for each recipient on its own. */
  readonly lmtp?: boolean;
  readonly findChannel: FindChannelForAddress;
  readonly storeReceipt: StoreReceipt;
  readonly log: InletLog;
  readonly limits?: Partial<SmtpLimits>;
  /**
   * Addresses or networks of MTAs whose XCLIENT and XFORWARD are believed; default: this machine.
   */
  readonly proxyFrom?: readonly string[];
  /** The name in the greeting; default: that of the machine. */
  readonly name?: string;
  /** Left out: a self-made certificate; null: no STARTTLS. */
  readonly tls?: CertificatePair | null;
}

/** A listener that runs. */
export interface SmtpListener {
  readonly host: string;
  readonly port: number;
  /** Takes no new mail (421), finishes the mails that are being received, and stops. */
  close(): Promise<void>;
}

/**
 * A refusal as the client reads it: basic code, then our own enhanced code (RFC 3463) and words.
 */
class SmtpRefusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, words: string) {
    super(words);
    this.responseCode = responseCode;
  }
}

const tryAgainLater = () =>
  new SmtpRefusal(451, '4.3.0 The mail could not be stored just now; please try again later');

/**
 * Listens for mail of our channels on SMTP (RFC 5321) or LMTP (RFC 2033): 8BITMIME, SMTPUTF8,
 * PIPELINING, SIZE and STARTTLS; neither AUTH nor relaying, because it stands behind the
 * organisation's own MTA. "250" is said only after `storeReceipt` resolved for every channel.
 * Rejects when the port cannot be opened.
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const inlet = new SmtpInlet(options);
  return inlet.listen();
}

type Done = (error?: Error | null) => void;
type DataDone = (error?: Error | null, replies?: string | (string | Error)[]) => void;

class SmtpInlet {
  readonly #options: SmtpListenerOptions;
  readonly #limits: SmtpLimits;
  readonly #memory: MailMemory;
  readonly #server: smtp.SMTPServer;
  readonly #isTrusted: TrustTest;
  readonly #peers = new WeakMap<SMTPServerSession, string>();
  readonly #places = new WeakMap<SMTPServerAddress, ChannelPlace>();
  readonly #refused = new WeakMap<SMTPServerSession, number>();
  readonly #perStranger = new Map<string, number>();
  /** Commands that nobody may give. */
  readonly #offList = ['AUTH', 'WIZ', 'SHELL', 'KILL'];
  /** Ids of the sessions whose mail is being received or stored. */
  readonly #busy = new Set<string>();
  #closing = false;

  constructor(options: SmtpListenerOptions) {
    this.#options = options;
    this.#limits = { ...smtpLimits, ...options.limits };
    this.#memory = new MailMemory(this.#limits.memory_bytes);
    this.#isTrusted = makeTrustTest(options.proxyFrom ?? ['127.0.0.1', '::1']);
    this.#server = new SMTPServer(this.#serverOptions());
    this.#server.server.on('connection', groupReplies);
  }

  async listen(): Promise<SmtpListener> {
    const { host, port, log, lmtp } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#server.on('error', (error) =>
      log.debug({ reason: error.message }, 'A client broke off.'),
    );
    const address = this.#server.server.address() as AddressInfo;
    log.info({ port: address.port, protocol: lmtp ? 'lmtp' : 'smtp' }, 'Listening for mail.');
    return { host: address.address, port: address.port, close: () => this.#close() };
  }

  #serverOptions(): SMTPServerOptions {
    const { lmtp = false, name = machineName(), tls } = this.#options;
    const limits = this.#limits;
    const pair = tls === undefined ? makeCertificate(name, machineClock.now()) : tls;
    if (pair === null) this.#offList.push('STARTTLS');
    return {
      name,
      lmtp,
      ...pair,
      banner: 'Earshot',
      size: limits.mail_bytes,
      maxClients: limits.connections,
      maxRecipients: limits.recipients,
      socketTimeout: limits.idle_ms,
      closeTimeout: limits.close_ms,
      disableReverseLookup: true,
      // Our own words carry the codes: the library knows no code for a mail in a loop.
      hideENHANCEDSTATUSCODES: true,
      disabledCommands: this.#offList,
      // Switched off again for strangers when they connect.
      useXClient: true,
      useXForward: true,
      logger: false,
      onConnect: (session, done) => done(this.#admit(session)),
      onClose: (session) => this.#forget(session),
      onMailFrom: (_address, _session, done) => done(),
      onRcptTo: (address, session, done) => void this.#checkRecipient(address, session, done),
      onData: (stream, session, done) => void this.#receive(stream, session, done),
    };
  }

  #admit(session: SMTPServerSession): Error | null {
    const peer = session.remoteAddress;
    this.#peers.set(session, peer);
    if (this.#isTrusted(peer)) return null;
    session.disabledCommands = [...this.#offList, 'XCLIENT', 'XFORWARD'];
    const open = (this.#perStranger.get(peer) ?? 0) + 1;
    this.#perStranger.set(peer, open);
    if (open <= this.#limits.connectionsPerStranger) return null;
    return new SmtpRefusal(421, '4.7.0 Too many connections from your address; try again later');
  }

  #forget(session: SMTPServerSession): void {
    const peer = this.#peers.get(session);
    if (peer === undefined || this.#isTrusted(peer)) return;
    const open = (this.#perStranger.get(peer) ?? 1) - 1;
    if (open > 0) this.#perStranger.set(peer, open);
    else this.#perStranger.delete(peer);
  }

  async #checkRecipient(
    address: SMTPServerAddress,
    session: SMTPServerSession,
    done: Done,
  ): Promise<void> {
    try {
      const place = await this.#options.findChannel(withAsciiDomain(address.address));
      if (place === null) return done(this.#refuseRecipient(session));
      this.#places.set(address, place);
      return done();
    } catch (error) {
      this.#options.log.error({ err: error }, 'Could not look up whose address it is.');
      return done(new SmtpRefusal(451, '4.3.0 Recipients cannot be checked just now; try later'));
    }
  }

  #refuseRecipient(session: SMTPServerSession): Error {
    const refused = (this.#refused.get(session) ?? 0) + 1;
    this.#refused.set(session, refused);
    if (refused > this.#limits.refusedRecipients) {
      return new SmtpRefusal(421, '4.7.0 Too many unknown recipients; goodbye');
    }
    return new SmtpRefusal(550, '5.1.1 Nobody here has this address; please check its spelling');
  }

  async #receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: DataDone,
  ): Promise<void> {
    this.#busy.add(session.id);
    const slow = setTimeout(() => {
      this.#dismiss(session.id, '4.4.2 The mail took too long; please try again');
    }, this.#limits.data_ms);
    try {
      const mail = await this.#collect(stream, session);
      clearTimeout(slow);
      if (mail === null) return done(tryAgainLater());
      if (mail.kind !== 'whole') return done(this.#explainNotTaken(mail.kind));
      try {
        done(null, await this.#store(mail.raw, session));
      } finally {
        mail.release();
      }
    } catch (error) {
      if (error instanceof SmtpRefusal) return done(error);
      this.#options.log.error({ err: error }, 'Taking a mail failed; it will return.');
      done(tryAgainLater());
    } finally {
      clearTimeout(slow);
      this.#busy.delete(session.id);
      if (this.#closing) setImmediate(() => this.#dismiss(session.id, goodbye));
    }
  }

  /** Null: the client went away in the middle, so nothing was received and nobody is answered. */
  async #collect(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<CollectedMail | null> {
    try {
      const { mail_bytes } = this.#limits;
      return await collectMail(stream, mail_bytes, this.#memory, announcedSize(session));
    } catch (error) {
      this.#options.log.debug({ err: error }, 'A client broke off in the middle of a mail.');
      return null;
    }
  }

  #explainNotTaken(kind: 'too_large' | 'no_memory'): Error {
    if (kind === 'no_memory') {
      return new SmtpRefusal(452, '4.3.1 Too many mails at once; please try again in a minute');
    }
    const most_MiB = Math.floor(this.#limits.mail_bytes / 1024 / 1024);
    return new SmtpRefusal(552, `5.3.4 The mail is larger than ${most_MiB} MiB, the most we take`);
  }

  /** Stores the mail once for each channel; the replies are for LMTP one for each recipient. */
  async #store(raw: Buffer, session: SMTPServerSession): Promise<string | (string | Error)[]> {
    const { receivedHeaders } = this.#limits;
    if (countReceivedHeaders(raw, receivedHeaders + 1) > receivedHeaders) {
      throw new SmtpRefusal(554, '5.4.6 The mail went through too many servers: a loop');
    }
    const receivedAt = machineClock.now();
    const replies = new Map<string, string | Error>();
    const recipients = session.envelope.rcptTo;
    for (const [channelId, group] of this.#groupByChannel(recipients)) {
      const place = this.#places.get(group[0]!)!;
      const to = group.map(({ address }) => address);
      replies.set(channelId, await this.#storeFor(place, to, raw, session, receivedAt));
    }
    const each = recipients.map((address) => replies.get(this.#places.get(address)!.channelId)!);
    if (this.#options.lmtp) return each;
    const failed = each.find((reply) => reply instanceof Error);
    if (failed instanceof Error) throw failed;
    return each[0] as string;
  }

  #groupByChannel(recipients: readonly SMTPServerAddress[]): Map<string, SMTPServerAddress[]> {
    return Map.groupBy(recipients, (address) => this.#places.get(address)!.channelId);
  }

  async #storeFor(
    place: ChannelPlace,
    to: readonly string[],
    raw: Buffer,
    session: SMTPServerSession,
    receivedAt: Date,
  ): Promise<string | Error> {
    const { lmtp, log, storeReceipt } = this.#options;
    const from = session.envelope.mailFrom;
    const client = describeClient(session, this.#isTrusted(this.#peers.get(session) ?? ''));
    try {
      const { receiptId, duplicate } = await storeReceipt({
        ...place,
        source: lmtp ? 'lmtp' : 'smtp',
        externalKey: null,
        raw,
        envelope: { from: from === false ? null : from.address, to, ...client },
        receivedAt,
      });
      log.info({ receiptId, duplicate, size_bytes: raw.length }, 'Mail stored.');
      return `2.6.0 Stored as ${receiptId}`;
    } catch (error) {
      log.error(
        { err: error, channelId: place.channelId },
        'A mail could not be stored; it will return.',
      );
      return tryAgainLater();
    }
  }

  #dismiss(sessionId: string, words: string): void {
    for (const connection of this.#server.connections) {
      if (connection.id === sessionId) connection.send(421, words);
    }
  }

  async #close(): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#server.connections) {
      if (!this.#busy.has(connection.id)) connection.send(421, goodbye);
    }
    await closed;
  }
}

const goodbye = '4.3.2 This server is being restarted; please try again in a minute';

/** What the client said that the mail is large, in bytes (RFC 1870); 0 where it said nothing. */
function announcedSize(session: SMTPServerSession): number {
  const { mailFrom } = session.envelope;
  const { SIZE: size } = ((mailFrom && mailFrom.args) || {}) as { SIZE?: unknown };
  return /^\d{1,10}$/.test(String(size)) ? Number(size) : 0;
}

/** Domains are looked up as the DNS writes them, whichever way the client did (RFC 5891). */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? address : `${address.slice(0, at + 1)}${domain}`;
}

/** The replies to commands that clients send together: MAIL, RCPT and DATA. */
const HELD_REPLY = /^(?:250|354) /;

/**
 * Lets replies to commands that came together leave together, as RFC 2920 (3.2) asks of servers;
 * the library writes each by itself, and every write wakes the client up. What comes before
 * encryption begins, or ends the dialog, leaves at once.
 */
function groupReplies(socket: Socket): void {
  const write = socket.write.bind(socket);
  let held: NodeJS.Immediate | null = null;
  const release = () => {
    if (held === null) return;
    clearImmediate(held);
    held = null;
    socket.uncork();
  };
  socket.write = (...written: unknown[]) => {
    const isHeld = HELD_REPLY.test(String(written[0]));
    if (isHeld && held === null) {
      socket.cork();
      held = setImmediate(release);
    }
    const hasRoom = Reflect.apply(write, socket, written) as boolean;
    if (!isHeld) release();
    return hasRoom;
  };
}
