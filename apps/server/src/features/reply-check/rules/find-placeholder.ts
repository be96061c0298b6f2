import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';

/** Each linear: a bounded run between two marks. */
const patterns: readonly RegExp[] = [
  /\{\{[^{}\n]{0,60}\}\}/g,
  /(?<!\{)\{[a-zäöüß_ .-]{2,40}\}(?!\})/gi,
  /<<[^<>\n]{1,60}>>/g,
  /\[(?:[^\][\n]{0,40}\b)?(?:name|vorname|nachname|nummer|number|datum|date|adresse|address|betrag|amount|link|anrede|order|bestellnummer|firma|produkt|product|time|uhrzeit|einfügen|einsetzen|insert|here|hier|agent|grund|reason|ort|stadt|city|tag|day|xxx?)(?:\b[^\][\n]{0,40})?\]/gi,
  /\[[A-ZÄÖÜ_ ]{3,40}\]/g,
  /<(?:name|vorname|nachname|first name|last name|datum|date|nummer|number|link|betrag|anrede)>/gi,
  /\b(?:X{3,}|x{4,}|XX+[./-]XX+(?:[./-][XJYjy]+)?)\b/g,
  /\b(?:TT|DD|MM)[./]\s?(?:MM|DD|TT)\.?(?:[./](?:JJJJ|YYYY|JJ|YY))?\b/g,
  /\bLorem ipsum\b/gi,
  /\b(?:TODO|TBD|FIXME|TBA)\b/g,
  /%[a-z_]{3,30}%|\$\{[^}\n]{1,40}\}|\$[a-z_]{4,30}\b/gi,
  /_{3,}|\.{6,}|…{3,}/g,
  /#(?:NAME|NUMMER|DATUM|LINK)#?/g,
];

/** Something that should have been filled in. */
export function findPlaceholder({ input, checked }: ReadReply): ReplyFinding[] {
  const quoted = checked.sentences.filter(({ zone }) => zone === 'quote');
  const found = patterns
    .flatMap((pattern) => [...input.text.matchAll(pattern)])
    .map((match) => [match.index, match.index + match[0].length] as [number, number])
    .filter(([start]) => !quoted.some((one) => start >= one.start && start < one.end));
  if (found.length === 0) return [];
  const ranges = found.toSorted(([a], [b]) => a - b);
  return [
    {
      rule: 'placeholder_left',
      severity: 'warn',
      ranges,
      said: {
        en: 'This was to be filled in.',
        de: 'Hier sollte noch etwas eingesetzt werden.',
      },
      offers: ['remove'],
    },
  ];
}
