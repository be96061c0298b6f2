import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { type AdapterParts, composeAdapters, type ComposedAdapters } from './compose-adapters.ts';
import { composeRoutes } from './compose-routes.ts';
import { openLive } from './compose-live.ts';
import { composeWeb, continueMail } from './compose-web.ts';
import {
  type Intake,
  type IntakeDeps,
  startIntake,
} from './features/cases/intake/take-up-receipts.ts';
import { changeCaseStatus } from './features/cases/changes/change-case-status.ts';
import { registerPages, seatConsumer } from './features/case-pages/public.ts';
import { caseJobs } from './features/cases/case-jobs.ts';
import { replanConsumer } from './features/cases/promises/replan-consumer.ts';
import { familyJobs } from './features/cases/family/family-jobs.ts';
import { listDraftUploads } from './features/cases/notes/draft-uploads-views.ts';
import type { AdapterRegistry } from './features/channels/kit/public.ts';
import { startChannelWatch } from './features/channels/health/watch-channels.ts';
import type { CallDoor } from './features/channels/live-test/call-door.ts';
import type { StoreReceipt } from './features/channels/email/receive/inlet.ts';
import { decideRetry } from './features/channels/email/send/retry-rules.ts';
import { storeReceipt } from './features/channels/store-receipt.ts';
import { type DeliveryRunner, startDelivery } from './features/deliveries/deliver-messages.ts';
import { answerFile } from './features/conversations/attachment-routes.ts';
import { findAttachment } from './features/conversations/attachment-views.ts';
import { createMailEnding, linkKeyOf } from './features/links/public.ts';
import { sweepUploads } from './features/conversations/sweep-uploads.ts';
import { startPromiseWatch } from './features/promises/clocks/watch-promises.ts';
import { assignCase } from './features/cases/changes/assign-case.ts';
import { serveConversation } from './features/conversations/serve-conversation-store.ts';
import { routingConsumer, startRoutingWatch, trackDesks } from './features/routing/public.ts';
import { taskJobs } from './features/tasks/public.ts';
import {
  createAuthenticator,
  type SessionAuthenticator,
  sweepSessions,
  watchRights,
} from './features/sessions/public.ts';
import {
  recoveryConsumer,
  recoveryJobs,
  registerSurveyPages,
} from './features/recoveries/public.ts';
import { trailConsumer } from './features/trail/public.ts';
import {
  canSeeLiveRow,
  decideHearing,
  loadLiveRows,
  notificationConsumer,
  watchUnread,
} from './features/worklists/public.ts';
import type { Web } from './features/web/public.ts';
import { systemActor } from './platform/actor.ts';
import type { Clock } from './platform/clock.ts';
import type { SecretBox } from './platform/crypto/secret-box.ts';
import type { Database, Tx } from './platform/db/database.ts';
import { type Consumers, startConsumers } from './platform/events/event-consumers.ts';
import { type EventRelay, startEventRelay } from './platform/events/event-relay.ts';
import type { RouteMetrics } from './platform/http/bind-route.ts';
import { createHttpServer } from './platform/http/http-server.ts';
import { type JobRunner, startJobRunner } from './platform/jobs/job-runner.ts';
import { createLiveHub, type LiveHub } from './platform/live/live-hub.ts';
import type { Log } from './platform/log/log.ts';
import { runHourly } from './platform/run-hourly.ts';
import type { Watch } from './platform/start-watch.ts';
import type { SendSystemMail } from './platform/system-mail.ts';
import type { FileStorage } from './platform/storage/file-storage.ts';
import { forgetJobs } from './platform/storage/forget-files.ts';
import type { OutsideRules } from './platform/web/fetch-outside.ts';
import { registerDocs } from './platform/web/docs-routes.ts';
import { createHealth, type Health } from './platform/web/health-routes.ts';
import { registerDesk } from './platform/web/serve-desk.ts';
import { registerWidget } from './platform/web/serve-widget.ts';

export interface AppOptions {
  db: Database;
  storage: FileStorage;
  secretBox: SecretBox;
  log: Log;
  clock: Clock;
  version: string;
  publicUrl: string;
  trustProxy: boolean | number | string | readonly string[];
  /** Relay of the installation; null: messages wait, visibly. */
  relayUrl: string | null;
  /** Where mail can be handed in, for the set-up screen; null: off. Port 0 is known late. */
  smtpInPort: (() => number | null) | null;
  /** Names this installation in X-Earshot-Loop. */
  loopMark: string;
  /** SPF, DKIM and DMARC; left out: by DNS. */
  authenticate?: AdapterParts['authenticate'];
  onTakenUp?: IntakeDeps['onTakenUp'];
  understandWorkers?: number;
  /** Mail to members; left out: by the relay. */
  sendSystemMail?: SendSystemMail;
  /** Hears how long each request took. */
  metrics?: RouteMetrics;
  /** What counts as outside for remote pictures; left out: the public internet. */
  outsideRules?: OutsideRules;
  /** How live tests reach our own public address; left out: by the network. */
  callDoor?: CallDoor;
  /** How long a test mail may take to come back; left out: half a minute. */
  mailBackWithin_ms?: number;
  /** Listens already; left out: Fastify makes its own, for tests. */
  httpServer?: Server;
}

