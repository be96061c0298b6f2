import type { WorkCalendarShown } from '@earshot/contract/promise-rule-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, notFound, Refused } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { isTimeZone } from '../../accounts/public.ts';
import { recordAudit } from '../../keys/public.ts';
import { findEndlessTarget } from '../policies/policy-rules.ts';
import { listPolicyRows } from '../policies/policy-store.ts';
import { calendarsMax } from '../promise-limits.ts';
import {
  type CalendarFields,
  type CalendarRow,
  compileFields,
  insertCalendar,
  listCalendarRows,
  removeCalendarRows,
  updateCalendarRow,
} from './calendar-store.ts';
import { isHolidaySet } from './holiday-rules.ts';

/** A calendar as the contract shows it. */
export function presentCalendar(row: CalendarRow): WorkCalendarShown {
  const { id, name, time_zone, hours, holidays, holiday_set } = row;
  return { id, name, time_zone, hours, holidays, holiday_set };
}

/** Adds a calendar; answers it. */
export async function createCalendar(
  tx: Tx,
  actor: Actor,
  fields: CalendarFields,
  now: Date,
): Promise<WorkCalendarShown> {
  checkCalendar(fields);
  if ((await listCalendarRows(tx)).length >= calendarsMax) {
    throw new Refused('too_many_calendars', `An account has at most ${calendarsMax} calendars.`);
  }
  const id = newId();
  await insertCalendar(tx, id, fields, now);
  await audit(tx, actor, 'work_calendar.created', id, { name: fields.name });
  return { id, ...fields };
}

/** Replaces a calendar; promises that were made stay as they are. */
export async function updateCalendar(
  tx: Tx,
  actor: Actor,
  id: string,
  fields: CalendarFields,
  now: Date,
): Promise<WorkCalendarShown> {
  checkCalendar(fields);
  const before = await getCalendar(tx, id);
  await checkTargets(tx, id, fields, now);
  await updateCalendarRow(tx, id, fields);
  const from = presentCalendar(before);
  await audit(tx, actor, 'work_calendar.changed', id, { from, to: fields });
  return { id, ...fields };
}

/** Removes a calendar that no policy uses. */
export async function deleteCalendar(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  const row = await getCalendar(tx, id);
  const using = (await listPolicyRows(tx)).filter((policy) => policy.calendar_id === id);
  if (using.length > 0) {
    const names = using.map((policy) => policy.name);
    throw new Refused(
      'calendar_in_use',
      `${names.join(', ')} count on ${row.name}. Give them another calendar first.`,
      { facts: { policies: names } },
    );
  }
  await removeCalendarRows(tx, [id], now);
  await audit(tx, actor, 'work_calendar.removed', id, { name: row.name });
}

async function getCalendar(tx: Tx, id: string): Promise<CalendarRow> {
  const row = (await listCalendarRows(tx)).find((one) => one.id === id);
  if (!row) throw notFound('calendar');
  return row;
}

function checkCalendar(fields: CalendarFields): void {
  if (!isTimeZone(fields.time_zone)) {
    const message = 'There is no such time zone, see IANA names.';
    throw new Invalid([{ path: 'body.time_zone', message }]);
  }
  if (fields.holiday_set !== null && !isHolidaySet(fields.holiday_set)) {
    const message = 'There is no such set of days off; see listHolidaySets.';
    throw new Invalid([{ path: 'body.holiday_set', message }]);
  }
}

/** Refuses hours with which a policy would promise something that nobody lives to see. */
async function checkTargets(tx: Tx, id: string, fields: CalendarFields, now: Date): Promise<void> {
  const calendar = compileFields(fields);
  const using = (await listPolicyRows(tx)).filter((policy) => policy.calendar_id === id);
  if (using.every(({ targets }) => findEndlessTarget(targets, calendar, now) === null)) return;
  const message = 'With these hours a policy would promise something in more than ten years.';
  throw new Invalid([{ path: 'body.hours', message }]);
}

async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  subjectId: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, actor, { action, subjectKind: 'work_calendar', subjectId, detail });
}
