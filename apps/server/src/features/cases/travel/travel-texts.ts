import { defineContactTexts, type TextsLike } from '../../../platform/i18n/texts.ts';

const en = {
  transferSubject: 'Re: {subject} [#{number}]',
  greeting: 'Hello {name},',
  greetingNobody: 'Hello,',
  transferTold: `{greeting}

your matter “{subject}” (case #{number}) is with the team {team} now.{member} They have everything you wrote and everything we did so far: you need not repeat anything.

What happens next: {next}

You need do nothing. If you want to add something, simply answer this e-mail; it reaches the team {team} in the same case.

{account}`,
  transferMember: ' There, {name} takes care of it.',
  promiseValid: 'The team {team} goes on with it. What we promised you still holds: {words}',
  promiseLate:
    'The team {team} goes on with it, as a matter that is overdue. We had promised you: {words} That time has passed, and we are sorry.',
  promiseNone:
    'The team {team} goes on with it and answers you by e-mail, here. We have not given you a time for that yet.',
};

const de: TextsLike<typeof en> = {
  transferSubject: 'Re: {subject} [#{number}]',
  greeting: 'Guten Tag {name},',
  greetingNobody: 'Guten Tag,',
  transferTold: `{greeting}

Ihr Anliegen „{subject}“ (Vorgang #{number}) liegt jetzt beim Team {team}.{member} Dort ist alles bekannt, was Sie geschrieben haben und was wir bisher getan haben: Sie müssen nichts wiederholen.

Wie es weitergeht: {next}

Sie müssen nichts tun. Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail; sie kommt im selben Vorgang beim Team {team} an.

{account}`,
  transferMember: ' Zuständig ist dort {name}.',
  promiseValid: 'Das Team {team} macht damit weiter. Was wir Ihnen zugesagt haben, gilt: {words}',
  promiseLate:
    'Das Team {team} macht damit weiter, und zwar als überfällig. Zugesagt hatten wir Ihnen: {words} Dieser Termin ist vorbei, und das tut uns leid.',
  promiseNone:
    'Das Team {team} macht damit weiter und antwortet Ihnen hier per E-Mail. Einen Termin dafür haben wir Ihnen noch nicht genannt.',
};

const es: TextsLike<typeof en> = {
  transferSubject: 'Re: {subject} [#{number}]',
  greeting: 'Buenos días, {name}:',
  greetingNobody: 'Buenos días:',
  transferTold: `{greeting}

Su asunto «{subject}» (caso #{number}) lo lleva ahora el equipo {team}.{member} Allí conocen todo lo que usted ha escrito y todo lo que hemos hecho hasta ahora: no tiene que repetir nada.

Qué pasará ahora: {next}

No tiene que hacer nada. Si quiere añadir algo, responda simplemente a este correo; llega al equipo {team} en el mismo caso.

{account}`,
  transferMember: ' Se ocupa de él {name}.',
  promiseValid: 'El equipo {team} continúa con él. Lo que le prometimos sigue en pie: {words}',
  promiseLate:
    'El equipo {team} continúa con él, como un asunto atrasado. Le habíamos prometido: {words} Ese plazo ya ha pasado, y lo sentimos.',
  promiseNone:
    'El equipo {team} continúa con él y le responde aquí, por correo electrónico. Todavía no le hemos dado un plazo para ello.',
};

const pt: TextsLike<typeof en> = {
  transferSubject: 'Re: {subject} [#{number}]',
  greeting: 'Bom dia, {name},',
  greetingNobody: 'Bom dia,',
  transferTold: `{greeting}

o seu assunto «{subject}» (processo #{number}) está agora com a equipa {team}.{member} Aí conhecem tudo o que escreveu e tudo o que fizemos até agora: não precisa de repetir nada.

O que acontece a seguir: {next}

Não precisa de fazer nada. Se quiser acrescentar alguma coisa, responda simplesmente a este e-mail; chega à equipa {team} no mesmo processo.

{account}`,
  transferMember: ' Quem trata dele é {name}.',
  promiseValid: 'A equipa {team} continua a tratar dele. O que lhe prometemos mantém-se: {words}',
  promiseLate:
    'A equipa {team} continua a tratar dele, como assunto em atraso. Tínhamos-lhe prometido: {words} Esse prazo já passou, e pedimos desculpa.',
  promiseNone:
    'A equipa {team} continua a tratar dele e responde-lhe aqui, por e-mail. Ainda não lhe indicámos um prazo para isso.',
};

/** What contacts read when a case travels. */
export const travelText = defineContactTexts(en, de, es, pt);
