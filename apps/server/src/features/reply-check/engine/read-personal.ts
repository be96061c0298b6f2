export interface PersonalHit {
  kind: string;
  start: number;
  end: number;
  value: string;
}

/** What is looked at of one text. */
const TEXT_MAX_CHARS = 100_000;

const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;
const DIGITS = /\b\d(?:[ -]?\d){12,18}\b/g;
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const PHONE = /(?:\+\d{1,3}|\b0\d{1,4}|\(0?\d{2,4}\))[ /()-]{0,3}\d(?:[ /()-]{0,2}\d){5,12}\b/g;
const STREET =
  /\b\p{Lu}[\p{L}-]{2,30}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer)\s{1,2}\d{1,4}\s?[a-z]?\b|\b\p{Lu}\p{L}{2,20}\s(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring)\s\d{1,4}\s?[a-z]?\b|\b\d{1,5}[a-z]?\s\p{Lu}\p{L}{2,20}\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Way|Court|Crescent|Terrace|Gardens)\b/gu;
const BIRTH =
  /(?:geb(?:oren|\.)|geburtsdatum|date of birth|born|dob|birthday)[^\d\n]{0,20}(\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{4}-\d{2}-\d{2})/gi;
const NUMBERED: readonly [string, RegExp][] = [
  [
    'order_number',
    /(?:bestell(?:ung)?|auftrags?|order|job)[- ]?(?:nummer|nr\.?|number|no\.?|id)?[ :#]{0,4}(?=[A-Z0-9-]{0,20}\d)([A-Z0-9-]{4,24})/gi,
  ],
  [
    'customer_number',
    /(?:kunden|customer)[- ]?(?:nummer|nr\.?|number|no\.?|id)[ :#]{0,4}(?:ist |lautet |is )?(?=[A-Z0-9-]{0,20}\d)([A-Z0-9-]{4,24})/gi,
  ],
  [
    'contract_number',
    /(?:vertrags|contract |policy )[- ]?(?:nummer|nr\.?|number|no\.?)[ :#]{0,4}(?:ist |is )?(?=[A-Z0-9-]{0,20}\d)([A-Z0-9-]{4,24})/gi,
  ],
  [
    'invoice_number',
    /(?:rechnungs|rechnung |invoice )[- ]?(?:nummer|nr\.?|number|no\.?)?[ :#]{0,4}(?=[A-Z0-9-]{0,20}\d)([A-Z0-9-]{4,24})/gi,
  ],
  [
    'serial_number',
    /(?:serien|geräte|serial )[- ]?(?:nummer|nr\.?|number|no\.?)[ :#]{0,4}(?:ist |is )?(?=[A-Z0-9-]{0,20}\d)([A-Z0-9-]{4,24})/gi,
  ],
];

const remembered = new Map<string, PersonalHit[]>();
/** Texts of the conversations that are being answered at the moment. */
const REMEMBERED_MAX_TEXTS = 500;

/** Data of a person in a text, by kind; IBAN and card only with a valid check digit. */
export function listPersonal(given: string): PersonalHit[] {
  const text = given.slice(0, TEXT_MAX_CHARS);
  const known = remembered.get(text);
  if (known) return known;
  const all: PersonalHit[] = [
    ...hits('iban', text, IBAN).filter(({ value }) => isIban(value)),
    ...hits('card', text, DIGITS).filter(({ value }) => isCard(value)),
    ...hits('email', text, MAIL),
    ...hits('address', text, STREET),
    ...hits('birth_date', text, BIRTH),
    ...NUMBERED.flatMap(([kind, pattern]) => hits(kind, text, pattern)),
  ];
  const phones = hits('phone', text, PHONE).filter(
    ({ start, end }) => !all.some((one) => one.start < end && start < one.end),
  );
  if (remembered.size >= REMEMBERED_MAX_TEXTS) remembered.clear();
  remembered.set(text, [...all, ...phones]);
  return [...all, ...phones];
}

function hits(kind: string, text: string, pattern: RegExp): PersonalHit[] {
  return [...text.matchAll(pattern)].map((match) => ({
    kind,
    start: match.index,
    end: match.index + match[0].length,
    value: match[1] ?? match[0],
  }));
}

/** ISO 13616: the number modulo 97 is 1. */
export function isIban(written: string): boolean {
  const compact = written.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  const turned = compact.slice(4) + compact.slice(0, 4);
  let rest = 0;
  for (const letter of turned) {
    const value = Number.parseInt(letter, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

/** Luhn (ISO/IEC 7812): 13 to 19 digits of which the weighted sum ends in 0. */
export function isCard(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}
