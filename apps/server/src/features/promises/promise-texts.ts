import { defineTexts } from '../../platform/i18n/texts.ts';

const en = {
  first_answer: 'You will have an answer from a person by {due}.',
  answer: 'You will have an answer from a person by {due}.',
  resolution: 'Your matter will be settled by {due}.',
  update: 'You will hear from us how things stand by {due}.',
  callback: 'We call you by {due}.',
  other: 'By {due}.',
  renegotiation: `Hello,

we had told you: “{before}” That will not be enough, and we tell you before the time has passed.

We need until {due}, because {because}.

You need do nothing, and nothing you told us has to be repeated. Your matter stays with us as case #{number}.`,
  renegotiationLate: `Hello,

we had told you: “{before}” We did not keep that, and we are sorry.

We need until {due}, because {because}.

You need do nothing, and nothing you told us has to be repeated. Your matter stays with us as case #{number}.`,
  because: 'we have not finished looking into it',
};

const de: { [K in keyof typeof en]: string } = {
  first_answer: 'Sie haben bis {due} die Antwort eines Menschen.',
  answer: 'Sie haben bis {due} die Antwort eines Menschen.',
  resolution: 'Ihr Anliegen ist bis {due} erledigt.',
  update: 'Sie hören bis {due} von uns, wie es steht.',
  callback: 'Wir rufen Sie bis {due} an.',
  other: 'Bis {due}.',
  renegotiation: `Guten Tag,

wir hatten Ihnen gesagt: „{before}“ Das wird nicht reichen, und wir sagen es Ihnen, bevor die Zeit um ist.

Wir brauchen bis {due}, weil {because}.

Sie müssen nichts tun und nichts wiederholen, was Sie uns schon gesagt haben. Ihr Anliegen bleibt bei uns Vorgang #{number}.`,
  renegotiationLate: `Guten Tag,

wir hatten Ihnen gesagt: „{before}“ Das haben wir nicht eingehalten, und es tut uns leid.

Wir brauchen bis {due}, weil {because}.

Sie müssen nichts tun und nichts wiederholen, was Sie uns schon gesagt haben. Ihr Anliegen bleibt bei uns Vorgang #{number}.`,
  because: 'wir mit der Klärung noch nicht fertig sind',
};

/** What contacts read of promises without a member having written it. */
export const promiseText = defineTexts(en, de);
