import { type ContactLanguage, contactLanguages } from '@earshot/contract/contact-language.ts';
import type { FastifyRequest } from 'fastify';
import type { Locale } from '../i18n/texts.ts';

/** Longer than any browser sends; the rest is not read. */
const HEADER_CHARS_MAX = 500;

type Asked = Pick<FastifyRequest, 'headers'>;

/** German where `Accept-Language` prefers it to English (RFC 9110, section 12.5.4), else English. */
export function chooseLanguage(request: Asked): Locale {
  return choosePreferred(request, ['en', 'de']);
}

/** The same for who is no member: in every language in which contacts are addressed. */
export function chooseContactLanguage(request: Asked): ContactLanguage {
  return choosePreferred(request, ['en', ...contactLanguages]);
}

/** The first of these where none is asked for. */
function choosePreferred<L extends ContactLanguage>(
  request: Asked,
  [otherwise, ...others]: readonly [L, ...L[]],
): L {
  const wishes = (request.headers['accept-language'] ?? '').slice(0, HEADER_CHARS_MAX);
  const weights = new Map<L, number>([[otherwise, 0]]);
  for (const wish of wishes.split(',')) {
    const [, language, weight = '1'] = /^\s*([a-z]{2})\b[^;]*(?:;\s*q=([\d.]+))?/i.exec(wish) ?? [];
    const known = [otherwise, ...others].find((one) => one === language?.toLowerCase());
    if (known) weights.set(known, Math.max(weights.get(known) ?? 0, Number(weight) || 0));
  }
  let best = otherwise;
  for (const [one, weight] of weights) {
    if (weight > (weights.get(best) ?? 0)) best = one;
  }
  return best;
}
