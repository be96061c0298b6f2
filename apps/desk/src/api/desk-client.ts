import { ApiError } from '@earshot/sdk/api-error.ts';
import { createClient } from '@earshot/sdk/client.ts';
import { MutationCache, notifyManager, QueryClient } from '@tanstack/react-query';
import { getLocale } from '../i18n/translate.ts';
import { queryKeys } from './query-keys.ts';

/** How long an answer is shown without asking again; the live connection renews it before. */
const fresh_ms = 60_000;

let csrfToken: string | null = null;
const signOutListeners = new Set<() => void>();

/** The client of this page: session cookie, CSRF token, 401 leads to the sign-in. */
export const client = createClient({
  baseUrl: '',
  csrf: () => csrfToken,
  language: getLocale,
  onSignedOut: () => {
    for (const tell of signOutListeners) tell();
  },
});

/** Sets the token that changing requests carry, from the answer of getMe. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Calls back when the server no longer knows the session. */
export function onSignedOut(listener: () => void): () => void {
  signOutListeners.add(listener);
  return () => signOutListeners.delete(listener);
}

function worthRetrying(failures: number, error: Error): boolean {
  const passing = error instanceof ApiError && (error.status === 0 || error.status >= 500);
  return passing && failures < 3;
}

// What came before a frame is drawn in it. By itself the library tells the screen with a timer:
// too late for the frame, for everything that the live connection brings.
notifyManager.setScheduler(queueMicrotask);

/** The cache of everything read; mutations are never retried by themselves. */
export const queryClient = new QueryClient({
  mutationCache: new MutationCache(),
  defaultOptions: {
    queries: { staleTime: fresh_ms, gcTime: 10 * 60_000, retry: worthRetrying },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Who is signed in; null where nobody is. */
export async function loadMe() {
  return queryClient
    .fetchQuery({
      queryKey: queryKeys.me,
      staleTime: Infinity,
      queryFn: async () => {
        const me = await client.call('getMe');
        setCsrfToken(me.csrf_token);
        return me;
      },
    })
    .catch((error: unknown) => {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return null;
      throw error;
    });
}
