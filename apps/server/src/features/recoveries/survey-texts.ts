import { defineTexts } from '../../platform/i18n/texts.ts';

const en = {
  subject: 'Did it put things right? [#{number}]',
  mail: `Hello,

two weeks ago we tried to put your matter #{number} right. Did that work? One click is enough:

Yes, it is right now: {yes}
Partly: {partly}
No: {no}

We ask only this once. If it is not right yet, simply answer this e-mail: it goes to the same case, and you need not repeat anything.

{account}`,
  title: 'Did it put things right?',
  about: 'Your matter #{number} with {account}.',
  yes: 'Yes, it is right now',
  partly: 'Partly',
  no: 'No',
  send: 'Send this answer',
  thanksTitle: 'Thank you',
  thanksYes: 'Your answer has arrived. We are glad.',
  thanksOther:
    'Your answer has arrived, and somebody looks at your case again. You need do nothing; if you want to add something, answer our e-mail.',
  known: 'You answered: {answer}. You can change it here.',
  goneTitle: 'This link does not work any more',
  goneText:
    'It is not complete, or the question is no longer open. Answering our e-mail reaches us as before.',
  againTitle: 'Look again: the contact says it is not right yet',
  againPartly:
    'To “did it put things right?” the contact answered: partly. Ask what is missing, and see it through.',
  againNo:
    'To “did it put things right?” the contact answered: no. Ask what is missing, and see it through.',
  tooMany: 'Too many attempts. Please try again in a quarter of an hour.',
};

const de: { [K in keyof typeof en]: string } = {
  subject: 'Ist es wieder in Ordnung? [#{number}]',
  mail: `Guten Tag,

vor zwei Wochen haben wir versucht, Ihren Vorgang #{number} in Ordnung zu bringen. Ist das gelungen? Ein Klick genügt:

Ja, es ist in Ordnung: {yes}
Teilweise: {partly}
Nein: {no}

Wir fragen nur dieses eine Mal. Ist es noch nicht in Ordnung, antworten Sie einfach auf diese E-Mail: Sie kommt zum selben Vorgang, und Sie müssen nichts wiederholen.

{account}`,
  title: 'Ist es wieder in Ordnung?',
  about: 'Ihr Vorgang #{number} bei {account}.',
  yes: 'Ja, es ist in Ordnung',
  partly: 'Teilweise',
  no: 'Nein',
  send: 'Diese Antwort senden',
  thanksTitle: 'Vielen Dank',
  thanksYes: 'Ihre Antwort ist angekommen. Das freut uns.',
  thanksOther:
    'Ihre Antwort ist angekommen, und jemand sieht sich Ihren Vorgang noch einmal an. Sie müssen nichts tun; möchten Sie etwas ergänzen, antworten Sie auf unsere E-Mail.',
  known: 'Sie haben geantwortet: {answer}. Hier können Sie das ändern.',
  goneTitle: 'Dieser Link gilt nicht mehr',
  goneText:
    'Er ist unvollständig, oder die Frage ist nicht mehr offen. Eine Antwort auf unsere E-Mail erreicht uns wie bisher.',
  againTitle: 'Noch einmal ansehen: laut Kontakt noch nicht in Ordnung',
  againPartly:
    'Auf „Ist es wieder in Ordnung?“ hat der Kontakt „teilweise“ geantwortet. Fragen Sie, was fehlt, und bringen Sie es zu Ende.',
  againNo:
    'Auf „Ist es wieder in Ordnung?“ hat der Kontakt „nein“ geantwortet. Fragen Sie, was fehlt, und bringen Sie es zu Ende.',
  tooMany: 'Zu viele Versuche. Bitte versuchen Sie es in einer Viertelstunde noch einmal.',
};

/** What a contact reads when asked whether it put things right. */
export const surveyText = defineTexts(en, de);
