import { expect, test } from 'vitest';
import { checkReply } from '../engine/check-reply.ts';

/** What the marked words are for each referral that is seen in a reply. */
function listReferrals(text: string): string[] {
  return checkReply({ text, language: 'de', history: [], facts: {} })
    .filter(({ rule }) => rule === 'referral')
    .flatMap(({ ranges }) => ranges.map(([start, end]) => text.slice(start, end)));
}

const sentAway = [
  'Hallo, bitte sende uns deine Kundennummer und dein Anliegen per Direktnachricht. Danke! /sk',
  'Hi, das können wir hier leider nicht klären. Melde dich bitte mal unter 0800 3301000.',
  'Hallo, wende dich dazu bitte an den Fahrgastservice: https://t.co/x',
  'Guten Morgen, dazu kannst du dich an unsere Kollegen vom Kundendialog wenden. /ma',
  'Hey, schreib uns bitte per DM an, dann schauen wir gemeinsam. ^LK',
  'Bitte nutzen Sie für Ihre Anfrage unser Kontaktformular: https://x.de/kontakt',
  'Für Erstattungen bitte das Fahrgastrechte-Formular ausfüllen und im Reisezentrum abgeben. /di',
  'Hallo, Infos dazu findest du hier: https://www.x.de/hilfe',
  'Bitte lassen Sie sich von Ihrem Vertragspartner vor Ort beraten.',
  'Eine Auskunft kann Ihnen hierzu nur die ausstellende Behörde geben.',
  'Bitte wenden Sie sich an unseren Kundenservice.',
  'Dafür ist leider das Ordnungsamt zuständig.',
  'Da müssen Sie sich beim Hersteller melden.',
  'Rufen Sie bitte unsere Hotline unter 0800 1234567 an.',
  'Schreiben Sie uns über das Kontaktformular auf unserer Website.',
  'Hallo Lisa, schick uns bitte eine DM mit deiner Kundennummer, dann schauen wir uns das an.',
  'Am besten direkt bei der Hotline nachfragen.',
  'Wir sind hierfür nicht zuständig.',
  'Für Ihr Anliegen füllen Sie bitte das Formular unter https://stadt.example/formular aus.',
  'Bitte kontaktieren Sie den Verkäufer.',
  'Wir bitten Sie, sich an die Fachabteilung zu wenden.',
  'Ich würde dir empfehlen, mal in der Filiale nachzufragen.',
  'Es empfiehlt sich, beim Netzbetreiber anzurufen.',
  'Anträge sind beim Bürgerbüro einzureichen.',
  'Sie erreichen unsere Kollegen von Mo bis Fr unter 030 123456.',
  'Das Formular finden Sie auf unserer Homepage.',
  'Hi, meld dich bitte per PN bei uns!',
  'Setzen Sie sich bitte mit Ihrer Bank in Verbindung.',
  'Nehmen Sie bitte Kontakt mit der Fluggesellschaft auf.',
  'Da kann Ihnen nur der Vermieter weiterhelfen.',
  'Hierzu können Sie sich gerne an unsere Buchhaltung wenden: buchhaltung@falk.example',
  'Leider können wir über Twitter nicht auf Kundendaten zugreifen. Bitte melde dich bei der Hotline.',
  'Bitte wenden Sie sich diesbezüglich an das Hotel.',
  'Man muss sich da an die Krankenkasse wenden.',
  'Ihre Anfrage richten Sie bitte an info@amt.example.',
  'Schau doch mal auf unserer Hilfeseite vorbei.',
  'Eine Änderung ist nur telefonisch möglich.',
  'bitte wende dich an den support unter support@xy.de',
  'Ansprechpartner für Schlaglöcher ist das Tiefbauamt.',
  'Das müsste über das Portal beantragt werden.',
  'Könnten Sie bitte bei unserem Servicepartner anrufen?',
  'Bitte haben Sie Verständnis, dass wir hier nicht weiterhelfen können.',
  'Sie müssten das mit dem Paketdienst klären.',
  'Füll einfach das Onlineformular aus, dann kümmern sich die Kollegen.',
  'Der richtige Ansprechpartner wäre Ihre Versicherung.',
  'Für Störungen wählen Sie bitte die 0800 330 1000.',
];

