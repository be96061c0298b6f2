import { defineContactTexts, type TextsLike } from '../../platform/i18n/texts.ts';

const en = {
  line: 'See your case and what we promised: {link}',
  lineWords: 'See your case and what we promised',
  seatLine: 'Read the case and answer here (nobody needs a login): {link}',
  seatLineWords: 'Read the case and answer here (nobody needs a login)',
  removed: '[link taken out: it was made for somebody else]',
};

const de: TextsLike<typeof en> = {
  line: 'Ihr Vorgang und was wir zugesagt haben: {link}',
  lineWords: 'Ihr Vorgang und was wir zugesagt haben',
  seatLine: 'Hier lesen Sie den Vorgang und antworten (ohne Anmeldung): {link}',
  seatLineWords: 'Hier lesen Sie den Vorgang und antworten (ohne Anmeldung)',
  removed: '[Link entfernt: er war für jemand anderen bestimmt]',
};

const es: TextsLike<typeof en> = {
  line: 'Vea su caso y a qué nos hemos comprometido: {link}',
  lineWords: 'Vea su caso y a qué nos hemos comprometido',
  seatLine: 'Lea el caso y responda aquí (sin darse de alta): {link}',
  seatLineWords: 'Lea el caso y responda aquí (sin darse de alta)',
  removed: '[enlace retirado: era para otra persona]',
};

const pt: TextsLike<typeof en> = {
  line: 'Veja o seu processo e com o que nos comprometemos: {link}',
  lineWords: 'Veja o seu processo e com o que nos comprometemos',
  seatLine: 'Leia o processo e responda aqui (não é preciso ter conta): {link}',
  seatLineWords: 'Leia o processo e responda aqui (não é preciso ter conta)',
  removed: '[ligação retirada: era para outra pessoa]',
};

/** The line with the link that stands below our mails. */
export const linkText = defineContactTexts(en, de, es, pt);
