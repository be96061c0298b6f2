import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { systemActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { chooseContactLanguage } from '../../platform/http/choose-language.ts';
import { createThrottle } from '../links/public.ts';
import {
  surveyForm_bytes,
  surveyOpen_ms,
  surveyTries_max,
  surveyTries_ms,
} from './recovery-limits.ts';
import { lookAgain } from './look-again.ts';
import { saveAnswer } from './recovery-store.ts';
import type { SurveyAnswer } from './recovery-tables.ts';
import { renderSurvey, renderSurveyNotice, surveyAnswers } from './render-survey.ts';
import { surveyText } from './survey-texts.ts';
import { readSurveyToken } from './survey-token-rules.ts';
import { type AskedSurvey, findAskedSurvey } from './survey-views.ts';

export interface SurveyPageDeps {
  db: Database;
  clock: Clock;
  key: Uint8Array;
}

interface OpenSurvey extends AskedSurvey {
  accountId: string;
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/**
 * The page behind the links of the question: `/q/<token>`. Looking changes nothing, for mail
 * scanners open every link; only the form does. Needs no script.
 */
export async function registerSurveyPages(
  server: FastifyInstance,
  deps: SurveyPageDeps,
): Promise<void> {
  const throttle = createThrottle(deps.clock);
  await server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: surveyForm_bytes },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.get('/q/:token', async (request, reply) => {
      const open = await openSurvey(deps, throttle, request, reply);
      if (!open) return reply;
      const { a } = request.query as { a?: unknown };
      return sendQuestion(reply, open, parseAnswer(a));
    });
    scope.post('/q/:token', async (request, reply) => {
      const open = await openSurvey(deps, throttle, request, reply);
      if (!open) return reply;
      const answer = parseAnswer((request.body as URLSearchParams | null)?.get?.('a'));
      if (!answer) return sendQuestion(reply.status(422), open, null);
      await keepAnswer(deps, open, answer);
      const text = surveyText(open.locale, answer === 'yes' ? 'thanksYes' : 'thanksOther');
      const title = surveyText(open.locale, 'thanksTitle');
      return reply.headers(headers).send(renderSurveyNotice(open.locale, title, text));
    });
  });
}

function parseAnswer(value: unknown): SurveyAnswer | null {
  return surveyAnswers.find((one) => one === value) ?? null;
}

function sendQuestion(reply: FastifyReply, open: OpenSurvey, chosen: SurveyAnswer | null) {
  const { locale, number, accountName: account, answer: known } = open;
  return reply.headers(headers).send(renderSurvey({ locale, number, account, chosen, known }));
}

async function keepAnswer(
  { db, clock }: SurveyPageDeps,
  open: OpenSurvey,
  answer: SurveyAnswer,
): Promise<void> {
  await db.withAccount(open.accountId, async (tx) => {
    await saveAnswer(tx, open.id, answer, clock.now());
    await lookAgain(tx, open, answer, clock.now());
    await emitEvent(tx, systemActor(tx.accountId, 'recoveries'), {
      name: 'recovery.answered',
      subjectId: open.caseId,
      facts: { survey_id: open.id, answer },
    });
  });
}

/** The question of the link; null where a page saying so was sent. */
async function openSurvey(
  { db, clock, key }: SurveyPageDeps,
  throttle: ReturnType<typeof createThrottle>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<OpenSurvey | null> {
  const locale = chooseContactLanguage(request);
  const wait_s = throttle.count(`survey ${request.ip}`, surveyTries_max, surveyTries_ms);
  if (wait_s !== null) {
    const text = surveyText(locale, 'tooMany');
    await reply
      .status(429)
      .headers({ ...headers, 'retry-after': String(wait_s) })
      .send(renderSurveyNotice(locale, surveyText(locale, 'goneTitle'), text));
    return null;
  }
  const named = readSurveyToken(key, (request.params as { token: string }).token);
  const asked =
    named && (await db.withAccount(named.accountId, (tx) => findAskedSurvey(tx, named.surveyId)));
  const age_ms = clock.now().getTime() - (asked?.askedAt?.getTime() ?? 0);
  if (named && asked && age_ms <= surveyOpen_ms) return { ...asked, accountId: named.accountId };
  const title = surveyText(locale, 'goneTitle');
  await reply
    .status(404)
    .headers(headers)
    .send(renderSurveyNotice(locale, title, surveyText(locale, 'goneText')));
  return null;
}
