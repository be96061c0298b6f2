import { ago, ahead, day } from '../demo-time.ts';
import * as tell from '../demo-story.ts';
import { mail, note, reply, story, take, transfer } from '../demo-story.ts';

/** The kettle at 1.7 stars: its lid, and what became of it. */
export const kettleStories = [
  story('vogt-form', 'vogt', [
    mail(day(9, '19:52'), {
      subject: 'Kontaktformular: Wasserkocher Aqua 3, Deckel',
      program: 'plain',
      text: `Name: Lena Vogt
Gerät: Aqua 3, gekauft am {dmy:-70} bei Elektro Baumann
Anliegen: Der Deckel schließt nicht mehr. Ich hatte deshalb schon zweimal angerufen,
am Telefon sollte ich eine E-Mail schreiben. Das mache ich parallel.`,
    }),
  ]),
  story('vogt-lid', 'vogt', [
    mail(day(9, '20:07'), {
      subject: 'Aqua 3: Riss am Deckel, bitte einmal von Anfang bis Ende',
      program: 'apple',
      text: `Guten Abend,

ich bin eine geduldige Kundin, aber langsam brauche ich jemanden, der sich meinen Wasserkocher einmal von Anfang bis Ende ansieht. Nach acht Wochen hat der Deckel am Scharnier einen Riss bekommen. Seit gestern schließt er nicht mehr, und der Kocher schaltet dann auch nicht von selbst ab.

[picture]

Was ich schon getan habe: zweimal angerufen (beim zweiten Mal war der Vorgang vom ersten Mal nicht zu finden), das Formular auf Ihrer Seite ausgefüllt, und jetzt diese E-Mail. Den Kassenbon habe ich angehängt.

Ich möchte keinen Gutschein, sondern einen Wasserkocher, dessen Deckel hält. Wie geht es weiter?

Viele Grüße
Lena Vogt`,
      inline: { picture: 'crack', name: 'riss-am-scharnier.png' },
      files: [
        {
          name: 'Kassenbon Elektro Baumann.pdf',
          pdf: [
            'Elektro Baumann',
            'Bahnhofstraße 4, 37073 Göttingen',
            '',
            'Kassenbon 11873            {dmy:-70}',
            '1 x Falk Aqua 3 Wasserkocher         39,90 €',
            'Seriennummer AQ3-2635-004417',
            'Bezahlt mit Karte. Vielen Dank!',
          ],
        },
      ],
    }),
    take(day(8, '08:31'), 'ito'),
    tell.change(day(8, '08:32'), 'ito', { tags: ['Aqua 3', 'Garantie'], priority: 'high' }),
    {
      kind: 'merge',
      at: day(8, '08:34'),
      by: 'ito',
      on: 'vogt-form',
      into: 'vogt-lid',
      reason: 'Dieselbe Sache, vom Formular und per E-Mail.',
    },
    reply(
      day(8, '08:58'),
      'ito',
      `Guten Tag Frau Vogt,

Sie müssen nichts mehr wiederholen: Ihr Formular, die beiden Anrufe vom {d:-19} und {d:-17} und diese E-Mail liegen jetzt in einem Vorgang, und ich bleibe Ihr Ansprechpartner, bis der Deckel hält.

Bitte benutzen Sie den Kocher nicht weiter, solange er nicht von selbst abschaltet. Ich habe unsere Entwicklung gebeten, sich das Scharnier anzusehen, denn Ihr Bild zeigt die Bruchstelle sehr gut. Bis Donnerstag schreibe ich Ihnen, ob wir Ihr Gerät tauschen oder ob es schon einen geänderten Deckel gibt.`,
    ),
    note(
      day(8, '09:04'),
      'ito',
      'Das ist der vierte Deckel mit diesem Riss seit Montag, alle mit Seriennummer 2635. Ada, ist am Scharnier etwas geändert worden?',
      ['okoye'],
    ),
    note(
      day(7, '14:22'),
      'okoye',
      'Yes. From week 35 on the hinge pin is 0.3 mm thinner (cost saving, change 1182). Under load it cracks exactly where her photo shows it. The new lid, part 40-118 B, has the old pin again. First 200 are here on Thursday. I will put 20 aside for service.',
    ),
    reply(
      day(6, '10:12'),
      'ito',
      `Guten Tag Frau Vogt,

wie versprochen: Unsere Entwicklung hat die Ursache gefunden. Der Stift im Scharnier war bei einem Teil der Geräte zu dünn; Ihres gehört dazu. Der verbesserte Deckel kommt am Donnerstag bei uns an, und einer davon ist für Sie zurückgelegt. Er wird am selben Tag verschickt, Sie müssen nichts einsenden und nichts bezahlen.

Das Wechseln dauert eine halbe Minute: alten Deckel bis zum Anschlag öffnen, nach oben abziehen, neuen Deckel aufstecken, bis er klickt.`,
      { status: 'waiting', until: day(3, '12:00') },
    ),
    mail(day(2, '18:40'), {
      program: 'apple',
      text: `Guten Abend Herr Ito,

der neue Deckel ist heute angekommen, vielen Dank! Er klickt ein und schließt. Eine Frage noch, bevor Sie den Vorgang schließen: Beim Öffnen ist er deutlich schwergängiger als der alte. Ist das so gewollt, oder bricht mir jetzt der Griff statt des Scharniers?

Und: Der alte Deckel liegt noch hier. Möchte Ihre Entwicklung ihn haben?

Viele Grüße
Lena Vogt

--
Lena Vogt
Rosenweg 3, 37075 Göttingen`,
    }),
    note(
      day(1, '09:16'),
      'ito',
      'Ada, is the new lid meant to open harder than the old one? And would you like her broken one for the test bench?',
      ['okoye'],
    ),
    note(
      ago(48),
      'okoye',
      'Harder is right for the first 30 or 40 times, the seal is new. Yes please to the broken lid: it is the only one so far with a known history.',
    ),
  ]),
  story('schuster-smoke', 'schuster', [
    mail(ago(34), {
      subject: 'AQUA 3 RAUCHT!!! Antwort HEUTE!',
      program: 'outlook',
      text: `Guten Tag,

heute früh hat Ihr Wasserkocher Aqua 3 am Sockel geraucht und gestunken. Ich habe sofort den Stecker gezogen. Da war Wasser drin, ganz normal gefüllt! In der Küche standen zwei Kinder.

Ich will heute wissen: 1. Ist das gefährlich, kann da noch etwas nachglühen? 2. Wer nimmt das Ding zurück? 3. Was ist mit meinem Geld?

Bernd Schuster`,
      files: [{ picture: 'kettle', name: 'IMG_2231.png' }],
      headers: ['Importance: high', 'X-Priority: 1'],
    }),
  ]),
  story('aydin-light', 'aydin', [
    mail(day(6, '11:03'), {
      subject: 'Wasserkocher mit Lichtsignal – bitte nur schriftlich',
      program: 'gmail',
      text: `Guten Tag,

ich bin gehörlos und suche einen Wasserkocher, bei dem ich SEHE, dass das Wasser kocht. Auf Ihrer Seite steht beim Aqua 3 nur "akustisches Signal". Gibt es ein Modell mit Licht, oder lässt sich eins nachrüsten?

Bitte antworten Sie mir schriftlich. Ihre Hotline hatte mir auf dieselbe Frage geantwortet, ich solle anrufen.

Mit freundlichen Grüßen
Emre Aydin`,
    }),
    take(day(6, '11:40'), 'brandt'),
    reply(
      day(6, '13:15'),
      'brandt',
      `Guten Tag Herr Aydin,

dass man Sie gebeten hat anzurufen, tut mir leid. Ich habe in Ihrem Kontakt vermerkt, dass wir Ihnen immer schreiben.

Der Aqua 3 hat tatsächlich nur den Ton. Der Aqua 5 hat einen Leuchtring im Griff: Er ist beim Heizen weiß und wird grün, sobald das Wasser kocht. Man sieht ihn auch von der Seite. Nachrüsten lässt sich der Ring beim Aqua 3 leider nicht.

Möchten Sie den Aqua 5 vier Wochen ausprobieren? Wenn das Licht für Sie nicht hell genug ist, nehmen wir ihn zurück und zahlen das Porto.`,
      { status: 'waiting', until: ahead(5) },
    ),
    mail(day(1, '16:51'), {
      program: 'gmail',
      text: `Liebe Frau Brandt,

danke, so eine Antwort habe ich lange nicht bekommen! Ja, ich probiere den Aqua 5 gern aus. Eine Frage: Bleibt das grüne Licht an, oder geht es nach ein paar Sekunden aus? Ich bin oft im Nebenzimmer.

Emre Aydin`,
    }),
    tell.change(day(1, '17:05'), 'brandt', { tags: ['Barrierefrei', 'Aqua 5'] }),
    {
      kind: 'draft',
      at: day(1, '17:12'),
      by: 'brandt',
      html: '<p>Guten Tag Herr Aydin,</p><p>das grüne Licht bleibt an, bis Sie den Kocher vom Sockel nehmen, höchstens aber</p>',
    },
  ]),
  story('rosa-review', 'rosa', [
    mail(day(3, '09:47'), {
      subject: 'Aqua 3 lids: a question before I publish on Friday',
      program: 'apple',
      text: `Hello Falk,

I write Kitchen Notes. Since my kettle round-up ten weeks ago, 31 readers have told me that the lid of your Aqua 3 cracked at the hinge within three months. Mine did too, last week; picture below.

[picture]

I am writing it up for Friday and would like to be fair. Three questions:

1. Do you know about it, and since when?
2. What should people do who have one? Is it safe to go on using it?
3. What are you doing for those who were told on the phone that it is "wear and tear"?

A plain answer helps me more than a statement.

Rosa Lindqvist
kitchen-notes.example`,
      inline: { picture: 'crack', name: 'hinge.png' },
    }),
    tell.change(day(3, '10:02'), 'weber', { tags: ['Presse', 'Aqua 3'], priority: 'high' }),
    take(day(3, '10:02'), 'weber'),
    reply(
      day(3, '10:31'),
      'weber',
      `Hello Rosa,

thank you for asking before you publish. You will have plain answers to all three questions from me by tomorrow at noon; I am getting the figures from our development first, so that what you print is right.

Until then, so that nobody gets hurt: if the lid no longer closes, the kettle may not switch itself off. Please do not leave it alone while it boils.`,
    ),
    note(
      day(3, '10:40'),
      'weber',
      'Ada, please send me by tomorrow 10 o’clock: since which week, how many units, what the new lid changes. Kenji, how many of these cases did we answer with “wear and tear”? We write to every one of them.',
      ['okoye', 'ito'],
    ),
    note(
      day(2, '09:05'),
      'okoye',
      'Weeks 35 to 40, about 5,800 units, serial numbers 2635 to 2640. New lid 40-118 B fixes it. We have 200 now and 6,000 by the end of the month.',
    ),
    reply(
      day(2, '11:20'),
      'weber',
      `Hello Rosa,

here are your answers; you may quote all of it.

1. Yes. Kettles made over six weeks this year (serial number AQ3-2635 to AQ3-2640, about 5,800 of them) have a hinge pin that is too thin. We have known the cause for five days and should have seen it earlier.

2. If the lid closes, the kettle is safe. If it does not, please stop using it. Everyone with such a serial number gets the improved lid free of charge and without sending anything in; the form is at the top of our support page from tomorrow on.

3. Eleven people were told it was wear and tear. That was wrong. We wrote to each of them this morning and sent the new lid.`,
      { status: 'waiting', until: ahead(3) },
    ),
    mail(ago(72), {
      program: 'apple',
      text: `Carla, that is the most useful answer a manufacturer has ever sent me. Thank you.

One follow-up: a reader in Ireland says your form only accepts German postcodes. Is that on purpose?

Rosa`,
    }),
  ]),
  story('whitaker-second', 'whitaker', [
    mail(day(7, '21:15'), {
      subject: 'Second replacement kettle, same crack',
      program: 'outlook',
      text: `Hi there,

this is my second Aqua 3 in ten weeks, and the lid has cracked in the very same place again. You were kind enough to replace the first one last month (order 48213), but another one of the same will not help me, will it?

I would rather have my money back, or a model that lasts.

Tom Whitaker
Leeds`,
    }),
    take(day(6, '09:20'), 'ito'),
    tell.change(day(6, '09:20'), 'ito', { tags: ['Aqua 3', 'Garantie'] }),
    reply(
      day(6, '09:44'),
      'ito',
      `Hello Mr Whitaker,

you are right: your replacement came from the same batch, and we should have noticed that before we sent it.

You can choose. Either the full price back (39.90 euros, to the card you paid with, three working days), or an Aqua 5 instead, at no extra cost; it has a steel hinge. Just tell me which. You need not send anything back in either case.`,
      { status: 'waiting', until: day(2, '09:00') },
    ),
    mail(day(2, '07:58'), {
      program: 'outlook',
      text: `Hello Kenji,

thanks, that is generous. I will take the Aqua 5. Does it come with a UK plug this time?

Tom`,
    }),
  ]),
  story('baumann-batch', 'baumann', [
    mail(day(5, '12:30'), {
      subject: 'Reklamationen Aqua 3: 9 Geräte in zwei Wochen',
      program: 'outlook',
      text: `Sehr geehrte Damen und Herren,

in den letzten zwei Wochen haben unsere Kunden neun Aqua 3 mit gerissenem Deckel zurückgebracht. Die Liste mit Seriennummern liegt bei. So eine Quote kenne ich sonst nur von Ware, die jemand hat fallen lassen.

Wir haben noch 14 Stück im Lager, alle 2635 und 2636. Verkaufen wir die weiter, oder holen Sie die ab?

Mit freundlichen Grüßen
Holger Baumann
Elektro Baumann, Göttingen`,
      files: [
        {
          name: 'ruecklaeufer.csv',
          type: 'text/csv',
          text: [
            'Seriennummer;Kaufdatum;Rückgabe;Grund',
            'AQ3-2635-004417;{dmy:-70};{dmy:-18};Deckel gerissen',
            'AQ3-2635-004420;{dmy:-68};{dmy:-17};Deckel gerissen',
            'AQ3-2635-004502;{dmy:-61};{dmy:-17};Deckel schließt nicht',
            'AQ3-2636-000118;{dmy:-54};{dmy:-12};Deckel gerissen',
            'AQ3-2636-000131;{dmy:-52};{dmy:-11};Deckel gerissen',
            '',
          ].join('\r\n'),
        },
      ],
    }),
    take(day(5, '13:02'), 'weber'),
    tell.change(day(5, '13:02'), 'weber', { tags: ['Händler', 'Aqua 3'], priority: 'high' }),
    {
      kind: 'drawIn',
      at: day(5, '13:03'),
      by: 'weber',
      member: 'okoye',
      reason: 'Seriennummern für die Auswertung.',
    },
    reply(
      day(5, '15:20'),
      'weber',
      `Guten Tag Herr Baumann,

bitte verkaufen Sie die 14 Geräte nicht weiter. Wir schicken Ihnen bis Mittwoch 14 geänderte Deckel und 14 neue Etiketten; damit können Sie sie bedenkenlos anbieten. Für die Arbeit berechnen Sie uns bitte 5 Euro je Gerät.

Die neun Rückläufer holt der Fahrer am selben Tag ab, die Gutschrift über 9 x 27,40 Euro geht heute raus. Ihre Liste liegt schon bei unserer Entwicklung; sie hat sehr geholfen.`,
      { status: 'waiting', until: ahead(1) },
    ),
  ]),
  story('meyer-lid', 'meyer', [
    mail(ago(12), {
      subject: 'Deckel vom Wasserkocher klemmt',
      program: 'phone',
      text: `Hallo, mein Aqua 3 geht seit heute nur noch mit Gewalt auf. Ist das der Rückruf, von dem man liest? Seriennummer ist AQ3-2637-001290.

Danke und Gruß
Charlotte Meyer`,
    }),
  ]),
  story('fischer-lid', 'fischer', [
    mail(day(4, '22:48'), {
      subject: 'Nur den Deckel nachkaufen?',
      program: 'gmail',
      text: `Moin,

mein Aqua 3 ist vom Flohmarkt, also kein Kassenbon, keine Garantie, schon klar. Aber der Deckel ist an der Seite gerissen, und sonst ist er top. Kann ich den einzeln kaufen? Bin Student, also am liebsten nicht für 20 Euro :)

Ben`,
    }),
    transfer(day(3, '08:40'), 'ito', 'spareParts', 'Möchte einen Deckel ohne Garantie.', 'brandt'),
    reply(
      day(3, '09:10'),
      'brandt',
      `Hallo Ben,

der Deckel kostet nichts: Wenn deine Seriennummer (unten am Boden) mit AQ3-2635 bis AQ3-2640 anfängt, ist es unser Fehler, egal wo du den Kocher her hast. Schick mir einfach die Nummer und deine Adresse, dann geht er am selben Tag raus.

Bei einer anderen Nummer kostet er 4,90 Euro plus 2,50 Euro Versand.`,
      { status: 'waiting', until: ahead(4) },
    ),
    tell.change(day(3, '09:11'), 'brandt', { tags: ['Aqua 3', 'Ersatzteil'] }),
  ]),
  story('krueger-refund', 'krueger', [
    mail(day(8, '17:26'), {
      subject: 'Rückgabe Aqua 3, Bestellung 47990',
      program: 'phone',
      text: `Guten Tag,

ich möchte den Wasserkocher zurückgeben, der Deckel hat nach sechs Wochen einen Sprung. Ein neuer Deckel interessiert mich nicht mehr, ich habe mir inzwischen einen anderen gekauft. Wie bekomme ich mein Geld?

Sabine Krüger`,
    }),
    take(day(7, '10:50'), 'brandt'),
    tell.change(day(7, '10:50'), 'brandt', { tags: ['Aqua 3', 'Rückgabe'] }),
    reply(
      day(7, '11:05'),
      'brandt',
      `Guten Tag Frau Krüger,

das ist in Ordnung. Im Anhang Ihrer Bestellbestätigung finden Sie einen Rücksendeschein, er ist seit heute wieder gültig. Das Paket können Sie in jedem Paketshop abgeben, ein Karton vom Supermarkt genügt.

Sobald es bei uns ist, überweisen wir 39,90 Euro. Ich sehe am nächsten Dienstag nach und schreibe Ihnen, auch wenn es dann noch nicht da sein sollte.`,
      { status: 'waiting', until: ahead(2) },
    ),
  ]),
] as const;
