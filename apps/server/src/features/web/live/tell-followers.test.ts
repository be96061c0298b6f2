import type { WebConversation } from '@earshot/contract/web-conversation-contract.ts';
import type { WebSocket } from 'ws';
import { expect, test } from 'vitest';
import { turn_ms } from './live-limits.ts';
import type { FollowedTalk } from './socket-index.ts';
import { type News, stateOf, tellFollowers, tellState } from './tell-followers.ts';
import { takeTurns } from './turns.ts';
import { VisitorSocket } from './visitor-socket.ts';

const id = '01a20236-0000-7000-8000-000000000001';
const conversation: WebConversation = {
  id,
  case_number: 1,
  subject: 'Kettle',
  state: 'your_turn',
  last_message_at: '2026-11-22T08:00:00.000Z',
  last_seq: 3,
  unread: 0,
  read_seq: 0,
  agent_read_seq: 0,
  served_by: 'people',
  agent: null,
  promise: null,
  continues_by_mail: null,
};
const message = (seq: number) => ({ seq, text: `word ${seq}` }) as News['messages'][number];

interface Line {
  socket: VisitorSocket;
  heard: { type: string; messages?: { seq: number }[] }[];
}

/** A socket that has the conversation up to `seq`; sending costs `slow_ms` of the event loop. */
function follow(talk: FollowedTalk, seq: number, slow_ms = 0): Line {
  const heard: Line['heard'] = [];
  const wire = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    on() {},
    send(frame: Buffer) {
      heard.push(JSON.parse(frame.toString()) as Line['heard'][number]);
      for (const until = performance.now() + slow_ms; performance.now() < until;);
    },
  };
  const ears = { onRequest() {}, onGone() {} };
  const socket = new VisitorSocket(wire as unknown as WebSocket, 'key', ears);
  socket.place = { talks: new Map([[talk.id, seq]]) } as unknown as VisitorSocket['place'];
  talk.sockets.add(socket);
  return { socket, heard };
}

function newTalk(): FollowedTalk {
  return { id, sockets: new Set(), caseIds: [], state: stateOf(conversation) };
}

test('others get their turn again and again while thousands in one conversation are told', async () => {
  const talk = newTalk();
  const lines = Array.from({ length: 60 }, () => follow(talk, 2, turn_ms / 4));
  let turnsOfOthers = 0;
  let isOver = false;
  const work = () => {
    turnsOfOthers += 1;
    if (!isOver) setImmediate(work);
  };
  setImmediate(work);
  const news = { talk, after: 2, lastSeq: 3, changed: [], messages: [message(3)] };
  await tellFollowers(news, takeTurns());
  isOver = true;
  expect(turnsOfOthers).toBeGreaterThanOrEqual(10);
  for (const { heard } of lines) expect(heard.map(({ type }) => type)).toEqual(['messages']);
});

test('each is sent what follows its own last number', async () => {
  const talk = newTalk();
  const [all, last, none] = [follow(talk, 1), follow(talk, 2), follow(talk, 3)];
  const news = { talk, after: 1, lastSeq: 3, changed: [], messages: [2, 3].map(message) };
  for (let round = 0; round < 2; round += 1) {
    expect(await tellFollowers(news, takeTurns())).toBe(false);
  }
  const seqs = ({ heard }: Line) =>
    heard.flatMap(({ messages }) => messages ?? []).map(({ seq }) => seq);
  expect([seqs(all), seqs(last), seqs(none)]).toEqual([[2, 3], [3], []]);
});

test('where a conversation stands is told to everybody once, and again when it changed', async () => {
  const talk = newTalk();
  const lines = [follow(talk, 1), follow(talk, 3)];
  const resolved: WebConversation = { ...conversation, state: 'resolved' };
  const read = { ...resolved, unread: 3, last_seq: 4 };
  for (const one of [conversation, resolved, read, conversation]) {
    await tellState(talk, one, takeTurns());
  }
  for (const { heard } of lines) {
    const states = heard.map((frame) => (frame as { conversation?: WebConversation }).conversation);
    expect(states.map((one) => one?.state)).toEqual(['resolved', 'your_turn']);
  }
});

test('who came meanwhile from further behind is looked at once more, and never left out', async () => {
  const talk = newTalk();
  const late = follow(talk, 0);
  const news = { talk, after: 2, lastSeq: 3, changed: [], messages: [message(3)] };
  expect(await tellFollowers(news, takeTurns())).toBe(true);
  expect(late.heard).toEqual([]);
  expect(late.socket.place!.talks.get(id)).toBe(0);
});

test('who is too far behind to be caught up reads anew', async () => {
  const talk = newTalk();
  const far = follow(talk, 0);
  const news = { talk, after: 999, lastSeq: 1_000, changed: [], messages: [message(1_000)] };
  expect(await tellFollowers(news, takeTurns())).toBe(false);
  expect(far.heard.map(({ type }) => type)).toEqual(['reload']);
  expect(far.socket.place!.talks.get(id)).toBe(1_000);
});
