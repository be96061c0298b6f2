import { contactLanguages } from '@earshot/contract/contact-language.ts';
import type { SlaPolicyShown } from '@earshot/contract/promise-rule-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../../platform/errors.ts';
import type { KeptWords } from '../../../platform/kept-words.ts';
import { newId } from '../../../platform/ids.ts';
import { recordAudit } from '../../keys/public.ts';
import { compileFields, listCalendarRows } from '../calendars/calendar-store.ts';
import { policiesMax } from '../promise-limits.ts';
import { findEndlessTarget } from './policy-rules.ts';
import {
  insertPolicy,
  listPolicyRows,
  orderPolicyRows,
  type PolicyFields,
  type PolicyRow,
  removePolicyRows,
  updatePolicyRow,
} from './policy-store.ts';

/** A policy as the contract shows it: what was not said is spelled out. */
export function presentPolicy(row: PolicyRow): SlaPolicyShown {
  const { conditions, targets } = row;
  return {
    id: row.id,
    name: row.name,
    position: row.position,
    enabled: row.enabled,
    conditions: {
      channel_ids: conditions.channel_ids ?? [],
      team_ids: conditions.team_ids ?? [],
      priorities: conditions.priorities ?? [],
      tags: conditions.tags ?? [],
      contact_groups: conditions.contact_groups ?? [],
    },
    targets: {
      first_answer: targets.first_answer ?? null,
      answer: targets.answer ?? null,
      resolution: targets.resolution ?? null,
      update: targets.update ?? null,
    },
    words: row.words,
    calendar_id: row.calendar_id,
    warn_percent: row.warn_percent,
    pack_id: row.pack_id,
  };
}

/** The account’s own words of a policy, each with where it stands. */
export function listOwnWords(words: PolicyFields['words']): KeptWords[] {
  return contactLanguages.flatMap((language) =>
    Object.entries(words[language] ?? {}).map(([kind, text]) => ({
      field: `words.${language}.${kind}`,
      text: text ?? '',
      language,
      fills: ['due'],
    })),
  );
}

/** Policies in the order in which they are asked. */
export async function listPolicies(tx: Tx): Promise<SlaPolicyShown[]> {
  return (await listPolicyRows(tx)).map(presentPolicy);
}

/** Adds a policy behind all others; answers it. */
export async function createPolicy(
  tx: Tx,
  actor: Actor,
  fields: PolicyFields,
  now: Date,
): Promise<SlaPolicyShown> {
  await checkPolicy(tx, fields, now);
  if ((await listPolicyRows(tx)).length >= policiesMax) {
    throw new Refused('too_many_policies', `An account has at most ${policiesMax} policies.`);
  }
  const id = newId();
  await insertPolicy(tx, { ...fields, id, pack_id: null, at: now });
  await audit(tx, actor, 'sla_policy.created', id, { name: fields.name });
  return presentPolicy(await getPolicy(tx, id));
}

/** Replaces what a policy says; promises that were made stay as they are. */
export async function updatePolicy(
  tx: Tx,
  actor: Actor,
  id: string,
  fields: PolicyFields,
  now: Date,
): Promise<SlaPolicyShown> {
  const before = await getPolicy(tx, id);
  await checkPolicy(tx, fields, now);
  await updatePolicyRow(tx, id, fields);
  await audit(tx, actor, 'sla_policy.changed', id, { from: presentPolicy(before), to: fields });
  return presentPolicy(await getPolicy(tx, id));
}

/** Takes a policy out of use; promises that were made stay as they are. */
export async function deletePolicy(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  const row = await getPolicy(tx, id);
  await removePolicyRows(tx, [id], now);
  await audit(tx, actor, 'sla_policy.removed', id, { name: row.name });
}

/** Puts the policies in this order: all of them, each once. */
export async function orderPolicies(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<SlaPolicyShown[]> {
  const known = (await listPolicyRows(tx)).map((row) => row.id);
  const isWhole = ids.length === known.length && known.every((id) => ids.includes(id));
  if (!isWhole || new Set(ids).size !== ids.length) {
    const message = 'Name every policy of the account, each once.';
    throw new Invalid([{ path: 'body.policy_ids', message }]);
  }
  await orderPolicyRows(tx, ids);
  await audit(tx, actor, 'sla_policy.ordered', null, { from: known, to: ids });
  return listPolicies(tx);
}

async function getPolicy(tx: Tx, id: string): Promise<PolicyRow> {
  const row = (await listPolicyRows(tx)).find((one) => one.id === id);
  if (!row) throw notFound('policy');
  return row;
}

async function checkPolicy(tx: Tx, fields: PolicyFields, now: Date): Promise<void> {
  if (fields.calendar_id !== null) {
    const known = (await listCalendarRows(tx)).find((row) => row.id === fields.calendar_id);
    const message = 'There is no such calendar in this account.';
    if (!known) throw new Invalid([{ path: 'body.calendar_id', message }]);
    const endless = findEndlessTarget(fields.targets, compileFields(known), now);
    const tooFar = 'The calendar opens too rarely: this would fall due in more than ten years.';
    if (endless) throw new Invalid([{ path: `body.targets.${endless}`, message: tooFar }]);
  }
  for (const [language, kinds] of Object.entries(fields.words)) {
    for (const [kind, words] of Object.entries(kinds ?? {})) {
      if (words === undefined || words.includes('{due}')) continue;
      const message = 'The words must hold {due}: by when is what a promise says.';
      throw new Invalid([{ path: `body.words.${language}.${kind}`, message }]);
    }
  }
}

async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  subjectId: string | null,
  detail: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, actor, { action, subjectKind: 'sla_policy', subjectId, detail });
}
