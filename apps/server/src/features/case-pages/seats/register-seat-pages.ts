import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { insertOpening } from '../../links/public.ts';
import { checkForm } from '../page/check-form.ts';
import {
  keepAnswer,
  newFormToken,
  openPage,
  type OpenPage,
  sendPageFile,
} from '../page/page-answers.ts';
import type { CasePageDeps } from '../page/page-deps.ts';
import { isReading, type PageDoor } from '../page/page-door.ts';
import { pageHeaders, renderNotice } from '../page/render-shell.ts';
import { findProblem } from '../page/take-answer.ts';
import { loadSeatPage, type SeatPage } from './load-seat-page.ts';
import { renderSeatPage, type SeatMoment } from './render-seat-page.ts';
import { updateSeat } from './seat-store.ts';
import { seatText } from './seat-texts.ts';

/** The page of a seat: `/s/<token>` and what belongs to it. */
export function registerSeatPages(
  server: FastifyInstance,
  deps: CasePageDeps,
  door: PageDoor,
): void {
  const onRequest = door.guard('seat');
  const pages = createSeatPages(deps, door);
  server.get('/s/:token', { onRequest }, pages.show);
  server.get('/s/:token/files/:fileId', { onRequest }, pages.sendFile);
  server.post('/s/:token/answers', { onRequest }, pages.answer);
}

type OpenSeat = OpenPage<SeatPage>;

function createSeatPages(deps: CasePageDeps, door: PageDoor) {
  function load(request: FastifyRequest): Promise<OpenSeat> {
    return openPage(deps, door, request, (tx, link, token, now) =>
      loadSeatPage(tx, link, `/s/${token}`, now),
    );
  }

  function send(reply: FastifyReply, { link, page }: OpenSeat, moment: Partial<SeatMoment>) {
    const formToken = newFormToken(deps.key, link);
    return reply.headers(pageHeaders).send(renderSeatPage(page, { ...moment, formToken }));
  }

  return {
    async show(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      if (isReading(request)) await recordReading(deps, open, 'page');
      const { said } = request.query as { said?: string };
      return send(reply, open, { sent: said === 'sent' });
    },

    async sendFile(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      return sendPageFile(deps, open.link, open.page.entries, { request, reply }, () =>
        recordReading(deps, open, 'file'),
      );
    },

    async answer(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      const { link, page } = open;
      const { seat, found } = page;
      const checked = checkForm(deps, door, request, link, page.locale);
      if (!('form' in checked)) return send(reply.status(422), open, checked);
      const { form, nonce, typed } = checked;
      const as = form.fields.get('as') === 'proposal' ? 'proposal' : 'note';
      const problem = findProblem(page.locale, form);
      if (problem) return send(reply.status(422), open, { problem, typed, as });
      const fault = await keepAnswer(deps, page.locale, {
        link,
        name: seat.name,
        as,
        caseNumber: found.number,
        subject: found.subject,
        channelId: found.channel_id,
        nonce,
        form,
      });
      if (fault) return send(reply.status(503), open, { problem: fault, typed, as });
      return reply.redirect(`${page.path}?said=sent`, 303);
    },
  };
}

function isShut({ page }: OpenSeat): boolean {
  return page.state === 'revoked' || page.state === 'expired';
}

function sendShut(reply: FastifyReply, { page }: OpenSeat): FastifyReply {
  const { locale, accountName: firm, seat } = page;
  const title = seatText(locale, page.state === 'revoked' ? 'revokedTitle' : 'expiredTitle');
  const text = seatText(locale, 'shutText', { inviter: seat.invited_by.name });
  return reply.status(410).headers(pageHeaders).send(renderNotice({ locale, title, text, firm }));
}

/** Every reading is an access record; the first one is told in the case. */
async function recordReading(
  deps: CasePageDeps,
  { link, page }: OpenSeat,
  what: 'page' | 'file',
): Promise<void> {
  const { seat } = page;
  const at = deps.clock.now();
  await deps.db.withAccount(link.accountId, async (tx) => {
    await insertOpening(tx, { linkId: link.id, caseId: link.caseId, what, at });
    if (seat.opened_at) return;
    await updateSeat(tx, seat.id, { opened_at: at });
    await emitEvent(
      tx,
      { kind: 'contact', id: null, name: seat.name },
      {
        name: 'seat.opened',
        subjectId: seat.case_id,
        facts: { seat: { id: seat.id, name: seat.name } },
      },
    );
  });
}
