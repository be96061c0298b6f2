import { defineContactTexts, type TextsLike } from '../../../platform/i18n/texts.ts';

const en = {
  confirmationSubject: 'Re: {subject} [#{number}]',
  confirmationNoSubject: 'Your message [#{number}]',
  confirmation: `Hello,

your message has arrived and is case #{number} with us.

What happens next: {team} reads it and answers you. {promise} If we need longer, we tell you before then, and why.

You need do nothing more. If you want to add something, simply answer this e-mail; it goes to the same case, and you need not repeat anything.

{account}`,
  ourTeam: 'our team',
};

const de: TextsLike<typeof en> = {
  confirmationSubject: 'Re: {subject} [#{number}]',
  confirmationNoSubject: 'Ihre Nachricht [#{number}]',
  confirmation: `Guten Tag,

Ihre Nachricht ist angekommen und bei uns Vorgang #{number}.

Wie es weitergeht: {team} liest sie und antwortet Ihnen. {promise} Brauchen wir länger, sagen wir Ihnen das vorher und warum.

Sie müssen nichts weiter tun. Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail; sie kommt zum selben Vorgang, und Sie müssen nichts wiederholen.

{account}`,
  ourTeam: 'unser Team',
};

const es: TextsLike<typeof en> = {
  confirmationSubject: 'Re: {subject} [#{number}]',
  confirmationNoSubject: 'Su mensaje [#{number}]',
  confirmation: `Buenos días:

Hemos recibido su mensaje y es el caso #{number}.

Qué pasará ahora: {team} lo lee y le responde. {promise} Si necesitamos más tiempo, se lo diremos antes de esa fecha, y por qué.

No tiene que hacer nada más. Si quiere añadir algo, responda simplemente a este correo; llega al mismo caso y no tiene que repetir nada.

{account}`,
  ourTeam: 'nuestro equipo',
};

const pt: TextsLike<typeof en> = {
  confirmationSubject: 'Re: {subject} [#{number}]',
  confirmationNoSubject: 'A sua mensagem [#{number}]',
  confirmation: `Bom dia,

recebemos a sua mensagem, que é o processo #{number}.

O que acontece a seguir: {team} lê a mensagem e responde-lhe. {promise} Se precisarmos de mais tempo, avisamos antes dessa data e dizemos porquê.

Não precisa de fazer mais nada. Se quiser acrescentar alguma coisa, responda simplesmente a este e-mail; chega ao mesmo processo e não precisa de repetir nada.

{account}`,
  ourTeam: 'a nossa equipa',
};

/** What contacts read from us without a member having written it. */
export const caseText = defineContactTexts(en, de, es, pt);
