import { defineTexts } from '../../platform/i18n/texts.ts';

/** Where a contact point came from, in words. */
export const contactText = defineTexts(
  {
    source_receipt: 'mail of {date}',
    source_import: 'import of {date}',
    source_program: 'program {name}',
  },
  {
    source_receipt: 'Mail vom {date}',
    source_import: 'Import vom {date}',
    source_program: 'Programm {name}',
  },
);
