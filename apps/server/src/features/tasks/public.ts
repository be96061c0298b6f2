import './task-tables.ts';

export { createTask, type NewTask } from './create-task.ts';
export { taskJobs } from './task-jobs.ts';
