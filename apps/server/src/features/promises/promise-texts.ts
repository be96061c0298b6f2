import { defineContactTexts, type TextsLike } from '../../platform/i18n/texts.ts';

const en = {
  first_answer: 'You will have an answer from a person by {due}.',
  answer: 'You will have an answer from a person by {due}.',
  resolution: 'Your matter will be settled by {due}.',
  update: 'You will hear from us how things stand by {due}.',
  callback: 'We call you by {due}.',
  other: 'By {due}.',
  renegotiation: `Hello,

{said}: “{before}” That will not be enough, and we tell you before the time has passed.

We need until {due}, because {because}.

You need do nothing, and nothing you told us has to be repeated. Your matter stays with us as case #{number}.`,
  renegotiationLate: `Hello,

{said}: “{before}” We did not keep that, and we are sorry.

We need until {due}, because {because}.

You need do nothing, and nothing you told us has to be repeated. Your matter stays with us as case #{number}.`,
  told: 'we had told you',
  untold: 'the page of your case says',
  because: 'we have not finished looking into it',
};

const de: TextsLike<typeof en> = {
  first_answer: 'Sie haben bis {due} die Antwort eines Menschen.',
  answer: 'Sie haben bis {due} die Antwort eines Menschen.',
  resolution: 'Ihr Anliegen ist bis {due} erledigt.',
  update: 'Sie hören bis {due} von uns, wie es steht.',
  callback: 'Wir rufen Sie bis {due} an.',
  other: 'Bis {due}.',
  renegotiation: `Guten Tag,

{said}: „{before}“ Das wird nicht reichen, und wir sagen es Ihnen, bevor die Zeit um ist.

Wir brauchen bis {due}, weil {because}.

Sie müssen nichts tun und nichts wiederholen, was Sie uns schon gesagt haben. Ihr Anliegen bleibt bei uns Vorgang #{number}.`,
  renegotiationLate: `Guten Tag,

{said}: „{before}“ Das haben wir nicht eingehalten, und es tut uns leid.

Wir brauchen bis {due}, weil {because}.

Sie müssen nichts tun und nichts wiederholen, was Sie uns schon gesagt haben. Ihr Anliegen bleibt bei uns Vorgang #{number}.`,
  told: 'wir hatten Ihnen gesagt',
  untold: 'auf der Seite Ihres Vorgangs steht',
  because: 'wir mit der Klärung noch nicht fertig sind',
};

const es: TextsLike<typeof en> = {
  first_answer: 'Recibirá la respuesta de una persona a más tardar el {due}.',
  answer: 'Recibirá la respuesta de una persona a más tardar el {due}.',
  resolution: 'Su asunto quedará resuelto a más tardar el {due}.',
  update: 'Le diremos cómo va su asunto a más tardar el {due}.',
  callback: 'Le llamaremos por teléfono a más tardar el {due}.',
  other: 'A más tardar el {due}.',
  renegotiation: `Buenos días:

{said}: «{before}» No será suficiente, y se lo decimos antes de que venza el plazo.

Necesitamos hasta el {due}, porque {because}.

No tiene que hacer nada ni repetir nada de lo que ya nos ha contado. Su asunto sigue con nosotros como caso #{number}.`,
  renegotiationLate: `Buenos días:

{said}: «{before}» No lo hemos cumplido, y lo sentimos.

Necesitamos hasta el {due}, porque {because}.

No tiene que hacer nada ni repetir nada de lo que ya nos ha contado. Su asunto sigue con nosotros como caso #{number}.`,
  told: 'Le habíamos dicho',
  untold: 'En la página de su caso pone',
  because: 'todavía no hemos terminado de estudiarlo',
};

const pt: TextsLike<typeof en> = {
  first_answer: 'Receberá a resposta de uma pessoa até {due}.',
  answer: 'Receberá a resposta de uma pessoa até {due}.',
  resolution: 'O seu assunto ficará resolvido até {due}.',
  update: 'Dizemos-lhe em que ponto está o seu assunto até {due}.',
  callback: 'Telefonamos-lhe até {due}.',
  other: 'Até {due}.',
  renegotiation: `Bom dia,

{said}: «{before}» Não vai ser suficiente, e dizemos-lho antes de o prazo terminar.

Precisamos de tempo até {due}, porque {because}.

Não precisa de fazer nada nem de repetir o que já nos disse. O seu assunto continua connosco como processo #{number}.`,
  renegotiationLate: `Bom dia,

{said}: «{before}» Não cumprimos, e pedimos desculpa.

Precisamos de tempo até {due}, porque {because}.

Não precisa de fazer nada nem de repetir o que já nos disse. O seu assunto continua connosco como processo #{number}.`,
  told: 'tínhamos-lhe dito',
  untold: 'na página do seu processo está escrito',
  because: 'ainda não acabámos de o analisar',
};

/** What contacts read of promises without a member having written it. */
export const promiseText = defineContactTexts(en, de, es, pt);
