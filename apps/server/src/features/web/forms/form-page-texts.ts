import { defineTexts } from '../../../platform/i18n/texts.ts';

/** What the page of a form says where no script draws it. */
export const formText = defineTexts(
  {
    words: 'Your message',
    wordsHint: 'What is it about? You need not repeat it later.',
    send: 'Send',
    required: 'required',
    choose: 'Choose …',
    consent: 'Yes',
    sentTitle: 'We have your message',
    sentNumber: 'Its number is {number}.',
    sentTo: 'A confirmation with the link to its page goes to {address}.',
    sentNoAddress: 'You gave no address, so keep the number: with it we find your message.',
    sentLater: 'It is stored and is being taken up; you need not send it again.',
    again: 'Please look at this again',
    privacy: 'What is stored',
    websiteLabel: 'Leave this field empty',
  },
  {
    words: 'Ihre Nachricht',
    wordsHint: 'Worum geht es? Sie müssen es später nicht wiederholen.',
    send: 'Senden',
    required: 'nötig',
    choose: 'Bitte wählen …',
    consent: 'Ja',
    sentTitle: 'Ihre Nachricht ist da',
    sentNumber: 'Sie hat die Nummer {number}.',
    sentTo: 'Eine Bestätigung mit dem Link zu ihrer Seite geht an {address}.',
    sentNoAddress:
      'Sie haben keine Adresse angegeben; heben Sie die Nummer auf: Damit finden wir Ihre Nachricht.',
    sentLater: 'Sie ist gespeichert und wird aufgenommen; Sie müssen sie nicht noch einmal senden.',
    again: 'Bitte sehen Sie das noch einmal an',
    privacy: 'Was gespeichert wird',
    websiteLabel: 'Lassen Sie dieses Feld leer',
  },
);
