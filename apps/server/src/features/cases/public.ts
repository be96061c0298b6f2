import './case-tables.ts';

export {
  getCase,
  getCaseForUpdate,
  listHiddenTeamIds,
  type SeenCase,
  visibleCases,
} from './case-access-views.ts';
export { canSeeCase } from './case-policy.ts';
export { touchCase } from './case-store.ts';
