import * as contract from '@earshot/contract/task-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canReadCases, getCase } from '../cases/public.ts';
import {
  applyChecklist,
  removeChecklist,
  restoreChecklist,
  tickStep,
} from './checklist-changes.ts';
import { deleteTemplate, presentTemplate, saveTemplate } from './template-changes.ts';
import { listTemplateRows } from './checklist-store.ts';
import { presentCaseChecklists, presentChecklist } from './checklist-views.ts';

/** Templates hold for the whole account: supervisors, administrators and programs write them. */
function canWriteTemplates(actor: Actor): boolean {
  if (actor.kind !== 'member') return true;
  return actor.role === 'administrator' || actor.role === 'supervisor';
}

/** Checklists: their templates, and those on cases. */
export function checklistRoutes({ clock }: { clock: Clock }): Route[] {
  return [...templateRoutes(clock), ...caseChecklistRoutes(clock)];
}

function templateRoutes(clock: Clock): Route[] {
  return [
    route(contract.listChecklistTemplates, canReadCases, ({ actor, db }) =>
      db.withAccount(actor.accountId, async (tx) => ({
        items: (await listTemplateRows(tx)).map(presentTemplate),
      })),
    ),
    route(contract.createChecklistTemplate, canWriteTemplates, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, (tx) => saveTemplate(tx, actor, null, body, clock.now())),
    ),
    route(contract.updateChecklistTemplate, canWriteTemplates, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, (tx) =>
        saveTemplate(tx, actor, params.templateId, body, clock.now()),
      ),
    ),
    route(contract.deleteChecklistTemplate, canWriteTemplates, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        deleteTemplate(tx, actor, params.templateId, clock.now()),
      ),
    ),
  ];
}

function caseChecklistRoutes(clock: Clock): Route[] {
  return [
    route(contract.listCaseChecklists, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        return { items: await presentCaseChecklists(tx, id) };
      }),
    ),
    route(contract.createCaseChecklist, canReadCases, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { template_id: templateId } = body;
        const id = await applyChecklist(tx, actor, params.caseId, templateId, clock.now());
        return presentChecklist(tx, id);
      }),
    ),
    route(contract.deleteCaseChecklist, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        removeChecklist(tx, actor, params.checklistId, clock.now()),
      ),
    ),
    route(contract.createChecklistRestoration, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        await restoreChecklist(tx, actor, params.checklistId);
        return presentChecklist(tx, params.checklistId);
      }),
    ),
    route(contract.createChecklistTick, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) =>
        presentChecklist(tx, await tickStep(tx, actor, params.itemId, clock.now())),
      ),
    ),
    route(contract.deleteChecklistTick, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) =>
        presentChecklist(tx, await tickStep(tx, actor, params.itemId, null)),
      ),
    ),
  ];
}
