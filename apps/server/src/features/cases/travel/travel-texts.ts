import { defineTexts } from '../../../platform/i18n/texts.ts';

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

  handOverWho: 'Who',
  handOverWhat: 'What it is about',
  handOverTried: 'What was tried',
  handOverPromised: 'What was promised',
  handOverOpen: 'Open questions of the contact',
  handOverNothing: 'nothing recorded',
  lineContact: '{name}{address}',
  lineSubject: 'Case #{number}: {subject} (since {at})',
  lineQuote: '“{quote}” ({name}, {at})',
  lineAnswer: 'Answer by {name} on {at}: “{quote}”',
  lineTheyTried: 'According to the contact ({at}): “{quote}”',
  lineTaskDone: 'Task done: {title}{result}',
  lineTaskOpen: 'Task still open: {title}{due}',
  lineDue: ', due {at}',
  linePromiseOpen: '{words} (due {at})',
  linePromiseBroken: 'NOT KEPT, was due {at}: {words}',
};

const de: { [K in keyof typeof en]: string } = {
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

  handOverWho: 'Wer',
  handOverWhat: 'Worum es geht',
  handOverTried: 'Was versucht wurde',
  handOverPromised: 'Was zugesagt ist',
  handOverOpen: 'Offene Fragen des Kontakts',
  handOverNothing: 'nichts festgehalten',
  lineContact: '{name}{address}',
  lineSubject: 'Vorgang #{number}: {subject} (seit {at})',
  lineQuote: '„{quote}“ ({name}, {at})',
  lineAnswer: 'Antwort von {name} am {at}: „{quote}“',
  lineTheyTried: 'Nach Angabe des Kontakts ({at}): „{quote}“',
  lineTaskDone: 'Aufgabe erledigt: {title}{result}',
  lineTaskOpen: 'Aufgabe noch offen: {title}{due}',
  lineDue: ', fällig {at}',
  linePromiseOpen: '{words} (fällig {at})',
  linePromiseBroken: 'NICHT GEHALTEN, war fällig {at}: {words}',
};

/** What contacts and colleagues read when a case travels. */
export const travelText = defineTexts(en, de);
