import { webBase } from '@earshot/contract/web-contract.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../platform/db/database.ts';
import type { RelayedEvent } from '../../platform/events/event-relay.ts';
import type { Route } from '../../platform/http/route.ts';
import type { JobHandler } from '../../platform/jobs/job-runner.ts';
import { createPushSender } from '../../platform/push/push-sender.ts';
import { createMemory } from '../../platform/remember.ts';
import type { Watch } from '../../platform/start-watch.ts';
import { type Channel, getChannel } from '../channels/public.ts';
import type { ShowToVisitors } from '../channels/kit/public.ts';
import { createFormGate, formRoutes } from './forms/form-routes.ts';
import { registerFormPages } from './forms/register-form-pages.ts';
import { continueJobs } from './leaving/continue-by-mail.ts';
import { endContinuedMail, type LeavingMail } from './leaving/end-continued-mail.ts';
import { findOpenedReturn } from './leaving/return-link.ts';
import { renewJobs } from './leaving/renew-return.ts';
import { returnLinkRoutes } from './leaving/return-link-routes.ts';
import { registerWayBack } from './leaving/register-way-back.ts';
import { openWebLive } from './live/open-web-live.ts';
import { createWebHub, type WebHub } from './live/web-hub.ts';
import { createReceiptWaits } from './talk/await-receipt.ts';
import { noteAgentReading } from './talk/mark-talk.ts';
import { showOutgoing, showSaid } from './talk/show-said.ts';
import { addressRoutes } from './leaving/address-routes.ts';
import { pushJobs } from './push/announce-answer.ts';
import { pushRoutes } from './push/push-routes.ts';
import { linkingRoutes } from './linking/linking-routes.ts';
import { talkRoutes } from './talk/talk-routes.ts';
import { listTalksOfCase } from './talk/web-conversation-views.ts';
import { sweepWeb } from './sweep-web.ts';
import { createWebDoor } from './web-door.ts';
import type { WebDeps } from './web-deps.ts';
import { channelRemembered_ms, remembered_max } from './web-limits.ts';
import { webRoutes } from './web-routes.ts';
import type { StoredActor } from '../../platform/db/tables.ts';

/** Everything about conversations with visitors that one server process runs. */
export interface Web {
  routes: Route[];
  hub: WebHub;
  /** Answers browsers which pages may call; before anything of a request is read. */
  guard(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** What is no operation: questions of browsers (CORS), the way back from a mail, WebSockets. */
  register(server: FastifyInstance): Promise<void>;
  /** The intake ended with a receipt. */
  onTakenUp(receiptId: string): void;
  /** A message stands in its case; in the transaction that put it there. */
  onSaid(tx: Tx, messageId: string): Promise<void>;
  /** Answers become visible to their visitors. */
  show: ShowToVisitors;
  /** How a chat answer reads as a mail, by address; null: it is none. */
  endMail(tx: Tx, mail: LeavingMail): ReturnType<typeof endContinuedMail>;
  /** Somebody has the case open. */
  onCaseRead(tx: Tx, actor: StoredActor, caseId: string): Promise<void>;
  jobs: Record<string, JobHandler>;
  publish(accountId: string, events: readonly RelayedEvent[]): void;
  /** Begins telling who types. */
  start(): Watch;
  /** Forgets what ran out long ago. */
  sweep(): Promise<number>;
}

/** Composes the slice; nothing runs before `register` and `start`. */
export function createWeb(deps: WebDeps): Web {
  const { db, clock } = deps;
  const door = createWebDoor(deps);
  const waits = createReceiptWaits();
  const channels = createMemory<Channel>(clock, channelRemembered_ms, remembered_max);
  const channelOf = (accountId: string, channelId: string) =>
    channels.recall(channelId, async () => {
      const channel = await db.withAccount(accountId, (tx) => getChannel(tx, channelId));
      return channel.disabledAt === null ? channel : null;
    });
  const hub = createWebHub({ ...deps, channelOf });
  const pushSender = createPushSender(deps.secretBox, deps.publicUrl);
  const routeDeps = {
    ...deps,
    pushSender,
    door,
    waits,
    openReturn: (token: string) => findOpenedReturn(deps, token, clock.now()),
    onEnded: (sessionIds: readonly string[]) => hub.endSessions(sessionIds),
  };
  const gate = createFormGate(routeDeps);
  return {
    routes: [
      ...webRoutes(routeDeps),
      ...talkRoutes(routeDeps),
      ...addressRoutes(routeDeps),
      ...linkingRoutes(routeDeps),
      ...returnLinkRoutes(routeDeps),
      ...pushRoutes(routeDeps),
      ...formRoutes(routeDeps, gate),
    ],
    hub,
    guard: door.guard,
    onTakenUp: waits.onTakenUp,
    async register(server) {
      answerPreflights(server);
      await registerFormPages(server, routeDeps, gate);
      await registerWayBack(server, routeDeps);
      openWebLive(server, { ...deps, door, hub });
    },
    onSaid: (tx, messageId) => showSaid(tx, messageId, clock.now(), deps.serve),
    show: (tx, outgoing, ifLocked) => showOutgoing(tx, deps, outgoing, ifLocked),
    endMail: (tx, mail) => endContinuedMail(tx, deps, mail),
    async onCaseRead(tx, actor, caseId) {
      await noteAgentReading(tx, actor, await listTalksOfCase(tx, caseId));
    },
    jobs: { ...continueJobs(deps), ...renewJobs(deps), ...pushJobs({ ...deps, pushSender }) },
    publish: hub.publish,
    start: hub.start,
    sweep: () => sweepWeb(db, clock.now()),
  };
}

function answerPreflights(server: FastifyInstance): void {
  const paths = webBase.replaceAll(/\{(\w+)\}/g, ':$1');
  const answer = (_request: FastifyRequest, reply: FastifyReply) => reply.status(204).send();
  server.options(paths, answer);
  server.options(`${paths}/*`, answer);
}
