import { type Actor, storedActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import type { Locale } from '../../../platform/i18n/texts.ts';
import { newId } from '../../../platform/ids.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { recordAudit } from '../../keys/public.ts';
import { insertCalendar, removeCalendarRows } from '../calendars/calendar-store.ts';
import {
  insertPolicy,
  listPolicyRows,
  orderPolicyRows,
  removePolicyRows,
} from '../policies/policy-store.ts';
import { insertAppliedPack, listAppliedPacks, removeAppliedPack } from './pack-store.ts';
import { translatePack } from './pack-texts-de.ts';
import { type PolicyPack, policyPacks } from './policy-packs.ts';

/** A pack by its id, in the language of who asks; throws 404. */
export function getPack(id: string, locale: Locale): PolicyPack {
  const pack = policyPacks.find((one) => one.id === id);
  if (!pack) throw notFound('pack');
  return translatePack(pack, locale);
}

/** Makes the calendar and the policies of a pack, first in the order; `removePack` undoes it. */
export async function applyPack(
  tx: Tx,
  actor: Actor,
  packId: string,
  now: Date,
): Promise<{ policy_ids: string[]; calendar_ids: string[] }> {
  const pack = getPack(packId, actor.locale);
  const account = await getAccountFacts(tx);
  const before = (await listPolicyRows(tx)).map((row) => row.id);
  const calendarId = newId();
  const made = { policy_ids: pack.policies.map(() => newId()), calendar_ids: [calendarId] };
  const by = storedActor(actor);
  if (!(await insertAppliedPack(tx, { packId, made, by, at: now }))) {
    throw new Refused('pack_applied', `${pack.name} is in use already. Nothing was changed.`);
  }
  const { calendar } = pack;
  const zoned = { ...calendar, time_zone: calendar.time_zone ?? account.timeZone };
  await insertCalendar(tx, calendarId, zoned, now);
  for (const [index, policy] of pack.policies.entries()) {
    await insertPolicy(tx, {
      id: made.policy_ids[index]!,
      name: policy.name,
      enabled: true,
      conditions: policy.tags.length > 0 ? { tags: policy.tags } : {},
      targets: policy.targets,
      words: policy.words,
      calendar_id: calendarId,
      warn_percent: 20,
      pack_id: packId,
      at: now,
    });
  }
  await orderPolicyRows(tx, [...made.policy_ids, ...before]);
  await audit(tx, actor, 'policy_pack.applied', { pack_id: packId, ...made });
  return made;
}

/** Takes back what a pack made. Policies that were changed since go as well; promises stay. */
export async function removePack(tx: Tx, actor: Actor, packId: string, now: Date): Promise<void> {
  const applied = (await listAppliedPacks(tx)).find((one) => one.pack_id === packId);
  if (!applied) throw notFound('pack in use');
  await removePolicyRows(tx, applied.made.policy_ids, now);
  const used = new Set((await listPolicyRows(tx)).map((row) => row.calendar_id));
  const idle = applied.made.calendar_ids.filter((id) => !used.has(id));
  await removeCalendarRows(tx, idle, now);
  await removeAppliedPack(tx, applied.id, now);
  await audit(tx, actor, 'policy_pack.removed', { pack_id: packId, ...applied.made });
}

async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, actor, { action, subjectKind: 'policy_pack', subjectId: null, detail });
}
