import { MINUTE_MS } from '@earshot/contract/durations.ts';
import * as contract from '@earshot/contract/api-channel-contract.ts';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../../platform/clock.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { createRequestMeter } from '../../../platform/web/request-meter.ts';
import { canReadReceipts } from '../channel-policy.ts';
import { getChannel } from '../channel-store.ts';
import type { RawRequest } from '../kit/channel-adapter.ts';
import {
  type ArrivalDeps,
  storeArrival,
  takeArrivals,
  verifyArrival,
} from '../kit/take-arrivals.ts';
import { apiKey, isEmptySaid } from './api-adapter.ts';

/** Requests of one address a minute: a busy program sends 20 a second. */
const REQUESTS_MAX = 1_200;
/** Wrong keys and signatures of one address a minute, before it has to wait. */
const REFUSALS_MAX = 30;

/** What programs hand in, with a key or signed. */
export function apiChannelRoutes(deps: ArrivalDeps & { clock: Clock }): Route[] {
  const { clock, storeReceipt } = deps;
  const requests = createRequestMeter(REQUESTS_MAX, MINUTE_MS);
  const refusals = createRequestMeter(REFUSALS_MAX, MINUTE_MS);
  return [
    route(contract.createChannelMessage, canReadReceipts, async (call) => {
      const { actor, db, params, body, request } = call;
      const channel = await db.withAccount(actor.accountId, (tx) =>
        getChannel(tx, params.channelId),
      );
      if (channel.kind !== 'api') {
        const message = 'This is no API channel.';
        throw new Invalid([{ path: 'path.channelId', message }]);
      }
      if (channel.disabledAt) throw refuseDisabled();
      if (isEmptySaid(body)) {
        const message = 'Write something, or send a file.';
        throw new Invalid([{ path: 'body.text', message }]);
      }
      const now = clock.now();
      if (channel.api?.signed_only) await verifyArrival(deps, channel, rawOf(request), now);
      const arrival = { externalKey: apiKey(body), raw: request.rawBody };
      return present(await storeArrival(storeReceipt, channel, arrival, now));
    }),
    route(contract.createInboundArrival, anybody, async ({ params, request }) => {
      const now = clock.now();
      const at_ms = now.getTime();
      if (!requests.take(request.ip, at_ms)) throw refuseHaste();
      try {
        const taken = await takeArrivals(deps, params.channelKey, rawOf(request), now);
        return { receipts: 'receipts' in taken ? taken.receipts.map(present) : [] };
      } catch (error) {
        if (error instanceof Refused && !refusals.take(request.ip, at_ms)) throw refuseHaste();
        throw error;
      }
    }),
  ];
}

function present({ receiptId, duplicate }: { receiptId: string; duplicate: boolean }) {
  return { receipt_id: receiptId, duplicate };
}

function rawOf(request: FastifyRequest): RawRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
  );
  const query = request.query as Record<string, string | undefined>;
  return { method: 'POST', raw: request.rawBody, headers, query };
}

function refuseDisabled(): Refused {
  return new Refused(
    'channel_disabled',
    'This channel is switched off and takes no messages. Switch it on first; nothing was stored.',
  );
}

function refuseHaste(): Refused {
  return new Refused('too_many_requests', 'Too many requests. Wait a minute; nothing was stored.');
}
