import type { updateCase as operation } from '@earshot/contract/case-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { emitEvent } from '../../../platform/events/emit-event.ts';
import { getCaseForUpdate } from '../case-access-views.ts';
import { rememberTags, touchCase } from '../case-store.ts';
import { replanCase } from '../promises/settle-case.ts';
import { cleanTags } from './case-rules.ts';

/** Changes subject, priority or tags; what stays the same leaves no trace. */
export async function updateCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: BodyOf<typeof operation>,
  now: Date,
): Promise<void> {
  const current = await getCaseForUpdate(tx, actor, caseId);
  const wanted = {
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    ...(input.priority === undefined ? {} : { priority: input.priority }),
    ...(input.tags === undefined ? {} : { tags: cleanTags(input.tags) }),
  };
  const fields = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (field) => JSON.stringify(wanted[field]) !== JSON.stringify(current[field]),
  );
  if (fields.length === 0) return;
  const change = Object.fromEntries(fields.map((field) => [field, wanted[field]]));
  await touchCase(tx, caseId, change);
  if (wanted.tags) await rememberTags(tx, wanted.tags, now);
  const facts = Object.fromEntries(
    fields.map((field) => [field, { from: current[field], to: wanted[field] }]),
  );
  await emitEvent(tx, actor, { name: 'case.updated', subjectId: caseId, facts });
  if (wanted.priority || wanted.tags) await replanCase(tx, caseId, now);
}
