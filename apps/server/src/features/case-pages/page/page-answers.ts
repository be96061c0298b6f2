import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newToken } from '../../../platform/crypto/token.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { OpenedLink } from '../../links/public.ts';
import { fileHeaders } from './check-form.ts';
import { makeFormToken } from './form-token-rules.ts';
import type { CasePageDeps } from './page-deps.ts';
import { isReading, PageClosed, type PageDoor } from './page-door.ts';
import { pageText } from './page-texts.ts';
import { takeAnswer, type WrittenAnswer } from './take-answer.ts';

/** A page that somebody came to by their link. */
export interface OpenPage<Page> {
  link: OpenedLink;
  page: Page;
}

/** The page behind the link of a request; throws 404 where there is none. */
export async function openPage<Page>(
  { db, clock }: CasePageDeps,
  door: PageDoor,
  request: FastifyRequest,
  load: (tx: Tx, link: OpenedLink, token: string, now: Date) => Promise<Page | null>,
): Promise<OpenPage<Page>> {
  const link = door.linkOf(request);
  const { token } = request.params as { token: string };
  const page = await db.withAccount(link.accountId, (tx) => load(tx, link, token, clock.now()));
  if (!page) throw new PageClosed(404);
  return { link, page };
}

/** The token of a form that is shown now. */
export function newFormToken(key: Uint8Array, link: OpenedLink): string {
  return makeFormToken(key, link.id, newToken().slice(0, 22));
}

/** Sends a file that stands on the page, and keeps that it was read; 404 for every other. */
export async function sendPageFile(
  deps: CasePageDeps,
  link: OpenedLink,
  shown: readonly { files: readonly { id: string }[] }[],
  http: { request: FastifyRequest; reply: FastifyReply },
  recordReading: () => Promise<void>,
): Promise<FastifyReply> {
  const { request, reply } = http;
  const { fileId } = request.params as { fileId: string };
  const isShown = shown.some((one) => one.files.some(({ id }) => id === fileId));
  if (!isShown) throw new PageClosed(404);
  if (isReading(request)) await recordReading();
  const answer = await deps.db.withAccount(link.accountId, (tx) =>
    deps.answerFile(tx, fileId, request, reply),
  );
  if (!answer) throw new PageClosed(404);
  return reply.headers({ ...answer.headers, ...fileHeaders }).send(answer.raw);
}

/** Keeps what was written on a page; answers what to say where it could not be kept. */
export async function keepAnswer(
  deps: CasePageDeps,
  locale: ContactLanguage,
  answer: WrittenAnswer,
): Promise<string | null> {
  try {
    await takeAnswer(deps, answer);
    return null;
  } catch (error) {
    deps.log.error({ err: error }, 'An answer on a page could not be kept.');
    return pageText(locale, 'faultTitle');
  }
}
