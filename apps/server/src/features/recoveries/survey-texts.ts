import { defineContactTexts, type TextsLike } from '../../platform/i18n/texts.ts';

const en = {
  subject: 'Did it put things right? [#{number}]',
  mail: `Hello,

two weeks ago we tried to put your matter #{number} right. Did that work? One click is enough:

Yes, it is right now: {yes}
Partly: {partly}
No: {no}

We ask only this once. If it is not right yet, simply answer this e-mail: it goes to the same case, and you need not repeat anything.

{account}`,
  title: 'Did it put things right?',
  about: 'Your matter #{number} with {account}.',
  yes: 'Yes, it is right now',
  partly: 'Partly',
  no: 'No',
  send: 'Send this answer',
  thanksTitle: 'Thank you',
  thanksYes: 'Your answer has arrived. We are glad.',
  thanksOther:
    'Your answer has arrived, and somebody looks at your case again. You need do nothing; if you want to add something, answer our e-mail.',
  known: 'You answered: {answer}. You can change it here.',
  goneTitle: 'This link does not work any more',
  goneText:
    'It is not complete, or the question is no longer open. Answering our e-mail reaches us as before.',
  tooMany: 'Too many attempts. Please try again in a quarter of an hour.',
};

const de: TextsLike<typeof en> = {
  subject: 'Ist es wieder in Ordnung? [#{number}]',
  mail: `Guten Tag,

vor zwei Wochen haben wir versucht, Ihren Vorgang #{number} in Ordnung zu bringen. Ist das gelungen? Ein Klick genügt:

Ja, es ist in Ordnung: {yes}
Teilweise: {partly}
Nein: {no}

Wir fragen nur dieses eine Mal. Ist es noch nicht in Ordnung, antworten Sie einfach auf diese E-Mail: Sie kommt zum selben Vorgang, und Sie müssen nichts wiederholen.

{account}`,
  title: 'Ist es wieder in Ordnung?',
  about: 'Ihr Vorgang #{number} bei {account}.',
  yes: 'Ja, es ist in Ordnung',
  partly: 'Teilweise',
  no: 'Nein',
  send: 'Diese Antwort senden',
  thanksTitle: 'Vielen Dank',
  thanksYes: 'Ihre Antwort ist angekommen. Das freut uns.',
  thanksOther:
    'Ihre Antwort ist angekommen, und jemand sieht sich Ihren Vorgang noch einmal an. Sie müssen nichts tun; möchten Sie etwas ergänzen, antworten Sie auf unsere E-Mail.',
  known: 'Sie haben geantwortet: {answer}. Hier können Sie das ändern.',
  goneTitle: 'Dieser Link gilt nicht mehr',
  goneText:
    'Er ist unvollständig, oder die Frage ist nicht mehr offen. Eine Antwort auf unsere E-Mail erreicht uns wie bisher.',
  tooMany: 'Zu viele Versuche. Bitte versuchen Sie es in einer Viertelstunde noch einmal.',
};

const es: TextsLike<typeof en> = {
  subject: '¿Ha quedado resuelto? [#{number}]',
  mail: `Buenos días:

Hace dos semanas intentamos poner remedio a su asunto #{number}. ¿Lo hemos conseguido? Basta con un clic:

Sí, ya está bien: {yes}
En parte: {partly}
No: {no}

Solo se lo preguntamos esta vez. Si todavía no está bien, responda simplemente a este correo: llega al mismo caso y no tiene que repetir nada.

{account}`,
  title: '¿Ha quedado resuelto?',
  about: 'Su asunto #{number} con {account}.',
  yes: 'Sí, ya está bien',
  partly: 'En parte',
  no: 'No',
  send: 'Enviar esta respuesta',
  thanksTitle: 'Gracias',
  thanksYes: 'Hemos recibido su respuesta. Nos alegramos.',
  thanksOther:
    'Hemos recibido su respuesta y alguien volverá a mirar su caso. No tiene que hacer nada; si quiere añadir algo, responda a nuestro correo.',
  known: 'Usted respondió: {answer}. Puede cambiarlo aquí.',
  goneTitle: 'Este enlace ya no funciona',
  goneText:
    'Está incompleto o la pregunta ya no está abierta. Responder a nuestro correo sigue llegándonos como antes.',
  tooMany: 'Demasiados intentos. Inténtelo de nuevo dentro de un cuarto de hora.',
};

const pt: TextsLike<typeof en> = {
  subject: 'Ficou resolvido? [#{number}]',
  mail: `Bom dia,

há duas semanas tentámos resolver o seu assunto #{number}. Conseguimos? Basta um clique:

Sim, já está bem: {yes}
Em parte: {partly}
Não: {no}

Só perguntamos esta vez. Se ainda não estiver bem, responda simplesmente a este e-mail: chega ao mesmo processo e não precisa de repetir nada.

{account}`,
  title: 'Ficou resolvido?',
  about: 'O seu assunto #{number} com {account}.',
  yes: 'Sim, já está bem',
  partly: 'Em parte',
  no: 'Não',
  send: 'Enviar esta resposta',
  thanksTitle: 'Obrigado',
  thanksYes: 'Recebemos a sua resposta. Ficamos contentes.',
  thanksOther:
    'Recebemos a sua resposta e alguém volta a ver o seu processo. Não precisa de fazer nada; se quiser acrescentar alguma coisa, responda ao nosso e-mail.',
  known: 'A sua resposta foi: {answer}. Pode alterá-la aqui.',
  goneTitle: 'Esta ligação já não funciona',
  goneText:
    'Está incompleta ou a pergunta já não está em aberto. A resposta ao nosso e-mail continua a chegar-nos como antes.',
  tooMany: 'Demasiadas tentativas. Tente de novo dentro de um quarto de hora.',
};

/** What a contact reads when asked whether it put things right. */
export const surveyText = defineContactTexts(en, de, es, pt);
