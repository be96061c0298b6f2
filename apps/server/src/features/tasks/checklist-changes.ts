import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../platform/errors.ts';
import { emitEvent } from '../../platform/events/emit-event.ts';
import { getCase, getCaseForUpdate } from '../cases/public.ts';
import {
  type ChecklistRow,
  countChecklists,
  findChecklist,
  findStep,
  findTemplate,
  insertChecklist,
  setChecklistRemoved,
  setTick,
} from './checklist-store.ts';
import { caseChecklistsMax } from './task-limits.ts';
import { decideStepDue } from './task-rules.ts';

/** Puts a checklist on a case; answers its id. */
export async function applyChecklist(
  tx: Tx,
  actor: Actor,
  caseId: string,
  templateId: string,
  now: Date,
): Promise<string> {
  await getCaseForUpdate(tx, actor, caseId);
  const template = await findTemplate(tx, templateId);
  if (!template) {
    const message = 'There is no such checklist; it may have been removed. Choose another.';
    throw new Invalid([{ path: 'body.template_id', message }]);
  }
  if ((await countChecklists(tx, caseId)) >= caseChecklistsMax) {
    throw new Refused(
      'too_many_checklists',
      `This case has ${caseChecklistsMax} checklists already. Take one off first.`,
    );
  }
  const id = await insertChecklist(tx, {
    caseId,
    template,
    dueOf: (step) => decideStepDue(step.due_after_hours, now),
    by: storedActor(actor),
    at: now,
  });
  await emitEvent(tx, actor, {
    name: 'checklist.applied',
    subjectId: caseId,
    facts: { checklist_id: id, name: template.name, steps: template.items.length },
  });
  return id;
}

/** Takes a checklist off its case; what was ticked is kept. */
export async function removeChecklist(
  tx: Tx,
  actor: Actor,
  checklistId: string,
  now: Date,
): Promise<void> {
  const list = await getChecklistForUpdate(tx, actor, checklistId);
  if (list.removed_at !== null) throw notFound('checklist');
  await setChecklistRemoved(tx, checklistId, now);
  await tell(tx, actor, 'checklist.removed', list);
}

/** Brings a checklist back with what was ticked. */
export async function restoreChecklist(tx: Tx, actor: Actor, checklistId: string): Promise<void> {
  const list = await getChecklistForUpdate(tx, actor, checklistId);
  if (list.removed_at === null) return;
  await setChecklistRemoved(tx, checklistId, null);
  await tell(tx, actor, 'checklist.restored', list);
}

/** Ticks a step, or takes the tick back; answers the checklist’s id. */
export async function tickStep(
  tx: Tx,
  actor: Actor,
  itemId: string,
  now: Date | null,
): Promise<string> {
  const step = await findStep(tx, itemId);
  if (!step) throw notFound('checklist item');
  const list = await findChecklist(tx, step.checklist_id);
  if (!list || list.removed_at !== null) throw notFound('checklist item');
  // Whoever reads the case may tick: a colleague is drawn in to do exactly such steps.
  await getCase(tx, actor, list.case_id);
  const tick = now && { by: storedActor(actor), at: now };
  if (await setTick(tx, itemId, tick)) {
    await emitEvent(tx, actor, {
      name: now ? 'checklist.ticked' : 'checklist.unticked',
      subjectId: list.case_id,
      facts: { checklist_id: list.id, item_id: itemId, name: list.name, title: step.title },
    });
  }
  return list.id;
}

async function getChecklistForUpdate(
  tx: Tx,
  actor: Actor,
  checklistId: string,
): Promise<ChecklistRow> {
  const list = await findChecklist(tx, checklistId);
  if (!list) throw notFound('checklist');
  await getCaseForUpdate(tx, actor, list.case_id, { merged: true });
  return list;
}

async function tell(tx: Tx, actor: Actor, name: string, list: ChecklistRow): Promise<void> {
  await emitEvent(tx, actor, {
    name,
    subjectId: list.case_id,
    facts: { checklist_id: list.id, name: list.name },
  });
}
