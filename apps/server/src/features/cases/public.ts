import './case-tables.ts';

export {
  getCase,
  getCaseForUpdate,
  listHiddenTeamIds,
  type SeenCase,
  visibleCases,
} from './case-access-views.ts';
export { canSeeCase } from './case-policy.ts';
export { type CaseRowFacts, isUnread, loadCaseRows, presentCaseRow } from './case-row-views.ts';
export { touchCase } from './case-store.ts';
