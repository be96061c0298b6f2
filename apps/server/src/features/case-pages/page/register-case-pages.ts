import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { insertOpening, type OpenedLink } from '../../links/public.ts';
import { checkForm } from './check-form.ts';
import { giveVerdict } from './give-verdict.ts';
import { type CasePage, loadCasePage } from './load-case-page.ts';
import type { CasePageDeps } from './page-deps.ts';
import { keepAnswer, newFormToken, openPage, type OpenPage, sendPageFile } from './page-answers.ts';
import { isFromHere, isReading, type PageDoor } from './page-door.ts';
import { renewals_max, renewals_ms } from './page-limits.ts';
import { pageText } from './page-texts.ts';
import { type PageMoment, renderCasePage } from './render-case-page.ts';
import { pageHeaders, renderNotice } from './render-shell.ts';
import { renewLink } from './renew-link.ts';
import { findProblem } from './take-answer.ts';

const said = new Set(['sent', 'solved', 'not_solved'] as const);
type Said = 'sent' | 'solved' | 'not_solved';

/** The page of a case for its contact: `/c/<token>` and what belongs to it. */
export function registerCasePages(
  server: FastifyInstance,
  deps: CasePageDeps,
  door: PageDoor,
): void {
  const onRequest = door.guard('contact');
  const pages = createPages(deps, door);
  server.get('/c/:token', { onRequest }, pages.show);
  server.get('/c/:token/files/:fileId', { onRequest }, pages.sendFile);
  server.post('/c/:token/answers', { onRequest }, pages.answer);
  server.post('/c/:token/verdicts', { onRequest }, pages.judge);
  server.post('/c/:token/renewals', { onRequest }, pages.renew);
}

type OpenCase = OpenPage<CasePage>;

function createPages(deps: CasePageDeps, door: PageDoor) {
  const { db, clock, key } = deps;

  function load(request: FastifyRequest): Promise<OpenCase> {
    return openPage(deps, door, request, (tx, link, token, now) =>
      loadCasePage(tx, link, `/c/${token}`, now),
    );
  }

  function send(reply: FastifyReply, open: OpenCase, moment: Omit<PageMoment, 'formToken'>) {
    const formToken = newFormToken(key, open.link);
    return reply.headers(pageHeaders).send(renderCasePage(open.page, { ...moment, formToken }));
  }

  return {
    async show(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      if (isReading(request)) await recordReading(deps, open.link, 'page');
      const { said: word } = request.query as { said?: Said };
      return send(reply, open, { said: word && said.has(word) ? word : undefined });
    },

    async sendFile(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      const { link, page } = open;
      return sendPageFile(deps, link, page.messages, { request, reply }, () =>
        recordReading(deps, link, 'file'),
      );
    },

    async answer(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      const { link, page } = open;
      const checked = checkForm(deps, door, request, open.link, open.page.locale);
      if (!('form' in checked)) return send(reply.status(422), open, checked);
      const { form, nonce, typed } = checked;
      const wrong = findProblem(page.locale, form);
      if (wrong) {
        const hadFiles = form.files.length > 0 || form.tooLarge;
        const again = hadFiles ? ` ${pageText(page.locale, 'filesAgain')}` : '';
        return send(reply.status(422), open, { problem: wrong + again, typed });
      }
      const problem = await keepAnswer(deps, page.locale, {
        link,
        name: page.contact?.name ?? '',
        as: 'answer',
        caseNumber: page.found.number,
        subject: page.found.subject,
        channelId: page.channelId,
        nonce,
        form,
      });
      if (problem) return send(reply.status(503), open, { problem, typed });
      return reply.redirect(`${page.path}?said=sent`, 303);
    },

    async judge(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      if (isShut(open)) return sendShut(reply, open);
      const checked = checkForm(deps, door, request, open.link, open.page.locale);
      if (!('form' in checked)) return send(reply.status(422), open, checked);
      const solved = checked.form.fields.get('solved') === 'yes';
      await db.withAccount(open.link.accountId, (tx) => giveVerdict(tx, deps, open.page, solved));
      const word: Said = solved ? 'solved' : 'not_solved';
      return reply.redirect(`${open.page.path}?said=${word}`, 303);
    },

    async renew(request: FastifyRequest, reply: FastifyReply) {
      const open = await load(request);
      const { link, page } = open;
      const { locale, accountName: firm } = page;
      if (!isFromHere(request, deps.publicUrl)) return sendShut(reply, open);
      // A link that still works needs no other; and one address is not flooded.
      const counter = `renewals ${link.caseId} ${link.address}`;
      const isDue =
        isShut(open) &&
        page.sendsLinks &&
        door.throttle.count(counter, renewals_max, renewals_ms) === null;
      if (isDue) {
        await db.withAccount(link.accountId, (tx) => renewLink(tx, link, page, clock.now()));
        deps.wakeDelivery();
      }
      const title = pageText(locale, 'renewedTitle');
      const text = pageText(locale, 'renewedText');
      return reply.headers(pageHeaders).send(renderNotice({ locale, title, text, firm }));
    },
  };
}

function isShut({ link, page }: OpenCase): boolean {
  return link.revokedAt !== null || page.expired;
}

/** What became of the link, and how to come by a new one. */
function sendShut(reply: FastifyReply, { link, page }: OpenCase): FastifyReply {
  const { locale, accountName: firm, found } = page;
  const word = link.revokedAt ? 'revoked' : 'expired';
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: page.timeZone });
  const notice = renderNotice({
    locale,
    firm,
    title: pageText(locale, `${word}Title`),
    text: pageText(locale, page.sendsLinks ? `${word}Text` : 'noLinksText', {
      date: date.format(found.ended_at ?? page.now),
    }),
    action: page.sendsLinks
      ? { url: `${page.path}/renewals`, label: pageText(locale, 'renew') }
      : undefined,
  });
  return reply.status(410).headers(pageHeaders).send(notice);
}

async function recordReading(
  deps: CasePageDeps,
  link: OpenedLink,
  what: 'page' | 'file',
): Promise<void> {
  const at = deps.clock.now();
  await deps.db.withAccount(link.accountId, (tx) =>
    insertOpening(tx, { linkId: link.id, caseId: link.caseId, what, at }),
  );
}
