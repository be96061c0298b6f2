import type { TextsLike } from '../../../platform/i18n/texts.ts';
import type { pageTextsEn } from './page-texts.ts';

/** The page of a case in Spanish. */
export const pageTextsEs: TextsLike<typeof pageTextsEn> = {
  caseNumber: 'Caso #{number}',
  since: 'desde el {date}',
  stateHeading: 'Cómo está',
  stateOpen: 'Lo tenemos nosotros. Estamos trabajando en ello.',
  stateWaiting:
    'Queda en espera hasta el {until}. Entonces lo volveremos a mirar, o en cuanto usted escriba.',
  stateResolved:
    'Creemos que está resuelto ({date}). Si no es así, díganoslo abajo y volverá a abrirse.',
  stateClosed: 'Está cerrado ({date}). Si queda algo, escriba abajo y volverá a abrirse.',
  holder: 'Lo lleva {who}. No tiene que volver a contárselo a nadie.',
  ourTeam: 'nuestro equipo',
  nextHeading: 'Qué pasará ahora',
  nextPromise: '{words}',
  nextBroken: 'Le debemos esto y vamos con retraso: «{words}» Sigue abierto hasta que esté hecho.',
  nextOpen: 'Una persona lee lo que ha escrito y le responde. No tiene que hacer nada.',
  nextWaiting:
    'No tiene que hacer nada. Lo que escriba aquí o por correo electrónico nos llega enseguida.',
  nextOver: 'Nada más, salvo que usted nos diga que queda algo pendiente.',
  promisesHeading: 'A qué nos hemos comprometido',
  noPromises: 'Todavía no se ha dado ningún plazo.',
  due: 'a más tardar el {date}',
  timeLeft: '{count, plural, one {queda # minuto} other {quedan # minutos}}',
  hoursLeft: '{count, plural, one {queda # hora} other {quedan # horas}}',
  daysLeft: '{count, plural, one {queda # día} other {quedan # días}}',
  promise_open: 'Abierto',
  promise_paused: 'En pausa',
  promise_kept: 'Cumplido',
  promise_late: 'Cumplido, pero tarde',
  promise_broken: 'Incumplido',
  promise_renegotiated: 'Aplazado',
  promisePaused: 'El plazo se detiene mientras esperamos su respuesta o la de otros.',
  promiseKept: 'Cumplido el {date}.',
  promiseLate: 'Lo hicimos el {date}, más tarde de lo prometido. Lo sentimos.',
  promiseBroken: 'No lo hemos cumplido. Lo sentimos. No está olvidado: sigue abierto aquí.',
  promiseMoved: 'Necesitábamos más tiempo: «{because}» El nuevo plazo es el {date}.',
  promiseMovedNoReason: 'Necesitábamos más tiempo. El nuevo plazo es el {date}.',
  messagesHeading: 'Lo que se ha dicho',
  noMessages: 'Todavía nada.',
  you: 'Usted',
  folded: 'Mostrar el texto citado',
  confirmation: 'Mostrar nuestra confirmación',
  cut: 'El texto continúa en el correo electrónico.',
  fileSize: '{name} ({size})',
  answerHeading: 'Responda aquí',
  answerHint: 'Llega al mismo caso. No tiene que repetir nada.',
  answerLabel: 'Su mensaje',
  filesLabel: 'Archivos (hasta {count}, en total {size})',
  send: 'Enviar',
  solvedHeading: '¿Le ha servido?',
  solvedYes: 'Sí, está resuelto',
  solvedNo: 'No, no está resuelto',
  sent: 'Lo hemos recibido. Qué sigue: {next}',
  thanksSolved: 'Gracias. El caso consta como resuelto. Si surge algo, escriba aquí.',
  thanksNotSolved:
    'Entendido: vuelve a estar abierto y nos toca a nosotros. Díganos abajo qué falta.',
  problem: 'Esto no se ha enviado',
  emptyAnswer: 'Escriba algo o elija un archivo.',
  longAnswer: 'El mensaje tiene más de {count} caracteres. Acórtelo o adjúntelo como archivo.',
  manyFiles: 'Son más de {count} archivos. Elija menos; su texto sigue aquí.',
  largeFiles:
    'Los archivos ocupan en total más de {size}. Elija otros menores; su texto sigue aquí.',
  filesAgain: 'Vuelva a elegir sus archivos: los navegadores no los conservan.',
  staleForm: 'Este formulario no es nuestro o venía de otra página. Su texto sigue aquí.',
  tooMany:
    'Han sido muchas veces en poco tiempo. Espere {minutes, plural, one {un minuto} other {# minutos}}; no se pierde nada.',
  privacy:
    'Esta página es solo para {address}. Quien tenga el enlace puede leerla: no se lo pase a nadie.',
  skip: 'Responder',
  goneTitle: 'Este enlace no lleva a ningún caso',
  goneText:
    'Está incompleto o nunca fue válido. Abra el correo más reciente sobre su caso y use el enlace ' +
    'que contiene, o simplemente responda a ese correo: llega a las mismas personas.',
  revokedTitle: 'Este enlace se ha retirado',
  revokedText:
    'Su caso sigue ahí y no se ha perdido nada. Podemos enviar un enlace nuevo a la dirección que ' +
    'conocemos; aquí no se muestra nunca.',
  expiredTitle: 'Este enlace ha caducado',
  expiredText:
    'El caso terminó el {date}, por eso se cerró su página. No se ha perdido nada. Podemos enviar un ' +
    'enlace nuevo a la dirección que conocemos; aquí no se muestra nunca. También puede responder a ' +
    'cualquiera de nuestros correos.',
  noLinksText:
    'Su caso sigue ahí y no se ha perdido nada. Responda a cualquiera de nuestros correos sobre él: ' +
    'llega a las mismas personas.',
  renew: 'Envíenme un enlace nuevo por correo',
  renewedTitle: 'Un enlace nuevo está en camino',
  renewedText:
    'Lo hemos enviado a la dirección que conocemos para este caso. Debería llegar en unos minutos; ' +
    'mire también en la carpeta de correo no deseado.',
  renewalSubject: 'Su nuevo enlace al caso #{number}',
  renewalText: `Buenos días:

Ha pedido un enlace nuevo a su caso #{number}. Aquí lo tiene; el anterior ya no funciona.

Si no lo ha pedido usted, no tiene que hacer nada: el enlace se le ha enviado solo a usted.

{account}`,
  faultTitle: 'Algo ha fallado por nuestra parte',
  faultText:
    'No se ha enviado nada. Vuelva atrás, su texto debería seguir ahí, e inténtelo de nuevo dentro de un minuto.',
};
