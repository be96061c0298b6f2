import { z } from 'zod';
import {
  cursor,
  id,
  instant,
  limit,
  memberRef,
  page,
  shortText,
  teamRef,
  visibleText,
} from './basic-schema.ts';
import { caseParams } from './case-contract.ts';
import { role } from './member-contract.ts';
import { operation } from './operation.ts';

const tag = 'tasks';
const read = { tag, access: 'member_or_key', scope: 'cases:read' } as const;
const write = { tag, access: 'member_or_key', scope: 'cases:write' } as const;

const title = visibleText(300);
const doer = z.object({ kind: z.enum(['member', 'key', 'contact', 'system']), name: z.string() });

export const task = z.object({
  id,
  case: z.object({ id, number: z.number().int(), subject: z.string() }),
  title: z.string(),
  description: z.string(),
  assignee: memberRef.nullable(),
  team: teamRef.nullable(),
  due_at: instant.nullable(),
  overdue: z.boolean().describe('Open, and its time has passed.'),
  blocks: z.boolean().describe('What the contact was promised waits for it.'),
  origin: z
    .object({ kind: z.string(), id })
    .nullable()
    .describe('What made it where no person did, such as a recovery.'),
  made_by: doer,
  made_at: instant,
  done_at: instant.nullable(),
  done_by: doer.nullable(),
  result: z.string(),
  reopened_at: instant.nullable(),
  version: z.number().int(),
});
export type Task = z.infer<typeof task>;

export const listCaseTasks = operation({
  ...read,
  id: 'listCaseTasks',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/tasks',
  summary: 'The tasks of a case: open ones by their time, then those done.',
  params: caseParams,
  response: z.object({ items: z.array(task) }),
});

export const createCaseTask = operation({
  ...write,
  id: 'createCaseTask',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/tasks',
  summary: 'Gives somebody inside a piece of work on this case; they can read it from then on.',
  status: 201,
  params: caseParams,
  body: z.object({
    title,
    description: z.string().trim().max(10_000).default(''),
    assignee_id: id.nullable().default(null),
    team_id: id.nullable().default(null),
    due_at: instant.nullable().default(null),
    blocks: z.boolean().default(false),
  }),
  response: task,
});

export const listTasks = operation({
  ...read,
  id: 'listTasks',
  method: 'GET',
  path: '/api/v1/tasks',
  summary: 'Tasks on cases the caller may read, the next due first, by page.',
  query: z.object({
    assignee: z
      .enum(['me', 'teams', 'all'])
      .default('me')
      .describe('teams: given to a team of the caller, and nobody has taken it.'),
    state: z.enum(['open', 'done']).default('open'),
    limit,
    cursor: cursor.optional(),
  }),
  response: page(task),
});

export const listTaskCounts = operation({
  ...read,
  id: 'listTaskCounts',
  method: 'GET',
  path: '/api/v1/task-counts',
  summary: 'How many open tasks the caller has, how many their teams, and how many are overdue.',
  response: z.object({
    me: z.number().int(),
    teams: z.number().int(),
    all: z.number().int(),
    overdue: z.number().int().describe('Of those of the caller.'),
  }),
});

const taskParams = z.object({ taskId: id });

export const updateTask = operation({
  ...write,
  id: 'updateTask',
  method: 'PATCH',
  path: '/api/v1/tasks/{taskId}',
  summary: 'Changes a task, or gives it to somebody else.',
  params: taskParams,
  body: z.object({
    title: title.optional(),
    description: z.string().trim().max(10_000).optional(),
    assignee_id: id.nullable().optional(),
    team_id: id.nullable().optional(),
    due_at: instant.nullable().optional(),
    blocks: z.boolean().optional(),
  }),
  response: task,
});

export const createTaskCompletion = operation({
  ...write,
  id: 'createTaskCompletion',
  method: 'POST',
  path: '/api/v1/tasks/{taskId}/completions',
  summary: 'The task is done, and what came of it.',
  params: taskParams,
  body: z.object({ result: z.string().trim().max(5_000).default('') }),
  response: task,
});

export const deleteTaskCompletion = operation({
  ...write,
  id: 'deleteTaskCompletion',
  method: 'DELETE',
  path: '/api/v1/tasks/{taskId}/completions',
  summary: 'Re-opens a task that was done; its result stays to be read.',
  params: taskParams,
  response: task,
});

export const deleteTask = operation({
  ...write,
  id: 'deleteTask',
  method: 'DELETE',
  path: '/api/v1/tasks/{taskId}',
  summary: 'Removes a task; it can be brought back.',
  params: taskParams,
});

