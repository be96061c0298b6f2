import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import * as contract from '@earshot/contract/web-contract.ts';
import { type Call, anybody, route, type Route } from '../../platform/http/route.ts';
import type { OperationShape } from '@earshot/contract/operation.ts';
import { notFound } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { visitorActor } from './talk/mark-talk.ts';
import type { Database } from '../../platform/db/database.ts';
import type { PushSender } from '../../platform/push/push-sender.ts';
import { findPublishedArticles } from '../articles/public.ts';
import type { Channel } from '../channels/public.ts';
import { presentSettings } from './present-settings.ts';
import { presentFile } from './talk/present-talk.ts';
import { isVisibleFile } from './talk/web-message-views.ts';
import { removePushesOfSession } from './push/push-subscription-store.ts';
import { beginSession, type OpenReturn } from './visitors/begin-session.ts';
import { endWebSessions } from './visitors/web-session-store.ts';
import type { WebDeps } from './web-deps.ts';
import type { VisitorCaller, WebDoor, WebLimit } from './web-door.ts';

export interface WebRouteDeps extends WebDeps {
  door: WebDoor;
  pushSender: PushSender;
  openReturn: OpenReturn;
  /** These sessions ended: their sockets are told. */
  onEnded(sessionIds: readonly string[]): void;
}

type PlacedCall = Pick<Call<OperationShape>, 'request' | 'reply'> & {
  params: { channelKey: string };
};

/** Lets a visitor in and counts the call as a reading or a writing. */
export async function enterCounted(
  door: WebDoor,
  { request, reply, params }: PlacedCall,
  kind: 'reads' | 'writes',
  ...further: readonly WebLimit[]
): Promise<VisitorCaller> {
  const caller = await door.enterAsVisitor(request, params.channelKey);
  const { session, network, channel } = caller;
  door.count(reply, [`${kind}OfSession`, session.id], [`${kind}OfNetwork`, network]);
  if (kind === 'writes') door.count(reply, ['writesOfChannel', channel.id]);
  for (const limit of further) {
    door.count(reply, [limit, limit.endsWith('OfNetwork') ? network : session.id]);
  }
  return caller;
}

async function offerArticles(
  db: Database,
  channel: Channel,
  { q, locale = channel.locale }: { q: string; locale?: ContactLanguage | undefined },
): Promise<contract.WebArticle[]> {
  if (!channel.web?.articles) return [];
  const found = await db.withAccount(channel.accountId, (tx) =>
    findPublishedArticles(tx, q, locale),
  );
  return found.map(({ id, title, excerpt, url, body_text }) => {
    return { id, title, excerpt, url, text: url === null ? body_text : null };
  });
}

/** Settings, sessions and files of visitors. */
export function webRoutes(deps: WebRouteDeps): Route[] {
  const { door, clock, db } = deps;
  return [
    route(contract.getWebSettings, anybody, async ({ request, reply, params, query }) => {
      const { channel, network } = await door.enter(request, params.channelKey);
      door.count(reply, ['readsOfNetwork', network]);
      reply.header('cache-control', 'public, max-age=60');
      const locale = query.locale ?? channel.locale;
      return db.withAccount(channel.accountId, (tx) => presentSettings(tx, deps, channel, locale));
    }),
    route(contract.listWebArticles, anybody, async ({ request, reply, params, query }) => {
      const { channel, network } = await door.enter(request, params.channelKey);
      door.count(reply, ['readsOfNetwork', network]);
      return { items: await offerArticles(db, channel, query) };
    }),
    route(contract.createWebSession, anybody, async ({ request, reply, params, body }) => {
      const { channel, network } = await door.enter(request, params.channelKey);
      door.count(reply, ['sessionsOfNetwork', network], ['sessionsOfChannel', channel.id]);
      if (channel.kind !== 'chat') throw notFound('channel');
      reply.header('cache-control', 'no-store');
      const { accountId } = channel;
      const begun = await db.withAccount(accountId, (tx) =>
        beginSession(tx, deps.secretBox, channel, body, clock.now(), deps.openReturn),
      );
      door.forget(begun.endedIds);
      deps.onEnded(begun.endedIds);
      return begun.session;
    }),
    route(contract.deleteWebSession, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'writes');
      await db.withAccount(channel.accountId, async (tx) => {
        await endWebSessions(tx, [session.id], clock.now());
        await removePushesOfSession(tx, session.id);
        // Sockets may be held by other processes.
        const facts = { session_ids: [session.id] };
        const ended = { name: 'visitor.session_ended', subjectId: null, facts };
        await emitEvent(tx, visitorActor(session.visitor), ended);
      });
      door.forget([session.id]);
      deps.onEnded([session.id]);
    }),
    ...fileRoutes(deps),
  ];
}

function fileRoutes(deps: WebRouteDeps): Route[] {
  const { door, db } = deps;
  return [
    route(contract.createWebUpload, anybody, async (call) => {
      const { channel, session } = await enterCounted(
        door,
        call,
        'writes',
        'uploadsOfSession',
        'uploadsOfNetwork',
      );
      const kept = await deps.keepFile({
        accountId: channel.accountId,
        visitorId: session.visitor_id,
        fileName: call.query.file_name,
        mimeType: call.query.mime_type,
        bytes: call.body,
      });
      return presentFile(kept);
    }),
    route(contract.getWebFile, anybody, async (call) => {
      const { channel, session } = await enterCounted(door, call, 'reads');
      const { fileId } = call.params;
      const answer = await db.withAccount(channel.accountId, async (tx) => {
        if (!(await isVisibleFile(tx, session.visitor_id, fileId))) return null;
        const asksInline = call.query.inline === 'true';
        return deps.answerFile(tx, fileId, asksInline, call.request, call.reply);
      });
      if (!answer) throw notFound('file');
      return answer;
    }),
  ];
}
