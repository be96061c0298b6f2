import { HOUR_MS } from '@earshot/contract/durations.ts';
import * as changes from '@earshot/contract/case-change-contract.ts';
import * as cases from '@earshot/contract/case-contract.ts';
import { createCaseReply, listNotifications } from '@earshot/contract/reply-contract.ts';
import * as contract from '@earshot/contract/task-contract.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { remindOfTask } from './task-jobs.ts';

const { app, desk, newCase } = await openTestDesk();

beforeAll(async () => {
  app.app.start();
});

type NewTask = Parameters<typeof desk.ito.call<typeof contract.createCaseTask>>[1]['body'];
function newTask(params: { caseId: string }, body: NewTask) {
  return desk.ito.call(contract.createCaseTask, { params, body });
}

const inHours = (hours: number) =>
  new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString();

async function eventsOf(caseId: string): Promise<string[]> {
  const { items } = await desk.weber.call(cases.listCaseTimeline, {
    params: { caseId },
    query: { limit: 200 },
  });
  return items.flatMap((item) => (item.kind === 'event' ? [item.event.name] : []));
}

describe('a task', () => {
  test('is given to a colleague, who can read the case from then on and says that it is done', async () => {
    const { params, caseId } = await newCase();
    const task = await newTask(params, {
      title: 'Charge prüfen',
      assignee_id: desk.okoye.memberId,
      due_at: inHours(4),
      blocks: true,
    });
    expect(task).toMatchObject({
      title: 'Charge prüfen',
      assignee: { name: desk.okoye.name },
      blocks: true,
      overdue: false,
      done_at: null,
      made_by: { name: desk.ito.name },
    });
    await desk.okoye.call(cases.getCase, { params });
    const mine = await desk.okoye.call(contract.listTasks, { query: {} });
    expect(mine.items.map((item) => item.id)).toContain(task.id);
    const done = await desk.okoye.call(contract.createTaskCompletion, {
      params: { taskId: task.id },
      body: { result: 'Charge 17 ist betroffen.' },
    });
    expect(done).toMatchObject({
      done_by: { name: desk.okoye.name },
      result: 'Charge 17 ist betroffen.',
    });
    const finished = await desk.okoye.call(contract.listTasks, { query: { state: 'done' } });
    expect(finished.items.map((item) => item.id)).toContain(task.id);
    const again = await desk.ito.call(contract.deleteTaskCompletion, {
      params: { taskId: task.id },
    });
    expect(again).toMatchObject({ done_at: null, result: 'Charge 17 ist betroffen.' });
    expect(again.reopened_at).not.toBeNull();
    await expect
      .poll(() => eventsOf(caseId))
      .toEqual(expect.arrayContaining(['task.created', 'task.done', 'task.reopened']));
  });

  test('is told to who gets it, and its end to who made it', async () => {
    const { params } = await newCase();
    const body = { title: 'Rückruf', assignee_id: desk.brandt.memberId };
    const task = await newTask(params, body);
    const kinds = async (who: typeof desk.ito) =>
      (await who.call(listNotifications)).items
        .filter((item) => item.case_id === params.caseId)
        .map((item) => item.kind);
    await expect.poll(() => kinds(desk.brandt)).toContain('task_assigned');
    await desk.brandt.call(contract.createTaskCompletion, {
      params: { taskId: task.id },
      body: {},
    });
    await expect.poll(() => kinds(desk.ito)).toContain('task_done');
    const due = await newTask(params, { ...body, title: 'Fällig', due_at: inHours(1) });
    const reminder = { taskId: due.id, what: 'overdue' as const, dueAt: due.due_at! };
    const remind = (one: typeof reminder) =>
      app.db.withAccount(desk.accountId, (tx) => remindOfTask(tx, one));
    expect(await remind({ ...reminder, dueAt: inHours(9) })).toBe(false);
    expect(await remind(reminder)).toBe(true);
    await expect.poll(() => kinds(desk.brandt)).toContain('task_due');
  });

  test('is changed, removed and brought back', async () => {
    const { params } = await newCase();
    const { id: taskId } = await newTask(params, { title: 'Ersatz schicken' });
    const given = await desk.ito.call(contract.updateTask, {
      params: { taskId },
      body: { team_id: desk.complaintsTeamId, due_at: inHours(2), title: 'Ersatz' },
    });
    expect(given).toMatchObject({ title: 'Ersatz', team: { id: desk.complaintsTeamId } });
    const teams = await desk.brandt.call(contract.listTasks, { query: { assignee: 'teams' } });
    expect(teams.items.map((item) => item.id)).toContain(taskId);
    await desk.ito.call(contract.deleteTask, { params: { taskId } });
    expect((await desk.ito.call(contract.listCaseTasks, { params })).items).toEqual([]);
    expect((await desk.ito.send(contract.deleteTask, { params: { taskId } })).status).toBe(404);
    await desk.ito.call(contract.createTaskRestoration, { params: { taskId } });
    expect((await desk.ito.call(contract.listCaseTasks, { params })).items).toHaveLength(1);
  });

  test('that a promise waits for is asked about before the case is resolved', async () => {
    const { params } = await newCase();
    const task = await newTask(params, { title: 'Ersatz schicken', blocks: true });
    const body = { status: 'resolved' as const };
    const problem = await desk.ito.refused(changes.createCaseStatusChange, { params, body });
    expect(problem).toMatchObject({
      status: 409,
      code: 'tasks_open',
      facts: { tasks: [{ id: task.id, title: 'Ersatz schicken' }] },
    });
    const reply = { params, body: { text: 'Fertig.', ...body } };
    expect((await desk.ito.refused(createCaseReply, reply)).code).toBe('tasks_open');
    const anyway = { ...body, with_open_tasks: true };
    await desk.ito.call(changes.createCaseStatusChange, { params, body: anyway });
  });

  test('is not for strangers, nor to be changed by who was only drawn in', async () => {
    const { params } = await newCase();
    const { id: taskId } = await newTask(params, { title: 'Geheim' });
    const body = { title: 'Anders' };
    for (const who of [desk.stranger, desk.okoye]) {
      expect((await who.send(contract.updateTask, { params: { taskId }, body })).status).toBe(404);
      expect((await who.send(contract.listCaseTasks, { params })).status).toBe(404);
    }
    expect((await desk.nobody.send(contract.listTasks)).status).toBe(401);
    await desk.ito.call(changes.createCaseParticipant, {
      params,
      body: { member_id: desk.okoye.memberId },
    });
    expect((await desk.okoye.call(contract.listCaseTasks, { params })).items).toHaveLength(1);
    const answer = await desk.okoye.send(contract.updateTask, { params: { taskId }, body });
    expect(answer.status).toBe(403);
    const create = await desk.okoye.send(contract.createCaseTask, { params, body });
    expect(create.status).toBe(403);
  });

  test.each([
    [{ title: '' }, 'body.title'],
    [{ title: 'x'.repeat(301) }, 'body.title'],
    [{ title: 'x', assignee_id: '0198f2a0-0000-7000-8000-0000000000ff' }, 'body.assignee_id'],
    [{ title: 'x', team_id: '0198f2a0-0000-7000-8000-0000000000ff' }, 'body.team_id'],
    [{ title: 'x', due_at: 'morgen' }, 'body.due_at'],
  ])('%j is refused at %s', async (body, path) => {
    const { params } = await newCase();
    const answer = await desk.ito.send(contract.createCaseTask, { params, body });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path }] } });
  });

  test('of many is found by page, the next due first, those without a time last', async () => {
    const { params } = await newCase();
    const assignee_id = desk.weber.memberId;
    for (const hours of [3, null, 1, 2, null]) {
      const due_at = hours === null ? null : inHours(hours);
      await newTask(params, { title: String(hours), assignee_id, due_at });
    }
    const titles: string[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: 2, ...(cursor ? { cursor } : {}) };
      const page = await desk.weber.call(contract.listTasks, { query });
      titles.push(...page.items.map((item) => item.title));
      cursor = page.next_cursor;
    } while (cursor);
    expect(titles).toEqual(['1', '2', '3', 'null', 'null']);
    const query = { cursor: Buffer.from('["x"]').toString('base64url') };
    expect((await desk.weber.send(contract.listTasks, { query })).status).toBe(400);
    const counts = await desk.weber.call(contract.listTaskCounts);
    expect(counts).toMatchObject({ me: 5, overdue: 0 });
    app.clock.advance(90 * 60_000);
    expect((await desk.weber.call(contract.listTaskCounts)).overdue).toBe(1);
  });
});

