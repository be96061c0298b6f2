import './task-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import type { TemplateStep } from './task-tables.ts';

export type TemplateRow = Selectable<Tables['checklist_templates']>;
export type ChecklistRow = Selectable<Tables['case_checklists']>;

/** Templates by name. */
export async function listTemplateRows(tx: Tx): Promise<TemplateRow[]> {
  return tx.db
    .selectFrom('checklist_templates')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .orderBy((eb) => eb.fn<string>('lower', ['name']))
    .execute();
}

/** A template that was not removed; null if there is none. */
export async function findTemplate(tx: Tx, templateId: string): Promise<TemplateRow | null> {
  const row = await tx.db
    .selectFrom('checklist_templates')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', templateId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

interface TemplateWords {
  name: string;
  items: readonly TemplateStep[];
  by: StoredActor;
  at: Date;
}

/** Adds a template; answers its id. */
export async function insertTemplate(tx: Tx, words: TemplateWords): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('checklist_templates')
    .values({
      account_id: tx.accountId,
      id,
      name: words.name,
      items: json(words.items),
      changed_by: json(words.by),
      changed_at: words.at,
    })
    .execute();
  return id;
}

/** Changes a template. */
export async function changeTemplate(tx: Tx, id: string, words: TemplateWords): Promise<void> {
  await tx.db
    .updateTable('checklist_templates')
    .set({
      name: words.name,
      items: json(words.items),
      changed_by: json(words.by),
      changed_at: words.at,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Removes a template. */
export async function removeTemplate(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('checklist_templates')
    .set({ deleted_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

export interface NewChecklist {
  caseId: string;
  template: TemplateRow;
  dueOf: (step: TemplateStep) => Date | null;
  by: StoredActor;
  at: Date;
}

/** Copies the steps of a template onto a case; answers the checklist’s id. */
export async function insertChecklist(tx: Tx, list: NewChecklist): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('case_checklists')
    .values({
      account_id: tx.accountId,
      id,
      case_id: list.caseId,
      template_id: list.template.id,
      name: list.template.name,
      applied_by: json(list.by),
      applied_at: list.at,
    })
    .execute();
  await tx.db
    .insertInto('checklist_items')
    .values(
      list.template.items.map((step, ordinal) => ({
        account_id: tx.accountId,
        id: newId(),
        checklist_id: id,
        ordinal,
        title: step.title,
        team_id: step.team_id,
        role: step.role,
        due_at: list.dueOf(step),
      })),
    )
    .execute();
  return id;
}

/** A checklist on a case, removed or not; null if there is none. */
export async function findChecklist(tx: Tx, checklistId: string): Promise<ChecklistRow | null> {
  const row = await tx.db
    .selectFrom('case_checklists')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('id', '=', checklistId)
    .executeTakeFirst();
  return row ?? null;
}

/** The checklist that a step belongs to; null if there is no such step. */
export async function findStep(
  tx: Tx,
  itemId: string,
): Promise<{ checklist_id: string; title: string } | null> {
  const row = await tx.db
    .selectFrom('checklist_items')
    .select(['checklist_id', 'title'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', itemId)
    .executeTakeFirst();
  return row ?? null;
}

/** How many checklists a case has. */
export async function countChecklists(tx: Tx, caseId: string): Promise<number> {
  const row = await tx.db
    .selectFrom('case_checklists')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', tx.accountId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Takes a checklist off its case (a time) or brings it back (null). */
export async function setChecklistRemoved(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.db
    .updateTable('case_checklists')
    .set({ removed_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Ticks a step or takes the tick back; false if it stood so already. */
export async function setTick(
  tx: Tx,
  itemId: string,
  tick: { by: StoredActor; at: Date } | null,
): Promise<boolean> {
  const row = await tx.db
    .updateTable('checklist_items')
    .set({ ticked_at: tick?.at ?? null, ticked_by: tick ? json(tick.by) : null })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', itemId)
    .where('ticked_at', tick ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
