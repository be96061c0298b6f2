import { livePath } from '@earshot/contract/live-contract.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getCase } from './features/cases/public.ts';
import { type DeskTracking, tellVisitors } from './features/routing/public.ts';
import type { SessionAuthenticator } from './features/sessions/public.ts';
import type { Web } from './features/web/public.ts';
import type { MemberActor } from './platform/actor.ts';
import type { Database } from './platform/db/database.ts';
import { Refused } from './platform/errors.ts';
import { findLastPosition } from './platform/events/event-relay.ts';
import type { LiveHub } from './platform/live/live-hub.ts';
import { LiveSocket } from './platform/live/live-socket.ts';
import { createPresence, type MayView } from './platform/live/presence.ts';
import type { Log } from './platform/log/log.ts';

interface LiveDeps {
  db: Database;
  log: Log;
  hub: LiveHub;
  visitors: Web['hub'];
  desks: DeskTracking;
  authenticator: SessionAuthenticator;
  version: string;
}

/** Lets desks listen: who is signed in, sees cases and types, and how contacts are there. */
export function openLive(server: FastifyInstance, deps: LiveDeps): void {
  const { db, log, hub, desks, authenticator, version, visitors } = deps;
  const mayView: MayView = (socket, caseId) =>
    db
      .withAccount(socket.actor.accountId, (tx) => getCase(tx, socket.actor, caseId))
      .then(() => true)
      .catch(() => false);
  const presence = createPresence(hub, mayView, ({ actor }, caseId, typing) =>
    visitors.tellTyping(actor.accountId, caseId, { name: actor.name, typing }),
  );
  const { listViewers } = presence;
  const isDeskOpen = (accountId: string) => hub.listActors(accountId).length > 0;
  visitors.onVisitor(tellVisitors({ db, log, isDeskOpen, listViewers, tell: hub.tell }));
  const arrivals = new WeakMap<FastifyRequest, { actor: MemberActor; position: number }>();
  // Before the upgrade: what a desk sends at once must find somebody listening.
  const preValidation = async (request: FastifyRequest) => {
    const actor = await authenticator.authenticateSocket(request).catch(nobodyIfRefused);
    if (!actor) return;
    const position = await db.withAccount(actor.accountId, findLastPosition);
    arrivals.set(request, { actor, position });
  };
  server.get(livePath, { websocket: true, preValidation }, (connection, request) => {
    const arrival = arrivals.get(request);
    if (!arrival) {
      connection.send(JSON.stringify({ type: 'signed_out' }));
      return connection.close(4401, 'not signed in');
    }
    const socket = new LiveSocket(connection, arrival.actor);
    hub.join(socket);
    presence.watch(socket);
    const { accountId, id: memberId } = arrival.actor;
    desks.follow({ accountId, memberId }, (closed) => socket.onClose(closed));
    socket.send(JSON.stringify({ type: 'hello', position: arrival.position, version }));
  });
}

// A database that does not answer is no reason to send somebody to the sign-in.
function nobodyIfRefused(error: unknown): null {
  if (error instanceof Refused) return null;
  throw error;
}
