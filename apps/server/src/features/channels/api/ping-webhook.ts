import { OutsideFailed } from '../../../platform/web/fetch-outside.ts';
import { judgeAnswer, postSigned, type SignedPost } from './deliver-by-webhook.ts';

/** How a program answered a ping. */
export interface PingAnswer {
  /** not_known: it was reached and takes no pings, which is its right. */
  code: 'taken' | 'not_known' | 'refused' | 'failed';
  /** What it said, or why it was not reached. */
  words: string;
}

/** Statuses of programs that take only what they know. */
const notKnown = new Set([400, 405, 415, 422, 501]);

/** Sends a signed `{"type":"ping"}` to the webhook of an API channel; never throws for its sake. */
export async function pingWebhook(ping: Omit<SignedPost, 'body'>): Promise<PingAnswer> {
  const { id, now } = ping;
  const body = Buffer.from(JSON.stringify({ type: 'ping', id, at: now.toISOString() }));
  try {
    const answer = await postSigned({ ...ping, body });
    const { accepted, words } = judgeAnswer(answer, now);
    if (accepted) return { code: 'taken', words };
    if (notKnown.has(answer.status)) return { code: 'not_known', words };
    const isRefused = answer.status === 401 || answer.status === 403;
    return { code: isRefused ? 'refused' : 'failed', words };
  } catch (error) {
    if (!(error instanceof OutsideFailed)) throw error;
    return { code: 'failed', words: error.message };
  }
}
