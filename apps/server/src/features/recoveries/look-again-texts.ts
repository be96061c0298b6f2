import { defineTexts } from '../../platform/i18n/texts.ts';

const en = {
  againTitle: 'Look again: the contact says it is not right yet',
  againPartly:
    'To “did it put things right?” the contact answered: partly. Ask what is missing, and see it through.',
  againNo:
    'To “did it put things right?” the contact answered: no. Ask what is missing, and see it through.',
};

const de: { [K in keyof typeof en]: string } = {
  againTitle: 'Noch einmal ansehen: laut Kontakt noch nicht in Ordnung',
  againPartly:
    'Auf „Ist es wieder in Ordnung?“ hat der Kontakt „teilweise“ geantwortet. Fragen Sie, was fehlt, und bringen Sie es zu Ende.',
  againNo:
    'Auf „Ist es wieder in Ordnung?“ hat der Kontakt „nein“ geantwortet. Fragen Sie, was fehlt, und bringen Sie es zu Ende.',
};

/** The task for members where it is not right yet. */
export const lookAgainText = defineTexts(en, de);
