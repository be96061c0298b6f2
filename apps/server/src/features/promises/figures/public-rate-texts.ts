import { defineTexts } from '../../../platform/i18n/texts.ts';

const en = {
  title: 'How {account} keeps its promises',
  lead: 'Of all promises with a time that were due from {from} to {to}, this many were kept in time:',
  none: 'none was due yet',
  counted: 'Counted one by one',
  kept: 'Kept in time',
  broken: 'Broken',
  renegotiated: 'Moved in time, with a reason',
  definition:
    'A promise is what we told a person will happen by when. It is kept if it happened by then, and broken to the second after. Where we moved one, the new one counts. Aims that we set ourselves and told nobody are not counted.',
};

const de: { [K in keyof typeof en]: string } = {
  title: 'Wie {account} seine Zusagen hält',
  lead: 'Von allen Zusagen mit einer Zeit, die vom {from} bis {to} fällig waren, wurden so viele rechtzeitig gehalten:',
  none: 'noch keine war fällig',
  counted: 'Einzeln gezählt',
  kept: 'Rechtzeitig gehalten',
  broken: 'Gebrochen',
  renegotiated: 'Rechtzeitig mit Begründung verschoben',
  definition:
    'Eine Zusage ist, was wir jemandem bis wann zugesagt haben. Gehalten ist sie, wenn es bis dahin geschah, gebrochen auf die Sekunde danach. Wo wir eine verschoben haben, zählt die neue. Ziele, die wir uns selbst setzen und niemandem gesagt haben, zählen nicht.',
};

/** The page on which an account publishes its rate. */
export const publicRateText = defineTexts(en, de);
