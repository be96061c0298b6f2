import type { WebPushNews } from '@earshot/contract/web-push-contract.ts';
import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { addJob, type JobHandler } from '../../../platform/jobs/job-runner.ts';
import { encryptPush } from '../../../platform/push/encrypt-push.ts';
import type { PushSender } from '../../../platform/push/push-sender.ts';
import {
  OutsideFailed,
  type OutsideRules,
  postOutside,
} from '../../../platform/web/fetch-outside.ts';
import { noteChannelError } from '../../channels/kit/public.ts';
import { type Channel, getChannel } from '../../channels/public.ts';
import { findUnread } from '../leaving/leaving-views.ts';
import { presentMessagesAfter } from '../talk/present-talk.ts';
import { moveMark } from '../talk/web-conversation-store.ts';
import { listShownConversations } from '../talk/web-conversation-views.ts';
import { findVisitor } from '../visitors/visitor-store.ts';
import { pushAnswer_bytes_max, pushKept_s, pushTries_max, pushWithin_ms } from '../web-limits.ts';
import { decidePushed } from './push-rules.ts';
import { writePushNews } from './write-push-news.ts';
import {
  findPush,
  listPushesOfTalk,
  type PushSubscriptionRow,
  removePush,
} from './push-subscription-store.ts';

/** Name of the job that looks whether an answer is to be announced, and of the one that does it. */
export const announceJob = 'web.announce';
const pushJob = 'web.push';

export interface PushDeps {
  db: Database;
  clock: Clock;
  pushSender: PushSender;
  outsideRules?: OutsideRules | undefined;
}

/** Answers that nobody read after some seconds are announced to the browsers that asked for it. */
export function pushJobs(deps: PushDeps): Record<string, JobHandler> {
  return {
    [announceJob]: ({ accountId, payload }) =>
      deps.db.withAccount(accountId, (tx) => announce(tx, deps, String(payload['id']))),
    async [pushJob]({ accountId, payload, attempts }) {
      const wanted = { pushId: String(payload['push_id']), talkId: String(payload['talk_id']) };
      const ready = await deps.db.withAccount(accountId, (tx) => prepare(tx, deps, wanted));
      if (!ready) return;
      const outcome = await post(deps, ready.push, ready.news);
      if (outcome.kind === 'again' && attempts < pushTries_max) throw new Error(outcome.words);
      await deps.db.withAccount(accountId, async (tx) => {
        if (outcome.kind === 'gone' || outcome.kind === 'refused') {
          await removePush(tx, ready.push.id);
        }
        if (outcome.kind !== 'refused' && outcome.kind !== 'again') return;
        const error = { at: deps.clock.now(), code: 'push_refused', words: outcome.words };
        await noteChannelError(tx, ready.channel.id, error);
      });
    },
  };
}

/** One job for each browser, so that one that is gone holds up no other. */
async function announce(tx: Tx, { clock }: PushDeps, talkId: string): Promise<void> {
  const unread = await findUnread(tx, talkId, 'pushed_seq');
  if (!unread) return;
  await moveMark(tx, talkId, 'pushed_seq', unread.seq);
  const now = clock.now();
  for (const pushId of await listPushesOfTalk(tx, talkId, now)) {
    const payload = { push_id: pushId, talk_id: talkId };
    await addJob(tx, { name: pushJob, key: `${pushId} ${talkId}`, payload, runAt: now });
  }
}

interface ReadyPush {
  push: PushSubscriptionRow;
  channel: Channel;
  news: WebPushNews;
}

/** What is said to one browser; null where it was read meanwhile, or nobody wants it any more. */
async function prepare(
  tx: Tx,
  deps: PushDeps,
  { pushId, talkId }: { pushId: string; talkId: string },
): Promise<ReadyPush | null> {
  const push = await findPush(tx, pushId);
  const unread = await findUnread(tx, talkId, 'read_seq');
  if (!push || !unread || push.expires_at <= deps.clock.now()) return null;
  const channel = await getChannel(tx, unread.channel_id);
  const visitor = await findVisitor(tx, push.visitor_id);
  const [row] = await listShownConversations(tx, { ids: [talkId] });
  if (!channel.web?.push || channel.disabledAt !== null || !visitor || !row) return null;
  const range = { id: talkId, afterSeq: unread.seq - 1 };
  const shown = await presentMessagesAfter(tx, { range, channel }, 1);
  const answer = channel.web.push.words ? shown[0] : undefined;
  const title = channel.web.title || row.organisation;
  const news = writePushNews({ talkId, title, locale: visitor.locale, words: answer?.text ?? '' });
  return { push, channel, news };
}

async function post(deps: PushDeps, push: PushSubscriptionRow, news: WebPushNews) {
  const { endpoint, p256dh, auth } = push;
  // A newer announcement of the same conversation takes the place of one that still waits.
  const topic = createHash('sha256').update(news.conversation_id).digest('base64url').slice(0, 32);
  try {
    const answer = await postOutside(
      endpoint,
      {
        authorization: deps.pushSender.authorize(endpoint, deps.clock.now()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(pushKept_s),
        urgency: 'high',
        topic,
      },
      encryptPush(Buffer.from(JSON.stringify(news)), { p256dh, auth }),
      { timeout_ms: pushWithin_ms, mostBytes: pushAnswer_bytes_max, ...deps.outsideRules },
    );
    return decidePushed(answer.status, answer.bytes.toString('utf8'));
  } catch (error) {
    if (!(error instanceof OutsideFailed)) throw error;
    const isNever = error.fault === 'bad_address' || error.fault === 'closed_address';
    const kind = isNever ? ('refused' as const) : ('again' as const);
    return { kind, words: `The push service was not reached: ${error.message}` };
  }
}
