import './case-tables.ts';

export {
  getCase,
  getCaseForReading,
  getCaseForUpdate,
  listHiddenTeamIds,
  visibleCases,
} from './case-access-views.ts';
export { canReadCases, canSeeCase } from './case-policy.ts';
export { isUnread, loadCaseRows, presentCaseRow } from './case-row-views.ts';
export { drawInReader } from './changes/draw-in-member.ts';
export { presentNotes } from './notes/note-views.ts';
