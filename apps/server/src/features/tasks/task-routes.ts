import * as contract from '@earshot/contract/task-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { canReadCases, getCase } from '../cases/public.ts';
import { deleteTask, finishTask, reopenTask, restoreTask, updateTask } from './task-changes.ts';
import { checklistRoutes } from './checklist-routes.ts';
import { createTask } from './create-task.ts';
import { listTasks } from './list-tasks.ts';
import { countTasks, presentCaseTasks, presentTask } from './task-views.ts';

/** Tasks and checklists on cases. Who may see and change which is decided by the getters. */
export function taskRoutes({ clock }: { clock: Clock }): Route[] {
  /** Acts on a task and answers it as it stands then. */
  const answer = (db: Database, actor: Actor, taskId: string, act: (tx: Tx) => Promise<void>) =>
    db.withAccount(actor.accountId, async (tx) => {
      await act(tx);
      return presentTask(tx, taskId, clock.now());
    });
  return [
    ...listRoutes(clock),
    route(contract.createCaseTask, canReadCases, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const input = {
          title: body.title,
          description: body.description,
          assigneeId: body.assignee_id,
          teamId: body.team_id,
          dueAt: body.due_at === null ? null : new Date(body.due_at),
          blocks: body.blocks,
        };
        const id = await createTask(tx, actor, params.caseId, input, clock.now());
        return presentTask(tx, id, clock.now());
      }),
    ),
    route(contract.updateTask, canReadCases, ({ actor, db, params, body }) =>
      answer(db, actor, params.taskId, (tx) =>
        updateTask(tx, actor, params.taskId, body, clock.now()),
      ),
    ),
    route(contract.createTaskCompletion, canReadCases, ({ actor, db, params, body }) =>
      answer(db, actor, params.taskId, (tx) =>
        finishTask(tx, actor, params.taskId, body.result, clock.now()),
      ),
    ),
    route(contract.deleteTaskCompletion, canReadCases, ({ actor, db, params }) =>
      answer(db, actor, params.taskId, (tx) => reopenTask(tx, actor, params.taskId, clock.now())),
    ),
    route(contract.deleteTask, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) => deleteTask(tx, actor, params.taskId, clock.now())),
    ),
    route(contract.createTaskRestoration, canReadCases, ({ actor, db, params }) =>
      answer(db, actor, params.taskId, (tx) => restoreTask(tx, actor, params.taskId, clock.now())),
    ),
    ...checklistRoutes({ clock }),
  ];
}

function listRoutes(clock: Clock): Route[] {
  return [
    route(contract.listCaseTasks, canReadCases, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { id } = await getCase(tx, actor, params.caseId);
        return { items: await presentCaseTasks(tx, id, clock.now()) };
      }),
    ),
    route(contract.listTasks, canReadCases, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, (tx) => listTasks(tx, actor, query, clock.now())),
    ),
    route(contract.listTaskCounts, canReadCases, ({ actor, db }) =>
      db.withAccount(actor.accountId, (tx) => countTasks(tx, actor, clock.now())),
    ),
  ];
}
