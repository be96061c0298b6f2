import { DAY_MS } from '@earshot/contract/durations.ts';

/** A day off by law. */
export interface Holiday {
  /** YYYY-MM-DD. */
  date: string;
  name: string;
}

/** Every day off that one of the sets knows: month and day, days after Easter, or a rule. */
type DayRule =
  | { month: number; day: number }
  | { easter: number }
  | { month: number; weekday: number; nth: number }
  | { beforeMonth: number; beforeDay: number; weekday: number };

interface NamedRule {
  name: string;
  rule: DayRule;
  /** Only in these parts of the country; left out: everywhere. */
  only?: readonly string[];
  /** From this year on. */
  since?: number;
}

const fixed = (name: string, month: number, day: number, only?: readonly string[]): NamedRule => ({
  name,
  rule: { month, day },
  ...(only ? { only } : {}),
});
const easter = (name: string, days: number, only?: readonly string[]): NamedRule => ({
  name,
  rule: { easter: days },
  ...(only ? { only } : {}),
});
/** The nth weekday (1 Monday … 7 Sunday) of a month; -1 the last. */
const nth = (name: string, month: number, weekday: number, count: number): NamedRule => ({
  name,
  rule: { month, weekday, nth: count },
});

/** Whole states only; what holds in single municipalities is entered by hand. */
const germany: readonly NamedRule[] = [
  fixed('Neujahr', 1, 1),
  fixed('Heilige Drei Könige', 1, 6, ['BW', 'BY', 'ST']),
  { ...fixed('Internationaler Frauentag', 3, 8, ['BE']), since: 2019 },
  { ...fixed('Internationaler Frauentag', 3, 8, ['MV']), since: 2023 },
  easter('Karfreitag', -2),
  easter('Ostersonntag', 0, ['BB']),
  easter('Ostermontag', 1),
  fixed('Tag der Arbeit', 5, 1),
  easter('Christi Himmelfahrt', 39),
  easter('Pfingstsonntag', 49, ['BB']),
  easter('Pfingstmontag', 50),
  easter('Fronleichnam', 60, ['BW', 'BY', 'HE', 'NW', 'RP', 'SL']),
  fixed('Mariä Himmelfahrt', 8, 15, ['SL']),
  { ...fixed('Weltkindertag', 9, 20, ['TH']), since: 2019 },
  fixed('Tag der Deutschen Einheit', 10, 3),
  fixed('Reformationstag', 10, 31, ['BB', 'MV', 'SN', 'ST', 'TH']),
  { ...fixed('Reformationstag', 10, 31, ['HB', 'HH', 'NI', 'SH']), since: 2018 },
  fixed('Allerheiligen', 11, 1, ['BW', 'BY', 'NW', 'RP', 'SL']),
  {
    name: 'Buß- und Bettag',
    rule: { beforeMonth: 11, beforeDay: 23, weekday: 3 },
    only: ['SN'],
  },
  fixed('1. Weihnachtstag', 12, 25),
  fixed('2. Weihnachtstag', 12, 26),
];

/** National days; those of a region or a town are entered by hand. */
const spain: readonly NamedRule[] = [
  fixed('Año Nuevo', 1, 1),
  fixed('Epifanía del Señor', 1, 6),
  easter('Viernes Santo', -2),
  fixed('Fiesta del Trabajo', 5, 1),
  fixed('Asunción de la Virgen', 8, 15),
  fixed('Fiesta Nacional de España', 10, 12),
  fixed('Todos los Santos', 11, 1),
  fixed('Día de la Constitución', 12, 6),
  fixed('Inmaculada Concepción', 12, 8),
  fixed('Natividad del Señor', 12, 25),
];

const portugal: readonly NamedRule[] = [
  fixed('Ano Novo', 1, 1),
  easter('Sexta-feira Santa', -2),
  easter('Páscoa', 0),
  fixed('Dia da Liberdade', 4, 25),
  fixed('Dia do Trabalhador', 5, 1),
  easter('Corpo de Deus', 60),
  fixed('Dia de Portugal', 6, 10),
  fixed('Assunção de Nossa Senhora', 8, 15),
  fixed('Implantação da República', 10, 5),
  fixed('Todos os Santos', 11, 1),
  fixed('Restauração da Independência', 12, 1),
  fixed('Imaculada Conceição', 12, 8),
  fixed('Natal', 12, 25),
];

/** England and Wales; single proclaimed days are entered by hand. */
const britain: readonly NamedRule[] = [
  fixed('New Year’s Day', 1, 1),
  easter('Good Friday', -2),
  easter('Easter Monday', 1),
  nth('Early May bank holiday', 5, 1, 1),
  nth('Spring bank holiday', 5, 1, -1),
  nth('Summer bank holiday', 8, 1, -1),
  fixed('Christmas Day', 12, 25),
  fixed('Boxing Day', 12, 26),
];

