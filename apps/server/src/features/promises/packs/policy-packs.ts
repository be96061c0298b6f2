import type { CalendarFields } from '../calendars/calendar-store.ts';
import type { PolicyTargets, PolicyWords } from '../policies/policy-rules.ts';

/**
 * What is looked at to say whether a duty is met; null: nothing here can measure it. All but the
 * last look at the cases with the tags of the pack alone, where it names any.
 */
export type DutyMeasure =
  | 'settled_in_time'
  | 'told_number'
  | 'answered'
  | 'answered_with_reasons'
  | 'answered_in_language'
  | 'closed_unanswered';

export interface PackDuty {
  id: string;
  source: string;
  /** The text of the law itself was read, not only what others write about it. */
  verified: boolean;
  text: string;
  measure: DutyMeasure | null;
}

export interface PolicyPack {
  id: string;
  name: string;
  summary: string;
  duties: readonly PackDuty[];
  /** Null: in the time zone of the account. */
  calendar: Omit<CalendarFields, 'time_zone'> & { time_zone: string | null };
  policies: readonly {
    name: string;
    tags: string[];
    targets: PolicyTargets;
    words: PolicyWords;
  }[];
}

const weekdays = (days: readonly number[], from: string, to: string) =>
  days.map((weekday) => ({ weekday, from, to }));

const spainSource = 'Spain, Ley 10/2025 of 26 December 2025';
const portugalSource = 'Portugal, Decreto-Lei 134/2009';
const readAbout = 'as reported by legaltoday.com, uria.com and rtve.es';
const readAboutPortugal = 'as reported by quereralem.pt and distribuicaohoje.com';

const phone = (id: string, source: string, text: string): PackDuty => ({
  id,
  source,
  verified: false,
  text,
  measure: null,
});

const spain: PolicyPack = {
  id: 'es-ley-10-2025',
  name: 'Spain: Ley 10/2025, customer care',
  summary:
    'For basic services and firms of 250 people, 50 M€ turnover or 43 M€ balance; to be met by 28 ' +
    'December 2026. Cases with the tag reclamación, claim or Reklamation are to be settled within 15 ' +
    'working days, and waiting does not stop that clock.',
  duties: [
    {
      id: 'claims_in_15_days',
      source: `${spainSource}, articles 8 and 17, ${readAbout}; working days not verified`,
      verified: false,
      text: 'A claim is settled within 15 days; counted here as working days.',
      measure: 'settled_in_time',
    },
    {
      id: 'tracking_code',
      source: `${spainSource}; article not verified`,
      verified: false,
      text: 'Who claims gets a code by which the matter can be followed: the case number.',
      measure: 'told_number',
    },
    {
      id: 'reasoned_answer',
      source: `${spainSource}; article not verified`,
      verified: false,
      text: 'A claim ends with an answer that gives reasons. That there is one is counted; its reasons are not judged.',
      measure: 'answered_with_reasons',
    },
    {
      id: 'language_of_contact',
      source: `${spainSource}; article not verified`,
      verified: false,
      text: 'The answer is in the language in which the person wrote. Earshot itself writes German, English, Spanish and Portuguese to contacts; the answers of members are counted by their words.',
      measure: 'answered_in_language',
    },
    {
      id: 'no_closing_by_waiting',
      source: `${spainSource}, ${readAbout} (for calls); for written matters not verified`,
      verified: false,
      text: 'Nothing is ended because it waited long: no case is closed that nobody answered.',
      measure: 'closed_unanswered',
    },
    phone(
      'calls_under_3_minutes',
      `${spainSource}, ${readAbout}`,
      '95 % of calls are answered in under 3 minutes on average.',
    ),
    phone(
      'human_option',
      `${spainSource}, ${readAbout}`,
      'A person is offered in the main menu and on request.',
    ),
    phone(
      'no_answering_machine_only',
      `${spainSource}, ${readAbout}`,
      'An answering machine is not the only way in.',
    ),
  ],
  calendar: {
    name: 'Spain, working days',
    time_zone: 'Europe/Madrid',
    hours: weekdays([1, 2, 3, 4, 5], '09:00', '18:00'),
    holidays: [],
    holiday_set: 'es',
  },
  policies: [
    {
      name: 'Claims (Ley 10/2025): 15 working days',
      tags: ['reclamación', 'claim', 'Reklamation'],
      targets: { resolution: { working_days: 15, pauses: false } },
      words: {
        de: {
          resolution: 'Ihre Reklamation ist bis {due} mit Begründung beantwortet und erledigt.',
        },
        en: { resolution: 'Your claim is answered with reasons and settled by {due}.' },
        es: {
          resolution:
            'Su reclamación quedará respondida de forma motivada y resuelta a más tardar el {due}.',
        },
        pt: {
          resolution: 'A sua reclamação será respondida com fundamento e resolvida até {due}.',
        },
      },
    },
  ],
};

