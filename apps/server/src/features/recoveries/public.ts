import './recovery-tables.ts';

export { recoveryConsumer, recoveryJobs } from './recovery-jobs.ts';
export { registerSurveyPages } from './register-survey-pages.ts';
