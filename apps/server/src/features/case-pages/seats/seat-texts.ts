import { defineTexts } from '../../../platform/i18n/texts.ts';

const en = {
  inviteSubject: '{account}: {inviter} asks you about “{subject}”',
  inviteText: `Hello {name},

{inviter} of {account} asks you for help with one matter:

{question}
{summary}
You need no login and no training. Read the case and answer by the link below, or simply answer this e-mail; both reach {inviter}. The link is for you alone and works until {expires}.`,
  summaryPart: `
What is known so far:

{summary}
`,
  questionHeading: '{inviter} asks you',
  summaryHeading: 'What is known so far',
  caseHeading: 'The case so far',
  withNotes:
    'You also see the internal notes. The contact sees neither these nor what you write here.',
  withoutNotes: 'The contact does not see what you write here.',
  note: 'Note',
  side: 'Between you and us',
  answerHeading: 'Your answer',
  asLegend: 'What is it?',
  asNote: 'A note for the colleagues',
  asProposal: 'A proposed answer to the contact: an agent looks at it and sends it',
  answerLabel: 'Your text',
  sent: 'We have it. {inviter} is told and takes it from here; you need do nothing more.',
  privacy:
    'Made for {address} alone, until {expires}. Each opening is recorded. Do not pass the link on.',
  expiredTitle: 'This link has run out',
  revokedTitle: 'This link was withdrawn',
  shutText:
    'Nothing is lost: what you wrote is with {inviter}. If you want to add something, answer the ' +
    'e-mail with which you were asked; it still arrives, and {inviter} can open the page again.',
};

const de: { [K in keyof typeof en]: string } = {
  inviteSubject: '{account}: {inviter} fragt Sie zu „{subject}“',
  inviteText: `Guten Tag {name},

{inviter} von {account} bittet Sie um Hilfe bei einem Vorgang:

{question}
{summary}
Sie brauchen keine Anmeldung und keine Einweisung. Über den Link unten lesen Sie den Vorgang und antworten, oder Sie antworten einfach auf diese E-Mail; beides erreicht {inviter}. Der Link ist nur für Sie und gilt bis {expires}.`,
  summaryPart: `
Was bisher bekannt ist:

{summary}
`,
  questionHeading: '{inviter} fragt Sie',
  summaryHeading: 'Was bisher bekannt ist',
  caseHeading: 'Der Vorgang bisher',
  withNotes:
    'Sie sehen auch die internen Notizen. Der Kontakt sieht weder diese noch das, was Sie hier schreiben.',
  withoutNotes: 'Der Kontakt sieht nicht, was Sie hier schreiben.',
  note: 'Notiz',
  side: 'Zwischen Ihnen und uns',
  answerHeading: 'Ihre Antwort',
  asLegend: 'Was ist es?',
  asNote: 'Eine Notiz für die Kolleginnen und Kollegen',
  asProposal: 'Ein Vorschlag für die Antwort: Jemand bei uns sieht ihn an und sendet ihn',
  answerLabel: 'Ihr Text',
  sent: 'Wir haben es. {inviter} weiß Bescheid und macht weiter; Sie müssen nichts mehr tun.',
  privacy:
    'Nur für {address}, bis {expires}. Jedes Öffnen wird vermerkt. Geben Sie den Link nicht weiter.',
  expiredTitle: 'Dieser Link ist abgelaufen',
  revokedTitle: 'Dieser Link wurde zurückgezogen',
  shutText:
    'Nichts ist verloren: Was Sie geschrieben haben, liegt bei {inviter}. Möchten Sie etwas ' +
    'ergänzen, antworten Sie auf die E-Mail, mit der Sie gefragt wurden; sie kommt an, und {inviter} ' +
    'kann die Seite wieder öffnen.',
};

/** What somebody reads who was drawn into one case. */
export const seatText = defineTexts(en, de);
