import type { ChannelSecrets } from '../channel-secrets.ts';
import type { Channel, ImapSettings } from '../channel-store.ts';
import { checkDkimKey, WrongDkimKey } from '../email/send/sign-dkim.ts';
import { parseSmtpUrl, WrongSmtpUrl } from '../email/send/parse-smtp-url.ts';
import { normaliseChannelAddress } from '../channel-address-rules.ts';

export interface FieldProblem {
  path: string;
  message: string;
}

/** What a request says about a mailbox; secrets left out stay as they are. */
export interface ImapInput extends Omit<ImapSettings, 'oauth2'> {
  password?: string | undefined;
  oauth2?:
    | {
        token_url: string;
        client_id: string;
        client_secret?: string | undefined;
        refresh_token?: string | undefined;
        scope?: string | undefined;
      }
    | undefined;
}

export interface DkimInput {
  domain: string;
  selector: string;
  private_key: string;
}

/** Connection and secrets of a channel, before or after a change. */
export interface Connection {
  imap: Channel['imap'];
  dkim: Channel['dkim'];
  secrets: ChannelSecrets;
}

export interface ConnectionChange {
  imap?: ImapInput | null | undefined;
  smtp_url?: string | null | undefined;
  dkim?: DkimInput | null | undefined;
}

/**
 * The connection after a change, with what is wrong about it. Undefined leaves a part as it is,
 * null takes it away with its secrets. A stored password is never sent to another host or login
 * than it was given for: whoever may change the host must not thereby learn it.
 */
export function decideConnection(
  before: Connection,
  change: ConnectionChange,
): { after: Connection; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  let after = before;
  if (change.imap !== undefined) after = decideImap(after, change.imap, problems);
  if (change.smtp_url !== undefined) after = decideRelay(after, change.smtp_url, problems);
  if (change.dkim !== undefined) after = decideDkim(after, change.dkim, problems);
  return { after, problems };
}

function decideImap(
  before: Connection,
  input: ImapInput | null,
  problems: FieldProblem[],
): Connection {
  const { imapPassword, oauth2: knownTokens, ...others } = before.secrets;
  if (input === null) return { ...before, imap: null, secrets: others };
  const { password, oauth2, ...settings } = input;
  const samePlace =
    before.imap !== null &&
    before.imap.host === settings.host &&
    before.imap.port === settings.port &&
    before.imap.login === settings.login;
  const keptPassword = password ?? (samePlace ? imapPassword : undefined);
  const secrets: ChannelSecrets = {
    ...others,
    ...(keptPassword !== undefined && { imapPassword: keptPassword }),
  };
  if (oauth2 === undefined) {
    if (keptPassword === undefined) {
      const message = 'Give the password: there is none yet for this host, port and login.';
      problems.push({ path: 'body.imap.password', message });
    }
    return { ...before, imap: { ...settings, oauth2: null }, secrets };
  }
  const sameIssuer = samePlace && before.imap?.oauth2?.token_url === oauth2.token_url;
  const known = sameIssuer ? knownTokens : undefined;
  const refreshToken = oauth2.refresh_token ?? known?.refreshToken;
  const clientSecret = oauth2.client_secret ?? known?.clientSecret;
  if (refreshToken === undefined && keptPassword === undefined) {
    const message = 'Give the refresh token: there is none yet for this login and token URL.';
    problems.push({ path: 'body.imap.oauth2.refresh_token', message });
  }
  return {
    ...before,
    imap: {
      ...settings,
      oauth2: {
        token_url: oauth2.token_url,
        client_id: oauth2.client_id,
        ...(oauth2.scope !== undefined && { scope: oauth2.scope }),
      },
    },
    secrets: {
      ...secrets,
      oauth2: {
        ...(refreshToken !== undefined && { refreshToken }),
        ...(clientSecret !== undefined && { clientSecret }),
      },
    },
  };
}

function decideRelay(before: Connection, url: string | null, problems: FieldProblem[]): Connection {
  const { smtpUrl: _, ...others } = before.secrets;
  if (url === null) return { ...before, secrets: others };
  const problem = findProblem(() => parseSmtpUrl(url), WrongSmtpUrl);
  if (problem !== null) problems.push({ path: 'body.smtp_url', message: `It ${problem}.` });
  return { ...before, secrets: { ...others, smtpUrl: url } };
}

function decideDkim(
  before: Connection,
  input: DkimInput | null,
  problems: FieldProblem[],
): Connection {
  const { dkimPrivateKey: _, ...others } = before.secrets;
  if (input === null) return { ...before, dkim: null, secrets: others };
  const problem = findProblem(() => checkDkimKey(input.private_key), WrongDkimKey);
  if (problem !== null) {
    problems.push({ path: 'body.dkim.private_key', message: `It ${problem}.` });
  }
  const domain = normaliseChannelAddress(`dkim@${input.domain}`)?.slice('dkim@'.length);
  if (domain === undefined || !/^[a-z\d_-]+(\.[a-z\d_-]+)*$/i.test(input.selector)) {
    const message = 'Domain and selector must be names of the DNS, such as example.org and mail1.';
    problems.push({ path: 'body.dkim.domain', message });
  }
  return {
    ...before,
    dkim: { domain: domain ?? input.domain, selector: input.selector.toLowerCase() },
    secrets: { ...others, dkimPrivateKey: input.private_key },
  };
}

/** The words of an expected error; any other one is a bug and thrown on. */
function findProblem(check: () => void, Expected: new (text: string) => Error): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Expected) return error.message;
    throw error;
  }
}

/** Aliases as they are kept: normalised, each once, without the main address. */
export function decideAliases(
  address: string,
  aliases: readonly string[],
): { aliases: string[]; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const kept = new Set<string>();
  aliases.forEach((alias, index) => {
    const normal = normaliseChannelAddress(alias);
    if (normal === null) {
      const message = 'This is not an e-mail address.';
      problems.push({ path: `body.settings.aliases.${index}`, message });
    } else if (normal !== address) kept.add(normal);
  });
  return { aliases: [...kept], problems };
}
