import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import {
  createThrottle,
  findOpenedLink,
  type OpenedLink,
  type Throttle,
} from '../../links/public.ts';
import { callsOfLink_max, wrongOfNetwork_max } from './page-limits.ts';

/** Why a page is not shown; its status says which. */
export class PageClosed extends Error {
  readonly status: 404 | 429;
  readonly wait_seconds: number | null;
  constructor(status: 404 | 429, wait_seconds: number | null = null) {
    super(status === 404 ? 'No page.' : 'Too many calls.');
    this.name = 'PageClosed';
    this.status = status;
    this.wait_seconds = wait_seconds;
  }
}

/** What lets people in who have a link. */
export interface PageDoor {
  throttle: Throttle;
  /** The link of the request; set before its body is read. */
  linkOf(request: FastifyRequest): OpenedLink;
  /** A hook that lets nobody through without a link of this kind. */
  guard(kind: 'contact' | 'seat'): (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

/**
 * Checks the link before anything of the body is read. A wrong one is answered like one that never
 * was; who tries many is slowed down, and so is a link that is called without end.
 */
export function createPageDoor(deps: { db: Database; key: Uint8Array; clock: Clock }): PageDoor {
  const throttle = createThrottle(deps.clock);
  const links = new WeakMap<FastifyRequest, OpenedLink>();

  function slowDown(key: string, most: number): void {
    const wait = throttle.count(key, most);
    if (wait !== null) throw new PageClosed(429, wait);
  }

  return {
    throttle,
    linkOf(request) {
      const link = links.get(request);
      if (!link) throw new Error('A page was reached without its link.');
      return link;
    },
    guard: (kind) => async (request) => {
      const { token } = request.params as { token: string };
      const link = await findOpenedLink(deps.db, deps.key, kind, token);
      if (!link) {
        slowDown(`wrong ${request.ip}`, wrongOfNetwork_max);
        throw new PageClosed(404);
      }
      slowDown(`link ${link.id}`, callsOfLink_max);
      links.set(request, link);
    },
  };
}

/** Whether a form comes from our own page, as far as the browser says; old ones say nothing. */
export function isFromHere(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = request.headers;
  // "null" is what browsers say of a page that sends no Referer.
  if (origin === undefined || origin === 'null') return true;
  return origin === new URL(publicUrl).origin || origin.endsWith(`//${request.headers.host ?? ''}`);
}

/** Whether somebody reads: not a HEAD, and not a browser that only fetches ahead. */
export function isReading(request: FastifyRequest): boolean {
  const purpose = request.headers['sec-purpose'] ?? request.headers['purpose'] ?? '';
  return request.method === 'GET' && !/prefetch|preview/i.test(String(purpose));
}
