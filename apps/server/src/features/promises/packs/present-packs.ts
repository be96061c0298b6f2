import { DAY_MS } from '@earshot/contract/durations.ts';
import type { getPackReadiness, listPolicyPacks } from '@earshot/contract/promise-rule-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Locale } from '../../../platform/i18n/texts.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { lastDays } from '../figures/public-rate.ts';
import { readinessDays } from '../promise-limits.ts';
import { getPack } from './apply-pack.ts';
import { listAppliedPacks } from './pack-store.ts';
import { translatePack } from './pack-texts-de.ts';
import { policyPacks } from './policy-packs.ts';
import { findReadiness } from './readiness-views.ts';

/** The packs with their sources, and which are in use since when. */
export async function presentPacks(
  tx: Tx,
  locale: Locale,
): Promise<ResponseOf<typeof listPolicyPacks>['items']> {
  const applied = await listAppliedPacks(tx);
  return policyPacks.map((known) => {
    const pack = translatePack(known, locale);
    const used = applied.find((one) => one.pack_id === pack.id);
    return {
      id: pack.id,
      name: pack.name,
      summary: pack.summary,
      duties: pack.duties.map(({ id, source, verified, text }) => ({ id, source, verified, text })),
      applied: used ? { at: used.applied_at.toISOString(), by: used.applied_by.name } : null,
    };
  });
}

/** Which duties of a pack are met in the last days, which are not and which nothing measures. */
export async function reportReadiness(
  tx: Tx,
  packId: string,
  locale: Locale,
  now: Date,
): Promise<ResponseOf<typeof getPackReadiness>> {
  const pack = getPack(packId, locale);
  const { timeZone } = await getAccountFacts(tx);
  const applied = (await listAppliedPacks(tx)).find((one) => one.pack_id === packId);
  const since = new Date(now.getTime() - readinessDays * DAY_MS);
  const tags = pack.policies.flatMap((policy) => policy.tags);
  const facts = { since, now, locale, tags, policyIds: applied?.made.policy_ids ?? [] };
  const items = [];
  for (const duty of pack.duties) items.push(await findReadiness(tx, duty, facts));
  return { ...lastDays(now, readinessDays, timeZone), items };
}
