import { ago, ahead, day } from '../demo-time.ts';
import * as tell from '../demo-story.ts';
import { mail, note, reply, status, story, take, transfer } from '../demo-story.ts';

/** Spare parts, orders, parcels, invoices. */
export const orderStories = [
  story('kraft-gasket', 'kraft', [
    mail(day(12, '09:18'), {
      subject: 'Dichtung für Kaffeemaschine',
      program: 'outlook',
      text: `Sehr geehrte Damen und Herren,

für meine Kaffeemaschine (auf dem Schild steht CR2-11) brauche ich eine neue Dichtung am Wassertank. Ich bin 81 und bestelle nicht im Internet. Kann ich auf Rechnung bekommen?

Mit freundlichem Gruß
Anneliese Kraft`,
    }),
    transfer(day(12, '09:40'), 'ito', 'spareParts', 'Dichtung für Crema 2, auf Rechnung.'),
    take(day(12, '10:05'), 'brandt'),
    reply(
      day(12, '10:20'),
      'brandt',
      `Guten Tag Frau Kraft,

gern auf Rechnung. Die Dichtung (Nummer 22-040) kostet 3,20 Euro, Versand berechne ich Ihnen nicht. Sie liegt übermorgen in Ihrem Briefkasten, zusammen mit einem Blatt, auf dem groß gezeichnet ist, wie man sie einlegt.

Bezahlen können Sie bei Ihrer Bank mit dem beiliegenden Überweisungsschein, in aller Ruhe bis Monatsende.`,
      { status: 'resolved' },
    ),
    tell.change(day(12, '10:21'), 'brandt', { tags: ['Ersatzteil', 'Crema 2'] }),
    mail(day(9, '11:11'), {
      program: 'outlook',
      text: `Liebe Frau Brandt,

die Dichtung passt und die Zeichnung war sehr gut. Überwiesen ist auch. So etwas gibt es noch!

Anneliese Kraft`,
    }),
    status(day(9, '11:30'), 'brandt', 'closed'),
  ]),
  story('sommer-handle', 'sommer', [
    mail(day(1, '14:02'), {
      subject: 'Griff für Flötenkessel von 1987',
      program: 'plain',
      text: `Guten Tag,

mein Falk-Flötenkessel ist von 1987 und läuft besser als alles, was danach kam. Nur der Griff ist nach 39 Jahren durchgeschmort. Haben Sie so etwas noch, oder kennen Sie jemanden?

Ein Bild vom Typenschild lege ich bei.

Ingrid Sommer`,
      files: [{ picture: 'label', name: 'typenschild.png' }],
    }),
    transfer(
      day(1, '14:30'),
      'ito',
      'spareParts',
      'Griff für ein altes Modell, bitte im Archivlager sehen.',
    ),
    tell.change(day(1, '14:31'), 'ito', { tags: ['Ersatzteil', 'Klassiker'] }),
  ]),
  story('vandijk-filter', 'vandijk', [
    mail(day(6, '15:33'), {
      subject: 'Water filters to the Netherlands',
      program: 'thunderbird',
      text: `Hello,

your shop says it delivers water filters (AF-3) to Germany and Austria only. I am 40 km behind the border. Can you make an exception?

Piet van Dijk, Utrecht`,
    }),
    transfer(day(6, '16:00'), 'brandt', 'spareParts', 'Filters to Utrecht.', 'brandt'),
    reply(
      day(6, '16:12'),
      'brandt',
      `Hello Mr van Dijk,

yes, from today on. I have opened the Netherlands for filters in the shop: 12.90 euros for three, 4.50 euros postage. If your order is refused, answer with your address and the number of packs, and I enter it by hand.`,
      { status: 'waiting', until: ahead(6) },
    ),
  ]),
  story('demir-knob', 'demir', [
    mail(day(14, '18:45'), {
      subject: 'Drehknopf Toast Duo abgebrochen',
      program: 'gmail',
      text: 'Hallo, der Knopf für die Bräunung ist abgebrochen (die Achse ist noch drin). Gibt es den einzeln? Gruß Yusuf Demir',
    }),
    transfer(day(13, '08:30'), 'ito', 'spareParts', 'Drehknopf 31-007.', 'brandt'),
    reply(
      day(13, '09:00'),
      'brandt',
      `Hallo Herr Demir,

den gibt es: Nummer 31-007. Weil er innerhalb der Garantie abgebrochen ist, kostet er nichts und ist heute in der Post. Den Rest der Achse bekommen Sie mit einer Pinzette heraus, sie ist nur gesteckt.`,
      { status: 'resolved' },
    ),
    status(day(6, '06:01'), 'weber', 'closed'),
  ]),
  story('albrecht-wrong-part', 'albrecht', [
    mail(day(3, '12:36'), {
      subject: 'Falsches Ersatzteil geliefert (Auftrag E-20418)',
      program: 'gmail',
      text: `Guten Tag,

bestellt hatte ich den Wassertank für das Dampf 5, gekommen ist der Tank für das Dampf 4. Er ist zwei Zentimeter zu breit. Ich brauche das Bügeleisen am Wochenende.

Stefanie Albrecht`,
      files: [{ picture: 'label', name: 'aufkleber-am-paket.png' }],
    }),
    transfer(day(3, '13:05'), 'ito', 'spareParts', 'Falscher Tank, eilig.', 'brandt'),
    note(
      day(3, '13:20'),
      'brandt',
      'Im Lager sind die Fächer 51-210 und 51-211 vertauscht. Carla, das betrifft sechs weitere Aufträge von gestern, ich schreibe alle an.',
      ['weber'],
    ),
    reply(
      day(3, '13:31'),
      'brandt',
      `Guten Tag Frau Albrecht,

der richtige Tank (51-211) geht heute per Express raus und ist morgen bis 12 Uhr bei Ihnen, rechtzeitig vor dem Wochenende. Den falschen können Sie behalten oder wegwerfen.

Die Ursache haben wir auch gefunden: Zwei Fächer im Lager waren vertauscht. Sie sind wieder richtig.`,
      { status: 'waiting', until: day(2, '13:00') },
    ),
    mail(ago(200), {
      program: 'gmail',
      text: `Hallo Frau Brandt,

der richtige Tank war gestern um 10 Uhr da. Jetzt fehlt mir nur noch der kleine Gummistopfen, der beim alten Tank dabei war. Gehört der nicht dazu?

Stefanie Albrecht`,
    }),
  ]),
  story('lehmann-order', 'lehmann', [
    mail(day(11, '17:08'), {
      subject: 'Wo bleibt Bestellung 48377?',
      program: 'gmail',
      text: 'Hallo, bestellt vor neun Tagen, seitdem "in Bearbeitung". Kommt da noch was? Markus Lehmann',
    }),
    take(day(10, '08:22'), 'ito'),
    reply(
      day(10, '08:41'),
      'ito',
      `Guten Tag Herr Lehmann,

ja: Der Staubsauger ist gestern Abend aus der Fertigung gekommen und heute früh verschickt worden, er ist morgen bei Ihnen. Dass die Anzeige neun Tage lang nichts gesagt hat, war unser Fehler; die Porto-Kosten von 5,90 Euro bekommen Sie zurück.`,
      { status: 'resolved' },
    ),
    status(day(4, '06:00'), 'weber', 'closed'),
  ]),
  story('harmsen-parcel', 'petersen', [
    mail(day(2, '19:22'), {
      subject: 'Paket laut Sendungsverfolgung zugestellt, aber nicht da',
      program: 'plain',
      text: `Guten Abend,

angeblich wurde mein Paket (Auftrag 48650, Crema 2) gestern um 14:10 Uhr "dem Empfänger persönlich übergeben". Ich war um diese Zeit auf der Arbeit, und die Nachbarn haben auch nichts.

Nils Harmsen`,
    }),
    take(day(1, '08:50'), 'brandt'),
    reply(
      day(1, '09:05'),
      'brandt',
      `Guten Tag Herr Harmsen,

ich habe heute früh beim Paketdienst nachgefragt: Unterschrieben hat jemand mit „Hamm.“, und der Fahrer erinnert sich an ein blaues Haus. Bis morgen Mittag klärt der Dienst, wo es liegt. Findet es sich nicht, schicke ich Ihnen morgen Nachmittag eine neue Crema 2; warten müssen Sie dann nicht noch einmal.`,
    ),
    mail(ago(26), {
      program: 'plain',
      text: `Hallo Frau Brandt,

das blaue Haus ist die Nummer 14, wir sind die 41. Die Nachbarn sind seit vorgestern verreist, die Maschine steht vermutlich bei denen im Flur. Was machen wir jetzt?

Nils Harmsen`,
    }),
  ]),
  story('adeyemi-double', 'adeyemi', [
    mail(ago(230), {
      subject: 'Charged twice for order 48702',
      program: 'phone',
      text: `Hello,

my bank shows two payments of 129.00 euros for the same Crema 2, both from yesterday. I only ordered one and my rent is due on Friday.

Samuel Adeyemi`,
      files: [{ picture: 'label', name: 'bank-statement.png' }],
    }),
    take(ago(190), 'brandt'),
    tell.change(ago(189), 'brandt', { priority: 'high', tags: ['Rechnung'] }),
    reply(
      ago(176),
      'brandt',
      `Hello Mr Adeyemi,

you are right, the payment went through twice because our page froze at the last step. I have sent the second 129.00 euros back just now; your bank shows it tomorrow, in any case before Friday. The reference is RF-48702-2.

If it is not there tomorrow at noon, tell me, and I phone the bank with you on the same day.`,
      { status: 'waiting', until: ahead(1) },
    ),
  ]),
  story('grant-address', 'grant', [
    mail(day(4, '07:41'), {
      subject: 'New address for my spare part',
      program: 'outlook',
      text: 'Hello, I am moving on Saturday. Please send the iron’s water tank to 8 Mill Lane, York, instead. Oliver Grant',
      from: { name: 'Oliver Grant', email: 'oliver.grant@oldmail.example' },
    }),
    take(day(4, '09:02'), 'ito'),
    reply(
      day(4, '09:10'),
      'ito',
      `Hello Mr Grant,

done: the tank goes to 8 Mill Lane, York, and leaves on Monday so that it does not arrive before you.`,
      { status: 'resolved' },
    ),
    {
      kind: 'bounce',
      at: day(4, '09:12'),
      status: '5.1.1',
      words: '550 5.1.1 The email account that you tried to reach does not exist',
    },
  ]),
  story('hartwig-cancel', 'hartwig', [
    mail(day(13, '13:27'), {
      subject: 'Widerruf Bestellung 48105',
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

hiermit widerrufe ich meine Bestellung 48105 (Quirl 3) vom {d:-23} fristgerecht. Das Gerät ist unbenutzt.

Monika Hartwig`,
    }),
    take(day(12, '08:10'), 'ito'),
    reply(
      day(12, '08:24'),
      'ito',
      `Guten Tag Frau Hartwig,

Ihr Widerruf ist angekommen und gilt. Der Rücksendeschein liegt dieser Antwort nicht bei, weil Sie ihn nicht brauchen: Der Paketbote holt das Gerät am Freitag zwischen 9 und 12 Uhr bei Ihnen ab und bringt den Schein mit. Das Geld (44,90 Euro) ist spätestens drei Werktage danach auf Ihrem Konto.`,
      { status: 'resolved' },
    ),
    status(day(5, '06:00'), 'weber', 'closed'),
  ]),
  story('kowalski-tracking', 'kowalski', [
    mail(day(10, '11:52'), {
      subject: 'No tracking number for order 48290',
      program: 'plain',
      text: 'Hi, the mail with the tracking number never came (not in spam either). Could you send it again? Daniel Kowalski',
    }),
    reply(
      day(10, '12:20'),
      'ito',
      `Hello Mr Kowalski,

it is 00340 4341 2290 1187 03, with DHL; the parcel is in Cologne and comes tomorrow. The first mail had a typing error in your address (gmial), which I have put right.`,
      { status: 'resolved' },
    ),
    status(day(4, '06:01'), 'weber', 'closed'),
  ]),
  story('reinhardt-offer', 'reinhardt', [
    mail(day(4, '10:10'), {
      subject: 'Angebot: 46 Wasserkocher für Hotelzimmer',
      program: 'outlook',
      text: `Sehr geehrte Damen und Herren,

wir renovieren in den nächsten Monaten 46 Zimmer und suchen Wasserkocher, 0,8 bis 1 Liter, Edelstahl, möglichst leise. Wichtig sind uns: Ersatzteile für zehn Jahre, ein Ansprechpartner, und dass Gäste sie nicht mit Deckel in der Hand an die Rezeption bringen (man liest ja so einiges).

Bitte um ein Angebot bis zum Monatsende.

Mit freundlichen Grüßen
Claudia Reinhardt
Einkauf, Hotel Seeblick`,
    }),
    take(day(4, '11:00'), 'weber'),
    tell.change(day(4, '11:00'), 'weber', { tags: ['Hotel', 'Aqua 5'] }),
    reply(
      day(4, '11:38'),
      'weber',
      `Guten Tag Frau Reinhardt,

für Ihre Zimmer empfehle ich den Aqua 5 in der 1-Liter-Ausführung: Stahlscharnier statt Kunststoff, 61 dB, Ersatzteile bis 2038 zugesagt. Der Aqua 3, von dem man liest, ist es ausdrücklich nicht.

Zwei Muster sind heute an Sie unterwegs, damit Sie sie in Ruhe ausprobieren können. Das Angebot mit Staffelpreis und Ersatzteilpaket bekommen Sie am Freitag von mir.`,
    ),
    mail(day(4, '11:39'), {
      subject: 'Automatische Antwort: Angebot: 46 Wasserkocher für Hotelzimmer',
      program: 'outlook',
      quotes: false,
      headers: ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All'],
      text: `Guten Tag, ich bin bis einschließlich Montag nicht im Haus. In dringenden Fällen hilft Ihnen die Rezeption.

Claudia Reinhardt`,
    }),
    status(day(3, '16:05'), 'weber', 'waiting', {
      until: ahead(4),
      reason: 'Frau Reinhardt probiert zwei Muster aus.',
    }),
  ]),
  story('reinhardt-invoice', 'reinhardt', [
    mail(day(12, '15:40'), {
      subject: 'Rechnung 2026-3391: falsche Umsatzsteuer',
      program: 'outlook',
      text: `Guten Tag,

auf der beiliegenden Rechnung sind 7 % Umsatzsteuer ausgewiesen, richtig sind 19 %. Unsere Buchhaltung nimmt sie so nicht an. Bitte um Korrektur.

Claudia Reinhardt`,
      files: [
        {
          name: 'Rechnung 2026-3391.pdf',
          pdf: [
            'Rechnung 2026-3391',
            'Hotel Seeblick GmbH, Uferstraße 1, 78464 Konstanz',
            '',
            '6 x Falk Crema 2 Professional           774,00 €',
            'Umsatzsteuer 7 %                         54,18 €',
            'Gesamt                                  828,18 €',
          ],
        },
      ],
    }),
    take(day(11, '09:30'), 'brandt'),
    reply(
      day(11, '10:02'),
      'brandt',
      `Guten Tag Frau Reinhardt,

Sie haben recht. Die Rechnung 2026-3391 ist storniert, die neue mit 19 % (921,06 Euro) ist heute als PDF und mit der Post an Ihre Buchhaltung unterwegs. Das Zahlungsziel beginnt mit der neuen Rechnung.

Der falsche Satz kam aus unserem Artikelstamm und ist für alle drei Profi-Geräte berichtigt.`,
      { status: 'resolved' },
    ),
  ]),
  story('ferrari-school', 'ferrari', [
    mail(day(5, '17:17'), {
      subject: 'Twelve kettles for a cooking school',
      program: 'gmail',
      text: `Dear Falk,

after your help with the descaling light I would like twelve Aqua 5 for my new school in Bologna. Do you have a price for twelve, and can you deliver before {d:55}?

Giulia Ferrari`,
    }),
    take(day(4, '09:50'), 'weber'),
    reply(
      day(4, '10:25'),
      'weber',
      `Dear Ms Ferrari,

with pleasure. Twelve Aqua 5 are 54.90 euros each instead of 64.90, and delivery to Bologna is free. If you order by {d:29}, they are with you on {d:48}.

I keep twelve aside for you until {d:21}; a simple "yes" is enough.`,
      { status: 'waiting', until: ahead(7) },
    ),
    tell.change(day(4, '10:26'), 'weber', { tags: ['Aqua 5'] }),
  ]),
  story('oleary-brush', 'oleary', [
    mail(day(2, '21:40'), {
      subject: 'Turbo brush for the Wirbel, order from Ireland',
      program: 'phone',
      text: `Hi,

is the turbo brush (WB-20) available in Ireland? Your site sends me round in circles between the English and the German shop.

Hannah O’Leary, Galway`,
    }),
    transfer(
      day(1, '09:40'),
      'brandt',
      'spareParts',
      'WB-20 to Ireland; the shop has a loop.',
      'brandt',
    ),
    note(
      day(1, '09:44'),
      'brandt',
      'The loop is real: the English page links to the German one and back. Told the web team (W-771). Answering as soon as I know the postage.',
    ),
  ]),
] as const;
