import type { FastifyRequest } from 'fastify';
import type { Locale } from '../i18n/texts.ts';

/** Longer than any browser sends; the rest is not read. */
const HEADER_CHARS_MAX = 500;

/** German where `Accept-Language` prefers it to English (RFC 9110, section 12.5.4), else English. */
export function chooseLanguage(request: Pick<FastifyRequest, 'headers'>): Locale {
  const wishes = (request.headers['accept-language'] ?? '').slice(0, HEADER_CHARS_MAX);
  const weights = { de: 0, en: 0 };
  for (const wish of wishes.split(',')) {
    const [, language, weight = '1'] = /^\s*([a-z]{2})\b[^;]*(?:;\s*q=([\d.]+))?/i.exec(wish) ?? [];
    const known = language?.toLowerCase();
    if (known !== 'de' && known !== 'en') continue;
    weights[known] = Math.max(weights[known], Number(weight) || 0);
  }
  return weights.de > weights.en ? 'de' : 'en';
}
