import type { Locale } from '../../../platform/i18n/texts.ts';
import type { DutyMeasure } from './policy-packs.ts';

interface ReadinessTexts {
  unmeasured: string;
  unused: string;
  met: Record<DutyMeasure, string>;
  missed: Record<DutyMeasure, string>;
}

/** Why a duty is met, missed or not measured. */
export const readinessTexts: Readonly<Record<Locale, ReadinessTexts>> = {
  en: {
    unmeasured: 'Earshot cannot measure this here (telephony, or what a text says).',
    unused: 'The pack is not in use, so no clock measures this.',
    met: {
      settled_in_time: 'Every promise to settle a matter that ended in these days was kept.',
      told_number: 'Every case that came by mail was confirmed with its number.',
      answered:
        'Every case that was resolved has an answer; whether it gives reasons is not measured.',
      closed_unanswered: 'No case was ended while its contact waited for a first answer.',
    },
    missed: {
      settled_in_time: 'These cases were not settled by the time promised.',
      told_number:
        'These cases were not confirmed: the channel does not, the mail was imported, or RFC 3834 forbids it.',
      answered: 'These cases were resolved without any answer.',
      closed_unanswered: 'These cases were ended although nobody had answered.',
    },
  },
  de: {
    unmeasured: 'Das kann Earshot hier nicht messen (Telefonie, oder was ein Text sagt).',
    unused: 'Das Paket ist nicht in Gebrauch, also misst das keine Uhr.',
    met: {
      settled_in_time:
        'Jede Zusage, eine Sache zu erledigen, die in diesen Tagen endete, wurde gehalten.',
      told_number: 'Jeder Vorgang, der per Mail kam, wurde mit seiner Nummer bestätigt.',
      answered: 'Jeder erledigte Vorgang hat eine Antwort; ob sie begründet ist, misst niemand.',
      closed_unanswered:
        'Kein Vorgang wurde beendet, während sein Kontakt auf eine erste Antwort wartete.',
    },
    missed: {
      settled_in_time: 'Diese Vorgänge wurden nicht bis zur zugesagten Zeit erledigt.',
      told_number:
        'Diese Vorgänge wurden nicht bestätigt: Der Kanal tut es nicht, die Mail wurde importiert, oder RFC 3834 verbietet es.',
      answered: 'Diese Vorgänge wurden ohne jede Antwort erledigt.',
      closed_unanswered: 'Diese Vorgänge wurden beendet, obwohl niemand geantwortet hatte.',
    },
  },
};
