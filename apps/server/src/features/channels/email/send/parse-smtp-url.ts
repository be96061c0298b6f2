/** Where and how outgoing mail is handed over. */
export interface SmtpRelay {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (RFC 8314); otherwise STARTTLS where the relay offers it. */
  readonly secure: boolean;
  /** Rather no mail than an unencrypted one. */
  readonly requireTls: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
  /** Name in EHLO; null: that of the machine. */
  readonly name: string | null;
  /** False accepts any certificate, for a relay in the own network. */
  readonly verifyCertificate: boolean;
}

/** The URL of a relay is wrong; the message says how, without repeating its password. */
export class WrongSmtpUrl extends Error {
  override name = 'WrongSmtpUrl';
}

const known = new Set(['requireTLS', 'name', 'verify']);

/**
 * Reads `smtp://login:password@host:port?requireTLS=true&verify=false&name=mx.example`. Ports: 25
 * for smtp, 465 for smtps. With a login TLS is required unless `requireTLS=false` is written or
 * the relay is this machine. Throws `WrongSmtpUrl`.
 */
export function parseSmtpUrl(url: string): SmtpRelay {
  if (!URL.canParse(url)) throw new WrongSmtpUrl('is not a URL such as smtp://host:587');
  const parsed = new URL(url);
  const secure = parsed.protocol === 'smtps:';
  if (!secure && parsed.protocol !== 'smtp:') {
    throw new WrongSmtpUrl('begins with neither smtp:// nor smtps://');
  }
  if (parsed.hostname === '') throw new WrongSmtpUrl('names no host');
  const options = parsed.searchParams;
  for (const name of options.keys()) {
    if (!known.has(name)) throw new WrongSmtpUrl(`has an unknown option "${name}"`);
  }
  const login =
    parsed.username === ''
      ? null
      : { user: decode(parsed.username), pass: decode(parsed.password) };
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: parsed.port === '' ? (secure ? 465 : 25) : Number(parsed.port),
    secure,
    requireTls: readSwitch(options, 'requireTLS') ?? (login !== null && !isThisMachine(host)),
    login,
    name: options.get('name'),
    verifyCertificate: readSwitch(options, 'verify') ?? !isThisMachine(host),
  };
}

function readSwitch(options: URLSearchParams, name: string): boolean | null {
  const text = options.get(name);
  if (text === null) return null;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new WrongSmtpUrl(`has ${name}=${text}; write true or false`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WrongSmtpUrl('has a login or password with a lone %; write it as %25');
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