describe('a checklist', () => {
  const items = [
    { title: 'Seriennummer notieren', due_after_hours: 2 },
    { title: 'Rückläufer prüfen', role: 'colleague' as const },
  ];

  test('is written by supervisors, applied to a case, ticked and unticked', async () => {
    const body = { name: 'Rückruf Wasserkocher', items };
    expect((await desk.ito.send(contract.createChecklistTemplate, { body })).status).toBe(403);
    const template = await desk.weber.call(contract.createChecklistTemplate, { body });
    const taken = await desk.weber.refused(contract.createChecklistTemplate, {
      body: { ...body, name: 'rückruf wasserkocher' },
    });
    expect(taken.code).toBe('checklist_name_taken');
    const { params, caseId } = await newCase();
    const list = await desk.ito.call(contract.createCaseChecklist, {
      params,
      body: { template_id: template.id },
    });
    expect(list.items).toMatchObject([
      { title: 'Seriennummer notieren', due_at: inHours(2), ticked_at: null },
      { title: 'Rückläufer prüfen', role: 'colleague', due_at: null },
    ]);
    const tick = { params: { itemId: list.items[0]!.id } };
    const ticked = await desk.brandt.call(contract.createChecklistTick, tick);
    expect(ticked.items[0]).toMatchObject({ ticked_by: { name: desk.brandt.name } });
    const back = await desk.brandt.call(contract.deleteChecklistTick, tick);
    expect(back.items[0]!.ticked_at).toBeNull();
    await desk.ito.call(contract.createChecklistTick, tick);
    const off = { params: { checklistId: list.id } };
    await desk.ito.call(contract.deleteCaseChecklist, off);
    expect((await desk.ito.call(contract.listCaseChecklists, { params })).items).toEqual([]);
    expect((await desk.ito.send(contract.createChecklistTick, tick)).status).toBe(404);
    const restored = await desk.ito.call(contract.createChecklistRestoration, off);
    expect(restored.items[0]!.ticked_at).not.toBeNull();
    await expect.poll(() => eventsOf(caseId)).toContain('checklist.applied');
  });

  test('stays on a case as it was when its template changes or goes', async () => {
    const template = await desk.weber.call(contract.createChecklistTemplate, {
      body: { name: 'Kulanz', items },
    });
    const { params } = await newCase();
    const body = { template_id: template.id };
    await desk.ito.call(contract.createCaseChecklist, { params, body });
    await desk.weber.call(contract.updateChecklistTemplate, {
      params: { templateId: template.id },
      body: { name: 'Kulanz neu', items: [{ title: 'Nur das' }] },
    });
    await desk.weber.call(contract.deleteChecklistTemplate, {
      params: { templateId: template.id },
    });
    const { items: lists } = await desk.ito.call(contract.listCaseChecklists, { params });
    expect(lists).toMatchObject([{ name: 'Kulanz', items: [{}, {}] }]);
    const again = await desk.ito.send(contract.createCaseChecklist, { params, body });
    expect(again.status).toBe(400);
    const { items: left } = await desk.ito.call(contract.listChecklistTemplates);
    expect(left.map((one) => one.id)).not.toContain(template.id);
  });

  test('of another firm is not there', async () => {
    const template = await desk.stranger.call(contract.createChecklistTemplate, {
      body: { name: 'Fremd', items },
    });
    const { params } = await newCase();
    const body = { template_id: template.id };
    const answer = await desk.ito.send(contract.createCaseChecklist, { params, body });
    expect(answer.status).toBe(400);
    const templateId = { params: { templateId: template.id } };
    expect((await desk.weber.send(contract.deleteChecklistTemplate, templateId)).status).toBe(404);
  });
});
