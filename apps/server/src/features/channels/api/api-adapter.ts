import { apiSaid, type ApiSaid } from '@earshot/contract/api-channel-contract.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';
import { textFromHtml } from '../email/public.ts';
import { newId } from '../../../platform/ids.ts';
import type { OutsideRules } from '../../../platform/web/fetch-outside.ts';
import type {
  ChannelAdapter,
  ChannelFinding,
  OutboundChannel,
  RawRequest,
  OpenChannel,
  SaidPoint,
  UnderstoodThing,
  Verified,
} from '../kit/channel-adapter.ts';
import { capabilitiesByKind } from '../kit/kind-capabilities.ts';
import { kindFacts } from '../kit/kind-facts.ts';
import { pingWebhook } from './ping-webhook.ts';
import { findSignatureProblem } from './sign-webhook.ts';

/** Programs as a channel: JSON in by key or signature, out by signed webhook or to be fetched. */
export function createApiAdapter(
  outbound: OutboundChannel,
  outsideRules: OutsideRules | undefined,
): ChannelAdapter {
  return {
    kind: 'api',
    verifiedBy: kindFacts.api.verifiedBy,
    capabilities: capabilitiesByKind.api,
    verify,
    async understand(raw) {
      const said = readSaid(raw);
      return said
        ? { things: [understandSaid(said)] }
        : { failed: 'This is not what apiSaid says.' };
    },
    listRelations(raw) {
      const said = readSaid(raw);
      return said ? relationsOf(said) : [];
    },
    outbound,
    backfill: null,
    checkHealth: (channel, now) => checkWebhook(channel, now, outsideRules),
  };
}

/** Whether a message says nothing at all: no words, as text or as HTML, no file, no answer. */
export function isEmptySaid(said: ApiSaid): boolean {
  if (said.type !== 'message' || said.files.length > 0 || said.answers.length > 0) return false;
  if (isVisible(said.text)) return false;
  const html = said.html ?? '';
  return !/<img\b/i.test(html) && !isVisible(textFromHtml(html));
}

/** Under which a receipt stands: the same thing handed in again has the same. */
export function apiKey(said: ApiSaid): string {
  if (said.type === 'message') return `message:${said.id}`;
  if (said.type === 'delivery') return `delivery:${said.provider_id}:${said.state}`;
  if (said.type === 'reading') return `reading:${said.thread}:${said.up_to}`;
  return `${said.type}:${said.id}:${said.at}`;
}

/** Pings the program; one that fetches is asked nothing. */
async function checkWebhook(
  { api, secrets }: OpenChannel,
  now: Date,
  outsideRules: OutsideRules | undefined,
): Promise<ChannelFinding> {
  const url = api?.webhook_url ?? null;
  if (url === null) return { code: 'ok', words: null };
  const secret = secrets.outboundSecret;
  if (!secret) return { code: 'no_outbound_secret', words: null };
  const { code, words } = await pingWebhook({ url, secret, id: newId(), now, outsideRules });
  if (code === 'taken' || code === 'not_known') return { code: 'ok', words };
  return { code: code === 'refused' ? 'webhook_refused' : 'webhook_failed', words };
}

const refusals = {
  unsigned: 'The headers webhook-id, webhook-timestamp and webhook-signature are missing.',
  stale: 'webhook-timestamp is more than five minutes off; sign at the time you send.',
  forged: 'webhook-signature is wrong: sign id.timestamp.body with the inbound secret.',
};

function verify(request: RawRequest, channel: OpenChannel, now: Date): Verified {
  const secret = channel.secrets.inboundSecret;
  if (!secret) {
    const words = 'This channel has no inbound secret yet; make one in its settings.';
    return { outcome: 'refused', status: 403, code: 'no_secret', words };
  }
  const problem = findSignatureProblem(secret, request.headers, request.raw, now);
  if (problem) {
    return { outcome: 'refused', status: 401, code: problem, words: refusals[problem] };
  }
  const said = readSaid(request.raw);
  if (!said) {
    const words = 'The body is not what createChannelMessage takes.';
    return { outcome: 'refused', status: 422, code: 'not_understood', words };
  }
  if (isEmptySaid(said)) {
    const words = 'The message has no words, no file and no answers.';
    return { outcome: 'refused', status: 422, code: 'empty', words };
  }
  return { outcome: 'arrivals', arrivals: [{ externalKey: apiKey(said), raw: request.raw }] };
}

function readSaid(raw: Buffer): ApiSaid | null {
  try {
    const read = apiSaid.safeParse(JSON.parse(raw.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null; // what is no JSON is not what a program of ours says
  }
}

function relationsOf(said: ApiSaid): string[] {
  if (said.type === 'delivery') return [`provider:${said.provider_id}`];
  const thread = `thread:${said.thread}`;
  return said.type === 'reading' ? [thread] : [thread, `message:${said.id}`];
}

function understandSaid(said: ApiSaid): UnderstoodThing {
  switch (said.type) {
    case 'message':
      return understandMessage(said);
    case 'edit':
      return {
        what: 'edit',
        externalId: said.id,
        threadKey: said.thread,
        text: said.text,
        html: said.html,
        at: new Date(said.at),
      };
    case 'deletion':
      return {
        what: 'deletion',
        externalId: said.id,
        threadKey: said.thread,
        at: new Date(said.at),
      };
    case 'delivery':
      return {
        what: 'delivery',
        providerId: said.provider_id,
        state: said.state,
        words: said.words,
        at: new Date(said.at),
      };
    case 'reading':
      return {
        what: 'reading',
        threadKey: said.thread,
        upTo: said.up_to,
        at: new Date(said.at),
      };
  }
}

function understandMessage(said: Extract<ApiSaid, { type: 'message' }>): UnderstoodThing {
  return {
    what: 'message',
    externalId: said.id,
    threadKey: said.thread,
    sender: pointOf(said.sender),
    furtherPoints: said.points.map(pointOf),
    subject: said.subject,
    text: said.text,
    html: said.html,
    files: said.files.map((file) => ({
      fileName: file.file_name,
      mimeType: file.mime_type,
      bytes: Buffer.from(file.content_base64, 'base64'),
    })),
    inReplyTo: said.in_reply_to,
    sentAt: said.sent_at === null ? null : new Date(said.sent_at),
    visibility: said.visibility,
    answers: said.answers,
    language: said.language,
    warnings: [],
  };
}

function pointOf(point: Extract<ApiSaid, { type: 'message' }>['sender']): SaidPoint {
  const { kind, value, name, verified } = point;
  return { kind, value, name, verifiedHow: verified ? 'api_program' : null };
}