/** Everything that runs in one server process; nothing runs before `start`. */
export interface App {
  server: FastifyInstance;
  health: Health;
  hub: LiveHub;
  web: Web;
  storeReceipt: StoreReceipt;
  adapters: AdapterRegistry;
  /** Begins the work behind the desk: relay, consumers, intake, delivery, jobs. */
  start(): AppWork;
  /** Ends everything in order: no new work, finish what runs, tell the desks, close. */
  stop(): Promise<void>;
}

export interface AppWork {
  relay: EventRelay;
  consumers: Consumers;
  intake: Intake;
  delivery: DeliveryRunner;
  jobs: JobRunner;
  promises: Watch;
  rings: Watch;
  visitors: Watch;
  channels: Watch;
  chores: { stop(): void };
}

/** What the key of the questions is derived for. */
const surveyKey = 'recovery surveys';

/** What offering live conversations needs of the slices below. */
const routingHands = { assignCase, serveConversation };

/** Where the built desk lies. */
export const deskRoot = join(import.meta.dirname, '../../desk/dist');

/** Where the built chat and form lie that pages of others load. */
const widgetRoot = join(import.meta.dirname, '../../widget/dist');

/** Composes the features: the only place that knows all of them. */
export async function createApp(options: AppOptions): Promise<App> {
  const { db, log, clock } = options;
  const health = createHealth({ ping: () => db.ping() });
  const authenticator = createAuthenticator({ db, publicUrl: options.publicUrl, clock });
  const sight = { loadRows: loadRows.bind(null, db), decideHearing };
  const hub = createLiveHub(db, sight, log);
  let work: AppWork | null = null;
  const store: StoreReceipt = (arrival) =>
    storeReceipt({ db, storage: options.storage, onStored: () => work?.intake.wake() }, arrival);
  const web = composeWeb(options, {
    storeReceipt: store,
    hands: routingHands,
    wakeDelivery: () => work?.delivery.wake(),
  });
  const making = { key: linkKeyOf(options.secretBox), publicUrl: options.publicUrl };
  const endMail = continueMail(web, createMailEnding(making, clock));
  const adapters = composeAdapters({ ...options, endMail, showToVisitor: web.show });
  const server = await createHttpServer({
    ...options,
    authenticator,
    guard: web.guard,
    routes: composeRoutes({
      ...options,
      adapters,
      authenticator,
      health,
      routingHands,
      findVisitor: web.hub.stateOf,
      webRoutes: web.routes,
      onCaseRead: web.onCaseRead,
      storeReceipt: store,
      wakeIntake: () => work?.intake.wake(),
      wakeDelivery: () => work?.delivery.wake(),
    }),
  });
  await web.register(server);
  const desks = trackDesks(options);
  openLive(server, { ...options, hub, desks, authenticator, visitors: web.hub });
  registerDocs(server, { version: options.version, serverUrl: options.publicUrl });
  await registerPages(server, {
    ...options,
    ...composePages(options),
    storeReceipt: store,
    wakeDelivery: () => work?.delivery.wake(),
  });
  await registerSurveyPages(server, { db, clock, key: options.secretBox.derive(surveyKey) });
  registerWidget(server, { root: widgetRoot });
  await registerDesk(server, { root: deskRoot });
  authenticator.onSessionEnded((sessionId) => hub.endSession(sessionId));
  authenticator.onMembersChanged((memberIds) => hub.reconnect(memberIds));
  const parts = composeWork(options, { authenticator, web, adapters });
  return {
    server,
    health,
    hub,
    web,
    storeReceipt: store,
    adapters,
    start() {
      work ??= parts.start(hub);
      desks.start();
      return work;
    },
    async stop() {
      health.become('stopping');
      work?.chores.stop();
      await Promise.all([
        work?.intake.stop(),
        work?.delivery.stop(),
        work?.jobs.stop(),
        work?.promises.stop(),
        work?.rings.stop(),
        work?.visitors.stop(),
        work?.channels.stop(),
        desks.stop(),
      ]);
      await work?.relay.drain();
      await work?.consumers.stop();
      await work?.relay.stop();
      hub.close();
      web.hub.close();
      await server.close();
      await parts.close();
      health.stop();
    },
  };
}

