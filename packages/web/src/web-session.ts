import type { WebSession } from '@earshot/contract/web-contract.ts';
import type { KeptStorage } from './kept-storage.ts';
import type { WebCalls } from './web-calls.ts';
import { WebError } from './web-error.ts';

/** A signed token of who is signed in on the page, from its own server; null: nobody is. */
export type IdentityToken = () => string | null | Promise<string | null>;

export interface SessionOptions {
  calls: WebCalls;
  storage: KeptStorage;
  /** Key under which the session is kept. */
  key: string;
  locale: () => string | undefined;
  onChange: (session: WebSession | null) => void;
}

export type SessionKeeper = ReturnType<typeof keepSession>;

/** Keeps the visitor's session: begins one when it is needed, renews it, forgets it. */
export function keepSession({ calls, storage, key, locale, onChange }: SessionOptions) {
  let session: WebSession | null = null;
  let identity: IdentityToken = () => null;
  let pending: Promise<WebSession> | null = null;

  function take(next: WebSession | null): void {
    session = next;
    onChange(next);
  }

  async function stored(): Promise<string | undefined> {
    return (await storage.get(key)) ?? undefined;
  }

  async function begin(returnToken?: string): Promise<WebSession> {
    const identityToken = await identity();
    const body = {
      locale: locale(),
      token: session?.token ?? (await stored()),
      ...(identityToken ? { identity_token: identityToken } : {}),
      ...(returnToken ? { return_token: returnToken } : {}),
    };
    const next = await calls.session(body).catch((error: unknown) => {
      // An old token that is worth nothing any more must not keep anybody out.
      if (!(error instanceof WebError) || ![401, 404].includes(error.status) || !body.token) {
        throw error;
      }
      return calls.session({ ...body, token: undefined });
    });
    // Whoever is signed in on the page is known again without anything being stored.
    if (next.visitor.known_by !== 'identity') await storage.set(key, next.token);
    take(next);
    return next;
  }

  function ensure(returnToken?: string): Promise<WebSession> {
    if (session && !returnToken) return Promise.resolve(session);
    pending ??= begin(returnToken).finally(() => (pending = null));
    return pending;
  }

  return {
    current: () => session,
    /** The session; begun where there is none yet. Throws WebError. */
    ensure,
    /** Whether an earlier visit left a session, or the page says who is signed in. */
    async isKnown(): Promise<boolean> {
      return Boolean(session ?? (await stored()) ?? (await identity()));
    },
    /** Whether this visitor would be known without having written. */
    identifyBy(provider: IdentityToken): void {
      identity = provider;
    },
    /** Runs with the token; where the session has ended meanwhile, once more with a new one. */
    async withToken<T>(work: (token: string) => Promise<T>): Promise<T> {
      const { token } = await ensure();
      try {
        return await work(token);
      } catch (error) {
        if (!(error instanceof WebError) || error.status !== 401) throw error;
        if (session?.token === token) session = null;
        return work((await ensure()).token);
      }
    },
    /** The server says that the session has ended. */
    lose: () => take(null),
    /** Ends it, so that nothing of this visitor stays on this device. Never throws. */
    async end(): Promise<void> {
      const token = session?.token ?? (await stored());
      identity = () => null;
      await storage.remove(key);
      take(null);
      // Where nobody answers it ends by its time.
      if (token) await calls.endSession(token).catch(() => undefined);
    },
  };
}