export const createTaskRestoration = operation({
  ...write,
  id: 'createTaskRestoration',
  method: 'POST',
  path: '/api/v1/tasks/{taskId}/restorations',
  summary: 'Brings a removed task back.',
  params: taskParams,
  response: task,
});

const step = z.object({
  title,
  team_id: id.nullable().default(null),
  role: role.nullable().default(null),
  due_after_hours: z
    .number()
    .int()
    .min(1)
    .max(8_760)
    .nullable()
    .default(null)
    .describe('From when the checklist is put on a case; null: no time.'),
});

export const checklistTemplate = z.object({
  id,
  name: z.string(),
  items: z.array(step),
  changed_at: instant,
});
export type ChecklistTemplate = z.infer<typeof checklistTemplate>;

const templateBody = z.object({ name: shortText, items: z.array(step).min(1).max(50) });
const templateParams = z.object({ templateId: id });

export const listChecklistTemplates = operation({
  ...read,
  id: 'listChecklistTemplates',
  method: 'GET',
  path: '/api/v1/checklist-templates',
  summary: 'The checklists that can be put on a case, by name.',
  response: z.object({ items: z.array(checklistTemplate) }),
});

export const createChecklistTemplate = operation({
  ...write,
  id: 'createChecklistTemplate',
  method: 'POST',
  path: '/api/v1/checklist-templates',
  summary: 'Writes down steps that come back; supervisors and administrators.',
  status: 201,
  body: templateBody,
  response: checklistTemplate,
});

export const updateChecklistTemplate = operation({
  ...write,
  id: 'updateChecklistTemplate',
  method: 'PUT',
  path: '/api/v1/checklist-templates/{templateId}',
  summary: 'Changes a template; checklists on cases stay as they were applied.',
  params: templateParams,
  body: templateBody,
  response: checklistTemplate,
});

export const deleteChecklistTemplate = operation({
  ...write,
  id: 'deleteChecklistTemplate',
  method: 'DELETE',
  path: '/api/v1/checklist-templates/{templateId}',
  summary: 'Removes a template; checklists on cases stay.',
  params: templateParams,
});

export const checklist = z.object({
  id,
  case_id: id,
  name: z.string(),
  applied_by: doer,
  applied_at: instant,
  items: z.array(
    z.object({
      id,
      title: z.string(),
      team: teamRef.nullable(),
      role: role.nullable(),
      due_at: instant.nullable(),
      ticked_at: instant.nullable(),
      ticked_by: doer.nullable(),
    }),
  ),
});
export type Checklist = z.infer<typeof checklist>;

export const listCaseChecklists = operation({
  ...read,
  id: 'listCaseChecklists',
  method: 'GET',
  path: '/api/v1/cases/{caseId}/checklists',
  summary: 'The checklists on a case with what was ticked, by whom and when.',
  params: caseParams,
  response: z.object({ items: z.array(checklist) }),
});

export const createCaseChecklist = operation({
  ...write,
  id: 'createCaseChecklist',
  method: 'POST',
  path: '/api/v1/cases/{caseId}/checklists',
  summary: 'Puts a checklist on a case: its steps are copied from the template.',
  status: 201,
  params: caseParams,
  body: z.object({ template_id: id }),
  response: checklist,
});

const checklistParams = z.object({ checklistId: id });

export const deleteCaseChecklist = operation({
  ...write,
  id: 'deleteCaseChecklist',
  method: 'DELETE',
  path: '/api/v1/checklists/{checklistId}',
  summary: 'Takes a checklist off a case; what was ticked is kept and can be brought back.',
  params: checklistParams,
});

export const createChecklistRestoration = operation({
  ...write,
  id: 'createChecklistRestoration',
  method: 'POST',
  path: '/api/v1/checklists/{checklistId}/restorations',
  summary: 'Brings a checklist back with what was ticked.',
  params: checklistParams,
  response: checklist,
});

const itemParams = z.object({ itemId: id });

export const createChecklistTick = operation({
  ...write,
  id: 'createChecklistTick',
  method: 'POST',
  path: '/api/v1/checklist-items/{itemId}/ticks',
  summary: 'Ticks a step of a checklist.',
  params: itemParams,
  response: checklist,
});

export const deleteChecklistTick = operation({
  ...write,
  id: 'deleteChecklistTick',
  method: 'DELETE',
  path: '/api/v1/checklist-items/{itemId}/ticks',
  summary: 'Takes a tick back.',
  params: itemParams,
  response: checklist,
});
