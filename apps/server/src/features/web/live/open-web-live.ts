import { webLivePath } from '@earshot/contract/web-live-contract.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../../../platform/errors.ts';
import { leaveHttp, rememberUpgrade } from '../../../platform/http/leave-http.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { noteDelivered, noteVisitorReading } from '../talk/mark-talk.ts';
import { findVisibleTalk } from '../talk/web-conversation-views.ts';
import type { WebDoor } from '../web-door.ts';
import { helloWithin_ms, strangersEvery_ms } from './live-limits.ts';
import { type SocketEars, VisitorSocket } from './visitor-socket.ts';
import type { Hello, WebHub } from './web-hub.ts';

export interface WebLiveDeps {
  db: Database;
  clock: Clock;
  log: Log;
  door: WebDoor;
  hub: WebHub;
}

/** The WebSocket of visitors: the origin was looked at before, the token comes in the first frame. */
export function openWebLive(server: FastifyInstance, deps: WebLiveDeps): void {
  const { door } = deps;
  // Before the upgrade: who connects without end is refused as any other call.
  const preValidation = async (request: FastifyRequest) => {
    const { channelKey } = request.params as { channelKey: string };
    const { network } = await door.enter(request, channelKey);
    door.count(null, ['socketsOfNetwork', network]);
  };
  const path = webLivePath.replaceAll(/\{(\w+)\}/g, ':$1');
  const strangers = watchStrangers(server);
  const ears = createEars(deps);
  const hooks = [rememberUpgrade, preValidation];
  server.get(path, { websocket: true, preValidation: hooks }, (connection, request) => {
    const { channelKey } = request.params as { channelKey: string };
    leaveHttp(connection, request);
    strangers.add(new VisitorSocket(connection, channelKey, ears));
  });
}

/** Closes who does not say who they are in time; one timer for all of them. */
function watchStrangers(server: FastifyInstance): { add(socket: VisitorSocket): void } {
  const since = new Map<VisitorSocket, number>();
  const look = () => {
    const latest = performance.now() - helloWithin_ms;
    for (const [socket, at] of since) {
      if (at > latest) return;
      since.delete(socket);
      if (socket.place === null) socket.close(4408, 'no hello');
    }
  };
  const timer = setInterval(look, strangersEvery_ms);
  server.addHook('onClose', async () => clearInterval(timer));
  return { add: (socket) => void since.set(socket, performance.now()) };
}

function createEars(deps: WebLiveDeps): SocketEars {
  return {
    onRequest(socket, request) {
      if (request.type === 'hello') {
        if (socket.place !== null) return socket.close(1008, 'said who it is already');
        return guard(deps, socket, greet(deps, socket, request));
      }
      if (socket.place === null) return socket.close(4401, 'say hello first');
      if (request.type === 'typing') return noteTyping(deps, socket, request);
      if (request.type === 'pong') return;
      guard(deps, socket, noteMark(deps, socket, request));
    },
    onGone: (socket) => deps.hub.leave(socket),
  };
}

function guard({ log }: WebLiveDeps, socket: VisitorSocket, work: Promise<void>): void {
  work.catch((error: unknown) => {
    if (error instanceof Refused) return socket.end();
    log.error({ err: error }, 'A visitor could not be served; their client connects again.');
    socket.close(1011, 'try again');
  });
}

async function greet(
  { door, hub }: WebLiveDeps,
  socket: VisitorSocket,
  hello: Hello,
): Promise<void> {
  const channel = await door.findChannel(socket.channelKey);
  if (!channel) return socket.end();
  await hub.join({ socket, channel, hello });
}

function noteTyping(
  { door, hub }: WebLiveDeps,
  socket: VisitorSocket,
  typing: { conversation_id: string; typing: boolean; text?: string | undefined },
): void {
  const { conversation_id: id, typing: isTyping, text } = typing;
  // What is not told to the visitor is not shown to anybody, whatever a client sends.
  void door
    .findChannel(socket.channelKey)
    .then((channel) => {
      const words = channel?.web?.whisper && isTyping ? (text ?? null) : null;
      if (socket.place) hub.noteTyping(socket, id, isTyping, words);
    })
    .catch(() => {}); // typing that is not shown is no loss
}

async function noteMark(
  { db, clock }: WebLiveDeps,
  socket: VisitorSocket,
  mark: { type: 'read' | 'received'; conversation_id: string; seq: number },
): Promise<void> {
  const { accountId, visitorId, visitorName: name } = socket.place!;
  await db.withAccount(accountId, async (tx) => {
    const talk = await findVisibleTalk(tx, visitorId, mark.conversation_id);
    if (!talk) return;
    const note = mark.type === 'read' ? noteVisitorReading : noteDelivered;
    await note(tx, talk, { name }, mark.seq, clock.now());
  });
}
