import type { ImapFlowError } from 'imapflow';
import type { MailboxHealthCode } from './mailbox-health.ts';

/** Why the connection to a mailbox failed. */
export interface ImapFailure {
  readonly code: MailboxHealthCode;
  /** Verbatim, or null. */
  readonly serverWords: string | null;
}

/** Nothing can be stored here at the moment; the mailbox itself is fine. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}

/** The refresh token was refused for good (RFC 6749, section 5.2). */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

/** The token server did not give a usable answer; it may later. */
export class TokenServerAway extends Error {
  override name = 'TokenServerAway';
}

const mostWords = 300;

const codes: Readonly<Record<string, MailboxHealthCode>> = {
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_unknown',
  EAI_FAIL: 'name_unknown',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPIPE: 'unreachable',
  CONNECT_TIMEOUT: 'unreachable',
  NoConnection: 'unreachable',
  EConnectionClosed: 'unreachable',
  ClosedAfterConnectText: 'unreachable',
  ClosedAfterConnectTLS: 'unreachable',
  GREETING_TIMEOUT: 'silent',
  ETIMEOUT: 'silent',
  UPGRADE_TIMEOUT: 'silent',
  STARTTLS_INJECTION: 'not_encrypted',
  MissingServerExtension: 'not_encrypted',
};

/** Puts what the library or the network threw into one of our words. */
export function describeFailure(thrown: unknown): ImapFailure {
  if (thrown instanceof StoreAway) return { code: 'cannot_store', serverWords: null };
  if (thrown instanceof TokenRefused) return failure('token_refused', thrown.message);
  if (thrown instanceof TokenServerAway) return failure('token_server_away', thrown.message);
  const error = thrown as ImapFlowError;
  const words = typeof error.response === 'string' ? error.response : error.responseText;
  if (error.authenticationFailed) return failure('login_refused', words);
  if (error.mailboxMissing || error.code === 'NotFound') return failure('no_such_mailbox', words);
  if (error.tlsFailed || isCertificateTrouble(error.code)) {
    return failure('not_encrypted', words ?? error.message);
  }
  const known = codes[error.code ?? ''];
  if (known !== undefined) return failure(known, words ?? error.reason);
  return failure('server_error', words ?? error.message);
}

function failure(code: MailboxHealthCode, words: string | undefined): ImapFailure {
  const serverWords = words?.trim().slice(0, mostWords) ?? '';
  return { code, serverWords: serverWords === '' ? null : serverWords };
}

/**
 * Names of OpenSSL and Node, such as DEPTH_ZERO_SELF_SIGNED_CERT or ERR_TLS_CERT_ALTNAME_INVALID.
 */
function isCertificateTrouble(code: string | undefined): boolean {
  return (
    code !== undefined && /^(ERR_(TLS|SSL)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)
  );
}