const america: readonly NamedRule[] = [
  fixed('New Year’s Day', 1, 1),
  nth('Martin Luther King Jr. Day', 1, 1, 3),
  nth('Washington’s Birthday', 2, 1, 3),
  nth('Memorial Day', 5, 1, -1),
  { ...fixed('Juneteenth', 6, 19), since: 2021 },
  fixed('Independence Day', 7, 4),
  nth('Labor Day', 9, 1, 1),
  nth('Columbus Day', 10, 1, 2),
  fixed('Veterans Day', 11, 11),
  nth('Thanksgiving Day', 11, 4, 4),
  fixed('Christmas Day', 12, 25),
];

const states: Readonly<Record<string, string>> = {
  BW: 'Baden-Württemberg',
  BY: 'Bayern',
  BE: 'Berlin',
  BB: 'Brandenburg',
  HB: 'Bremen',
  HH: 'Hamburg',
  HE: 'Hessen',
  MV: 'Mecklenburg-Vorpommern',
  NI: 'Niedersachsen',
  NW: 'Nordrhein-Westfalen',
  RP: 'Rheinland-Pfalz',
  SL: 'Saarland',
  SN: 'Sachsen',
  ST: 'Sachsen-Anhalt',
  SH: 'Schleswig-Holstein',
  TH: 'Thüringen',
};

/** Ready sets by id, with the name of the place. */
export const holidaySets: readonly { id: string; name: string }[] = [
  ...Object.entries(states).map(([id, name]) => ({ id: `de-${id}`, name })),
  { id: 'es', name: 'España (nacional)' },
  { id: 'pt', name: 'Portugal (nacional)' },
  { id: 'gb', name: 'England and Wales' },
  { id: 'us', name: 'United States (federal)' },
];

/** Whether there is a ready set of that id. */
export function isHolidaySet(id: string): boolean {
  return holidaySets.some((set) => set.id === id);
}

/** Easter Sunday by the Gregorian rule (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): { month: number; day: number } {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return { month: Math.floor(sum / 31), day: (sum % 31) + 1 };
}

/** Days off of a ready set in a year, in order; none for an unknown set. */
export function listHolidays(setId: string, year: number): Holiday[] {
  // A New Year's Day on a Saturday is observed in the old year.
  return [year, year + 1]
    .flatMap((one) => listHolidaysOf(setId, one))
    .filter(({ date }) => date.startsWith(`${year}-`));
}

function listHolidaysOf(setId: string, year: number): Holiday[] {
  const [country, state = ''] = setId.split('-');
  const rules = { de: germany, es: spain, pt: portugal, gb: britain, us: america }[country ?? ''];
  const days = (rules ?? [])
    .filter((one) => !one.only || one.only.includes(state))
    .filter((one) => (one.since ?? 0) <= year)
    .map((one) => ({ name: one.name, at: placeInYear(one.rule, year) }));
  const kept =
    country === 'gb' ? giveSubstitutes(days) : country === 'us' ? moveWeekends(days) : days;
  return kept
    .map(({ name, at }) => ({ name, date: new Date(at).toISOString().slice(0, 10) }))
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

function placeInYear(rule: DayRule, year: number): number {
  if ('easter' in rule) {
    const { month, day } = easterSunday(year);
    return Date.UTC(year, month - 1, day + rule.easter);
  }
  if ('nth' in rule) {
    const first = Date.UTC(year, rule.month - 1, 1);
    const last = Date.UTC(year, rule.month, 0);
    if (rule.nth < 0) return last - ((isoWeekday(last) - rule.weekday + 7) % 7) * DAY_MS;
    const offset = (rule.weekday - isoWeekday(first) + 7) % 7;
    return first + (offset + (rule.nth - 1) * 7) * DAY_MS;
  }
  if ('beforeDay' in rule) {
    const before = Date.UTC(year, rule.beforeMonth - 1, rule.beforeDay) - DAY_MS;
    return before - ((isoWeekday(before) - rule.weekday + 7) % 7) * DAY_MS;
  }
  return Date.UTC(year, rule.month - 1, rule.day);
}

function isoWeekday(at: number): number {
  return new Date(at).getUTCDay() || 7;
}

/** A bank holiday on a weekend is taken on the next weekday that is none (gov.uk/bank-holidays). */
function giveSubstitutes(days: readonly { name: string; at: number }[]) {
  const taken = new Set(days.map(({ at }) => at));
  return days.map((one) => {
    if (isoWeekday(one.at) < 6) return one;
    let at = one.at;
    while (isoWeekday(at) > 5 || taken.has(at)) at += DAY_MS;
    taken.add(at);
    return { ...one, at };
  });
}

/** Saturday is observed the day before, Sunday the day after (5 U.S.C. 6103(b)). */
function moveWeekends(days: readonly { name: string; at: number }[]) {
  return days.map((one) => {
    const weekday = isoWeekday(one.at);
    const shift = weekday === 6 ? -1 : weekday === 7 ? 1 : 0;
    return { ...one, at: one.at + shift * DAY_MS };
  });
}
