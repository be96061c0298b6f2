/**
 * What is said beside a field, in German by the English sentence. A sentence that is not here stays
 * English: it concerns programs, or names a value.
 */
export const fieldTextsDe: Readonly<Record<string, string>> = {
  'Write a whole web address, such as https://example.org/page.':
    'Schreiben Sie eine ganze Webadresse, etwa https://example.org/seite.',
  'This is not one e-mail address.': 'Das ist keine einzelne E-Mail-Adresse.',
  'This is not an e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'Not a contact of this case: only they have a link to it.':
    'Kein Kontakt dieses Vorgangs: Nur Kontakte haben einen Link dorthin.',
  'There is no such contact in this account.': 'Diesen Kontakt gibt es nicht.',
  'There is no such channel in this account.': 'Diesen Kanal gibt es nicht.',
  'There is no such team in this account.': 'Dieses Team gibt es nicht.',
  'There is no such calendar in this account.': 'Diesen Kalender gibt es nicht.',
  'There is no contact with this id.': 'Diesen Kontakt gibt es nicht.',
  'There is no team with this id.': 'Dieses Team gibt es nicht.',
  'There is no member with this id.': 'Dieses Mitglied gibt es nicht.',
  'There is no such field.': 'Dieses Feld gibt es nicht.',
  'There is no such time zone, see IANA names.': 'Diese Zeitzone gibt es nicht.',
  'There is no such checklist; it may have been removed. Choose another.':
    'Diese Checkliste gibt es nicht; vielleicht wurde sie entfernt. Wählen Sie eine andere.',
  'Say why the contact is not told who has the case now, or let them be told.':
    'Nennen Sie einen Grund, warum der Kontakt nicht erfährt, wer den Vorgang jetzt hat, oder lassen Sie es mitteilen.',
  'Name at least one case besides the one they become parts of.':
    'Nennen Sie mindestens einen weiteren Vorgang.',
  'Say what the new case is about, such as the fault that hits them all.':
    'Sagen Sie, worum es im neuen Vorgang geht, etwa welcher Fehler alle betrifft.',
  'Write the answer in at least one language.':
    'Schreiben Sie die Antwort in mindestens einer Sprache.',
  'Not an unused upload of yours; upload the file again.':
    'Diese Datei ist nicht mehr da. Laden Sie sie noch einmal hoch.',
  'Choose a time in the future, within three years.':
    'Wählen Sie eine Zeit in der Zukunft, innerhalb von drei Jahren.',
  'That is the time it has already.': 'Diese Zeit ist es schon.',
  'Not a message of this case.': 'Keine Nachricht dieses Vorgangs.',
  'Name at least one recipient.': 'Nennen Sie mindestens einen Empfänger.',
  'Choose a time within the next year.': 'Wählen Sie eine Zeit innerhalb des nächsten Jahres.',
  'Say until when the case waits: a time in the future.':
    'Sagen Sie, bis wann der Vorgang wartet: eine Zeit in der Zukunft.',
  'Write something: text and html are empty.': 'Schreiben Sie etwas: Der Text ist leer.',
  'Give the password: there is none yet for this host, port and login.':
    'Geben Sie das Passwort ein: Zu diesem Server, Port und Benutzer gibt es noch keines.',
  'Give the refresh token: there is none yet for this login and token URL.':
    'Geben Sie das Refresh-Token ein: Zu diesem Benutzer und dieser Token-URL gibt es noch keines.',
  'Domain and selector must be names of the DNS, such as example.org and mail1.':
    'Domain und Selektor müssen Namen im DNS sein, etwa example.org und mail1.',
  'Lies in the past; name a later time.':
    'Das liegt in der Vergangenheit. Nennen Sie eine spätere Zeit.',
  'The words must hold {due}: by when is what a promise says.':
    'Der Text muss {due} enthalten: Eine Zusage sagt, bis wann.',
  'Say either minutes or working_days.': 'Nennen Sie entweder Minuten oder Arbeitstage.',
  'Name each role once.': 'Nennen Sie jede Rolle nur einmal.',
  'Say why.': 'Nennen Sie den Grund.',
  'This is not your present password.': 'Das ist nicht Ihr jetziges Passwort.',
  'This password is among the first that are guessed; choose another.':
    'Dieses Passwort gehört zu den ersten, die geraten werden. Wählen Sie ein anderes.',
  'Contains a NUL character; remove it.': 'Enthält ein NUL-Zeichen. Entfernen Sie es.',
  'Write it on one line, without control characters.':
    'Schreiben Sie es in eine Zeile, ohne Steuerzeichen.',
};
