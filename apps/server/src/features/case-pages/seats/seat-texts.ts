import { defineContactTexts, type TextsLike } from '../../../platform/i18n/texts.ts';

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

const de: TextsLike<typeof en> = {
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

const es: TextsLike<typeof en> = {
  inviteSubject: '{account}: {inviter} le consulta sobre «{subject}»',
  inviteText: `Buenos días, {name}:

{inviter}, de {account}, le pide ayuda con un asunto:

{question}
{summary}
No necesita darse de alta ni ninguna formación. Lea el caso y responda con el enlace de abajo, o simplemente responda a este correo; ambas cosas llegan a {inviter}. El enlace es solo para usted y funciona hasta el {expires}.`,
  summaryPart: `
Lo que se sabe hasta ahora:

{summary}
`,
  questionHeading: '{inviter} le pregunta',
  summaryHeading: 'Lo que se sabe hasta ahora',
  caseHeading: 'El caso hasta ahora',
  withNotes:
    'También ve las notas internas. El contacto no ve ni estas ni lo que usted escriba aquí.',
  withoutNotes: 'El contacto no ve lo que usted escriba aquí.',
  note: 'Nota',
  side: 'Entre usted y nosotros',
  answerHeading: 'Su respuesta',
  asLegend: '¿Qué es?',
  asNote: 'Una nota para los compañeros',
  asProposal: 'Una propuesta de respuesta al contacto: un agente la revisa y la envía',
  answerLabel: 'Su texto',
  sent: 'Lo hemos recibido. Se avisa a {inviter}, que continúa desde aquí; usted no tiene que hacer nada más.',
  privacy:
    'Solo para {address}, hasta el {expires}. Se registra cada apertura. No pase el enlace a nadie.',
  expiredTitle: 'Este enlace ha caducado',
  revokedTitle: 'Este enlace se ha retirado',
  shutText:
    'No se ha perdido nada: lo que escribió está en manos de {inviter}. Si quiere añadir algo, ' +
    'responda al correo con el que se le consultó; sigue llegando, y {inviter} puede volver a abrir la página.',
};

const pt: TextsLike<typeof en> = {
  inviteSubject: '{account}: {inviter} consulta-o sobre «{subject}»',
  inviteText: `Bom dia, {name},

{inviter}, de {account}, pede a sua ajuda num assunto:

{question}
{summary}
Não precisa de conta nem de formação. Leia o processo e responda através da ligação em baixo, ou responda simplesmente a este e-mail; ambos chegam a {inviter}. A ligação é só para si e funciona até {expires}.`,
  summaryPart: `
O que se sabe até agora:

{summary}
`,
  questionHeading: '{inviter} pergunta-lhe',
  summaryHeading: 'O que se sabe até agora',
  caseHeading: 'O processo até agora',
  withNotes: 'Vê também as notas internas. O contacto não vê estas notas nem o que escrever aqui.',
  withoutNotes: 'O contacto não vê o que escrever aqui.',
  note: 'Nota',
  side: 'Entre si e nós',
  answerHeading: 'A sua resposta',
  asLegend: 'O que é?',
  asNote: 'Uma nota para os colegas',
  asProposal: 'Uma proposta de resposta ao contacto: um agente revê-a e envia-a',
  answerLabel: 'O seu texto',
  sent: 'Recebemos. {inviter} recebe um aviso e trata do resto; não precisa de fazer mais nada.',
  privacy:
    'Só para {address}, até {expires}. Cada abertura fica registada. Não passe a ligação a ninguém.',
  expiredTitle: 'Esta ligação expirou',
  revokedTitle: 'Esta ligação foi retirada',
  shutText:
    'Nada se perdeu: o que escreveu está com {inviter}. Se quiser acrescentar alguma coisa, responda ' +
    'ao e-mail com que foi feita a pergunta; continua a chegar, e {inviter} pode reabrir a página.',
};

/** What somebody reads who was drawn into one case. */
export const seatText = defineContactTexts(en, de, es, pt);
