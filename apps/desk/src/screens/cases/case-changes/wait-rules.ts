/** The hour at which a new working day begins for the suggestions. */
const morning_hour = 9;
/** "Later today" is this far ahead, and never after the evening hour. */
const later_hours = 3;
const evening_hour = 19;

export type WaitPreset = 'laterToday' | 'tomorrow' | 'monday' | 'week';

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning_hour);
}

/**
 * Times to wait until, in the zone of the device. Later today is left out in the evening, and
 * Monday where it is tomorrow.
 */
export function decideWaits(now: Date): { id: WaitPreset; until: Date }[] {
  const later = new Date(now.getTime() + later_hours * 3_600_000);
  later.setMinutes(Math.ceil(later.getMinutes() / 15) * 15, 0, 0);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const sameDay = later.getDate() === now.getDate() && later.getHours() < evening_hour;
  return [
    ...(sameDay ? [{ id: 'laterToday' as const, until: later }] : []),
    { id: 'tomorrow', until: morning(now, 1) },
    ...(toMonday > 1 ? [{ id: 'monday' as const, until: morning(now, toMonday) }] : []),
    { id: 'week', until: morning(now, 7) },
  ];
}

/** A moment as a field of type datetime-local takes it. */
export function writeLocal(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
