import type { Locale } from '../../../platform/i18n/texts.ts';

/**
 * What our own parts say of another server, or of a message on its way, in German. What that server
 * or the network said itself stands behind it as it came. A test finds every sentence in the source
 * and misses none here.
 */
const german: ReadonlyMap<RegExp, string> = new Map([
  [/The relay took too long\./, 'Der Mailserver brauchte zu lange.'],
  [/The relay's name is not known:/, 'Den Namen des Mailservers kennt niemand:'],
  [/No encrypted connection to the relay:/, 'Keine verschlüsselte Verbindung zum Mailserver:'],
  [/The relay cannot be reached:/, 'Der Mailserver ist nicht erreichbar:'],
  [/The mail is larger than the relay takes\./, 'Die Mail ist größer, als der Mailserver annimmt.'],
  [/The webhook was not reached:/, 'Der Webhook war nicht erreichbar:'],
  [/^The program answered (\d{3})/, 'Das Programm antwortete mit $1'],
  [
    /It does not accept our signature: make a new outbound secret and give it that one\./,
    'Es nimmt unsere Signatur nicht an: Legen Sie ein neues Ausgangsgeheimnis an und geben Sie ihm dieses.',
  ],
  [/^Kept for the program to fetch\./, 'Liegt für das Programm bereit.'],
  [/^In the conversation\./, 'Steht im Gespräch.'],
  [
    /^Waiting: no outgoing mail relay is set \(SMTP_URL\)\./,
    'Wartet: Es ist kein Mailserver für den Ausgang eingestellt (SMTP_URL).',
  ],
  [
    /^Earshot could not compose this message; the log tells why\./,
    'Earshot konnte diese Nachricht nicht zusammenstellen; das Protokoll sagt, warum.',
  ],
  [
    /^Earshot was interrupted while handing this over: it may or may not have arrived\./,
    'Earshot wurde beim Übergeben unterbrochen: Die Nachricht kam vielleicht an, vielleicht nicht.',
  ],
  [/Retry sends it again\./, '„Jetzt noch einmal versuchen“ sendet sie erneut.'],
  [/Given up after (\d+) tries\./, 'Nach $1 Versuchen aufgegeben.'],
  [
    /^The relay said nothing about this recipient\./,
    'Der Mailserver sagte zu diesem Empfänger nichts.',
  ],
  [/The server answered (\d{3})\./, 'Der Server antwortete mit $1.'],
  [/More than (\d+) redirects\./, 'Mehr als $1 Weiterleitungen.'],
  [/More than (\d+) bytes\./, 'Mehr als $1 Bytes.'],
  [/A redirect to nowhere\./, 'Eine Weiterleitung ins Leere.'],
  [/This is no address\./, 'Das ist keine Adresse.'],
  [/Only http and https are fetched\./, 'Nur http und https sind möglich.'],
  [
    /An address with a password is not fetched\./,
    'Eine Adresse mit Passwort wird nicht aufgerufen.',
  ],
  [
    /Only the usual ports of the web are fetched from\./,
    'Nur die üblichen Ports des Webs (80 und 443) sind erlaubt.',
  ],
  [
    /The address is not on the public internet\./,
    'Die Adresse liegt nicht im öffentlichen Internet.',
  ],
  [/There is no such host\./, 'Diesen Server gibt es nicht.'],
  [/No answer in time\./, 'Keine Antwort innerhalb der Zeit.'],
  [/The server did not answer properly\./, 'Der Server hat nicht richtig geantwortet.'],
]);

/** What became of something on its way, in the reader’s language as far as the words are ours. */
export function sayFault(words: string, locale: Locale): string {
  if (locale === 'en') return words;
  let said = words;
  for (const [sentence, meaning] of german) said = said.replace(sentence, meaning);
  return said;
}
