import { WrongUsage } from './command.ts';

/** A mailbox as its URL names it. */
export interface MailboxUrl {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: string;
  /** Null where it is given in another way. */
  readonly password: string | null;
  readonly mailbox: string;
}

/**
 * Reads `imaps://login@host:993/Folder` (RFC 5092 in its simple form). imaps: TLS; imap: STARTTLS,
 * or `?security=none`. Throws `WrongUsage`.
 */
export function parseImapUrl(text: string): MailboxUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isImap = url?.protocol === 'imap:' || url?.protocol === 'imaps:';
  if (!url || !isImap || url.hostname === '') {
    throw new WrongUsage('--imap-url is not a URL such as imaps://login@mail.example.org/INBOX.');
  }
  if (url.username === '') {
    throw new WrongUsage('--imap-url names no login: imaps://login@host; write an @ in it as %40.');
  }
  const asked = url.searchParams.get('security');
  if (asked !== null && !['tls', 'starttls', 'none'].includes(asked)) {
    throw new WrongUsage('The security in --imap-url is tls, starttls or none.');
  }
  const usual = url.protocol === 'imaps:' ? 'tls' : 'starttls';
  const security = (asked ?? usual) as MailboxUrl['security'];
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (security === 'tls' ? 993 : 143) : Number(url.port),
    security,
    login: decode(url.username),
    password: url.password === '' ? null : decode(url.password),
    mailbox: decode(url.pathname.slice(1)) || 'INBOX',
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WrongUsage('--imap-url has a lone %; write it as %25.');
  }
}
