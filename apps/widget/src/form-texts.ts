/** What the form says beside what it shares with the chat, in English and German. */
const en = {
  words: 'Your message',
  hint: 'A reason, a number, what you tried already: the more we know, the less we ask.',
  submit: 'Send',
  submitting: 'Sending …',
  submitted: 'We have it',
  number: 'Your number is {number}.',
  files: 'Files (optional)',
  sentTo: 'A confirmation with the link to its page goes to {address}.',
  keep: 'You gave no address, so keep the number: with it we find your message.',
  another: 'Write another message',
  unreachable: 'That did not arrive. What you wrote is still here; please try again.',
};
const de: typeof en = {
  words: 'Ihre Nachricht',
  hint: 'Ein Grund, eine Nummer, was Sie schon versucht haben: Je mehr wir wissen, desto weniger fragen wir.',
  submit: 'Absenden',
  submitting: 'Wird gesendet …',
  submitted: 'Wir haben es',
  number: 'Ihre Nummer ist {number}.',
  files: 'Dateien (freiwillig)',
  sentTo: 'Eine Bestätigung mit dem Link zu ihrer Seite geht an {address}.',
  keep: 'Sie haben keine Adresse angegeben; heben Sie die Nummer auf: Damit finden wir die Nachricht.',
  another: 'Weitere Nachricht schreiben',
  unreachable:
    'Das ist nicht angekommen. Was Sie geschrieben haben, steht noch hier; bitte noch einmal.',
};

export type FormTexts = typeof en;

/** The words of a form in this language. */
export function formTextsFor(locale: string): FormTexts {
  return locale.startsWith('de') ? de : en;
}
