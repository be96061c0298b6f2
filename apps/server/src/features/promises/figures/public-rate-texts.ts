import { defineContactTexts, type TextsLike } from '../../../platform/i18n/texts.ts';

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

const de: TextsLike<typeof en> = {
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

const es: TextsLike<typeof en> = {
  title: 'Cómo cumple {account} sus compromisos',
  lead: 'De todos los compromisos con plazo que vencían del {from} al {to}, se cumplieron a tiempo:',
  none: 'todavía no vencía ninguno',
  counted: 'Contados uno a uno',
  kept: 'Cumplidos a tiempo',
  broken: 'Incumplidos',
  renegotiated: 'Aplazados a tiempo, con motivo',
  definition:
    'Un compromiso es lo que dijimos a una persona que ocurriría y para cuándo. Se cumple si ocurrió para entonces y se incumple un segundo después. Cuando aplazamos uno, cuenta el nuevo. No se cuentan los objetivos que nos pusimos sin decírselo a nadie.',
};

const pt: TextsLike<typeof en> = {
  title: 'Como {account} cumpre os seus compromissos',
  lead: 'De todos os compromissos com prazo que terminavam de {from} a {to}, foram cumpridos a tempo:',
  none: 'ainda nenhum prazo terminou',
  counted: 'Contados um a um',
  kept: 'Cumpridos a tempo',
  broken: 'Não cumpridos',
  renegotiated: 'Adiados a tempo, com motivo',
  definition:
    'Um compromisso é o que dissemos a uma pessoa que aconteceria e até quando. É cumprido se aconteceu até então e não cumprido um segundo depois. Quando adiámos um, conta o novo. Não se contam os objetivos que definimos sem os dizer a ninguém.',
};

/** The page on which an account publishes its rate. */
export const publicRateText = defineContactTexts(en, de, es, pt);
