/** The hour at which a new working day begins for the presets. */
const morning_hour = 9;

export type SnoozeId = 'hours3' | 'tomorrow' | 'days3' | 'monday' | 'week2';

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning_hour);
}

/** When each preset ends, in the time zone of the device; Monday is always the next one. */
export function decideSnoozes(now: Date): { id: SnoozeId; until: Date }[] {
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { id: 'hours3', until: new Date(now.getTime() + 3 * 3_600_000) },
    { id: 'tomorrow', until: morning(now, 1) },
    { id: 'days3', until: morning(now, 3) },
    { id: 'monday', until: morning(now, toMonday) },
    { id: 'week2', until: morning(now, 14) },
  ];
}
