import { defineTexts } from '../../../platform/i18n/texts.ts';

const en = {
  handOverWho: 'Who',
  handOverWhat: 'What it is about',
  handOverTried: 'What was tried',
  handOverPromised: 'What was promised',
  handOverOpen: 'Open questions of the contact',
  handOverNothing: 'nothing recorded',
  lineContact: '{name}{address}',
  lineSubject: 'Case #{number}: {subject} (since {at})',
  lineQuote: '“{quote}” ({name}, {at})',
  lineAnswer: 'Answer by {name} on {at}: “{quote}”',
  lineTheyTried: 'According to the contact ({at}): “{quote}”',
  lineTaskDone: 'Task done: {title}{result}',
  lineTaskOpen: 'Task still open: {title}{due}',
  lineDue: ', due {at}',
  linePromiseOpen: '{words} (due {at})',
  linePromiseBroken: 'NOT KEPT, was due {at}: {words}',
};

const de: { [K in keyof typeof en]: string } = {
  handOverWho: 'Wer',
  handOverWhat: 'Worum es geht',
  handOverTried: 'Was versucht wurde',
  handOverPromised: 'Was zugesagt ist',
  handOverOpen: 'Offene Fragen des Kontakts',
  handOverNothing: 'nichts festgehalten',
  lineContact: '{name}{address}',
  lineSubject: 'Vorgang #{number}: {subject} (seit {at})',
  lineQuote: '„{quote}“ ({name}, {at})',
  lineAnswer: 'Antwort von {name} am {at}: „{quote}“',
  lineTheyTried: 'Nach Angabe des Kontakts ({at}): „{quote}“',
  lineTaskDone: 'Aufgabe erledigt: {title}{result}',
  lineTaskOpen: 'Aufgabe noch offen: {title}{due}',
  lineDue: ', fällig {at}',
  linePromiseOpen: '{words} (fällig {at})',
  linePromiseBroken: 'NICHT GEHALTEN, war fällig {at}: {words}',
};

/** What colleagues read when a case travels. */
export const handOverText = defineTexts(en, de);
