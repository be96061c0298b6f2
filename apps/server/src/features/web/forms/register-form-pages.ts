import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { chooseContactLanguage } from '../../../platform/http/choose-language.ts';
import type { Channel } from '../../channels/public.ts';
import { presentSettings, type SettingsDeps } from '../present-settings.ts';
import type { FormGate, FormRouteDeps } from './form-routes.ts';
import { renderForm, renderSent } from './render-form.ts';
import { takeFormFields, webPageHeaders } from './web-page-shell.ts';
import { askByForm } from './open-talk-by-form.ts';
import { issueStamp, submitForm } from './submit-form.ts';

/** Bytes of a form without files. */
const FORM_BYTES_MAX = 128 * 1024;

export type FormPageDeps = FormRouteDeps & SettingsDeps;

interface Placed {
  Params: { channelKey: string };
}

/** The page of a form, or a chat as a form, at `/form/<key>`. Works without a script. */
export async function registerFormPages(
  server: FastifyInstance,
  deps: FormPageDeps,
  gate: FormGate,
): Promise<void> {
  const enter = async (request: FastifyRequest<Placed>, reply: FastifyReply) => {
    const { channelKey } = request.params;
    const { channel } = await gate.enter(request, reply, channelKey, ['form', 'chat']);
    const locale = chooseContactLanguage(request);
    return { channel: askByForm(channel, locale), locale };
  };
  await server.register(async (scope) => {
    takeFormFields(scope, FORM_BYTES_MAX);
    scope.get<Placed>('/form/:channelKey', async (request, reply) => {
      const { channel } = await enter(request, reply);
      return show(deps, gate, channel, request, reply);
    });
    scope.post<Placed>('/form/:channelKey', async (request, reply) => {
      const { channel, locale } = await enter(request, reply);
      gate.countSubmission(channel.id);
      const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      try {
        const sent = await submitForm(deps, channel, readFields(fields, locale));
        return reply.headers(webPageHeaders).send(renderSent(locale, channel.kind, sent));
      } catch (error) {
        if (!(error instanceof Invalid) && !(error instanceof Refused)) throw error;
        return show(deps, gate, channel, request, reply.status(422), { fields, error });
      }
    });
  });
}

function readFields(fields: URLSearchParams, locale: ContactLanguage) {
  const answers = [...fields].flatMap(([name, value]) =>
    name.startsWith('q_') ? [[name.slice(2), value] as const] : [],
  );
  return createWebSubmission.body.parse({
    stamp: (fields.get('stamp') ?? '').slice(0, 400),
    website: (fields.get('website') ?? '').slice(0, 200),
    text: fields.get('text') ?? '',
    answers: Object.fromEntries(answers),
    locale,
  });
}

async function show(
  deps: FormPageDeps,
  gate: FormGate,
  channel: Channel,
  request: FastifyRequest,
  reply: FastifyReply,
  tried?: { fields: URLSearchParams; error: Invalid | Refused },
): Promise<FastifyReply> {
  const locale = chooseContactLanguage(request);
  const settings = await deps.db.withAccount(channel.accountId, (tx) =>
    presentSettings(tx, deps, channel, locale),
  );
  const { stamp } = issueStamp(deps, channel, gate.isBusy(channel.id));
  const page = renderForm({ locale, settings, stamp, tried: tried ?? null });
  return reply.headers(webPageHeaders).send(page);
}
