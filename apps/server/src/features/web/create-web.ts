import './web-tables.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { webBase } from '@earshot/contract/web-contract.ts';
import type { Route } from '../../platform/http/route.ts';
import { createReceiptWaits } from './talk/await-receipt.ts';
import { findOpenedReturn } from './leaving/return-link.ts';
import { createWebDoor } from './web-door.ts';
import type { WebDeps } from './web-deps.ts';
import { webRoutes } from './web-routes.ts';

/** Everything about conversations with visitors that one server process runs. */
export interface Web {
  routes: Route[];
  /** Answers browsers which pages may call; before anything of a request is read. */
  guard(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Answers the questions that browsers ask before they call (CORS). */
  register(server: FastifyInstance): void;
  /** The intake ended with a receipt. */
  onTakenUp(receiptId: string): void;
}

/** Composes the slice; nothing runs before `register`. */
export function createWeb(deps: WebDeps): Web {
  const door = createWebDoor(deps);
  const waits = createReceiptWaits();
  const routeDeps = {
    ...deps,
    door,
    waits,
    openReturn: (token: string) => findOpenedReturn(deps, token),
    onEnded: (_sessionIds: readonly string[]) => {},
  };
  return {
    routes: webRoutes(routeDeps),
    guard: door.guard,
    onTakenUp: waits.onTakenUp,
    register(server) {
      const paths = webBase.replaceAll(/\{(\w+)\}/g, ':$1');
      const answer = (_request: FastifyRequest, reply: FastifyReply) => reply.status(204).send();
      server.options(paths, answer);
      server.options(`${paths}/*`, answer);
    },
  };
}
