/**
 * What is said beside a field, in German by the English sentence; {1}, {2} ... stand for values. A
 * test finds every sentence in the source and misses none here.
 */
export const fieldTextsDe: Readonly<Record<string, string>> = {
  'Write a whole web address, such as https://example.org/page.':
    'Schreiben Sie eine ganze Webadresse, etwa https://example.org/seite.',
  'Write an e-mail address, such as name@example.org.':
    'Schreiben Sie eine E-Mail-Adresse, etwa name@example.org.',
  'No channel has this key.': 'Kein Kanal hat diesen Schlüssel.',
  'Write a colour, such as #1f6feb.': 'Schreiben Sie eine Farbe, etwa #1f6feb.',
  'Write a time of day, such as 09:00.': 'Schreiben Sie eine Uhrzeit, etwa 09:00.',
  'Write a time of day, at most 24:00.': 'Schreiben Sie eine Uhrzeit, höchstens 24:00.',
  'Write a currency in three letters, such as EUR.':
    'Schreiben Sie eine Währung mit drei Buchstaben, etwa EUR.',
  'This is not one e-mail address.': 'Das ist keine einzelne E-Mail-Adresse.',
  'This is not an e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'Not a contact of this case: only they have a link to it.':
    'Kein Kontakt dieses Vorgangs: Nur Kontakte haben einen Link dorthin.',
  'This is no key of a push subscription.': 'Das ist kein Schlüssel eines Push-Abonnements.',
  'There is no such contact in this account.': 'Diesen Kontakt gibt es nicht.',
  'There is no such channel in this account.': 'Diesen Kanal gibt es nicht.',
  'There is no such team in this account.': 'Dieses Team gibt es nicht.',
  'There is no such calendar in this account.': 'Diesen Kalender gibt es nicht.',
  'There is no contact with this id.': 'Diesen Kontakt gibt es nicht.',
  'There is no team with this id.': 'Dieses Team gibt es nicht.',
  'There is no member with this id.': 'Dieses Mitglied gibt es nicht.',
  'This channel shows no buttons; put the answers into the text.':
    'Dieser Kanal zeigt keine Schaltflächen; schreiben Sie die Antworten in den Text.',
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
  'This is an address of ours: nobody else would read it.':
    'Das ist eine Adresse von uns: Niemand sonst läse es.',
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
  'The calendar opens too rarely: this would fall due in more than ten years.':
    'Der Kalender hat zu selten offen: Das wäre erst in über zehn Jahren fällig.',
  'With these hours a policy would promise something in more than ten years.':
    'Mit diesen Zeiten sagte eine Regel etwas erst in über zehn Jahren zu.',
  'Say either minutes or working_days.': 'Nennen Sie entweder Minuten oder Arbeitstage.',
  'Name each role once.': 'Nennen Sie jede Rolle nur einmal.',
  'Say why.': 'Nennen Sie den Grund.',
  'This is not your present password.': 'Das ist nicht Ihr jetziges Passwort.',
  'This password is among the first that are guessed; choose another.':
    'Dieses Passwort gehört zu den ersten, die geraten werden. Wählen Sie ein anderes.',
  'Contains a NUL character; remove it.': 'Enthält ein NUL-Zeichen. Entfernen Sie es.',
  'Write it on one line, without control characters.':
    'Schreiben Sie es in eine Zeile, ohne Steuerzeichen.',
  'Choose a time within the next {1} days.':
    'Wählen Sie eine Zeit innerhalb der nächsten {1} Tage.',
  'Say until when the case waits.': 'Sagen Sie, bis wann der Vorgang wartet.',
  'The time is past; choose one in the future.':
    'Die Zeit ist vorbei. Wählen Sie eine in der Zukunft.',
  'Only a case that waits has this; leave it out.':
    'Das hat nur ein Vorgang, der wartet. Lassen Sie es weg.',
  'Not a member of {1}; choose a member of it, or nobody.':
    'Kein Mitglied von {1}. Wählen Sie ein Mitglied davon oder niemanden.',
  'Without a team nobody can be chosen here; assign the case instead.':
    'Ohne Team lässt sich hier niemand wählen. Weisen Sie den Vorgang stattdessen zu.',
  'Choose a UUID for this request, so that sending it twice is one answer.':
    'Wählen Sie eine UUID für diese Anfrage, damit zweimal Senden eine Antwort ist.',
  '{{1}} cannot be filled in. Use {2}, or write the words.':
    '{{1}} lässt sich nicht ausfüllen. Nehmen Sie {2}, oder schreiben Sie den Text aus.',
  'All files together are larger than 25 MiB; leave some out, or write twice.':
    'Zusammen sind die Dateien größer als 25 MiB. Lassen Sie einige weg, oder schreiben Sie zweimal.',
  '{1} gave this case away, and nobody stood between since. As a supervisor you may send it back: say why.':
    '{1} hat diesen Vorgang abgegeben, und seither lag niemand dazwischen. Als Leitung dürfen Sie ihn zurückgeben: Nennen Sie den Grund.',
  'The public key of such a channel is made here; leave the address out.':
    'Den öffentlichen Schlüssel eines solchen Kanals machen wir hier. Lassen Sie die Adresse weg.',
  'This is no e-mail channel of yours.': 'Das ist keiner Ihrer E-Mail-Kanäle.',
  'It is not a private key in PEM.': 'Das ist kein privater Schlüssel in PEM.',
  'It is a {1} key; mail servers everywhere know RSA.':
    'Das ist ein Schlüssel der Art {1}. Überall verstanden wird RSA.',
  'It is shorter than {1} bits.': 'Er ist kürzer als {1} Bit.',
  'It could not sign.': 'Damit ließ sich nichts unterschreiben.',
  'It is not a URL such as smtp://host:587.': 'Das ist keine Adresse wie smtp://host:587.',
  'It begins with neither smtp:// nor smtps://.': 'Es beginnt weder mit smtp:// noch mit smtps://.',
  'It names no host.': 'Es nennt keinen Server.',
  'It has an unknown option "{1}".': 'Die Angabe „{1}“ darin ist unbekannt.',
  'It has {1}={2}; write true or false.': 'Darin steht {1}={2}. Schreiben Sie true oder false.',
  'It has a login or password with a lone %; write it as %25.':
    'Benutzer oder Passwort enthält ein einzelnes %. Schreiben Sie es als %25.',
  'Use next_cursor of the page before, unchanged.':
    'Nehmen Sie next_cursor der Seite davor, unverändert.',
  'Use the cursor of the page before, unchanged and for the same list.':
    'Nehmen Sie den Cursor der Seite davor, unverändert und für dieselbe Liste.',
  'Use the cursor of the page before, unchanged and with the same sort.':
    'Nehmen Sie den Cursor der Seite davor, unverändert und mit derselben Sortierung.',
  'A channel of the kind “{1}” has no such secret.':
    'Ein Kanal der Art „{1}“ hat dieses Geheimnis nicht.',
  'A channel of the kind “{1}” has no such part.': 'Ein Kanal der Art „{1}“ hat diesen Teil nicht.',
  'Give at least two choices.': 'Nennen Sie mindestens zwei Möglichkeiten.',
  'This is not a telephone number; write it with its country code, such as +49 30 123456.':
    'Das ist keine Telefonnummer. Schreiben Sie sie mit Landesvorwahl, etwa +49 30 123456.',
  'There is nothing in it.': 'Darin steht nichts.',
  'This is not a {1} that can be used.': 'Das ist so nicht zu verwenden ({1}).',
  '{1} is deactivated; choose somebody else.': '{1} ist deaktiviert. Wählen Sie jemand anderen.',
  'There is no such member in this account.': 'Dieses Mitglied gibt es nicht.',
  'There is no such set of days off; see listHolidaySets.':
    'Diese Feiertage gibt es nicht; siehe listHolidaySets.',
  'Say from and to, or open: which figure shall be opened.':
    'Nennen Sie from und to, oder open: welche Zahl geöffnet werden soll.',
  'Choose a last day that is not before the first, within {1} days.':
    'Wählen Sie einen letzten Tag, der nicht vor dem ersten liegt, innerhalb von {1} Tagen.',
  'Name every policy of the account, each once.': 'Nennen Sie jede Regel einmal und keine andere.',
  'There is no such playbook; listRecoveryPlaybooks names those there are.':
    'Diese Anleitung gibt es nicht; listRecoveryPlaybooks nennt, welche es gibt.',
  'Send text or html to be looked at.': 'Senden Sie text oder html, die angesehen werden sollen.',
  'A period of at most {1} days, from before until.':
    'Ein Zeitraum von höchstens {1} Tagen, dessen Anfang vor dem Ende liegt.',
  'Send either the token of a reset link or the present password.':
    'Senden Sie entweder das Token eines Links zum Zurücksetzen oder das jetzige Passwort.',
  'Answer this question first.': 'Beantworten Sie erst diese Frage.',
  'There is no such question.': 'Diese Frage gibt es nicht.',
  'Choose one of the answers offered.': 'Wählen Sie eine der angebotenen Antworten.',
  'Agree with “true”, or leave the answer out.':
    'Stimmen Sie mit „true“ zu, oder lassen Sie die Antwort weg.',
  'Write something here.': 'Schreiben Sie hier etwas.',
  'Write something, or send a file.': 'Schreiben Sie etwas, oder senden Sie eine Datei.',
  'Not a file of yours; upload it again.':
    'Diese Datei ist nicht mehr da. Laden Sie sie noch einmal hoch.',
  'There is no scope {1}. There are: all, {2}.': 'Das Recht {1} gibt es nicht. Es gibt: all, {2}.',
  'Send the bytes as {1}; the body is empty.': 'Senden Sie die Bytes als {1}; es kam nichts an.',
  'Letters, digits and hyphens, at most 30.': 'Buchstaben, Ziffern und Bindestriche, höchstens 30.',
  'Write the words in one language at least.':
    'Schreiben Sie den Text in mindestens einer Sprache.',
  'Letters a to z, digits and _, a letter first.':
    'Buchstaben a bis z, Ziffern und _, zuerst ein Buchstabe.',
  'Such as https://shop.example, without a path.': 'Etwa https://laden.example, ohne Pfad.',
  'Give each question a key of its own.': 'Geben Sie jeder Frage einen eigenen Schlüssel.',
  'The code has six digits.': 'Der Code hat sechs Ziffern.',
  'Use 8 to 64 letters, digits, dots, dashes and underscores.':
    'Nehmen Sie 8 bis 64 Buchstaben, Ziffern, Punkte, Striche und Unterstriche.',
  'The text has {1} characters, this channel carries {2}. Shorten it, write twice, or send it as a file.':
    'Der Text hat {1} Zeichen, dieser Kanal trägt {2}. Kürzen Sie ihn, schreiben Sie zweimal oder senden Sie ihn als Datei.',
  'This is no API channel.': 'Das ist kein API-Kanal.',
  'Send the next_cursor of a page.': 'Senden Sie next_cursor einer Seite.',
  'This channel carries no files.': 'Dieser Kanal trägt keine Dateien.',
  'These are {1} files, this channel carries {2} at once. Write twice, or pack them together.':
    'Das sind {1} Dateien, dieser Kanal trägt {2} auf einmal. Schreiben Sie zweimal oder packen Sie sie zusammen.',
  '“{1}” is too large: this channel carries {2} MiB a file. Leave it out, or make it smaller.':
    '„{1}“ ist zu groß: Dieser Kanal trägt {2} MiB je Datei. Lassen Sie sie weg oder verkleinern Sie sie.',
  'This channel carries only {1}, and “{2}” is none of these.':
    'Dieser Kanal trägt nur {1}, und „{2}“ ist nichts davon.',
};

const patterns = Object.entries(fieldTextsDe)
  .filter(([english]) => /\{\d\}/.test(english))
  .map(([english, german]) => ({ pattern: matcherOf(english), german }));

function matcherOf(english: string): RegExp {
  const pieces = english
    .split(/\{\d\}/)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('(.+?)')}$`, 's');
}

/** The German of a sentence beside a field, with the values that it names; null: there is none. */
export function findFieldTextDe(english: string): string | null {
  const known = fieldTextsDe[english];
  if (known !== undefined) return known;
  for (const { pattern, german } of patterns) {
    const values = pattern.exec(english);
    if (values)
      return german.replace(/\{(\d)\}/g, (_whole, at: string) => values[Number(at)] ?? '');
  }
  return null;
}
