import { words } from '../engine/match-words.ts';

/** Words that name a day or an hour by themselves, both languages. */
export const timeWords = words(
  'today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday noon midnight',
  'heute morgen uebermorgen montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag',
  'montags dienstags mittwochs donnerstags freitags uhr mittag mittags abends vormittag nachmittag',
  'wochenende weekend overnight eod cob',
  'januar februar maerz april mai juni juli august september oktober november dezember',
  'january february march june july october december',
);

/** Units that make a time of the number before them. */
export const timeUnits = words(
  'minute minutes min mins hour hours hrs day days week weeks working business month months',
  'minuten stunde stunden tag tage tagen werktag werktage werktagen woche wochen monat monaten',
  'arbeitstag arbeitstage arbeitstagen am pm h',
);

export const numberWords = words(
  'one two three four five six seven ten fourteen couple few',
  'ein eine einem einer einen zwei drei vier fuenf sechs sieben zehn vierzehn paar',
);

/** Words that sound like a time and are none. */
export const vagueTimes = words(
  'soon shortly asap possible schnellstmoeglich baldmoeglichst zeitnah bald kuerze umgehend',
);
