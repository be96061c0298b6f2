import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * E.164 of a telephone number (ITU-T E.164), or null if it is not a valid number. A number without
 * a country code is read as one of `country` (ISO 3166-1 alpha-2); null: only `+...` is understood.
 */
export function parsePhoneNumber(given: string, country: string | null): string | null {
  const options =
    country && isSupportedCountry(country)
      ? { defaultCountry: country, extract: false }
      : { extract: false };
  const parsed = parsePhoneNumberFromString(given.trim(), options);
  return parsed?.isValid() ? parsed.number : null;
}