/** What the pages for contacts and for those drawn in need of the cases and the files. */
function composePages({ secretBox, storage }: AppOptions) {
  return {
    key: linkKeyOf(secretBox),
    async changeStatus(tx: Tx, caseId: string, status: 'open' | 'resolved', now: Date) {
      const actor = systemActor(tx.accountId, 'case-page');
      await changeCaseStatus(tx, actor, caseId, { status, with_open_tasks: true }, now);
    },
    async answerFile(tx: Tx, fileId: string, request: FastifyRequest, reply: FastifyReply) {
      const found = await findAttachment(tx, fileId);
      if (found?.taken_back_id !== null) return null;
      return answerFile(storage, found, false, request, reply);
    },
  };
}

/** What reaches the open desks, also of what other processes did. */
function hearEvents(
  relay: EventRelay,
  hub: LiveHub,
  authenticator: SessionAuthenticator,
  { db, log }: AppOptions,
): void {
  const renewRights = watchRights({
    db,
    listConnected: (accountId) => hub.listActors(accountId),
    renew: (memberIds) => authenticator.heardElsewhere({ memberIds }),
    onError: (error) => log.error({ err: error }, 'Rights of open desks were not renewed.'),
  });
  const countUnread = watchUnread({
    db,
    listConnected: (accountId) => hub.listActors(accountId),
    tell: (accountId, memberId, unread) =>
      hub.tell(accountId, [memberId], { type: 'notification', unread }),
    onError: (error) => log.error({ err: error }, 'Open desks were not told what is unread.'),
  });
  relay.onEvents((accountId, events) => {
    hub.publish(accountId, events);
    const ended = events.filter(({ name }) => name === 'session.ended');
    const sessionIds = ended.flatMap(({ subject_id: id }) => id ?? []);
    if (sessionIds.length > 0) authenticator.heardElsewhere({ sessionIds });
    renewRights(accountId, events);
    countUnread(accountId, events);
  });
}

interface WorkParts {
  authenticator: SessionAuthenticator;
  web: Web;
  adapters: ComposedAdapters;
}

/** What is done by and by, each with its own time and tries. */
function startJobs(
  { db, storage, secretBox, log, clock, publicUrl }: AppOptions,
  web: Web,
  delivery: DeliveryRunner,
): JobRunner {
  return startJobRunner(
    db,
    {
      ...forgetJobs({ db, storage, clock }),
      ...caseJobs({ db, clock }),
      ...familyJobs({ db, clock }),
      ...taskJobs({ db, clock }),
      ...web.jobs,
      ...recoveryJobs({
        db,
        clock,
        key: secretBox.derive(surveyKey),
        publicUrl,
        wakeDelivery: () => delivery.wake(),
      }),
    },
    log,
  );
}

function composeWork(options: AppOptions, { authenticator, web, adapters }: WorkParts) {
  const { db, storage, secretBox, log, clock } = options;
  return {
    start(hub: LiveHub): AppWork {
      const relay = startEventRelay(db, log);
      hearEvents(relay, hub, authenticator, options);
      relay.onEvents(web.publish);
      const consumers = startConsumers(
        db,
        relay,
        [
          notificationConsumer,
          replanConsumer({ clock }),
          routingConsumer({ clock }),
          trailConsumer({ clock }),
          recoveryConsumer({ clock }),
          seatConsumer,
        ],
        log,
      );
      const intake = startIntake({
        db,
        storage,
        secretBox,
        adapters,
        clock,
        log,
        onSaid: web.onSaid,
        onTakenUp(result) {
          web.onTakenUp(result.receiptId);
          options.onTakenUp?.(result);
        },
      });
      const delivery = startDelivery({
        db,
        adapters,
        clock,
        log,
        decideRetry(firstTriedAt, attempts, now) {
          const tries = Array.from({ length: attempts }, () => ({ at: firstTriedAt }));
          const decision = decideRetry(tries, now);
          return decision.kind === 'retry' ? decision.at : null;
        },
      });
      const jobs = startJobs(options, web, delivery);
      const promises = startPromiseWatch({ db, clock, log });
      const visitors = web.start();
      const channels = startChannelWatch({ db, secretBox, adapters, clock, log });
      const rings = startRoutingWatch({ db, clock, log, hands: routingHands });
      const chores = runHourly(
        {
          sessions: () => sweepSessions(db, clock.now()),
          visitors: () => web.sweep(),
          uploads: () => sweepUploads(db, clock.now(), listDraftUploads),
        },
        log,
      );
      return {
        relay,
        consumers,
        intake,
        delivery,
        jobs,
        promises,
        rings,
        visitors,
        channels,
        chores,
      };
    },
    async close() {
      await adapters.close();
    },
  };
}

async function loadRows(db: Database, accountId: string, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  const rows = await db.withAccount(accountId, (tx) => loadLiveRows(tx, caseIds));
  return rows.map((one) => ({
    subjectId: one.caseId,
    row: one.row,
    canSee: (actor: Parameters<typeof canSeeLiveRow>[0]) => canSeeLiveRow(actor, one),
  }));
}
