import './promise-tables.ts';

export { endPromises, keepByAnswer, oweAgain, restorePromises } from './clocks/end-promises.ts';
export { intakePromises } from './clocks/intake-promises.ts';
export { presentPromises } from './clocks/owed-views.ts';
export type { PlannedPromise, PlanFacts } from './clocks/plan-promises.ts';
export type { CaseStanding } from './clocks/settle-promises.ts';
export { promiseVerbs } from './clocks/promise-verbs.ts';
export { settlePromises } from './clocks/settle-promises.ts';
export type { LivePolicy } from './policies/policy-rules.ts';
export { loadPolicies } from './policies/policy-store.ts';
