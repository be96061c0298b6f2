import { describe, expect, test } from 'vitest';
import { countryOfTimeZone, isTimeZone } from './account-rules.ts';

describe('the time zone of an account', () => {
  test.each(['Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Tokyo'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  // PostgreSQL counts +02:00 the other way round (POSIX): days would begin four hours apart.
  test.each(['+02:00', '-08', 'Europe/Atlantis', '', ' ', '../etc', 'CEST;drop', 'x'.repeat(64)])(
    '%j is none',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );

  test('tells where numbers without a country code are from, or that it does not', () => {
    expect(countryOfTimeZone('Europe/Vienna')).toBe('AT');
    expect(countryOfTimeZone('UTC')).toBeNull();
    expect(countryOfTimeZone('constructor')).toBeNull();
  });
});
