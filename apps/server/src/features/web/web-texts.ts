import { defineContactTexts, type TextsLike } from '../../platform/i18n/texts.ts';

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

const de: TextsLike<typeof en> = {
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

const es: TextsLike<typeof en> = {
  availableNow: 'Hay alguien aquí que le responde ahora.',
  availableLater:
    'En este momento nadie puede atenderlo. {promise} Puede irse: su conversación se queda aquí, y con una dirección la respuesta le llega por correo.',
  answeredByMail: '{promise} Llega por correo a la dirección que indique.',
  botFirst:
    '{name}, un programa, responde primero; puede pedir hablar con una persona en cualquier momento.',
  privacy:
    'Guardamos lo que escribe, los archivos que envía y sus respuestas a las preguntas para responderle. No se guarda nada antes de que escriba.',
  codeSubject: '{code} es su código para {organisation}',
  code: `Buenos días:

Su código es: {code}

Introdúzcalo en el chat en los próximos 15 minutos. Nos demuestra que esta dirección es suya, para que las respuestas puedan llegarle ahí.

Si no lo ha pedido, alguien se ha equivocado al escribir su dirección: no haga nada y no pasará nada.

{organisation}`,
  continued: `{words}

——
Qué pasará ahora: responda simplemente a este correo o siga en el chat; ambas cosas llegan a la misma conversación y no tiene que repetir nada.
Seguir en el chat: {link}

Su conversación hasta ahora:
{recent}`,
  renewSubject: 'Su camino de vuelta al chat con {organisation}',
  renew: `Buenos días:

Aquí tiene un enlace nuevo a su conversación con {organisation}: {link}

Funciona durante 90 días desde la última vez que lo use. Quien lo tenga puede leer la conversación, así que páselo solo a quien deba leerla.
Si no lo ha pedido, no haga nada: solo esta dirección ha recibido el enlace.

{organisation}`,
  pushed: 'Tiene una respuesta.',
  said: '{who} ({at}): {text}',
  you: 'Usted',
  files: '[{count, plural, one {# archivo} other {# archivos}}]',
};

const pt: TextsLike<typeof en> = {
  availableNow: 'Está aqui alguém que lhe responde agora.',
  availableLater:
    'De momento ninguém pode atender. {promise} Pode sair: a conversa fica aqui e, com um endereço, a resposta segue por e-mail.',
  answeredByMail: '{promise} Chega por e-mail ao endereço que indicar.',
  botFirst:
    '{name}, um programa, responde primeiro; pode pedir para falar com uma pessoa a qualquer momento.',
  privacy:
    'Guardamos o que escreve, os ficheiros que envia e as suas respostas às perguntas para lhe responder. Nada é guardado antes de escrever.',
  codeSubject: '{code} é o seu código para {organisation}',
  code: `Bom dia,

o seu código é: {code}

Introduza-o no chat nos próximos 15 minutos. Mostra-nos que este endereço é seu, para que as respostas lhe possam chegar aí.

Se não o pediu, alguém se enganou a escrever o endereço: não faça nada e nada acontece.

{organisation}`,
  continued: `{words}

——
O que acontece a seguir: responda simplesmente a este e-mail ou continue no chat; ambos chegam à mesma conversa e não precisa de repetir nada.
Continuar no chat: {link}

A sua conversa até agora:
{recent}`,
  renewSubject: 'O seu caminho de volta ao chat com {organisation}',
  renew: `Bom dia,

aqui está uma nova ligação à sua conversa com {organisation}: {link}

Funciona durante 90 dias a contar da última utilização. Quem a tiver pode ler a conversa; passe-a só a quem a possa ler.
Se não a pediu, não faça nada: só este endereço recebeu a ligação.

{organisation}`,
  pushed: 'Tem uma resposta.',
  said: '{who} ({at}): {text}',
  you: 'A sua mensagem',
  files: '[{count, plural, one {# ficheiro} other {# ficheiros}}]',
};

/** What visitors read from us without a member having written it. */
export const webText = defineContactTexts(en, de, es, pt);
