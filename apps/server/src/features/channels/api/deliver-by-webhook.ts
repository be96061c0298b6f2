import type { Clock } from '../../../platform/clock.ts';
import type { SecretBox } from '../../../platform/crypto/secret-box.ts';
import {
  OutsideFailed,
  type OutsideRules,
  type PostedAnswer,
  postOutside,
} from '../../../platform/web/fetch-outside.ts';
import { openChannelSecrets } from '../channel-secrets.ts';
import { getChannel } from '../channel-store.ts';
import type { OutboundChannel, RecipientOutcome } from '../kit/channel-adapter.ts';
import { presentOutgoing } from './present-outgoing.ts';
import { signWebhook } from './sign-webhook.ts';

export interface WebhookDeps {
  secretBox: SecretBox;
  clock: Clock;
  /** What counts as outside; left out: the public internet. */
  outsideRules?: OutsideRules | undefined;
}

/** A program that has not answered by then did not take it. */
const ANSWER_WITHIN_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;
/** A Retry-After beyond this is not believed. */
const RETRY_AFTER_MAX_MS = 24 * 60 * 60 * 1_000;
/** Temporary by their meaning (RFC 9110); every other 4xx stays what it is. */
const temporaryStatuses = new Set([408, 409, 425, 429]);

/** Hands our messages to the program behind an API channel, or keeps them to be fetched. */
export function createWebhookOutbound(deps: WebhookDeps): OutboundChannel {
  return {
    canSend: async () => true,
    async prepare(tx, outgoing) {
      const channel = await getChannel(tx, outgoing.channel_id);
      const url = channel.api?.webhook_url ?? null;
      if (url === null) return keepToBeFetched(outgoing.id);
      const secret = openChannelSecrets(deps.secretBox, channel).outboundSecret;
      if (!secret) return null;
      const body = Buffer.from(JSON.stringify(presentOutgoing(outgoing)));
      return {
        async send(recipients) {
          const outcome = await send(deps, { url, secret, id: outgoing.id, body });
          return recipients.map((recipient) => ({ recipient, ...outcome }));
        },
      };
    },
    close: async () => {},
  };
}

/** The program knows it by our id, and tells by that what became of it. */
const keepToBeFetched = (providerId: string) => ({
  send: async (recipients: readonly string[]) =>
    recipients.map((recipient) => ({
      recipient,
      accepted: true,
      permanent: false,
      words: 'Kept for the program to fetch.',
      providerId,
    })),
});

type Outcome = Omit<RecipientOutcome, 'recipient'>;

/** Bytes for a program, with what signs them. */
export interface SignedPost {
  url: string;
  secret: string;
  /** Also the idempotency key: the same id is the same thing. */
  id: string;
  body: Buffer;
  now: Date;
  outsideRules: OutsideRules | undefined;
}

/** Posts signed bytes as Standard Webhooks say. Throws `OutsideFailed`; any status is an answer. */
export function postSigned(post: SignedPost): Promise<PostedAnswer> {
  const { url, secret, id, body, now } = post;
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  return postOutside(
    url,
    {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signWebhook(secret, { id, timestamp, body }),
      'idempotency-key': id,
    },
    body,
    { timeout_ms: ANSWER_WITHIN_MS, mostBytes: ANSWER_BYTES_MAX, ...post.outsideRules },
  );
}

async function send(
  deps: WebhookDeps,
  post: Omit<SignedPost, 'now' | 'outsideRules'>,
): Promise<Outcome> {
  const { clock, outsideRules } = deps;
  try {
    const answer = await postSigned({ ...post, now: clock.now(), outsideRules });
    return judgeAnswer(answer, clock.now());
  } catch (error) {
    if (!(error instanceof OutsideFailed)) throw error;
    const permanent = error.fault === 'bad_address' || error.fault === 'closed_address';
    return { accepted: false, permanent, words: `The webhook was not reached: ${error.message}` };
  }
}

/** Pure: what an answer of the program means. */
export function judgeAnswer({ status, retryAfter, bytes }: PostedAnswer, now: Date): Outcome {
  const said = bytes.toString('utf8').replaceAll(/\s+/g, ' ').trim().slice(0, 300);
  const words = `The program answered ${status}${said === '' ? '' : `: ${said}`}.`;
  if (status >= 200 && status < 300) {
    return { accepted: true, permanent: false, words, providerId: readProviderId(bytes) };
  }
  if (status === 401 || status === 403) {
    return {
      accepted: false,
      permanent: true,
      words: `${words} It does not accept our signature: make a new outbound secret and give it that one.`,
    };
  }
  const permanent = status < 500 && !temporaryStatuses.has(status);
  return { accepted: false, permanent, words, retryAt: readRetryAfter(retryAfter, now) };
}

function readProviderId(bytes: Buffer): string | null {
  try {
    const answer = JSON.parse(bytes.toString('utf8')) as { provider_id?: unknown };
    return typeof answer.provider_id === 'string' ? answer.provider_id.slice(0, 400) : null;
  } catch {
    return null; // an answer need not be JSON; then nothing tells later what became of it
  }
}

/** Seconds or a date (RFC 9110, section 10.2.3); null where there is none that makes sense. */
function readRetryAfter(given: string | null, now: Date): Date | null {
  if (given === null) return null;
  const at = /^\d{1,9}$/.test(given)
    ? now.getTime() + Number(given) * 1_000
    : new Date(given).getTime();
  if (Number.isNaN(at) || at <= now.getTime()) return null;
  return new Date(Math.min(at, now.getTime() + RETRY_AFTER_MAX_MS));
}
