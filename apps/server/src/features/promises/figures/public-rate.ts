import { DAY_MS } from '@earshot/contract/durations.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { getPublicKeptRate } from '@earshot/contract/promise-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Database } from '../../../platform/db/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { html, Markup } from '../../../platform/web/html-template.ts';
import {
  hashSource,
  nothingAllowed,
  writeContentSecurity,
} from '../../../platform/web/content-security.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { publicDays } from '../promise-limits.ts';
import { publicRateText } from './public-rate-texts.ts';
import { countTold } from './promise-figure-views.ts';
import { isPublishing, listPublishing } from './promise-settings-store.ts';

type PublicRate = ResponseOf<typeof getPublicKeptRate>;

const style = [
  ':root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }',
  'main { max-width: 36rem; margin: 8vh auto; padding: 0 1.25rem; }',
  '.rate { font-size: 3.5rem; font-weight: 600; line-height: 1.1; margin: 0.5rem 0; }',
  'table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }',
  'caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }',
  'th, td { border-top: 1px solid #8888; padding: 0.5rem 0; text-align: left; }',
  'th { font-weight: 400; } td { text-align: right; font-variant-numeric: tabular-nums; }',
].join('\n');

/** Headers of the page: own style only, no script, framed by nobody. */
export const publicRateHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=300',
  'x-frame-options': 'DENY',
  'content-security-policy': writeContentSecurity({
    ...nothingAllowed,
    'style-src': hashSource(style),
  }),
};

/** The days looked back on, as dates in the zone. */
export function lastDays(now: Date, days: number, timeZone: string): { from: string; to: string } {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  const day = (at: number) => format.format(at);
  return { from: day(now.getTime() - (days - 1) * DAY_MS), to: day(now.getTime()) };
}

/**
 * The published figures; 404 where the account does not publish, or where it is not named and
 * several do: nobody learns which accounts there are.
 */
export async function getPublicRate(
  db: Database,
  accountId: string | undefined,
  now: Date,
): Promise<PublicRate & { locale: ContactLanguage }> {
  const id = await db.withSystem(async (tx) => {
    if (accountId !== undefined) return (await isPublishing(tx, accountId)) ? accountId : null;
    const [only, another] = await listPublishing(tx);
    return another === undefined ? (only ?? null) : null;
  });
  if (id === null) throw notFound('page');
  return db.withAccount(id, async (tx) => {
    const account = await getAccountFacts(tx);
    const days = lastDays(now, publicDays, account.timeZone);
    const total = await countTold(tx, days, account.timeZone);
    return { account: account.name, locale: account.contactLanguage, ...days, ...total };
  });
}

/** The same for people: one page, no script, in the language asked for or the account’s. */
export function renderPublicRate(rate: PublicRate, locale: ContactLanguage): Markup {
  const say = (id: Parameters<typeof publicRateText>[1], values?: Record<string, string>) =>
    publicRateText(locale, id, values);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const figure = rate.kept_rate === null ? say('none') : percent.format(rate.kept_rate);
  const row = (name: string, count: number) =>
    html`<tr>
      <th scope="row">${name}</th>
      <td>${String(count)}</td>
    </tr>`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${say('title', { account: rate.account })}</title>
        ${new Markup(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${say('title', { account: rate.account })}</h1>
          <p>${say('lead', { from: rate.from, to: rate.to })}</p>
          <p class="rate">${figure}</p>
          <table>
            <caption>
              ${say('counted')}
            </caption>
            <tbody>
              ${row(say('kept'), rate.kept)} ${row(say('broken'), rate.broken)}
              ${row(say('renegotiated'), rate.renegotiated)}
            </tbody>
          </table>
          <p>${say('definition')}</p>
        </main>
      </body>
    </html>`;
}
