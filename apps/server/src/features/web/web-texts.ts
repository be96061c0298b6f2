import { defineTexts } from '../../platform/i18n/texts.ts';

const en = {
  availableNow: 'Somebody is here and answers you now.',
  availableLater:
    'Nobody can take this at the moment. {promise} You may leave: your conversation stays here, and with an address the answer follows you by mail.',
  answeredByMail: '{promise} It comes by mail to the address you give.',
  botFirst: '{name}, a program, answers first; you can ask for a person at any time.',
  privacy:
    'We store what you write, the files you send and your answers to the questions, to answer you. Nothing is stored before you write.',
  codeSubject: '{code} is your code for {organisation}',
  code: `Hello,

your code is: {code}

Enter it in the chat within 15 minutes. It shows us that this address is yours, so that answers can follow you there.

If you did not ask for it, somebody mistyped their address: do nothing, and nothing happens.

{organisation}`,
  continued: `{words}

——
What happens next: simply answer this e-mail, or go on in the chat; both come to the same conversation, and you need not repeat anything.
Go on in the chat: {link}

Your conversation so far:
{recent}`,
  renewSubject: 'Your way back to the chat with {organisation}',
  renew: `Hello,

here is a new link to your conversation with {organisation}: {link}

It works for 90 days after you last used it. Whoever has it can read the conversation, so pass it on only to people who may.
If you did not ask for it, do nothing: only this address got the link.

{organisation}`,
  pushed: 'You have an answer.',
  said: '{who} ({at}): {text}',
  you: 'You',
  files: '[{count, plural, one {# file} other {# files}}]',
};

const de: { [K in keyof typeof en]: string } = {
  availableNow: 'Es ist jemand da und antwortet Ihnen jetzt.',
  availableLater:
    'Im Moment kann das niemand übernehmen. {promise} Sie können gehen: Das Gespräch bleibt hier, und mit einer Adresse kommt die Antwort per E-Mail nach.',
  answeredByMail: '{promise} Sie kommt per E-Mail an die Adresse, die Sie angeben.',
  botFirst:
    '{name}, ein Programm, antwortet zuerst; Sie können jederzeit nach einem Menschen fragen.',
  privacy:
    'Wir speichern, was Sie schreiben, Ihre Dateien und Ihre Antworten auf die Fragen, um Ihnen zu antworten. Bevor Sie schreiben, wird nichts gespeichert.',
  codeSubject: '{code} ist Ihr Code für {organisation}',
  code: `Guten Tag,

Ihr Code lautet: {code}

Geben Sie ihn innerhalb von 15 Minuten im Chat ein. Er zeigt uns, dass diese Adresse Ihnen gehört, damit Antworten Ihnen dorthin folgen können.

Haben Sie keinen Code angefordert, hat sich jemand bei der Adresse vertippt: Tun Sie nichts, dann geschieht nichts.

{organisation}`,
  continued: `{words}

——
Wie es weitergeht: Antworten Sie einfach auf diese E-Mail, oder machen Sie im Chat weiter; beides kommt ins selbe Gespräch, und Sie müssen nichts wiederholen.
Im Chat weitermachen: {link}

Ihr bisheriges Gespräch:
{recent}`,
  renewSubject: 'Ihr Weg zurück zum Chat mit {organisation}',
  renew: `Guten Tag,

hier ist ein neuer Link zu Ihrem Gespräch mit {organisation}: {link}

Er gilt 90 Tage nach Ihrem letzten Besuch. Wer ihn hat, kann das Gespräch lesen; geben Sie ihn nur an Menschen weiter, die das dürfen.
Haben Sie ihn nicht angefordert, tun Sie nichts: Nur diese Adresse hat den Link bekommen.

{organisation}`,
  pushed: 'Sie haben eine Antwort.',
  said: '{who} ({at}): {text}',
  you: 'Sie',
  files: '[{count, plural, one {# Datei} other {# Dateien}}]',
};

/** What visitors read from us without a member having written it. */
export const webText = defineTexts(en, de);
