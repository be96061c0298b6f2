import type { BodyOf } from '@earshot/contract/operation.ts';
import type {
  ChecklistTemplate,
  createChecklistTemplate,
} from '@earshot/contract/task-contract.ts';
import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { recordAudit } from '../keys/public.ts';
import { getKnownTeam } from '../members/public.ts';
import {
  changeTemplate,
  findTemplate,
  insertTemplate,
  listTemplateRows,
  removeTemplate,
  type TemplateRow,
} from './checklist-store.ts';
import { templatesMax } from './task-limits.ts';

type TemplateInput = BodyOf<typeof createChecklistTemplate>;

/** Writes a template (`templateId` null) or changes one; answers it. */
export async function saveTemplate(
  tx: Tx,
  actor: Actor,
  templateId: string | null,
  input: TemplateInput,
  now: Date,
): Promise<ChecklistTemplate> {
  const rows = await listTemplateRows(tx);
  const before = rows.find((row) => row.id === templateId);
  if (templateId !== null && !before) throw notFound('checklist');
  refuseTwice(rows, templateId, input.name);
  for (const [index, step] of input.items.entries()) {
    if (step.team_id) await getKnownTeam(tx, step.team_id, `body.items.${index}.team_id`);
  }
  const words = { name: input.name, items: input.items, by: storedActor(actor), at: now };
  const id = templateId ?? (await insertTemplate(tx, words));
  if (templateId !== null) await changeTemplate(tx, templateId, words);
  await note(tx, actor, before ? 'changed' : 'created', id, input.name);
  return presentTemplate((await findTemplate(tx, id))!);
}

function refuseTwice(rows: readonly TemplateRow[], own: string | null, name: string): void {
  const same = rows.some((row) => row.id !== own && row.name.toLowerCase() === name.toLowerCase());
  if (same) {
    throw new Refused(
      'checklist_name_taken',
      `Another checklist is called ${name}. Choose a name.`,
    );
  }
  if (own === null && rows.length >= templatesMax) {
    throw new Refused(
      'too_many_checklists',
      `There are ${templatesMax} checklists already. Remove one that nobody uses.`,
    );
  }
}

/** Removes a template; checklists on cases stay. */
export async function deleteTemplate(
  tx: Tx,
  actor: Actor,
  templateId: string,
  now: Date,
): Promise<void> {
  const template = await findTemplate(tx, templateId);
  if (!template) throw notFound('checklist');
  await removeTemplate(tx, templateId, now);
  await note(tx, actor, 'deleted', templateId, template.name);
}

/** A template as the contract shows it. */
export function presentTemplate(row: TemplateRow): ChecklistTemplate {
  return {
    id: row.id,
    name: row.name,
    items: row.items,
    changed_at: row.changed_at.toISOString(),
  };
}

async function note(
  tx: Tx,
  actor: Actor,
  what: 'created' | 'changed' | 'deleted',
  id: string,
  name: string,
): Promise<void> {
  await recordAudit(tx, storedActor(actor), {
    action: `checklist_template.${what}`,
    subjectKind: 'checklist_template',
    subjectId: id,
    detail: { name },
  });
  await emitEvent(tx, actor, {
    name: `checklist_template.${what}`,
    subjectId: id,
    facts: { name },
  });
}
