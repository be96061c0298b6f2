import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newToken } from '../../../platform/crypto/token.ts';
import { insertOpening, type OpenedLink } from '../../links/public.ts';
import { checkForm, fileHeaders } from './check-form.ts';
import { makeFormToken } from './form-token-rules.ts';
import { giveVerdict } from './give-verdict.ts';
import { type CasePage, loadCasePage } from './load-case-page.ts';
import type { CasePageDeps } from './page-deps.ts';
import { isFromHere, isReading, PageClosed, type PageDoor } from './page-door.ts';
import { renewals_max, renewals_ms } from './page-limits.ts';
import { pageText } from './page-texts.ts';
import { type PageMoment, renderCasePage } from './render-case-page.ts';
import { pageHeaders, renderNotice } from './render-shell.ts';
import { renewLink } from './renew-link.ts';
import { findProblem, takeAnswer } from './take-answer.ts';

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

interface OpenPage {
  link: OpenedLink;
  page: CasePage;
}

function createPages(deps: CasePageDeps, door: PageDoor) {
  const { db, clock, key } = deps;

  async function load(request: FastifyRequest): Promise<OpenPage> {
    const link = door.linkOf(request);
    const { token } = request.params as { token: string };
    const page = await db.withAccount(link.accountId, (tx) =>
      loadCasePage(tx, link, `/c/${token}`, clock.now()),
    );
    if (!page) throw new PageClosed(404);
    return { link, page };
  }

  function send(reply: FastifyReply, open: OpenPage, moment: Omit<PageMoment, 'formToken'>) {
    const formToken = makeFormToken(key, open.link.id, newToken().slice(0, 22));
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
      const { fileId } = request.params as { fileId: string };
      const isShown = open.page.messages.some((one) => one.files.some(({ id }) => id === fileId));
      if (!isShown) throw new PageClosed(404);
      if (isReading(request)) await recordReading(deps, open.link, 'file');
      const answer = await db.withAccount(open.link.accountId, (tx) =>
        deps.answerFile(tx, fileId, request, reply),
      );
      if (!answer) throw new PageClosed(404);
      return reply.headers({ ...answer.headers, ...fileHeaders }).send(answer.raw);
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
      try {
        await takeAnswer(deps, {
          link,
          name: page.contact?.name ?? '',
          as: 'answer',
          caseNumber: page.found.number,
          subject: page.found.subject,
          channelId: page.channelId,
          nonce,
          form,
        });
      } catch (error) {
        deps.log.error({ err: error }, 'An answer on a page could not be kept.');
        const problem = pageText(page.locale, 'faultTitle');
        return send(reply.status(503), open, { problem, typed });
      }
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

function isShut({ link, page }: OpenPage): boolean {
  return link.revokedAt !== null || page.expired;
}

/** What became of the link, and how to come by a new one. */
function sendShut(reply: FastifyReply, { link, page }: OpenPage): FastifyReply {
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
