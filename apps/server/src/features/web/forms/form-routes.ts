import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import * as contract from '@earshot/contract/web-form-contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { createThrottle } from '../../links/public.ts';
import type { WebDoor } from '../web-door.ts';
import { calm_max, type FormDeps, issueStamp, submitForm } from './submit-form.ts';

export interface FormRouteDeps extends FormDeps {
  door: WebDoor;
}

/** Counts submissions, and knows when there are so many that browsers have to solve a puzzle. */
export interface FormGate {
  enter(
    request: FastifyRequest,
    reply: FastifyReply,
    channelKey: string,
    kinds?: readonly ChannelKind[],
  ): ReturnType<WebDoor['enter']>;
  isBusy(channelId: string): boolean;
  countSubmission(channelId: string): void;
}

const TEN_MINUTES_MS = 600_000;

/** The gate of all forms of this process. */
export function createFormGate({ door, clock }: FormRouteDeps): FormGate {
  const throttle = createThrottle(clock);
  const busyUntil = new Map<string, number>();
  return {
    async enter(request, reply, channelKey, kinds = ['form']) {
      const caller = await door.enter(request, channelKey);
      if (!kinds.includes(caller.channel.kind)) throw notFound('channel');
      door.count(
        reply,
        ['openingsOfNetwork', caller.network],
        ['writesOfChannel', caller.channel.id],
      );
      return caller;
    },
    isBusy: (channelId) => (busyUntil.get(channelId) ?? 0) > clock.now().getTime(),
    countSubmission(channelId) {
      const wait_s = throttle.count(`form ${channelId}`, calm_max, TEN_MINUTES_MS);
      if (wait_s !== null) busyUntil.set(channelId, clock.now().getTime() + wait_s * 1_000);
    },
  };
}

/** What scripts of forms call; the page without a script has the same two steps. */
export function formRoutes(deps: FormRouteDeps, gate: FormGate): Route[] {
  return [
    route(contract.createWebFormStamp, anybody, async ({ request, reply, params }) => {
      const { channel } = await gate.enter(request, reply, params.channelKey);
      reply.header('cache-control', 'no-store');
      return issueStamp(deps, channel, gate.isBusy(channel.id));
    }),
    route(contract.createWebSubmission, anybody, async ({ request, reply, params, body }) => {
      const { channel } = await gate.enter(request, reply, params.channelKey);
      gate.countSubmission(channel.id);
      return submitForm(deps, channel, body);
    }),
  ];
}
