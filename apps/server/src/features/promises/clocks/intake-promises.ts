import { asksForGroups } from '../policies/policy-rules.ts';
import { findFirstDue, makePromises, planAnswer, planOpening } from './open-promises.ts';
import { listOwed } from './owed-views.ts';

/** What the intake needs: planned in memory, written with the rows of the case. */
export const intakePromises = {
  asksForGroups,
  findFirstDue,
  listOwed,
  makePromises,
  planAnswer,
  planOpening,
};
