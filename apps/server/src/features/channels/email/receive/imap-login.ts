import type { ImapFlow, ImapFlowError } from 'imapflow';
import { TokenRefused, TokenServerAway } from './imap-failure.ts';
import type { ImapLimits } from './imap-limits.ts';
import type { ImapSecret, ImapSettings, NewTokens } from './imap-settings.ts';
import type { InletClock } from './inlet.ts';

const mostAnswer_bytes = 64 * 1024;
/** Tokens are renewed this long before their end, as clocks differ. */
const early_ms = 60_000;

/** What is needed to sign in to a mailbox. */
export interface ImapAccess {
  readonly settings: ImapSettings;
  getSecret(): Promise<ImapSecret>;
  /** Keeps renewed tokens; resolves when they cannot be lost. */
  onTokens(tokens: NewTokens): Promise<void>;
}

/** Opens connections to one mailbox, and renews its OAuth 2 token where it has ended. */
export class ImapDoor {
  readonly #access: ImapAccess;
  readonly #limits: ImapLimits;
  readonly #clock: InletClock;
  #token: { readonly text: string; readonly expiresAt: Date | null } | null = null;

  constructor(access: ImapAccess, limits: ImapLimits, clock: InletClock) {
    this.#access = access;
    this.#limits = limits;
    this.#clock = clock;
  }

  /**
   * A client that is signed in; the caller closes it. A refused token is renewed once, a refused
   * password is not tried again. Throws what `describeFailure` reads; at once when the signal is
   * aborted.
   */
  async open(signal: AbortSignal = new AbortController().signal): Promise<ImapFlow> {
    const secret = await this.#access.getSecret();
    if (!this.#access.settings.oauth2)
      return this.#connect({ pass: secret.password ?? '' }, signal);
    const present = this.#findToken(secret) ?? (await this.#renew(secret, signal));
    try {
      return await this.#connect({ accessToken: present }, signal);
    } catch (error) {
      if (!(error as ImapFlowError).authenticationFailed || secret.refreshToken === null)
        throw error;
      return this.#connect({ accessToken: await this.#renew(secret, signal) }, signal);
    }
  }

  async #connect(
    proof: { pass: string } | { accessToken: string },
    signal: AbortSignal,
  ): Promise<ImapFlow> {
    const client = await makeClient(this.#access.settings, this.#limits, proof);
    // Without a listener an error event would end the process; `close` follows each.
    client.on('error', () => {});
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      client.close();
    }, this.#limits.connect_ms);
    const onStop = () => client.close();
    signal.addEventListener('abort', onStop);
    try {
      signal.throwIfAborted();
      await client.connect();
      return client;
    } catch (error) {
      client.close();
      throw isLate ? Object.assign(new Error('No answer in time.'), { code: 'ETIMEOUT' }) : error;
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', onStop);
    }
  }

  #findToken(secret: ImapSecret): string | null {
    if (this.#token === null) return secret.password || null;
    const { text, expiresAt } = this.#token;
    const end_ms = expiresAt?.getTime() ?? Infinity;
    return this.#clock.now().getTime() < end_ms - early_ms ? text : null;
  }

  async #renew(secret: ImapSecret, signal: AbortSignal): Promise<string> {
    const { oauth2 } = this.#access.settings;
    if (!oauth2 || secret.refreshToken === null) {
      throw new TokenRefused('There is no refresh token.');
    }
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: secret.refreshToken,
      client_id: oauth2.client_id,
      ...(secret.clientSecret && { client_secret: secret.clientSecret }),
      ...(oauth2.scope && { scope: oauth2.scope }),
    });
    const most = AbortSignal.any([signal, AbortSignal.timeout(this.#limits.token_ms)]);
    const answer = await askForToken(oauth2.token_url, form, most);
    const tokens = readTokens(answer, this.#clock.now());
    this.#token = { text: tokens.accessToken, expiresAt: tokens.expiresAt };
    await this.#access.onTokens(tokens);
    return tokens.accessToken;
  }
}

async function makeClient(
  settings: ImapSettings,
  limits: ImapLimits,
  proof: { pass: string } | { accessToken: string },
): Promise<ImapFlow> {
  // Loaded with the first mailbox that is read: most installations are handed their mail.
  const { ImapFlow: Client } = await import('imapflow');
  return new Client({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    ...(settings.security !== 'tls' && { doSTARTTLS: settings.security === 'starttls' }),
    auth: { user: settings.login, ...proof },
    logger: false,
    disableAutoIdle: true,
    qresync: true,
    maxIdleTime: limits.idle_ms,
    connectionTimeout: limits.connect_ms,
    greetingTimeout: limits.connect_ms,
    socketTimeout: limits.silence_ms,
    maxLiteralSize: limits.mail_bytes,
    maxResponseSize: limits.mail_bytes * 2,
    maxLockHoldTime: 0,
    clientInfo: { name: 'Earshot' },
  });
}

interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function askForToken(
  url: string,
  form: URLSearchParams,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: form,
      redirect: 'error',
      signal,
    });
    const text = await readShort(response);
    const body: unknown = JSON.parse(text);
    const isObject = typeof body === 'object' && body !== null;
    return { status: response.status, body: isObject ? (body as Record<string, unknown>) : {} };
  } catch (error) {
    throw new TokenServerAway(error instanceof Error ? error.message : String(error));
  }
}

async function readShort(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size_bytes = 0;
  for await (const chunk of response.body ?? []) {
    size_bytes += chunk.length;
    if (size_bytes > mostAnswer_bytes) throw new Error('The answer is far too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** RFC 6749, sections 5.1 and 5.2. */
function readTokens({ status, body }: TokenAnswer, now: Date): NewTokens {
  const { access_token, refresh_token, expires_in, error, error_description } = body;
  if (status === 200 && typeof access_token === 'string' && access_token !== '') {
    const seconds = Number(expires_in);
    return {
      accessToken: access_token,
      refreshToken: typeof refresh_token === 'string' ? refresh_token : null,
      expiresAt: seconds > 0 ? new Date(now.getTime() + seconds * 1000) : null,
    };
  }
  const words = [error, error_description].filter((text) => typeof text === 'string').join(': ');
  if (status >= 400 && status < 500 && status !== 429) {
    throw new TokenRefused(words || `HTTP ${status}`);
  }
  throw new TokenServerAway(words || `HTTP ${status}`);
}
