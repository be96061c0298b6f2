import type { z } from 'zod';
import { defineTexts, type Locale } from '../i18n/texts.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const say = defineTexts(
  {
    missing: 'Fill this in.',
    text: 'A text belongs here.',
    number: 'A number belongs here.',
    whole: 'Take a whole number.',
    choice: 'Say true or false.',
    list: 'A list belongs here.',
    other: 'This is not what belongs here.',
    something: 'Write something here.',
    letters: '{most, plural, one {Write exactly # character.} other {Write exactly # characters.}}',
    lettersLeast:
      '{most, plural, one {Write at least # character.} other {Write at least # characters.}}',
    lettersMost:
      '{most, plural, one {Write at most # character.} other {Write at most # characters.}}',
    itemsLeast: '{most, plural, one {Name at least one.} other {Name at least #.}}',
    itemsMost: '{most, plural, =0 {Name none.} one {Name at most one.} other {Name at most #.}}',
    least: 'Take {most, number} or more.',
    more: 'Take more than {most, number}.',
    most: 'Take {most, number} or less.',
    less: 'Take less than {most, number}.',
    step: 'Take a multiple of {most, number}.',
    email: 'Write an e-mail address, such as name@example.org.',
    url: 'Write a whole web address, such as https://example.org.',
    id: 'Nothing has this id; take it from where it is listed.',
    date: 'Write a date, such as 2026-05-31.',
    instant: 'Write a date with time and zone, such as 2026-05-31T10:00:00Z.',
    bytes: 'Send the bytes as Base64.',
    form: 'This is not written as it must be here.',
    oneOf: 'Choose one of these: {values}.',
    offered: 'Choose one of those that are offered.',
  },
  {
    missing: 'Füllen Sie das aus.',
    text: 'Hierher gehört ein Text.',
    number: 'Hierher gehört eine Zahl.',
    whole: 'Nehmen Sie eine ganze Zahl.',
    choice: 'Hierher gehört true oder false.',
    list: 'Hierher gehört eine Liste.',
    other: 'Das passt hier nicht.',
    something: 'Schreiben Sie hier etwas.',
    letters: 'Schreiben Sie genau {most, number} Zeichen.',
    lettersLeast: 'Schreiben Sie mindestens {most, number} Zeichen.',
    lettersMost: 'Schreiben Sie höchstens {most, number} Zeichen.',
    itemsLeast:
      '{most, plural, one {Nennen Sie mindestens einen Eintrag.} other {Nennen Sie mindestens # Einträge.}}',
    itemsMost:
      '{most, plural, =0 {Nennen Sie keinen Eintrag.} one {Nennen Sie höchstens einen Eintrag.} other {Nennen Sie höchstens # Einträge.}}',
    least: 'Nehmen Sie {most, number} oder mehr.',
    more: 'Nehmen Sie mehr als {most, number}.',
    most: 'Nehmen Sie {most, number} oder weniger.',
    less: 'Nehmen Sie weniger als {most, number}.',
    step: 'Nehmen Sie ein Vielfaches von {most, number}.',
    email: 'Schreiben Sie eine E-Mail-Adresse, etwa name@example.org.',
    url: 'Schreiben Sie eine ganze Webadresse, etwa https://example.org.',
    id: 'Diese Kennung gibt es nicht; nehmen Sie sie von dort, wo sie aufgeführt ist.',
    date: 'Schreiben Sie ein Datum, etwa 2026-05-31.',
    instant: 'Schreiben Sie Datum und Uhrzeit mit Zone, etwa 2026-05-31T10:00:00Z.',
    bytes: 'Senden Sie die Bytes als Base64.',
    form: 'So wird das hier nicht geschrieben.',
    oneOf: 'Wählen Sie eines davon: {values}.',
    offered: 'Wählen Sie eines von denen, die angeboten sind.',
  },
);

const types = {
  string: 'text',
  number: 'number',
  int: 'whole',
  boolean: 'choice',
  array: 'list',
} as const;
const formats = {
  email: 'email',
  url: 'url',
  uuid: 'id',
  date: 'date',
  datetime: 'instant',
  base64: 'bytes',
} as const;
/** More values than these are no help in a sentence. */
const named_values = 8;

/**
 * What is wrong with a field, in a sentence for a person, where the schema has no words of its own:
 * a form shows it beside the field.
 */
export function describeIssue(issue: Issue, locale: Locale): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return say(locale, 'missing');
      return say(locale, types[issue.expected as keyof typeof types] ?? 'other');
    case 'too_small':
      return describeLeast(issue, locale);
    case 'too_big':
      return describeMost(issue, locale);
    case 'invalid_format':
      return say(locale, formats[issue.format as keyof typeof formats] ?? 'form');
    case 'not_multiple_of':
      return say(locale, 'step', { most: issue.divisor });
    case 'invalid_value':
      if (issue.input === undefined || issue.input === null) return say(locale, 'missing');
      if (issue.values.length > named_values) return say(locale, 'offered');
      return say(locale, 'oneOf', { values: issue.values.map(String).join(', ') });
    default:
      return say(locale, 'other');
  }
}

function describeLeast(issue: Issue & { code: 'too_small' }, locale: Locale): string {
  const most = Number(issue.minimum);
  if (issue.origin === 'string') {
    if (issue.exact) return say(locale, 'letters', { most });
    return most === 1 ? say(locale, 'something') : say(locale, 'lettersLeast', { most });
  }
  if (issue.origin === 'array' || issue.origin === 'set')
    return say(locale, 'itemsLeast', { most });
  return say(locale, issue.inclusive === false ? 'more' : 'least', { most });
}

function describeMost(issue: Issue & { code: 'too_big' }, locale: Locale): string {
  const most = Number(issue.maximum);
  if (issue.origin === 'string') {
    return say(locale, issue.exact ? 'letters' : 'lettersMost', { most });
  }
  if (issue.origin === 'array' || issue.origin === 'set') return say(locale, 'itemsMost', { most });
  return say(locale, issue.inclusive === false ? 'less' : 'most', { most });
}
