import { apiSaid, createInboundArrival } from '@earshot/contract/api-channel-contract.ts';
import type { OutsideRules } from '../../../platform/web/fetch-outside.ts';
import { apiKey } from '../api/api-adapter.ts';
import { pingWebhook } from '../api/ping-webhook.ts';
import { signWebhook } from '../api/sign-webhook.ts';
import type { ChannelSecrets } from '../channel-secrets.ts';
import { sayFault } from '../kit/say-fault.ts';
import { channelTestText } from './channel-test-texts.ts';
import {
  knock,
  stopAt,
  type TestStep,
  type TestWalk,
  untilUnderstood,
  walkSteps,
} from './test-walk.ts';

/**
 * Both ways of an API channel: a signed test message to its own way in until it is understood, and
 * a signed ping to its webhook with what the program there answered.
 */
export async function testApiChannel(
  walk: TestWalk,
  secrets: ChannelSecrets,
  outsideRules: OutsideRules | undefined,
): Promise<TestStep[]> {
  const wayIn = await testWayIn(walk, secrets);
  return [...wayIn, await testWayOut(walk, secrets, outsideRules)];
}

async function testWayIn(walk: TestWalk, { inboundSecret: secret }: ChannelSecrets) {
  const { locale, mark, now } = walk;
  if (!secret) {
    const name = channelTestText(locale, 'step_inbound');
    return [{ name, ok: true, detail: channelTestText(locale, 'no_inbound_secret') }];
  }
  const said = apiSaid.parse({
    type: 'message',
    id: mark,
    thread: mark,
    sender: { kind: 'handle', value: 'earshot-test' },
    text: channelTestText(locale, 'words'),
  });
  const body = JSON.stringify(said);
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const steps = await walkSteps(locale, [
    [
      'step_inbound',
      async () => {
        const path = createInboundArrival.path.replace('{channelKey}', walk.channel.address);
        const signature = signWebhook(secret, { id: mark, timestamp, body: Buffer.from(body) });
        const headers = {
          'content-type': 'application/json',
          'webhook-id': mark,
          'webhook-timestamp': timestamp,
          'webhook-signature': signature,
        };
        const answer = await knock(walk, { method: 'POST', path, headers, body });
        if (answer.status !== 202) throw stopAt(locale, answer);
        return channelTestText(locale, 'inbound_ok', { path });
      },
    ],
  ]);
  if (steps.some((step) => !step.ok)) return steps;
  return [...steps, await untilUnderstood(walk, apiKey(said))];
}

async function testWayOut(
  { channel, locale, mark, now }: TestWalk,
  { outboundSecret: secret }: ChannelSecrets,
  outsideRules: OutsideRules | undefined,
): Promise<TestStep> {
  const name = channelTestText(locale, 'step_webhook');
  const url = channel.api?.webhook_url ?? null;
  if (url === null) return { name, ok: true, detail: channelTestText(locale, 'no_webhook') };
  if (!secret) return { name, ok: false, detail: channelTestText(locale, 'no_outbound_secret') };
  const { code, words } = await pingWebhook({ url, secret, id: mark, now, outsideRules });
  const ok = code === 'taken' || code === 'not_known';
  const said = sayFault(words, locale);
  return { name, ok, detail: channelTestText(locale, `webhook_${code}`, { words: said }) };
}
