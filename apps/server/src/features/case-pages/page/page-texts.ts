import { defineContactTexts, type TextsLike } from '../../../platform/i18n/texts.ts';
import { pageTextsEs } from './page-texts-es.ts';
import { pageTextsPt } from './page-texts-pt.ts';

/** The page of a case in English; the other languages have the same ids. */
export const pageTextsEn = {
  caseNumber: 'Case #{number}',
  since: 'since {date}',
  stateHeading: 'How it stands',
  stateOpen: 'It is with us. We are working on it.',
  stateWaiting: 'It rests until {until}. Then we look at it again, or as soon as you write.',
  stateResolved:
    'We believe it is solved ({date}). If it is not, tell us below and it is open again.',
  stateClosed: 'It is closed ({date}). If something is left, write below and it is open again.',
  holder: 'It is with {who}. You need not tell anybody else anything again.',
  ourTeam: 'our team',
  nextHeading: 'What happens next',
  nextPromise: '{words}',
  nextBroken: 'We owe you this and are late: “{words}” It stays open until it is done.',
  nextOpen: 'A person reads what you wrote and answers you. You need do nothing.',
  nextWaiting: 'You need do nothing. What you write here or by e-mail reaches us at once.',
  nextOver: 'Nothing more, unless you say that something is left.',
  promisesHeading: 'What we promised',
  noPromises: 'No time was promised yet.',
  due: 'by {date}',
  timeLeft: '{count, plural, one {# minute} other {# minutes}} left',
  hoursLeft: '{count, plural, one {# hour} other {# hours}} left',
  daysLeft: '{count, plural, one {# day} other {# days}} left',
  promise_open: 'Open',
  promise_paused: 'Rests',
  promise_kept: 'Kept',
  promise_late: 'Kept, but late',
  promise_broken: 'Broken',
  promise_renegotiated: 'Moved',
  promisePaused: 'The time rests while it is your turn or somebody else’s.',
  promiseKept: 'Kept on {date}.',
  promiseLate: 'We did this on {date}, later than promised. We are sorry.',
  promiseBroken: 'We did not keep this. We are sorry. It is not forgotten: it stays open here.',
  promiseMoved: 'We needed longer: “{because}” The new time is {date}.',
  promiseMovedNoReason: 'We needed longer. The new time is {date}.',
  messagesHeading: 'What was said',
  noMessages: 'Nothing yet.',
  you: 'You',
  folded: 'Show quoted text',
  confirmation: 'Show our confirmation',
  cut: 'The text goes on in the e-mail.',
  fileSize: '{name} ({size})',
  answerHeading: 'Answer here',
  answerHint: 'It goes to the same case. You need not repeat anything.',
  answerLabel: 'Your message',
  filesLabel: 'Files (up to {count}, together {size})',
  send: 'Send',
  solvedHeading: 'Did it help?',
  solvedYes: 'Yes, this solved it',
  solvedNo: 'No, it is not solved',
  sent: 'We have it. Next: {next}',
  thanksSolved: 'Thank you. The case is marked as solved. If something comes up, write here.',
  thanksNotSolved: 'Understood: it is open again, and it is our turn. Tell us below what is left.',
  problem: 'This was not sent',
  emptyAnswer: 'Write something or choose a file.',
  longAnswer: 'The message is longer than {count} letters. Shorten it or attach it as a file.',
  manyFiles: 'These are more than {count} files. Choose fewer; your text is still here.',
  largeFiles:
    'The files are together larger than {size}. Choose smaller ones; your text is still here.',
  filesAgain: 'Please choose your files again: browsers do not keep them.',
  staleForm: 'This form was not made by us or came from another page. Your text is still here.',
  tooMany:
    'That was very often in a short time. Please wait {minutes, plural, one {a minute} other {# minutes}}; nothing is lost.',
  privacy:
    'This page was made for {address} alone. Who has the link can read it: do not pass it on.',
  skip: 'Answer',
  goneTitle: 'This link does not lead to a case',
  goneText:
    'It is incomplete, or it was never valid. Open the newest e-mail about your case and use the ' +
    'link there, or simply answer that e-mail: it reaches the same people.',
  revokedTitle: 'This link was withdrawn',
  revokedText:
    'Your case is still there and nothing is lost. We can send a new link to the address we know; ' +
    'it is never shown here.',
  expiredTitle: 'This link has run out',
  expiredText:
    'The case ended on {date}, so its page was closed. Nothing is lost. We can send a new link to ' +
    'the address we know; it is never shown here. Or answer any of our e-mails.',
  noLinksText:
    'Your case is still there and nothing is lost. Answer any of our e-mails about it: it reaches ' +
    'the same people.',
  renew: 'Send me a new link by e-mail',
  renewedTitle: 'A new link is on its way',
  renewedText:
    'We sent it to the address we know for this case. It should be there in a few minutes; look in ' +
    'the spam folder too.',
  renewalSubject: 'Your new link to case #{number}',
  renewalText: `Hello,

you asked for a new link to your case #{number}. Here it is; the old one no longer works.

If you did not ask for it, you need do nothing: the link was sent to you alone.

{account}`,
  faultTitle: 'Something went wrong on our side',
  faultText:
    'Nothing was sent. Go back, your text should still be there, and try again in a minute.',
};

