import type { FastifyReply, FastifyRequest } from 'fastify';
import { LIFETIME_MS } from './session-limits.ts';

/** How the browser keeps the session’s token. */
export interface SessionCookie {
  read(request: FastifyRequest): string | null;
  write(reply: FastifyReply, token: string): void;
  clear(reply: FastifyReply): void;
}

/**
 * The cookie of this installation. Over https its name has the `__Host-` prefix, so that no sister
 * host can set it (RFC 6265bis); plain http is for the own machine only.
 */
export function createSessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-earshot' : 'earshot';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request) => request.cookies[name] ?? null,
    write: (reply, token) =>
      void reply.setCookie(name, token, { ...options, maxAge: LIFETIME_MS / 1_000 }),
    clear: (reply) => void reply.clearCookie(name, options),
  };
}
