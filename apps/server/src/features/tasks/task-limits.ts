/** Tasks on one case; more of them are a project, not a case, and its panel could not be read. */
export const caseTasksMax = 300;

/** Checklists on one case at a time. */
export const caseChecklistsMax = 20;

/** Templates of an account; a picker with more is searched in vain. */
export const templatesMax = 200;

/** Counting of tasks stops here: nobody needs more exactly. */
export const taskCountMax = 10_000;

/** A task due later than this is announced once beforehand. */
export const reminderAhead_ms = 24 * 3_600_000;
