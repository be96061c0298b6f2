import { defineTexts } from '../../../platform/i18n/texts.ts';

/** What stands in a frame beside the words of the mail. */
export const frameTexts = defineTexts(
  {
    quote: 'Quoted text',
    signature: 'Signature',
    'remote-picture': 'Picture from outside, not loaded',
    'lost-picture': 'Picture that is not in the message',
    'no-subject': 'Message without subject',
  },
  {
    quote: 'Zitierter Text',
    signature: 'Signatur',
    'remote-picture': 'Bild von außen, nicht geladen',
    'lost-picture': 'Bild, das nicht in der Nachricht liegt',
    'no-subject': 'Nachricht ohne Betreff',
  },
);
