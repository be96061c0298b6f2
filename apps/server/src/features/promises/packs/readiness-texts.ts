import type { Locale } from '../../../platform/i18n/texts.ts';
import type { DutyMeasure } from './policy-packs.ts';

interface ReadinessTexts {
  unmeasured: string;
  unused: string;
  none: string;
  met: Record<DutyMeasure, string>;
  missed: Record<DutyMeasure, string>;
}

/** Why a duty is met, missed or not measured. */
export const readinessTexts: Readonly<Record<Locale, ReadinessTexts>> = {
  en: {
    unmeasured: 'Earshot cannot measure this here (telephony, or what a text says).',
    unused: 'The pack is not in use, so no clock measures this.',
    none: 'There was no such case in these days, so nothing says whether it is met.',
    met: {
      settled_in_time: 'Every matter that ended in these days was settled by its first time.',
      told_number: 'Every contact was told the number of the case.',
      answered: 'Every case that was resolved has an answer.',
      answered_with_reasons:
        'Every case that was resolved has an answer; whether it gives reasons is not measured.',
      answered_in_language:
        'Every answer whose language can be told is in the language in which the contact wrote.',
      closed_unanswered: 'No case was ended while its contact waited for a first answer.',
    },
    missed: {
      settled_in_time:
        'These cases were not settled by the first time; a later one that the contact was told does not count.',
      told_number:
        'Nobody told the contacts of these cases their number: the channel does not confirm, the mail was imported, or RFC 3834 forbids it.',
      answered: 'These cases were resolved without any answer.',
      answered_with_reasons: 'These cases were resolved without any answer.',
      answered_in_language:
        'In these cases our last answer is in another language than the contact’s.',
      closed_unanswered: 'These cases were ended although nobody had answered.',
    },
  },
  de: {
    unmeasured: 'Das kann Earshot hier nicht messen (Telefonie, oder was ein Text sagt).',
    unused: 'Das Paket ist nicht in Gebrauch, also misst das keine Uhr.',
    none: 'In diesen Tagen gab es keinen solchen Vorgang, also sagt nichts, ob es erfüllt ist.',
    met: {
      settled_in_time: 'Jede Sache, die in diesen Tagen endete, war bis zur ersten Zeit erledigt.',
      told_number: 'Jedem Kontakt wurde die Nummer des Vorgangs genannt.',
      answered: 'Jeder erledigte Vorgang hat eine Antwort.',
      answered_with_reasons:
        'Jeder erledigte Vorgang hat eine Antwort; ob sie begründet ist, misst niemand.',
      answered_in_language:
        'Jede Antwort, deren Sprache zu erkennen ist, ist in der Sprache, in der der Kontakt schrieb.',
      closed_unanswered:
        'Kein Vorgang wurde beendet, während sein Kontakt auf eine erste Antwort wartete.',
    },
    missed: {
      settled_in_time:
        'Diese Vorgänge waren nicht bis zur ersten Zeit erledigt; eine spätere, die dem Kontakt gesagt wurde, zählt nicht.',
      told_number:
        'Den Kontakten dieser Vorgänge hat niemand die Nummer genannt: Der Kanal bestätigt nicht, die Mail wurde importiert, oder RFC 3834 verbietet es.',
      answered: 'Diese Vorgänge wurden ohne jede Antwort erledigt.',
      answered_with_reasons: 'Diese Vorgänge wurden ohne jede Antwort erledigt.',
      answered_in_language:
        'In diesen Vorgängen ist unsere letzte Antwort in einer anderen Sprache als die des Kontakts.',
      closed_unanswered: 'Diese Vorgänge wurden beendet, obwohl niemand geantwortet hatte.',
    },
  },
};
