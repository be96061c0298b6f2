import type { TextLanguage } from '../engine/checked-text.ts';
import { type Step, steps, words, type WordSet } from '../engine/match-words.ts';

/** What can be asked for, by the names of the facts of a case. */
export const knownKinds: readonly { name: string; names: WordSet; besides?: WordSet }[] = [
  {
    name: 'order_number',
    names: words(
      'bestellnummer auftragsnummer bestellnr auftragsnr order bestellnumer ordernummer job',
    ),
    besides: words('serial invoice ordered'),
  },
  {
    name: 'customer_number',
    names: words('kundennummer kundennr customer mitgliedsnummer'),
  },
  {
    name: 'contract_number',
    names: words('vertragsnummer vertragsnr contract policennummer versicherungsnummer policy'),
  },
  { name: 'invoice_number', names: words('rechnungsnummer rechnungsnr invoice') },
  {
    name: 'serial_number',
    names: words('seriennummer geraetenummer serial modellnummer zaehlernummer'),
  },
  {
    name: 'address',
    names: words(
      'adresse anschrift address lieferadresse postanschrift wohnanschrift postcode plz',
    ),
    besides: words('email mail mailadresse emailadresse'),
  },
  {
    name: 'phone',
    names: words(
      'telefonnummer rufnummer handynummer mobilnummer phone telephone telefonnr mobile',
    ),
  },
  { name: 'email', names: words('email emailadresse mailadresse mail') },
  { name: 'name', names: words('name namen vornamen nachnamen') },
  { name: 'birth_date', names: words('geburtsdatum geburtstag birth dob birthday') },
  { name: 'iban', names: words('iban kontonummer bankverbindung account bankdaten kontodaten') },
];

export const askingVerbs: Record<TextLanguage, readonly Step[][]> = {
  en: [
    steps('0|please kindly', '5|send provide confirm share give tell supply let state include'),
    steps('0|can could would may', '2|you i we', '5|send provide confirm share give tell have'),
    steps('0|need require', '4|your the'),
    steps('0|what which', '1|is was', '2|your the'),
    steps('0|let', '2|know have', '5|your'),
    steps('0|send provide share dm give', '1|us me', '5|your'),
    steps('0|provide supply confirm share send state', '3|your the'),
  ],
  de: [
    steps('0|bitte', '12|nennen mitteilen schicken senden angeben geben teilen durchgeben mit'),
    steps('0|nennen teilen schicken senden geben nenn teil schick gib sag', '3|sie uns mir'),
    steps('0|benoetigen benoetige brauchen brauche', '8|ihre deine die ihren deinen noch'),
    steps('0|wie was', '2|lautet ist', '3|ihre deine die ihr dein'),
    steps('0|koennen koennten kannst koenntest', '2|sie du', '12|nennen mitteilen senden schicken'),
    steps('0|unter', '1|welcher', '2|nummer adresse bestellnummer kundennummer'),
    steps('0|wie', '1|lautet', '5|nummer'),
    steps('0|haben hast', '2|sie du', '5|nummer bestellnummer kundennummer'),
    steps('0|verraten verrate', '3|mir uns'),
  ],
};

/** Reads out, or asks whether it still holds, or for another one. */
export const confirming: Record<TextLanguage, readonly Step[][]> = {
  en: [
    steps('0|still', '3|correct valid right current'),
    steps('0|is', '8|correct right current'),
    steps('0|new other second different', '4|order number address phone email'),
    steps('0|verify identity security', '6|you identity purposes reasons'),
    steps('0|order', '3|today again new'),
    steps('0|in', '1|order', '1|to'),
  ],
  de: [
    steps('0|stimmt noch', '6|noch richtig aktuell korrekt'),
    steps('0|richtig aktuell korrekt'),
    steps('0|neue neuen andere anderen abweichende zweite', '3|adresse nummer anschrift'),
    steps('0|identitaet legitimation sicherheit sicherheitsgruenden'),
    steps('0|geaendert'),
  ],
};
