import { defineTexts } from '../../../platform/i18n/texts.ts';

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

const de: { [K in keyof typeof en]: string } = {
  confirmationSubject: 'Re: {subject} [#{number}]',
  confirmationNoSubject: 'Ihre Nachricht [#{number}]',
  confirmation: `Guten Tag,

Ihre Nachricht ist angekommen und bei uns Vorgang #{number}.

Wie es weitergeht: {team} liest sie und antwortet Ihnen. {promise} Brauchen wir länger, sagen wir Ihnen das vorher und warum.

Sie müssen nichts weiter tun. Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail; sie kommt zum selben Vorgang, und Sie müssen nichts wiederholen.

{account}`,
  ourTeam: 'unser Team',
};

/** What contacts read from us without a member having written it. */
export const caseText = defineTexts(en, de);
