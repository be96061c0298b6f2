import { DAY_MS } from '@earshot/contract/durations.ts';
import { describe, expect, test } from 'vitest';
import { canFinishTask, decideStepDue, listReminders } from './task-rules.ts';

const now = new Date('2026-11-22T12:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe('a reminder', () => {
  test('comes a day before and when the task falls due', () => {
    expect(listReminders(later(30), now, DAY_MS)).toEqual([
      { what: 'due_soon', at: later(6) },
      { what: 'overdue', at: later(30) },
    ]);
  });
  test('of a near task comes once, of a past one or one without a time never', () => {
    expect(listReminders(later(2), now, DAY_MS)).toEqual([{ what: 'overdue', at: later(2) }]);
    expect(listReminders(later(-1), now, DAY_MS)).toEqual([]);
    expect(listReminders(null, now, DAY_MS)).toEqual([]);
  });
});

test('a colleague finishes their own task and their team’s, nobody else’s', () => {
  const ada = { id: 'ada', teamIds: ['engine'] };
  expect(canFinishTask(ada, { assigneeId: 'ada', teamId: null })).toBe(true);
  expect(canFinishTask(ada, { assigneeId: null, teamId: 'engine' })).toBe(true);
  expect(canFinishTask(ada, { assigneeId: 'ito', teamId: 'engine' })).toBe(false);
  expect(canFinishTask(ada, { assigneeId: null, teamId: null })).toBe(false);
  expect(canFinishTask(null, { assigneeId: null, teamId: null })).toBe(false);
});

test('a step falls due so many hours after the checklist was applied', () => {
  expect(decideStepDue(48, now)).toEqual(later(48));
  expect(decideStepDue(null, now)).toBeNull();
});
