import type { WebConversation } from '@earshot/contract/web-conversation-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat, type TestChat, visitChat } from '@earshot/testkit/web/visit-chat.ts';
import type { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../platform/db/database.ts';
import { type Channel, getChannel } from '../../channels/public.ts';
import { endWebSessions } from '../visitors/web-session-store.ts';
import { createJoins } from './join-visitors.ts';
import { createSocketIndex } from './socket-index.ts';
import { VisitorSocket } from './visitor-socket.ts';

const VISITORS = 12;

const app = await startTestApp();
app.app.start();
const ruth = await app.signUp();
const chat = await openChat(ruth);
const otherChat = await openChat(ruth);
const visitors: { token: string; talkId: string }[] = [];

beforeAll(async () => {
  for (let count = 0; count < VISITORS; count += 1) {
    const visitor = await visitChat(app, chat);
    const opened = await visitor.open(`Question ${count}`);
    visitors.push({ token: visitor.session.token, talkId: opened.id });
  }
});
afterAll(() => app.stop());

interface Heard {
  type: string;
  conversations?: WebConversation[];
}

function makeSocket() {
  const heard: Heard[] = [];
  const wire = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    on() {},
    close() {},
    send: (frame: Buffer) => void heard.push(JSON.parse(frame.toString()) as Heard),
  };
  const ears = { onRequest() {}, onGone() {} };
  return { heard, wire, socket: new VisitorSocket(wire as unknown as WebSocket, 'key', ears) };
}

/** Counts how often the database was asked, and lets something happen between two questions. */
function makeJoins(between: (count: number) => void = () => {}) {
  let asked = 0;
  const db: Database = {
    ...app.db,
    async withAccount(accountId, work) {
      asked += 1;
      const answer = await app.db.withAccount(accountId, work);
      between(asked);
      return answer;
    },
  };
  const index = createSocketIndex();
  const woken: string[] = [];
  const joins = createJoins({
    db,
    clock: app.clock,
    index,
    wakeTalks: (_accountId, talkIds) => void woken.push(...talkIds),
    onJoined() {},
  });
  return { joins, index, woken, asked: () => asked };
}

function findChannel(one: TestChat): Promise<Channel> {
  return app.db.withAccount(ruth.accountId, (tx) => getChannel(tx, one.id));
}

const hello = (token: string, resume: { conversation_id: string; after_seq: number }[] = []) => ({
  type: 'hello' as const,
  token,
  resume,
});

test('visitors who come back together are looked up together, and each sees only their own', async () => {
  const channel = await findChannel(chat);
  const { joins, index, asked } = makeJoins();
  const crowd = visitors.map(({ token }) => ({ token, ...makeSocket() }));
  await Promise.all(
    crowd.map(({ token, socket }) => joins.join({ socket, channel, hello: hello(token) })),
  );
  // The first is not kept waiting; all others go together: two questions each.
  expect(asked()).toBe(4);
  expect(index.all().size).toBe(VISITORS);
  for (const [at, { heard }] of crowd.entries()) {
    expect(heard.map(({ type }) => type)).toEqual(['ready']);
    const ids = heard[0]!.conversations!.map(({ id }) => id);
    expect(ids).toEqual([visitors[at]!.talkId]);
  }
});

test('a wrong token, one of another chat and a line that is gone spoil nothing for the others', async () => {
  const channel = await findChannel(chat);
  const { joins, index } = makeJoins();
  const stranger = await visitChat(app, otherChat);
  const [good, wrong, foreign, gone] = Array.from({ length: 4 }, makeSocket);
  gone!.wire.readyState = 3;
  await Promise.all([
    joins.join({ socket: wrong!.socket, channel, hello: hello('x'.repeat(43)) }),
    joins.join({ socket: foreign!.socket, channel, hello: hello(stranger.session.token) }),
    joins.join({ socket: gone!.socket, channel, hello: hello(visitors[1]!.token) }),
    joins.join({ socket: good!.socket, channel, hello: hello(visitors[0]!.token) }),
  ]);
  expect(good!.heard.map(({ type }) => type)).toEqual(['ready']);
  expect(wrong!.heard.map(({ type }) => type)).toEqual(['ended']);
  expect(foreign!.heard.map(({ type }) => type)).toEqual(['ended']);
  expect([...index.all()]).toEqual([good!.socket]);
});

test('what was told of while somebody was on the way in is looked at again', async () => {
  const channel = await findChannel(chat);
  const { talkId, token } = visitors[0]!;
  const { rows: caseIds } = await app.db.withAccount(ruth.accountId, async (tx) => ({
    rows: await tx.db.selectFrom('cases').select('id').execute(),
  }));
  const told = makeJoins((asked) => {
    if (asked === 2) told.joins.note(caseIds.map(({ id }) => id));
  });
  await told.joins.join({ socket: makeSocket().socket, channel, hello: hello(token) });
  expect(told.woken).toEqual([talkId]);
  const quiet = makeJoins();
  await quiet.joins.join({ socket: makeSocket().socket, channel, hello: hello(token) });
  expect(quiet.woken).toEqual([]);
  const resume = [{ conversation_id: talkId, after_seq: 0 }];
  await quiet.joins.join({ socket: makeSocket().socket, channel, hello: hello(token, resume) });
  expect(quiet.woken).toEqual([talkId]);
});

test('whose session ends on the way in does not come in', async () => {
  const channel = await findChannel(chat);
  const visitor = await visitChat(app, chat);
  const sessions = await app.db.withAccount(ruth.accountId, (tx) =>
    tx.db.selectFrom('web_sessions').select('id').orderBy('id', 'desc').limit(1).execute(),
  );
  const ids = sessions.map(({ id }) => id);
  const { joins, index } = makeJoins((asked) => {
    if (asked === 1) joins.note(ids);
  });
  const { socket, heard } = makeSocket();
  await joins.join({ socket, channel, hello: hello(visitor.session.token) });
  expect(heard.map(({ type }) => type)).toEqual(['ended']);
  expect(index.all().size).toBe(0);
  await app.db.withAccount(ruth.accountId, (tx) => endWebSessions(tx, ids, app.clock.now()));
});
