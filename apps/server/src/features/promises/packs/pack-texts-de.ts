import type { Locale } from '../../../platform/i18n/texts.ts';
import type { PolicyPack } from './policy-packs.ts';

/** What a member reads of a pack, in German; sources keep the names of the laws. */
export interface PackTexts {
  name: string;
  summary: string;
  calendar: string;
  /** In the order of the policies of the pack. */
  policies: readonly string[];
  duties: Readonly<Record<string, { source: string; text: string }>>;
}

const spain = 'Spanien, Ley 10/2025 vom 26. Dezember 2025';
const about = 'nach Berichten von legaltoday.com, uria.com und rtve.es';
const unread = `${spain}; Artikel nicht nachgeprüft`;
const portugal = 'Portugal, Decreto-Lei 134/2009';
const aboutPortugal = `${portugal}, nach Berichten von quereralem.pt und distribuicaohoje.com`;

/** German texts of the packs by their id. */
export const packTextsDe: Readonly<Record<string, PackTexts>> = {
  'es-ley-10-2025': {
    name: 'Spanien: Ley 10/2025, Kundenbetreuung',
    summary:
      'Für Grundversorger und Firmen ab 250 Beschäftigten, 50 Mio. € Umsatz oder 43 Mio. € ' +
      'Bilanzsumme; zu erfüllen bis 28. Dezember 2026. Vorgänge mit dem Schlagwort reclamación, ' +
      'claim oder Reklamation sind innerhalb von 15 Arbeitstagen zu erledigen, und Warten hält ' +
      'diese Uhr nicht an.',
    calendar: 'Spanien, Arbeitstage',
    policies: ['Reklamationen (Ley 10/2025): 15 Arbeitstage'],
    duties: {
      claims_in_15_days: {
        source: `${spain}, Artikel 8 und 17, ${about}; Arbeitstage nicht nachgeprüft`,
        text: 'Eine Reklamation ist innerhalb von 15 Tagen erledigt; hier als Arbeitstage gezählt.',
      },
      tracking_code: {
        source: unread,
        text: 'Wer reklamiert, erhält ein Zeichen, mit dem sich die Sache verfolgen lässt: die Vorgangsnummer.',
      },
      reasoned_answer: {
        source: unread,
        text: 'Eine Reklamation endet mit einer begründeten Antwort. Gezählt wird, dass es eine gibt; die Gründe beurteilt niemand.',
      },
      language_of_contact: {
        source: unread,
        text: 'Die Antwort ist in der Sprache, in der der Mensch geschrieben hat. Earshot selbst schreibt Kontakten Deutsch, Englisch, Spanisch und Portugiesisch; die Antworten der Mitglieder werden nach ihren Worten gezählt.',
      },
      no_closing_by_waiting: {
        source: `${spain}, ${about} (für Anrufe); für Schriftliches nicht nachgeprüft`,
        text: 'Nichts endet, weil es lange gewartet hat: Kein Vorgang wird geschlossen, den niemand beantwortet hat.',
      },
      calls_under_3_minutes: {
        source: `${spain}, ${about}`,
        text: '95 % der Anrufe werden im Durchschnitt in unter 3 Minuten angenommen.',
      },
      human_option: {
        source: `${spain}, ${about}`,
        text: 'Ein Mensch wird im Hauptmenü und auf Wunsch angeboten.',
      },
      no_answering_machine_only: {
        source: `${spain}, ${about}`,
        text: 'Ein Anrufbeantworter ist nicht der einzige Weg zu uns.',
      },
    },
  },
  'pt-dl-134-2009': {
    name: 'Portugal: DL 134/2009, Callcenter',
    summary:
      'Das Gesetz spricht von Anrufen. Dieses Paket macht den Kalender der Stunden, in denen ' +
      'angerufen werden darf, und beantwortet Mail innerhalb eines Arbeitstags dieses Kalenders ' +
      '(unsere Wahl, nicht die des Gesetzes).',
    calendar: 'Portugal, 9 bis 22 Uhr',
    policies: ['Antworten innerhalb eines Anruftags (unsere Wahl)'],
    duties: {
      on_line_60_seconds: {
        source: aboutPortugal,
        text: 'Nach dem Abheben höchstens 60 Sekunden in der Leitung.',
      },
      menu_of_five: {
        source: aboutPortugal,
        text: 'Höchstens 5 Möglichkeiten im ersten Menü, eine davon ein Mensch.',
      },
      no_advertising: {
        source: aboutPortugal,
        text: 'Keine Werbung, während Menschen warten.',
      },
      order_of_arrival: {
        source: aboutPortugal,
        text: 'Anrufe werden in der Reihenfolge angenommen, in der sie kamen.',
      },
      calls_9_to_22: {
        source: aboutPortugal,
        text: 'Wir rufen nur zwischen 9 und 22 Uhr an.',
      },
      recordings_90_days: {
        source: `${portugal}; berichtet, nicht nachgeprüft`,
        text: 'Aufnahmen werden 90 Tage aufbewahrt.',
      },
    },
  },
  plain: {
    name: 'Einfach: Arbeitstage, niemand wird vergessen',
    summary:
      'Kein Gesetz: eine erste Antwort innerhalb eines Arbeitstags, jede weitere auch, mindestens ' +
      'alle fünf Arbeitstage eine Nachricht, und eine Sache ist innerhalb von zehn erledigt. ' +
      'Montag bis Freitag, 9 bis 17 Uhr.',
    calendar: 'Montag bis Freitag, 9 bis 17 Uhr',
    policies: ['Einfach'],
    duties: {
      answered: { source: 'Von uns.', text: 'Jede Sache, die erledigt wurde, hat eine Antwort.' },
      no_closing_by_waiting: {
        source: 'Von uns.',
        text: 'Kein Vorgang wird geschlossen, den niemand beantwortet hat.',
      },
      settled_in_time: {
        source: 'Von uns.',
        text: 'Eine Sache ist innerhalb von zehn Arbeitstagen erledigt.',
      },
    },
  },
};

/** The pack as somebody of this language reads it; the words to contacts are not touched. */
export function translatePack(pack: PolicyPack, locale: Locale): PolicyPack {
  const texts = packTextsDe[pack.id];
  if (locale !== 'de' || !texts) return pack;
  return {
    ...pack,
    name: texts.name,
    summary: texts.summary,
    duties: pack.duties.map((duty) => ({ ...duty, ...texts.duties[duty.id] })),
    calendar: { ...pack.calendar, name: texts.calendar },
    policies: pack.policies.map((policy, index) => ({
      ...policy,
      name: texts.policies[index] ?? policy.name,
    })),
  };
}
