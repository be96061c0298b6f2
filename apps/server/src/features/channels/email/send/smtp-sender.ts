import { domainToASCII } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import { parseSmtpUrl } from './parse-smtp-url.ts';
import type { SmtpRelay } from './parse-smtp-url.ts';
import { readSmtpFailure, readSmtpReply } from './read-smtp-reply.ts';
import type { SmtpReply } from './read-smtp-reply.ts';
import { smtpTimeouts } from './smtp-timeouts.ts';
import type { SmtpTimeouts } from './smtp-timeouts.ts';

/** A mail to hand over. */
export interface SendRequest {
  /** `from` is '' for mails that must not be answered by a bounce (RFC 5321, section 4.5.5). */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly raw: Buffer;
  readonly signal?: AbortSignal;
}

/** What happened to one recipient. Neither accepted nor permanent: try again later. */
export interface RecipientResult extends SmtpReply {
  readonly recipient: string;
  readonly accepted: boolean;
  /** Trying again cannot help. */
  readonly permanent: boolean;
}

/** What happened to a mail; one result for each recipient, in the given order. */
export interface SendOutcome {
  readonly results: readonly RecipientResult[];
}

/** What a relay said when it was tried. */
export type RelayCheck = { readonly ok: boolean; readonly detail: string };

/** Hands mails over to one relay. */
export interface SmtpSender {
  /** Never throws for what the relay or the network does; that is in the outcome. */
  send(request: SendRequest): Promise<SendOutcome>;
  /** Connects and signs in without sending. */
  verify(): Promise<RelayCheck>;
  /** Waits for mails that are being handed over. */
  close(): Promise<void>;
}

/** The part of a pino logger that the sender uses; no addresses go in here. */
export interface SenderLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const connections = 5;
/** Shorter than relays wait, so that the connection is not closed under a mail. */
const keepIdle_ms = 30_000;
const poll_ms = 50;

/**
 * A sender for the relay in `url` (see `parseSmtpUrl`), with up to five kept connections. Throws
 * `WrongSmtpUrl`.
 */
export function createSmtpSender(options: {
  readonly url: string;
  readonly log: SenderLog;
  readonly timeouts?: Partial<SmtpTimeouts>;
}): SmtpSender {
  const timeouts = { ...smtpTimeouts, ...options.timeouts };
  const pool = presentPool(parseSmtpUrl(options.url), timeouts);
  let opening: ReturnType<typeof openTransport> | null = null;

  function open() {
    opening ??= openTransport(pool, options.log);
    return opening;
  }

  async function send({ envelope, raw, signal }: SendRequest): Promise<SendOutcome> {
    const slow = AbortSignal.timeout(timeouts.mail_ms);
    try {
      const transport = await open();
      const sent = await transport.sendMail({
        envelope: {
          from: envelope.from,
          to: envelope.to.map((address) => ({ name: '', address })),
          // Lets the relay refuse a mail before it is transmitted (RFC 1870).
          size: raw.length,
        },
        raw,
        signal: signal ? AbortSignal.any([signal, slow]) : slow,
      });
      const taken = { ...readSmtpReply(sent.response), accepted: true, permanent: false };
      return { results: gather(envelope.to, sent.rejectedErrors ?? [], taken) };
    } catch (error) {
      const failure = readSmtpFailure(error);
      const { code, enhancedCode } = failure;
      options.log.warn({ code, enhancedCode }, 'A mail was not taken.');
      return { results: gather(envelope.to, rejectionsOf(error), failure) };
    }
  }

  async function verify(): Promise<RelayCheck> {
    try {
      await (await open()).verify();
      return { ok: true, detail: 'The relay answers and accepts our login.' };
    } catch (error) {
      return { ok: false, detail: readSmtpFailure(error).serverWords };
    }
  }

  async function close(): Promise<void> {
    const transport = await opening;
    if (transport === null) return;
    const { transporter } = transport as { transporter: { pendingCount?(): number } };
    while ((transporter.pendingCount?.() ?? 0) > 0) {
      await pause(poll_ms);
    }
    transport.close();
  }

  return { send, verify, close };
}

/** Loads the library with the first mail: it takes 3 MB, which no start needs. */
async function openTransport(pool: SMTPPoolOptions, log: SenderLog) {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(pool);
  // Errors of idle connections; those of a mail come back from its own call.
  transport.on('error', (error) => log.info({ reason: error.message }, 'Relay went away.'));
  return transport;
}

function presentPool(relay: SmtpRelay, timeouts: SmtpTimeouts): SMTPPoolOptions & { pool: true } {
  return {
    pool: true,
    host: relay.host,
    port: relay.port,
    secure: relay.secure,
    requireTLS: relay.requireTls,
    ...(relay.login && { auth: relay.login }),
    ...(relay.name !== null && { name: relay.name }),
    tls: { rejectUnauthorized: relay.verifyCertificate },
    maxConnections: connections,
    idleTimeout: keepIdle_ms,
    connectionTimeout: timeouts.connect_ms,
    greetingTimeout: timeouts.greeting_ms,
    socketTimeout: timeouts.silence_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

interface Rejection extends Error {
  readonly recipient?: string | undefined;
}

function rejectionsOf(error: unknown): readonly Rejection[] {
  const { rejectedErrors } = error as { rejectedErrors?: readonly Rejection[] };
  return rejectedErrors ?? [];
}

/** A recipient that was refused by name has its own words; all others share those of the mail. */
function gather(
  recipients: readonly string[],
  rejections: readonly Rejection[],
  rest: Omit<RecipientResult, 'recipient'>,
): RecipientResult[] {
  const refused = new Map(
    rejections.map((error) => [onTheWire(error.recipient ?? ''), readSmtpFailure(error)]),
  );
  return recipients.map((recipient) => ({
    ...(refused.get(onTheWire(recipient)) ?? rest),
    recipient,
  }));
}

/** The library writes domains as the DNS does, so its answers are compared in that form. */
function onTheWire(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at));
}
