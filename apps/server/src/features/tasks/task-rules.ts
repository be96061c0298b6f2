export interface TaskSight {
  assigneeId: string | null;
  teamId: string | null;
}

/**
 * Whether somebody may say that a task is done or is not: whoever has it, whoever is in the team
 * that has it, and everybody who may change the case.
 */
export function canFinishTask(
  member: { id: string; teamIds: readonly string[] } | null,
  task: TaskSight,
): boolean {
  if (member === null) return false;
  if (task.assigneeId === member.id) return true;
  return task.assigneeId === null && task.teamId !== null && member.teamIds.includes(task.teamId);
}

/**
 * When somebody is reminded of a task: a day before, where it is due later than that, and when it
 * falls due.
 */
export function listReminders(dueAt: Date | null, now: Date, ahead_ms: number) {
  if (dueAt === null) return [];
  const soon = new Date(dueAt.getTime() - ahead_ms);
  return [
    ...(soon > now ? [{ what: 'due_soon' as const, at: soon }] : []),
    ...(dueAt > now ? [{ what: 'overdue' as const, at: dueAt }] : []),
  ];
}

/** When a step of a checklist falls due, counted from when it was put on the case. */
export function decideStepDue(dueAfterHours: number | null, appliedAt: Date): Date | null {
  if (dueAfterHours === null) return null;
  return new Date(appliedAt.getTime() + dueAfterHours * 3_600_000);
}
