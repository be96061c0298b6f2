/** What a mail server said, taken apart (RFC 5321, section 4.2; RFC 3463). */
export interface SmtpReply {
  /** Such as 250 or 550; null where no server answered. */
  readonly code: number | null;
  /** Such as 5.1.1; null where the server gave none. */
  readonly enhancedCode: string | null;
  /** Its words without the codes, or what went wrong on the way to it. */
  readonly serverWords: string;
}

const mostWords = 500;

/** Takes the reply of a server apart; several lines become one. */
export function readSmtpReply(text: string): SmtpReply {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const code = /^([2-5]\d\d)(?:[ -]|$)/.exec(lines[0] ?? '')?.[1];
  let enhancedCode: string | null = null;
  const words = lines.map((line) => {
    const rest = line.replace(/^[2-5]\d\d(?:[ -]|$)/, '');
    const found = /^([245]\.\d{1,3}\.\d{1,3})(?:\s+|$)/.exec(rest);
    enhancedCode ??= found?.[1] ?? null;
    return found ? rest.slice(found[0].length) : rest;
  });
  return {
    code: code === undefined ? null : Number(code),
    enhancedCode,
    serverWords: words.join(' ').trim().slice(0, mostWords),
  };
}

/** Why a mail, or one recipient of it, was not taken. */
export interface SmtpFailure extends SmtpReply {
  readonly accepted: false;
  /** True only where a server refused this very mail for good (5xx, RFC 5321, section 4.2.1). */
  readonly permanent: boolean;
}

/** Not about the mail: 503 a confused session, 530 and 535 our login. */
const notAboutTheMail = new Set([503, 530, 535]);

/**
 * Reads an error of the SMTP library: with the server's words where it said some, else with what
 * went wrong. Whatever happens before a mail is offered (name, connection, TLS, login) is
 * temporary: the mail waits until the relay is put right.
 */
export function readSmtpFailure(error: unknown): SmtpFailure {
  const thrown = error as { response?: unknown; message?: string; code?: string };
  const { response, message = String(error), code: kind } = thrown;
  const isAboutTheMail = kind === 'EENVELOPE' || kind === 'EMESSAGE';
  if (typeof response === 'string' && /^[2-5]\d\d/.test(response)) {
    const reply = readSmtpReply(response);
    const isRefused = (reply.code ?? 0) >= 500 && !notAboutTheMail.has(reply.code ?? 0);
    return { ...reply, accepted: false, permanent: isAboutTheMail && isRefused };
  }
  // The library compared the size with what the relay announced, and asked nobody.
  if (kind === 'EMESSAGE' && /size larger/i.test(message)) {
    const serverWords = 'The mail is larger than the relay takes.';
    return { code: 552, enhancedCode: '5.3.4', serverWords, accepted: false, permanent: true };
  }
  const serverWords = explain(kind, message).slice(0, mostWords);
  // Such as an address that cannot be written into the dialog at all.
  const permanent = kind === 'EENVELOPE';
  return { code: null, enhancedCode: null, serverWords, accepted: false, permanent };
}

function explain(kind: string | undefined, message: string): string {
  if (kind === 'EABORT') return 'The relay took too long.';
  if (kind === 'EDNS') return `The relay's name is not known: ${message}`;
  if (kind === 'ETLS') return `No encrypted connection to the relay: ${message}`;
  if (kind === 'ECONNECTION' || kind === 'ESOCKET' || kind === 'ETIMEDOUT') {
    return `The relay cannot be reached: ${message}`;
  }
  return message;
}
