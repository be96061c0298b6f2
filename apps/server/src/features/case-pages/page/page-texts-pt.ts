import type { TextsLike } from '../../../platform/i18n/texts.ts';
import type { pageTextsEn } from './page-texts.ts';

/** The page of a case in European Portuguese. */
export const pageTextsPt: TextsLike<typeof pageTextsEn> = {
  caseNumber: 'Processo #{number}',
  since: 'desde {date}',
  stateHeading: 'Em que ponto está',
  stateOpen: 'Está connosco. Estamos a tratar dele.',
  stateWaiting: 'Fica em espera até {until}. Nessa altura voltamos a vê-lo, ou assim que escrever.',
  stateResolved:
    'Consideramos que está resolvido ({date}). Se não estiver, diga-nos em baixo e será reaberto.',
  stateClosed: 'Está encerrado ({date}). Se faltar alguma coisa, escreva em baixo e será reaberto.',
  holder: 'Está com {who}. Não precisa de voltar a contar nada a ninguém.',
  ourTeam: 'a nossa equipa',
  nextHeading: 'O que acontece a seguir',
  nextPromise: '{words}',
  nextBroken: 'Devemos-lhe isto e estamos atrasados: «{words}» Continua em aberto até estar feito.',
  nextOpen: 'Uma pessoa lê o que escreveu e responde-lhe. Não precisa de fazer nada.',
  nextWaiting:
    'Não precisa de fazer nada. O que escrever aqui ou por e-mail chega-nos imediatamente.',
  nextOver: 'Mais nada, a não ser que nos diga que falta alguma coisa.',
  promisesHeading: 'Com o que nos comprometemos',
  noPromises: 'Ainda não foi indicado nenhum prazo.',
  due: 'até {date}',
  timeLeft: '{count, plural, one {falta # minuto} other {faltam # minutos}}',
  hoursLeft: '{count, plural, one {falta # hora} other {faltam # horas}}',
  daysLeft: '{count, plural, one {falta # dia} other {faltam # dias}}',
  promise_open: 'Em aberto',
  promise_paused: 'Em pausa',
  promise_kept: 'Cumprido',
  promise_late: 'Cumprido, mas tarde',
  promise_broken: 'Não cumprido',
  promise_renegotiated: 'Adiado',
  promisePaused: 'O prazo para enquanto esperamos pela sua resposta ou pela de terceiros.',
  promiseKept: 'Cumprido: {date}.',
  promiseLate: 'Feito mais tarde do que o prometido: {date}. Pedimos desculpa.',
  promiseBroken: 'Não cumprimos. Pedimos desculpa. Não está esquecido: continua aqui em aberto.',
  promiseMoved: 'Precisámos de mais tempo: «{because}» O novo prazo é {date}.',
  promiseMovedNoReason: 'Precisámos de mais tempo. O novo prazo é {date}.',
  messagesHeading: 'O que foi dito',
  noMessages: 'Ainda nada.',
  you: 'A sua mensagem',
  folded: 'Mostrar o texto citado',
  confirmation: 'Mostrar a nossa confirmação',
  cut: 'O texto continua no e-mail.',
  fileSize: '{name} ({size})',
  answerHeading: 'Responda aqui',
  answerHint: 'Chega ao mesmo processo. Não precisa de repetir nada.',
  answerLabel: 'A sua mensagem',
  filesLabel: 'Ficheiros (até {count}, no total {size})',
  send: 'Enviar',
  solvedHeading: 'Ajudou?',
  solvedYes: 'Sim, está resolvido',
  solvedNo: 'Não, não está resolvido',
  sent: 'Recebemos. O que se segue: {next}',
  thanksSolved: 'Obrigado. O processo fica como resolvido. Se surgir alguma coisa, escreva aqui.',
  thanksNotSolved:
    'Entendido: está de novo em aberto e é a nossa vez. Diga-nos em baixo o que falta.',
  problem: 'Isto não foi enviado',
  emptyAnswer: 'Escreva alguma coisa ou escolha um ficheiro.',
  longAnswer: 'A mensagem tem mais de {count} caracteres. Encurte-a ou anexe-a como ficheiro.',
  manyFiles: 'São mais de {count} ficheiros. Escolha menos; o seu texto continua aqui.',
  largeFiles:
    'Os ficheiros ocupam no total mais de {size}. Escolha outros mais pequenos; o seu texto continua aqui.',
  filesAgain: 'Escolha de novo os seus ficheiros: os navegadores não os guardam.',
  staleForm: 'Este formulário não é nosso ou veio de outra página. O seu texto continua aqui.',
  tooMany:
    'Foram muitas vezes em pouco tempo. Aguarde {minutes, plural, one {um minuto} other {# minutos}}; nada se perde.',
  privacy:
    'Esta página é só para {address}. Quem tiver a ligação pode lê-la: não a passe a ninguém.',
  skip: 'Responder',
  goneTitle: 'Esta ligação não leva a nenhum processo',
  goneText:
    'Está incompleta ou nunca foi válida. Abra o e-mail mais recente sobre o seu processo e use a ' +
    'ligação que lá está, ou responda simplesmente a esse e-mail: chega às mesmas pessoas.',
  revokedTitle: 'Esta ligação foi retirada',
  revokedText:
    'O seu processo continua connosco e nada se perdeu. Podemos enviar uma nova ligação para o ' +
    'endereço que conhecemos; aqui nunca é mostrado.',
  expiredTitle: 'Esta ligação expirou',
  expiredText:
    'O processo terminou ({date}) e, por isso, a sua página foi encerrada. Nada se perdeu. Podemos ' +
    'enviar uma nova ligação para o endereço que conhecemos; aqui nunca é mostrado. Também pode ' +
    'responder a qualquer um dos nossos e-mails.',
  noLinksText:
    'O seu processo continua connosco e nada se perdeu. Responda a qualquer um dos nossos e-mails ' +
    'sobre ele: chega às mesmas pessoas.',
  renew: 'Enviem-me uma nova ligação por e-mail',
  renewedTitle: 'Uma nova ligação vai a caminho',
  renewedText:
    'Enviámo-la para o endereço que conhecemos para este processo. Deve chegar dentro de poucos ' +
    'minutos; veja também na pasta de correio não solicitado.',
  renewalSubject: 'A sua nova ligação ao processo #{number}',
  renewalText: `Bom dia,

pediu uma nova ligação ao seu processo #{number}. Aqui está; a anterior deixou de funcionar.

Se não a pediu, não precisa de fazer nada: a ligação foi enviada só para este endereço.

{account}`,
  faultTitle: 'Algo correu mal do nosso lado',
  faultText:
    'Nada foi enviado. Volte atrás, o seu texto ainda deve lá estar, e tente de novo dentro de um minuto.',
};