const pageTextsDe: TextsLike<typeof pageTextsEn> = {
  caseNumber: 'Vorgang #{number}',
  since: 'seit {date}',
  stateHeading: 'Wie es steht',
  stateOpen: 'Er ist bei uns. Wir arbeiten daran.',
  stateWaiting: 'Er ruht bis {until}. Dann sehen wir wieder nach, oder sobald Sie schreiben.',
  stateResolved:
    'Wir halten es für gelöst ({date}). Stimmt das nicht, sagen Sie es unten, und er ist wieder offen.',
  stateClosed:
    'Er ist abgeschlossen ({date}). Ist noch etwas offen, schreiben Sie unten, und er ist wieder offen.',
  holder: 'Er liegt bei {who}. Sie müssen niemandem etwas noch einmal erzählen.',
  ourTeam: 'unserem Team',
  nextHeading: 'Wie es weitergeht',
  nextPromise: '{words}',
  nextBroken:
    'Das sind wir Ihnen schuldig und zu spät: „{words}“ Es bleibt offen, bis es getan ist.',
  nextOpen:
    'Ein Mensch liest, was Sie geschrieben haben, und antwortet Ihnen. Sie müssen nichts tun.',
  nextWaiting:
    'Sie müssen nichts tun. Was Sie hier oder per E-Mail schreiben, erreicht uns sofort.',
  nextOver: 'Nichts mehr, außer Sie sagen, dass noch etwas offen ist.',
  promisesHeading: 'Was wir zugesagt haben',
  noPromises: 'Noch wurde keine Zeit zugesagt.',
  due: 'bis {date}',
  timeLeft: 'noch {count, plural, one {# Minute} other {# Minuten}}',
  hoursLeft: 'noch {count, plural, one {# Stunde} other {# Stunden}}',
  daysLeft: 'noch {count, plural, one {# Tag} other {# Tage}}',
  promise_open: 'Offen',
  promise_paused: 'Ruht',
  promise_kept: 'Gehalten',
  promise_late: 'Gehalten, aber zu spät',
  promise_broken: 'Gebrochen',
  promise_renegotiated: 'Verschoben',
  promisePaused: 'Die Zeit ruht, solange Sie oder andere am Zug sind.',
  promiseKept: 'Gehalten am {date}.',
  promiseLate: 'Getan am {date}, später als zugesagt. Das tut uns leid.',
  promiseBroken:
    'Das haben wir nicht gehalten. Es tut uns leid. Es ist nicht vergessen und bleibt hier offen.',
  promiseMoved: 'Wir brauchten länger: „{because}“ Die neue Zeit ist {date}.',
  promiseMovedNoReason: 'Wir brauchten länger. Die neue Zeit ist {date}.',
  messagesHeading: 'Was gesagt wurde',
  noMessages: 'Noch nichts.',
  you: 'Sie',
  folded: 'Zitierten Text zeigen',
  confirmation: 'Unsere Bestätigung zeigen',
  cut: 'Der Text geht in der E-Mail weiter.',
  fileSize: '{name} ({size})',
  answerHeading: 'Hier antworten',
  answerHint: 'Es kommt zum selben Vorgang. Sie müssen nichts wiederholen.',
  answerLabel: 'Ihre Nachricht',
  filesLabel: 'Dateien (bis zu {count}, zusammen {size})',
  send: 'Senden',
  solvedHeading: 'Hat es geholfen?',
  solvedYes: 'Ja, es ist gelöst',
  solvedNo: 'Nein, es ist nicht gelöst',
  sent: 'Wir haben es. Als Nächstes: {next}',
  thanksSolved:
    'Danke. Der Vorgang ist als gelöst vermerkt. Wenn noch etwas auftaucht, schreiben Sie hier.',
  thanksNotSolved:
    'Verstanden: Er ist wieder offen, und wir sind am Zug. Sagen Sie uns unten, was noch fehlt.',
  problem: 'Das wurde nicht gesendet',
  emptyAnswer: 'Schreiben Sie etwas oder wählen Sie eine Datei.',
  longAnswer:
    'Die Nachricht ist länger als {count} Zeichen. Kürzen Sie sie oder hängen Sie sie als Datei an.',
  manyFiles: 'Das sind mehr als {count} Dateien. Wählen Sie weniger; Ihr Text ist noch da.',
  largeFiles:
    'Die Dateien sind zusammen größer als {size}. Wählen Sie kleinere; Ihr Text ist noch da.',
  filesAgain: 'Bitte wählen Sie Ihre Dateien noch einmal: Browser behalten sie nicht.',
  staleForm:
    'Dieses Formular ist nicht von uns oder kam von einer anderen Seite. Ihr Text ist noch da.',
  tooMany:
    'Das war sehr oft in kurzer Zeit. Bitte warten Sie {minutes, plural, one {eine Minute} other {# Minuten}}; nichts geht verloren.',
  privacy:
    'Diese Seite ist allein für {address}. Wer den Link hat, kann sie lesen: Geben Sie ihn nicht weiter.',
  skip: 'Antworten',
  goneTitle: 'Dieser Link führt zu keinem Vorgang',
  goneText:
    'Er ist unvollständig oder war nie gültig. Öffnen Sie die neueste E-Mail zu Ihrem Vorgang und ' +
    'nehmen Sie den Link dort, oder antworten Sie einfach auf diese E-Mail: Sie erreicht dieselben Menschen.',
  revokedTitle: 'Dieser Link wurde zurückgezogen',
  revokedText:
    'Ihr Vorgang ist noch da, nichts ist verloren. Wir können einen neuen Link an die Adresse ' +
    'schicken, die wir kennen; hier wird er nie gezeigt.',
  expiredTitle: 'Dieser Link ist abgelaufen',
  expiredText:
    'Der Vorgang endete am {date}, darum wurde seine Seite geschlossen. Nichts ist verloren. Wir ' +
    'können einen neuen Link an die Adresse schicken, die wir kennen; hier wird er nie gezeigt. ' +
    'Oder antworten Sie auf eine unserer E-Mails.',
  noLinksText:
    'Ihr Vorgang ist noch da, nichts ist verloren. Antworten Sie auf eine unserer E-Mails dazu: Sie ' +
    'erreicht dieselben Menschen.',
  renew: 'Neuen Link per E-Mail schicken',
  renewedTitle: 'Ein neuer Link ist unterwegs',
  renewedText:
    'Wir haben ihn an die Adresse geschickt, die wir zu diesem Vorgang kennen. Er sollte in wenigen ' +
    'Minuten da sein; sehen Sie auch im Spam-Ordner nach.',
  renewalSubject: 'Ihr neuer Link zum Vorgang #{number}',
  renewalText: `Guten Tag,

Sie haben einen neuen Link zu Ihrem Vorgang #{number} erbeten. Hier ist er; der alte gilt nicht mehr.

Haben Sie nicht danach gefragt, müssen Sie nichts tun: Der Link ging nur an Sie.

{account}`,
  faultTitle: 'Bei uns ist etwas schiefgegangen',
  faultText:
    'Es wurde nichts gesendet. Gehen Sie zurück, Ihr Text sollte noch da sein, und versuchen Sie es in einer Minute erneut.',
};

/** What contacts read on the page of their case. */
export const pageText = defineContactTexts(pageTextsEn, pageTextsDe, pageTextsEs, pageTextsPt);
