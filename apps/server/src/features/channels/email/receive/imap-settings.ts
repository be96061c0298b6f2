import { createHash } from 'node:crypto';

/** Where a mailbox is, in the words of the contract; without its secrets. */
export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: string;
  readonly mailbox: string;
  readonly after_fetch: 'keep' | 'delete';
  readonly oauth2?:
    | {
        readonly token_url: string;
        readonly client_id: string;
        readonly scope?: string | undefined;
      }
    | null
    | undefined;
}

/** What proves that we may read it. */
export interface ImapSecret {
  /** The password or, with OAuth 2, the latest access token; null or '': none yet. */
  readonly password: string | null;
  readonly clientSecret: string | null;
  readonly refreshToken: string | null;
}

/** New tokens that must be kept, because the old ones may not work any more. */
export interface NewTokens {
  readonly accessToken: string;
  /** Null where the server did not replace it. */
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
}

/**
 * A short name of the mailbox for external keys and cursors: UIDs of one mailbox mean nothing in
 * another (RFC 9051, section 2.3.1.1), even if both have the same UIDVALIDITY.
 */
export function namePlace(settings: ImapSettings): string {
  const { host, login, mailbox } = settings;
  const text = JSON.stringify([host.toLowerCase(), login, mailbox]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
