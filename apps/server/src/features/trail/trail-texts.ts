import { defineTexts } from '../../platform/i18n/texts.ts';

const en = {
  callTitle: 'Call {contact} today',
  writeTitle: 'Write to {contact} yourself today',
  callDescription:
    'This matter has {score} points on the escalation score; the reasons stand at the case. ' +
    'Say who you are and what you will do by when; do not send anybody elsewhere.',
  writeDescription:
    'This matter has {score} points on the escalation score; the reasons stand at the case. ' +
    'No telephone number is known. Write in your own name: what happened, what you will do by when.',
  theContact: 'the contact',
};

const de: { [K in keyof typeof en]: string } = {
  callTitle: '{contact} heute anrufen',
  writeTitle: '{contact} heute persönlich schreiben',
  callDescription:
    'Der Vorgang hat {score} Punkte auf der Eskalationsskala; die Gründe stehen am Vorgang. ' +
    'Sagen Sie, wer Sie sind und was Sie bis wann tun; verweisen Sie niemanden weiter.',
  writeDescription:
    'Der Vorgang hat {score} Punkte auf der Eskalationsskala; die Gründe stehen am Vorgang. ' +
    'Eine Telefonnummer ist nicht bekannt. Schreiben Sie im eigenen Namen: was geschah und was Sie bis wann tun.',
  theContact: 'den Kontakt',
};

/** What members read from the trail without anybody having written it. */
export const trailText = defineTexts(en, de);
