import type { Problem } from '@earshot/contract/basic-schema.ts';
import { findFieldTextDe } from '@earshot/contract/field-texts-de.ts';
import { problemTextsDe } from '@earshot/contract/problem-texts-de.ts';
import { DatabaseAway } from '../db/database-away.ts';
import { isClash } from '../db/retry-clash.ts';
import { Invalid, Refused } from '../errors.ts';

const TITLES: Record<number, string> = {
  400: 'The input is wrong',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not a method of this path',
  409: 'Refused by a rule',
  410: 'No longer there',
  413: 'Too large',
  415: 'Unknown media type',
  422: 'Refused by a rule',
  429: 'Too many tries',
  431: 'Too large',
  500: 'A fault in Earshot',
  503: 'Not available now',
};

const TITLES_DE: Record<number, string> = {
  400: 'Die Eingabe ist nicht richtig',
  401: 'Nicht angemeldet',
  403: 'Nicht erlaubt',
  404: 'Nicht gefunden',
  405: 'So nicht aufzurufen',
  409: 'Eine Regel steht dagegen',
  410: 'Nicht mehr da',
  413: 'Zu groß',
  415: 'Unbekannte Art von Daten',
  422: 'Eine Regel steht dagegen',
  429: 'Zu viele Versuche',
  431: 'Zu groß',
  500: 'Ein Fehler in Earshot',
  503: 'Gerade nicht möglich',
};

function problem(status: number, code: string, detail: string): Problem {
  return {
    type: `/docs#problem-${code}`,
    title: TITLES[status] ?? 'Failed',
    status,
    code,
    detail,
  };
}

/**
 * The same problem in German: title by status, detail by code. It is less exact than the English
 * one, which may name what stood in the way; `facts` stay as they are.
 */
export function translateProblem(found: Problem, requestId: string): Problem {
  const detail = problemTextsDe[found.code]?.replace('{request}', requestId) ?? found.detail;
  const translated = { ...found, title: TITLES_DE[found.status] ?? 'Fehlgeschlagen', detail };
  if (!found.fields) return translated;
  const fields = found.fields.map(({ path, message }) => ({
    path,
    message: findFieldTextDe(message) ?? message,
  }));
  return { ...translated, fields };
}

interface HttpFault extends Error {
  statusCode?: number;
  code?: string;
}

const FASTIFY_FAULTS: Record<string, [status: number, code: string, detail: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too_large', 'The body is larger than this operation accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'unknown_media_type',
    'Send the media type that /docs names for this operation, usually application/json.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'invalid', 'The body is empty; send a JSON object.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'invalid', 'Content-Length does not match the body.'],
};

/** RFC 9457 problem of any error; null where it is a bug of ours that must be logged. */
export function presentProblem(error: unknown): Problem | null {
  if (error instanceof Refused) {
    const shown = problem(error.status, error.code, error.message);
    return error.facts ? { ...shown, facts: error.facts } : shown;
  }
  if (error instanceof Invalid) {
    const detail = 'Nothing was changed. Correct the fields named in "fields" and send it again.';
    return { ...problem(400, 'invalid', detail), fields: error.fields };
  }
  if (error instanceof DatabaseAway) return presentProblem(refuseForNow());
  if (isClash(error)) return presentProblem(refuseClash());
  const fault = error as HttpFault;
  const known = FASTIFY_FAULTS[fault.code ?? ''];
  if (known) return problem(...known);
  if (fault instanceof SyntaxError) {
    return problem(400, 'invalid', 'The body is not JSON. Nothing was changed.');
  }
  if (fault.statusCode && fault.statusCode >= 400 && fault.statusCode < 500) {
    return problem(fault.statusCode, 'invalid', fault.message);
  }
  return null;
}

function refuseForNow(): Refused {
  return new Refused(
    'database_away',
    'The database does not answer at this moment. Try again in a few seconds; what you sent may ' +
      'have been kept, so look first.',
    { status: 503 },
  );
}

function refuseClash(): Refused {
  return new Refused(
    'busy',
    'Others are changing the same at this moment, again and again. Nothing was changed; try ' +
      'again in a few seconds.',
    { status: 503 },
  );
}

/** What a caller learns whose bytes are no request of HTTP (RFC 9112), or one with giant headers. */
export function presentUnreadable(isLarge: boolean): Problem {
  return isLarge
    ? problem(431, 'too_large', 'Address and headers are larger than 16 kB together.')
    : problem(400, 'invalid', 'This is no valid HTTP request. Nothing was changed.');
}

/** What a caller learns of a bug: that it was one, and under which id the log tells more. */
export function presentBug(requestId: string): Problem {
  const detail =
    'Something went wrong on our side. What you sent was not kept; try again. ' +
    `If it fails again, tell your administrator the number ${requestId}: the log explains it.`;
  return problem(500, 'fault', detail);
}
