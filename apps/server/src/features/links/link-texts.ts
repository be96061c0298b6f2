import { defineTexts } from '../../platform/i18n/texts.ts';

const en = {
  line: 'See your case and what we promised: {link}',
  lineWords: 'See your case and what we promised',
  seatLine: 'Read the case and answer here (nobody needs a login): {link}',
  seatLineWords: 'Read the case and answer here (nobody needs a login)',
  removed: '[link taken out: it was made for somebody else]',
};

const de: { [K in keyof typeof en]: string } = {
  line: 'Ihr Vorgang und was wir zugesagt haben: {link}',
  lineWords: 'Ihr Vorgang und was wir zugesagt haben',
  seatLine: 'Hier lesen Sie den Vorgang und antworten (ohne Anmeldung): {link}',
  seatLineWords: 'Hier lesen Sie den Vorgang und antworten (ohne Anmeldung)',
  removed: '[Link entfernt: er war für jemand anderen bestimmt]',
};

/** The line with the link that stands below our mails. */
export const linkText = defineTexts(en, de);