const takenCareOf = [
  'Hallo, der ICE 577 hat aktuell 25 Minuten Verspätung wegen einer Störung am Gleis. /sk',
  'Moin, die Störung in Kiel ist seit 14 Uhr behoben. Klappt es bei dir wieder? ^LK',
  'Hallo, welche Zugnummer war das denn? Dann frage ich nach. /ma',
  'Danke für den Hinweis, wir haben es an die Technik gegeben und sie repariert es heute.',
  'Ja, Fahrräder darfst du ab 9 Uhr kostenlos mitnehmen.',
  'Guten Tag, ich habe Ihnen soeben die Bestätigung noch einmal per E-Mail geschickt.',
  'Ich habe Ihr Anliegen an die Werkstatt weitergegeben. Frau Okoye ruft Sie morgen bis 10 Uhr an. Sie müssen nichts weiter tun.',
  'Wir haben Ihnen heute 49,90 Euro erstattet.',
  'Wenn Sie möchten, können Sie mich auch direkt unter 030 123456 anrufen. Der Ersatz ist heute an Sie rausgegangen und kommt am Donnerstag.',
  'Wir wenden uns für Sie an den Hersteller und melden uns bis Freitag bei Ihnen.',
  'Ich rufe Sie heute um 14 Uhr an.',
  'Sie müssen sich nicht noch einmal an die Hotline wenden; wir haben den Auftrag storniert.',
  'Sie hatten sich am Montag an die Hotline gewandt und keine Antwort bekommen. Das tut mir leid. Der Techniker kommt am Dienstag um 9 Uhr zu Ihnen.',
  'Die Kollegen aus der Buchhaltung melden sich bis Mittwoch bei Ihnen.',
  'Bei Atemnot rufen Sie bitte sofort den Notruf 112. Wir holen das Gerät morgen ab.',
  'Ihre Rechnung liegt hier: https://falk.example/rechnung/77 – klicken Sie oben rechts auf „Herunterladen“.',
  'Antworten Sie einfach auf diese Mail mit einem Foto, dann bestelle ich das Teil noch heute.',
  'Ihr Termin ist auf den 14. Mai verlegt. Bei Rückfragen melden Sie sich gern jederzeit bei uns.',
  'Die Garantiekarte liegt im Karton unter der Anleitung. Halten Sie den Knopf 5 Sekunden gedrückt.',
  'Ich habe mit dem Paketdienst gesprochen: Das Paket kommt am Freitag.',
  'Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch bei der Stadt Musterhausen erhoben werden. Die Gebühr haben wir auf 12 Euro gesenkt.',
  'Sie schrieben: „Ihre Hotline sagte, ich solle mich an den Laden wenden.“ Das hätte nicht passieren dürfen. Ich habe die Reklamation für Sie aufgenommen und der Ersatz kommt am 12. März.',
  'Ich habe für Sie einen Termin im Bürgerbüro gebucht: Dienstag, 10 Uhr, Zimmer 12. Bitte bringen Sie Ihren Ausweis mit.',
  'Ja, wir haben am Sonntag von 10 bis 16 Uhr geöffnet.',
  'Wir klären das direkt mit dem Vermieter und informieren Sie bis morgen 12 Uhr.',
  'Der Bus der Linie 5 fährt seit 9:30 Uhr wieder. Die Verspätung kam durch einen Unfall.',
  'Das Amt hat uns heute bestätigt, dass Ihr Antrag bearbeitet wird; der Bescheid geht am Montag raus.',
  'Wann passt es Ihnen? Wir rufen Sie an.',
  'Nennen Sie mir bitte die Seriennummer, sie steht auf der Unterseite. Dann schicke ich das Ersatzteil heute los.',
];

test.each(sentAway)('a contact is sent elsewhere: %s', (text) => {
  expect(listReferrals(text)).not.toEqual([]);
});

test.each(takenCareOf)('a contact is not sent anywhere: %s', (text) => {
  expect(listReferrals(text)).toEqual([]);
});