const portugal: PolicyPack = {
  id: 'pt-dl-134-2009',
  name: 'Portugal: DL 134/2009, call centres',
  summary:
    'The law speaks of calls. This pack makes the calendar of the hours in which calls are allowed, ' +
    'and answers mail within a working day of that calendar (ours, not the law’s).',
  duties: [
    phone(
      'on_line_60_seconds',
      `${portugalSource}, ${readAboutPortugal}`,
      'After pick-up at most 60 seconds on the line.',
    ),
    phone(
      'menu_of_five',
      `${portugalSource}, ${readAboutPortugal}`,
      'At most 5 options in the first menu, one of them a person.',
    ),
    phone(
      'no_advertising',
      `${portugalSource}, ${readAboutPortugal}`,
      'No advertising while people wait.',
    ),
    phone(
      'order_of_arrival',
      `${portugalSource}, ${readAboutPortugal}`,
      'Calls are answered in the order in which they came.',
    ),
    phone(
      'calls_9_to_22',
      `${portugalSource}, ${readAboutPortugal}`,
      'We call people between 9 and 22 o’clock only.',
    ),
    phone(
      'recordings_90_days',
      `${portugalSource}; reported, not verified`,
      'Recordings are kept for 90 days.',
    ),
  ],
  calendar: {
    name: 'Portugal, 9 to 22 o’clock',
    time_zone: 'Europe/Lisbon',
    hours: weekdays([1, 2, 3, 4, 5, 6, 7], '09:00', '22:00'),
    holidays: [],
    holiday_set: 'pt',
  },
  policies: [
    {
      name: 'Answers within a day of calls (ours)',
      tags: [],
      targets: {
        first_answer: { minutes: 780, pauses: false },
        answer: { minutes: 780, pauses: true },
      },
      words: {},
    },
  ],
};

const plain: PolicyPack = {
  id: 'plain',
  name: 'Plain: working days, nobody forgotten',
  summary:
    'No law: a first answer within a working day, every further one too, news at least every five ' +
    'working days, and a matter settled within ten. Monday to Friday, 9 to 17.',
  duties: [
    {
      id: 'answered',
      source: 'Ours.',
      verified: true,
      text: 'Every matter that was settled has an answer.',
      measure: 'answered',
    },
    {
      id: 'no_closing_by_waiting',
      source: 'Ours.',
      verified: true,
      text: 'No case is closed that nobody answered.',
      measure: 'closed_unanswered',
    },
    {
      id: 'settled_in_time',
      source: 'Ours.',
      verified: true,
      text: 'A matter is settled within ten working days.',
      measure: 'settled_in_time',
    },
  ],
  calendar: {
    name: 'Monday to Friday, 9 to 17',
    time_zone: null,
    hours: weekdays([1, 2, 3, 4, 5], '09:00', '17:00'),
    holidays: [],
    holiday_set: null,
  },
  policies: [
    {
      name: 'Plain',
      tags: [],
      targets: {
        first_answer: { minutes: 480, pauses: false },
        answer: { minutes: 480, pauses: true },
        resolution: { working_days: 10, pauses: true },
        update: { working_days: 5, pauses: false },
      },
      words: {},
    },
  ],
};

/** Ready-made policies with their source. They are configuration, not advice. */
export const policyPacks: readonly PolicyPack[] = [plain, spain, portugal];
