import { createRequire } from 'node:module';
import type * as phones from 'libphonenumber-js/max';

/** With the plans of all countries it takes 4 MB, which nobody needs before the first number. */
let loaded: typeof phones | null = null;

function loadPhones(): typeof phones {
  loaded ??= createRequire(import.meta.url)('libphonenumber-js/max') as typeof phones;
  return loaded;
}

/**
 * E.164 of a telephone number (ITU-T E.164), or null if it is not a valid number. A number without
 * a country code is read as one of `country` (ISO 3166-1 alpha-2); null: only `+...` is understood.
 */
export function parsePhoneNumber(given: string, country: string | null): string | null {
  const { isSupportedCountry, parsePhoneNumberFromString } = loadPhones();
  const options =
    country && isSupportedCountry(country)
      ? { defaultCountry: country, extract: false }
      : { extract: false };
  const parsed = parsePhoneNumberFromString(given.trim(), options);
  return parsed?.isValid() ? parsed.number : null;
}
