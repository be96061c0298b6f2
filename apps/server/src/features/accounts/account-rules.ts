/** Where people of a time zone usually have their telephone numbers from. */
const COUNTRY_OF_ZONE = new Map([
  ['Europe/Berlin', 'DE'],
  ['Europe/Busingen', 'DE'],
  ['Europe/Vienna', 'AT'],
  ['Europe/Zurich', 'CH'],
  ['Europe/Vaduz', 'LI'],
  ['Europe/Luxembourg', 'LU'],
  ['Europe/Brussels', 'BE'],
  ['Europe/Amsterdam', 'NL'],
  ['Europe/Paris', 'FR'],
  ['Europe/Rome', 'IT'],
  ['Europe/Madrid', 'ES'],
  ['Europe/Warsaw', 'PL'],
  ['Europe/Prague', 'CZ'],
  ['Europe/Copenhagen', 'DK'],
  ['Europe/Stockholm', 'SE'],
  ['Europe/London', 'GB'],
  ['Europe/Dublin', 'IE'],
  ['America/New_York', 'US'],
  ['America/Chicago', 'US'],
  ['America/Denver', 'US'],
  ['America/Los_Angeles', 'US'],
]);

/**
 * Country (ISO 3166-1 alpha-2) whose telephone numbers may be written without a country code; null
 * where the time zone does not tell, then only `+...` is understood.
 */
export function countryOfTimeZone(timeZone: string): string | null {
  return COUNTRY_OF_ZONE.get(timeZone) ?? null;
}

/**
 * Whether this is a time zone of the IANA database that this runtime knows. Bare offsets are none:
 * PostgreSQL reads their sign the other way round.
 */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
