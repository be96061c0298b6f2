import '../promise-tables.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { json, type Tables } from '../../../platform/db/tables.ts';
import { compileCalendar, type WeeklyHours, type WorkCalendar } from './calendar-rules.ts';

export type CalendarRow = Selectable<Tables['work_calendars']>;

export interface CalendarFields {
  name: string;
  time_zone: string;
  hours: WeeklyHours[];
  holidays: { date: string; name: string }[];
  holiday_set: string | null;
}

/** A calendar as it is stored, made ready for counting. */
export function compileFields(
  fields: Pick<CalendarFields, 'time_zone' | 'hours' | 'holidays' | 'holiday_set'>,
): WorkCalendar {
  return compileCalendar({
    timeZone: fields.time_zone,
    hours: fields.hours,
    holidays: fields.holidays,
    holidaySet: fields.holiday_set,
  });
}

/** Calendars that were not removed, by name. */
export async function listCalendarRows(tx: Tx): Promise<CalendarRow[]> {
  return tx.db
    .selectFrom('work_calendars')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Adds a calendar. */
export async function insertCalendar(
  tx: Tx,
  id: string,
  fields: CalendarFields,
  at: Date,
): Promise<void> {
  await tx.db
    .insertInto('work_calendars')
    .values({ account_id: tx.accountId, id, ...stored(fields), created_at: at })
    .execute();
}

/** Replaces what a calendar says. */
export async function updateCalendarRow(tx: Tx, id: string, fields: CalendarFields): Promise<void> {
  await tx.db
    .updateTable('work_calendars')
    .set(stored(fields))
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Takes calendars out of use; clocks that run on them go on. */
export async function removeCalendarRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('work_calendars')
    .set({ deleted_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .execute();
}

function stored(fields: CalendarFields) {
  return { ...fields, hours: json(fields.hours), holidays: json(fields.holidays) };
}
