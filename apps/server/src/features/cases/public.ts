import './case-tables.ts';

export { getCase, listHiddenTeamIds, type SeenCase, visibleCases } from './case-access-views.ts';
export { canReadCases, canSeeCase } from './case-policy.ts';
export { type CaseRowFacts, isUnread, loadCaseRows, presentCaseRow } from './case-row-views.ts';
export { presentNotes } from './notes/note-views.ts';
