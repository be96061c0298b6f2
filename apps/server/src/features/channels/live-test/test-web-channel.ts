import { setTimeout as pause } from 'node:timers/promises';
import {
  webLoaderPath,
  type WebQuestion,
  webPagePath,
} from '@earshot/contract/channel-kind-contract.ts';
import { chatKey } from '../chat/chat-bytes.ts';
import { channelTestText } from './channel-test-texts.ts';
import {
  knock,
  stopAt,
  type TestStep,
  TestStopped,
  type TestWalk,
  untilUnderstood,
  walkSteps,
} from './test-walk.ts';

/** Pages that are asked about; more of them would only make the person wait. */
const ORIGINS_MAX = 5;
/** Reserved for tests (RFC 6761): no organisation lets it in. */
const STRANGE_ORIGIN = 'https://stranger.invalid';
const USABLE_MAX_MS = 10_000;

/** Throws away what a test visitor left behind. */
export type ForgetVisitor = (accountId: string, visitorId: string) => Promise<void>;

/**
 * The whole way of a chat or form, from outside: its page and script, who may embed it, a session
 * or a stamp, a test message, and that it is understood; nothing of it stays.
 */
export async function testWebChannel(
  walk: TestWalk,
  forgetVisitor: ForgetVisitor,
): Promise<TestStep[]> {
  const kind = walk.channel.kind === 'chat' ? 'chat' : 'form';
  const way = kind === 'chat' ? walkChat(walk) : walkForm(walk);
  try {
    const steps = await walkSteps(walk.locale, [
      ['step_page', () => checkPage(walk, kind)],
      ['step_origins', () => checkOrigins(walk, kind)],
      ['step_session', way.begin],
      ['step_say', way.say],
    ]);
    if (steps.some((step) => !step.ok)) return steps;
    return [...steps, await untilUnderstood(walk, way.externalKey())];
  } finally {
    const visitorId = way.visitorId();
    if (visitorId !== null) await forgetVisitor(walk.channel.accountId, visitorId);
  }
}

async function checkPage(walk: TestWalk, kind: 'chat' | 'form'): Promise<string> {
  const path = webPagePath(kind, walk.channel.address);
  for (const [asked, expected] of [
    [path, 'html'],
    [webLoaderPath, 'javascript'],
  ] as const) {
    const answer = await knock(walk, { method: 'GET', path: asked });
    const isRight = answer.headers['content-type']?.includes(expected) ?? false;
    if (answer.status !== 200 || !isRight) throw stopAt(walk.locale, answer);
  }
  return channelTestText(walk.locale, 'page_ok', { path, loader: webLoaderPath });
}

async function checkOrigins(walk: TestWalk, kind: 'chat' | 'form'): Promise<string> {
  const path = `${basePath(walk)}/${kind === 'chat' ? 'sessions' : 'stamps'}`;
  const ask = (origin: string) =>
    knock(walk, {
      method: 'OPTIONS',
      path,
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const origins = (walk.channel.web?.allowed_origins ?? []).slice(0, ORIGINS_MAX);
  for (const origin of origins) {
    const answer = await ask(origin);
    if (answer.headers['access-control-allow-origin'] === origin) continue;
    throw new TestStopped(channelTestText(walk.locale, 'origin_refused', { origin }));
  }
  const strange = await ask(STRANGE_ORIGIN);
  if (strange.headers['access-control-allow-origin'] !== undefined) {
    throw new TestStopped(channelTestText(walk.locale, 'strangers_let_in'));
  }
  if (origins.length === 0) return channelTestText(walk.locale, 'no_origins');
  return channelTestText(walk.locale, 'origins_ok', { origins: origins.join(', ') });
}

interface Way {
  begin(): Promise<string>;
  say(): Promise<string>;
  externalKey(): string;
  visitorId(): string | null;
}

function walkChat(walk: TestWalk): Way {
  let token = '';
  let visitor: string | null = null;
  let conversation = '';
  return {
    async begin() {
      const begun = await post<{ token: string; visitor: { id: string } }>(walk, 'sessions', {});
      token = begun.token;
      visitor = begun.visitor.id;
      return channelTestText(walk.locale, 'session_ok');
    },
    async say() {
      const body = { client_id: walk.mark, text: wordsOf(walk), answers: answersOf(walk) };
      const opened = await post<{ id: string }>(walk, 'conversations', body, token);
      conversation = opened.id;
      return channelTestText(walk.locale, 'said');
    },
    externalKey: () => chatKey(conversation, walk.mark),
    visitorId: () => visitor,
  };
}

function walkForm(walk: TestWalk): Way {
  let stamp = '';
  return {
    async begin() {
      const given = await post<{ stamp: string; usable_at: string; puzzle: unknown }>(
        walk,
        'stamps',
        {},
      );
      if (given.puzzle !== null) throw new TestStopped(channelTestText(walk.locale, 'form_busy'));
      stamp = given.stamp;
      const wait_ms = new Date(given.usable_at).getTime() - walk.now.getTime();
      await pause(Math.min(Math.max(wait_ms, 0), USABLE_MAX_MS));
      return channelTestText(walk.locale, 'stamp_ok');
    },
    async say() {
      // A form knows its sender by its stamp alone, so the mark stands in the subject.
      const body = { stamp, subject: walk.mark, text: wordsOf(walk), answers: answersOf(walk) };
      await post(walk, 'submissions', body);
      return channelTestText(walk.locale, 'said');
    },
    externalKey: () => stamp.split('.')[1] ?? '',
    visitorId: () => null,
  };
}

const basePath = ({ channel }: TestWalk) => `/api/v1/web/${channel.address}`;
const wordsOf = ({ locale }: TestWalk) => channelTestText(locale, 'words');

async function post<Body>(
  walk: TestWalk,
  what: string,
  body: object,
  token?: string,
): Promise<Body> {
  const answer = await knock(walk, {
    method: 'POST',
    path: `${basePath(walk)}/${what}`,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (answer.status < 200 || answer.status > 299) throw stopAt(walk.locale, answer);
  return JSON.parse(answer.text) as Body;
}

/** An answer to each question, of the kind that is asked for. */
function answersOf({ channel }: TestWalk): Record<string, string> {
  const questions = channel.web?.questions ?? [];
  return Object.fromEntries(questions.map((question) => [question.key, answerTo(question)]));
}

function answerTo({ kind, choices }: WebQuestion): string {
  if (kind === 'email') return 'test@earshot.invalid';
  if (kind === 'phone') return '+49 30 901820';
  if (kind === 'choice') return choices[0] ?? '';
  return kind === 'consent' ? 'true' : 'Test';
}
