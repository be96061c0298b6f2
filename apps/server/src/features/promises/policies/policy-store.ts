import '../promise-tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type Tables } from '../../../platform/db/tables.ts';
import type { WorkCalendar } from '../calendars/calendar-rules.ts';
import { compileFields } from '../calendars/calendar-store.ts';
import type { LivePolicy, PolicyConditions, PolicyTargets, PolicyWords } from './policy-rules.ts';

export type PolicyRow = Selectable<Tables['sla_policies']>;

export interface PolicyFields {
  name: string;
  enabled: boolean;
  conditions: PolicyConditions;
  targets: PolicyTargets;
  words: PolicyWords;
  calendar_id: string | null;
  warn_percent: number;
}

/** Policies that were not removed, in the order in which they are asked. */
export async function listPolicyRows(tx: Tx): Promise<PolicyRow[]> {
  return tx.db
    .selectFrom('sla_policies')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Enabled policies made ready for deciding, in their order. */
export async function loadPolicies(tx: Tx): Promise<LivePolicy[]> {
  const rows = (await listPolicyRows(tx)).filter((row) => row.enabled);
  if (rows.length === 0) return [];
  const calendars = await loadCalendars(tx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    conditions: row.conditions,
    targets: row.targets,
    words: row.words,
    warnPercent: row.warn_percent,
    calendarId: row.calendar_id,
    calendar: row.calendar_id === null ? null : (calendars.get(row.calendar_id) ?? null),
  }));
}

/** Every calendar of the account, also removed ones: clocks that run on them go on. */
export async function loadCalendars(tx: Tx): Promise<Map<string, WorkCalendar>> {
  const rows = await tx.db
    .selectFrom('work_calendars')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Map(rows.map((row) => [row.id, compileFields(row)]));
}

/** Adds a policy behind all others. */
export async function insertPolicy(
  tx: Tx,
  policy: PolicyFields & { id: string; pack_id: string | null; at: Date },
): Promise<void> {
  await tx.db
    .insertInto('sla_policies')
    .values({
      account_id: tx.accountId,
      id: policy.id,
      ...stored(policy),
      position: sql<number>`(select coalesce(max(position), 0) + 1 from sla_policies
        where account_id = ${tx.accountId})`,
      pack_id: policy.pack_id,
      created_at: policy.at,
    })
    .execute();
}

/** Replaces what a policy says; its place stays. */
export async function updatePolicyRow(tx: Tx, id: string, policy: PolicyFields): Promise<void> {
  await tx.db
    .updateTable('sla_policies')
    .set(stored(policy))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Gives the policies places 1, 2, 3 … in this order. */
export async function orderPolicyRows(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update sla_policies set position = place.ordinal
    from unnest(${[...ids]}::uuid[]) with ordinality as place (id, ordinal)
    where sla_policies.account_id = ${tx.accountId} and sla_policies.id = place.id`.execute(tx.db);
}

/** Takes policies out of use; the promises they made stay as they are. */
export async function removePolicyRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('sla_policies')
    .set({ deleted_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .execute();
}

function stored(policy: PolicyFields) {
  return {
    name: policy.name,
    enabled: policy.enabled,
    conditions: json(policy.conditions),
    targets: json(policy.targets),
    words: json(policy.words),
    calendar_id: policy.calendar_id,
    warn_percent: policy.warn_percent,
  };
}
