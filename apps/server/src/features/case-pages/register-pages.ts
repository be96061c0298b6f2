import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createPageDoor, PageClosed } from './page/page-door.ts';
import { DatabaseAway } from '../../platform/db/database-away.ts';
import { chooseContactLanguage } from '../../platform/http/choose-language.ts';
import type { CasePageDeps } from './page/page-deps.ts';
import { pageText } from './page/page-texts.ts';
import { parseForm, readBody } from './page/read-form.ts';
import { registerCasePages } from './page/register-case-pages.ts';
import { registerSeatPages } from './seats/register-seat-pages.ts';
import { pageHeaders, renderNotice } from './page/render-shell.ts';

/**
 * The pages for people without a login: contacts and those who were drawn in. Plain HTML that needs
 * no script; what goes wrong is said as a page too.
 */
export async function registerPages(server: FastifyInstance, deps: CasePageDeps): Promise<void> {
  const door = createPageDoor(deps);
  await server.register(async (scope) => {
    scope.addContentTypeParser('multipart/form-data', readForm);
    scope.addContentTypeParser('application/x-www-form-urlencoded', readForm);
    scope.setErrorHandler((error, request, reply) => sendFault(deps, error, request, reply));
    registerCasePages(scope, deps, door);
    registerSeatPages(scope, deps, door);
  });
}

async function readForm(request: FastifyRequest, payload: IncomingMessage) {
  const { body, cut } = await readBody(payload);
  return parseForm(request.headers['content-type'] ?? '', body, cut);
}

function sendFault(
  deps: CasePageDeps,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const locale = chooseContactLanguage(request);
  reply.headers(pageHeaders);
  if (error instanceof PageClosed) {
    const { wait_seconds } = error;
    if (wait_seconds !== null) {
      const minutes = Math.ceil(wait_seconds / 60);
      const title = pageText(locale, 'tooMany', { minutes });
      reply.header('retry-after', String(wait_seconds));
      return reply.status(429).send(renderNotice({ locale, title, text: '' }));
    }
    const title = pageText(locale, 'goneTitle');
    return reply
      .status(404)
      .send(renderNotice({ locale, title, text: pageText(locale, 'goneText') }));
  }
  const known = (error as { statusCode?: number }).statusCode;
  const away = error instanceof DatabaseAway ? 503 : 500;
  const status = known && known >= 400 && known < 500 ? known : away;
  if (status === 500) deps.log.error({ err: error, requestId: request.id }, 'A page crashed.');
  const title = pageText(locale, 'faultTitle');
  return reply
    .status(status)
    .send(renderNotice({ locale, title, text: pageText(locale, 'faultText') }));
}
