import { ago, ahead, day } from '../demo-time.ts';
import * as tell from '../demo-story.ts';
import { mail, note, reply, status, story, take } from '../demo-story.ts';

/** Coffee machines, toasters, irons: what a household asks for. */
export const serviceStories = [
  story('brenner-leak', 'brenner', [
    mail(day(5, '08:05'), {
      subject: 'Vier Crema 2 in der Praxis, drei davon undicht',
      program: 'outlook',
      text: `Sehr geehrte Damen und Herren,

in meiner Praxis stehen seit einem halben Jahr vier Kaffeemaschinen Crema 2. Drei davon verlieren Wasser am Boden, eine so stark, dass gestern das Parkett im Wartezimmer Schaden genommen hat (Bild).

Ich brauche keine Entschuldigung, sondern bis Ende der Woche eine Lösung: Meine Patienten sind es gewohnt, dass sie hier einen Kaffee bekommen.

Dr. Matthias Brenner
Zahnarztpraxis am Markt`,
      files: [{ picture: 'coffee', name: 'wartezimmer.png' }],
    }),
    tell.change(day(5, '08:40'), 'weber', { tags: ['Crema 2', 'Garantie'], priority: 'high' }),
    { kind: 'assign', at: day(5, '08:41'), by: 'weber', to: 'ito' },
    reply(
      day(5, '09:12'),
      'ito',
      `Guten Tag Herr Dr. Brenner,

heute Nachmittag bringt Ihnen ein Bote zwei Crema 2 aus unserem Vorführraum, damit Sie morgen Kaffee haben. Die drei undichten Geräte nimmt er mit.

Unsere Werkstatt prüft sie bis Donnerstag. Den Schaden am Parkett melde ich heute unserer Versicherung; dafür genügt ein Foto und später die Rechnung des Bodenlegers. Sie hören am Donnerstag von mir, was die Ursache ist.`,
    ),
    {
      kind: 'forward',
      at: day(4, '09:30'),
      by: 'ito',
      to: 'werkstatt@technik-nord.example',
      text: 'Hallo Jens, drei Crema 2 aus einer Praxis sind heute bei euch angekommen (Nr. 3318 bis 3320), alle undicht am Boden. Bitte zuerst die Pumpendichtung ansehen. Schaffst du es bis Donnerstagmittag?',
    },
    mail(day(3, '15:44'), {
      from: { name: 'Jens Petermann', email: 'werkstatt@technik-nord.example' },
      program: 'thunderbird',
      subject: 'Re: WG: Vier Crema 2 in der Praxis, drei davon undicht',
      text: `Moin Kenji,

alle drei: Pumpendichtung gequollen, das kommt vom Entkalker auf Essigbasis. Dichtung getauscht, 24 Stunden Dauerlauf, trocken. Gehen morgen früh raus.

Schreib ihnen dazu, dass sie nur Zitronensäure nehmen sollen.

Jens`,
    }),
    reply(
      day(2, '08:55'),
      'ito',
      `Guten Tag Herr Dr. Brenner,

die drei Maschinen sind repariert und kommen heute zwischen 12 und 14 Uhr zu Ihnen zurück; der Bote nimmt die Leihgeräte wieder mit.

Ursache war die Dichtung der Pumpe: Entkalker auf Essigbasis lässt sie quellen. Bitte nehmen Sie künftig Zitronensäure, ein Päckchen liegt jeder Maschine bei. Die vierte Maschine bekommt die neue Dichtung gleich mit, der Bote wechselt sie vor Ort.`,
      { status: 'waiting', until: ahead(2) },
    ),
  ]),
  story('demir-toaster', 'demir', [
    mail(ago(95), {
      subject: 'Toaster funkt beim Einschalten',
      program: 'gmail',
      text: `Hallo Falk-Team,

unser Toast Duo macht beim Herunterdrücken seit gestern kleine Funken, links am Schlitz. Ich habe ein Bild vom Toaster gemacht, die Funken gingen zu schnell. Er ist 14 Monate alt, Rechnung habe ich.

Kann ich ihn noch benutzen?

Yusuf Demir`,
      files: [{ picture: 'toaster', name: 'toaster.png' }],
    }),
    tell.change(ago(88), 'weber', { priority: 'high', tags: ['Sicherheit', 'Toast Duo'] }),
  ]),
  story('rahman-grinder', 'rahman', [
    mail(day(6, '18:20'), {
      subject: 'Crema 2 grinder suddenly very loud',
      program: 'apple',
      text: `Hi,

the grinder of my Crema 2 (bought eight months ago) became very loud over the weekend, a sort of rattle. The coffee still comes out fine. Should I worry?

Aisha Rahman`,
    }),
    take(day(5, '10:05'), 'brandt'),
    reply(
      day(5, '10:18'),
      'brandt',
      `Hello Ms Rahman,

a rattle at the grinder is nearly always a small stone or a coin that came in with the beans. Please empty the bean box, turn the machine upside down over a towel and shake it twice. If something falls out, you are done.

If nothing does, a ten-second video of the noise tells me which part it is, and I send you that part. You can simply answer with it.`,
      { status: 'waiting', until: ahead(3) },
    ),
    tell.change(day(5, '10:19'), 'brandt', { tags: ['Crema 2'] }),
  ]),
  story('ferrari-descale', 'ferrari', [
    mail(day(11, '09:32'), {
      subject: 'Descaling light never goes off',
      program: 'gmail',
      text: `Good morning,

I have descaled my Crema 2 three times this week, with your own powder, and the red light still says I must. I teach cooking classes and it makes me look careless!

Giulia Ferrari`,
    }),
    take(day(11, '10:40'), 'ito'),
    reply(
      day(11, '10:58'),
      'ito',
      `Good morning Ms Ferrari,

you are not careless, the manual is: it leaves out the last step. With the machine switched on, hold the steam button and the cup button together for five seconds, until the light blinks twice. That tells it that the descaling is done.

The corrected page is attached to the product online, and the next edition will have it.`,
      { status: 'resolved' },
    ),
    mail(day(10, '08:10'), {
      program: 'gmail',
      text: 'It worked. Two blinks, and silence. Grazie mille!',
    }),
    status(day(10, '08:45'), 'ito', 'resolved'),
  ]),
  story('wolf-warranty', 'wolf', [
    mail(day(10, '14:18'), {
      subject: 'Garantie ohne Karton?',
      program: 'thunderbird',
      text: `Guten Tag,

mein Staubsauger Wirbel saugt kaum noch. Den Kassenbon habe ich, den Karton nicht mehr. Gilt die Garantie trotzdem?

Katharina Wolf`,
    }),
    take(day(9, '09:12'), 'brandt'),
    reply(
      day(9, '09:25'),
      'brandt',
      `Guten Tag Frau Wolf,

ja, der Kassenbon genügt, den Karton brauchen wir nie.

Bevor Sie etwas einschicken: Beim Wirbel setzt sich nach etwa einem Jahr der kleine Schaumstofffilter hinter dem Staubbehälter zu. Unter dem Wasserhahn auswaschen und einen Tag trocknen lassen, dann saugt er meist wieder wie neu. Falls nicht, antworten Sie mir einfach, dann lasse ich ihn abholen.`,
      { status: 'waiting', until: day(4, '09:00') },
    ),
    mail(day(7, '20:31'), {
      program: 'thunderbird',
      text: `Liebe Frau Brandt,

es war wirklich nur der Filter. Da kam eine halbe Katze heraus. Vielen Dank!

Katharina Wolf`,
    }),
    status(day(6, '08:20'), 'brandt', 'resolved'),
    mail(day(1, '19:05'), {
      subject: 'Dampfbügeleisen: welches Wasser?',
      program: 'thunderbird',
      text: `Liebe Frau Brandt,

ich nehme einfach noch einmal diese E-Mail, weil Sie so schnell geantwortet haben: Darf ich in das Dampf 5 destilliertes Wasser füllen? In der Anleitung steht auf Seite 4 ja und auf Seite 9 nein.

Katharina Wolf`,
    }),
  ]),
  story('hoffmann-scale', 'hoffmann', [
    mail(day(13, '10:02'), {
      subject: 'Kalkränder im neuen Wasserkocher',
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

schon nach einer Woche hat der Boden des Kochers weiße Ränder. Ist der Stahl minderwertig? Wir haben hier 21 Grad deutscher Härte.

Jürgen Hoffmann, Würzburg`,
    }),
    take(day(13, '11:15'), 'ito'),
    reply(
      day(13, '11:30'),
      'ito',
      `Guten Tag Herr Hoffmann,

der Stahl ist in Ordnung: Bei 21 Grad setzt sich in jedem Kocher nach wenigen Tagen Kalk ab. Zwei Esslöffel Zitronensäure auf einen halben Liter kaltes Wasser, eine Stunde stehen lassen, nicht aufkochen, ausspülen. Einmal die Woche genügt bei Ihrem Wasser.

Nicht aufkochen deshalb, weil heiße Zitronensäure einen neuen Belag bildet.`,
      { status: 'resolved' },
    ),
    status(day(6, '06:00'), 'weber', 'closed'),
  ]),
  story('hoffmann-crema', 'hoffmann', [
    mail(day(2, '09:40'), {
      subject: 'Crema 2: Milchschaum wird nicht fest',
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

mit dem Wasserkocher bin ich inzwischen zufrieden. Nun die Kaffeemaschine: Der Milchschaum fällt nach einer Minute zusammen. Ich nehme fettarme Milch aus dem Kühlschrank.

Jürgen Hoffmann`,
    }),
    take(day(1, '14:20'), 'ito'),
  ]),
  story('grant-iron', 'grant', [
    mail(ago(150), {
      subject: 'Steam iron drips brown water on white shirts',
      program: 'outlook',
      text: `Good day,

my Dampf 5 has started to drip brown water from the sole. Two white shirts are ruined and I have an interview on Monday. It is eleven months old.

What can I do today, and what about the shirts?

Oliver Grant`,
    }),
  ]),
  story('wolf-mixer', 'krueger', [
    mail(day(1, '17:20'), {
      subject: 'Passen die Knethaken vom Quirl 2 in den Quirl 3?',
      program: 'phone',
      text: 'Guten Tag, kurze Frage: siehe Betreff. Die alten sind noch gut, und wegwerfen möchte ich sie nicht. Danke! Sabine Krüger',
    }),
  ]),
  story('kowalski-dishwasher', 'kowalski', [
    mail(day(8, '12:11'), {
      subject: 'Is the glass jug dishwasher safe?',
      program: 'plain',
      text: 'Hello, can I put the glass jug of the Crema 2 into the dishwasher? The manual only speaks of "gentle cleaning". Thanks, Daniel Kowalski',
    }),
    reply(
      day(8, '12:40'),
      'brandt',
      `Hello Mr Kowalski,

yes, the jug and its lid, in the upper rack at up to 60 degrees. Only the handle ring should come off first: turn it a quarter to the left.`,
      { status: 'resolved' },
    ),
    status(day(3, '06:00'), 'weber', 'closed'),
  ]),
  story('oeztuerk-child', 'oeztuerk', [
    mail(day(12, '20:14'), {
      subject: 'Kindersicherung am Wasserkocher',
      program: 'apple',
      text: `Guten Abend,

unsere Tochter ist anderthalb und zieht an allem. Gibt es für den Aqua 5 eine Sicherung, damit der Deckel zubleibt, wenn er umfällt?

Elif Öztürk`,
    }),
    take(day(11, '08:55'), 'brandt'),
    reply(
      day(11, '09:20'),
      'brandt',
      `Guten Tag Frau Öztürk,

der Aqua 5 hat sie schon: Drücken Sie den Knopf im Deckel nach unten und drehen Sie ihn auf das Schloss-Symbol. Dann läuft beim Umfallen höchstens ein Esslöffel aus. Wir haben das gerade noch einmal mit einem vollen Kocher ausprobiert.

Zwei Klebehaken, die das Kabel an der Wand halten, schicke ich Ihnen heute kostenlos zu.`,
      { status: 'resolved' },
    ),
    mail(day(7, '13:02'), {
      program: 'apple',
      text: `Liebe Frau Brandt,

die Haken sind da und kleben. Dass jemand das wirklich ausprobiert, bevor er antwortet, kannte ich nicht. Danke!

Elif Öztürk`,
    }),
    status(day(7, '13:30'), 'brandt', 'resolved'),
    tell.change(day(7, '13:31'), 'brandt', { tags: ['Aqua 5', 'Lob'] }),
  ]),
  story('rahman-voltage', 'adeyemi', [
    mail(day(9, '16:09'), {
      subject: 'Can I use the Quirl 3 in Nigeria?',
      program: 'phone',
      text: 'Good afternoon, my mother in Lagos would love my hand mixer. Does it work there, 240 V and 50 Hz? Which plug does she need? Samuel Adeyemi',
    }),
    take(day(9, '16:40'), 'ito'),
    reply(
      day(9, '16:52'),
      'ito',
      `Good afternoon Mr Adeyemi,

yes. The Quirl 3 is made for 220 to 240 V at 50 Hz. In Nigeria sockets take the British plug with three square pins (type G), so she needs an adapter from the German plug to type G; any with 5 amperes will do.

The warranty goes with the mixer: keep the receipt here and tell us if anything happens.`,
      { status: 'resolved' },
    ),
  ]),
  story('lehmann-vacuum', 'lehmann', [
    mail(day(4, '10:24'), {
      subject: 'Staubsauger riecht verbrannt',
      program: 'gmail',
      text: `Hallo,

der Wirbel riecht seit gestern nach verbranntem Gummi, vor allem auf dem Teppich. Er saugt aber normal. Was soll ich tun?

Markus Lehmann`,
    }),
    take(day(2, '16:48'), 'brandt'),
    note(
      day(2, '16:52'),
      'brandt',
      'Das versprochene „bis gestern“ habe ich gerissen, das kläre ich zuerst. Vermutlich der Riemen der Bürste.',
    ),
  ]),
  story('krueger-queue', 'albrecht', [
    mail(day(7, '09:50'), {
      subject: 'Beschwerde: 45 Minuten in der Warteschleife',
      program: 'gmail',
      text: `Sehr geehrte Damen und Herren,

gestern hing ich 45 Minuten in Ihrer Warteschleife, dann wurde ich getrennt. Beim zweiten Versuch hieß es, ich solle eine E-Mail schreiben. Hier ist sie. Meine Frage war übrigens nur, ob das Bügeleisen Dampf 5 eine Abschaltautomatik hat.

Stefanie Albrecht`,
    }),
    take(day(7, '10:15'), 'weber'),
    reply(
      day(7, '10:44'),
      'weber',
      `Guten Tag Frau Albrecht,

zuerst Ihre Frage: Ja, das Dampf 5 schaltet nach 30 Sekunden auf der Sohle und nach 8 Minuten aufrecht stehend ab.

Dass Sie dafür 45 Minuten gewartet haben, war unser Fehler: Am Dienstag waren drei von fünf Leitungen gestört, und die Ansage hat das verschwiegen. Ab Montag bieten wir in so einem Fall einen Rückruf zur vollen Stunde an. Ich habe das heute so bestellt und sehe am Freitag nach, ob es läuft.`,
      { status: 'resolved' },
    ),
    tell.change(day(7, '10:45'), 'weber', { tags: ['Beschwerde', 'Hotline'] }),
  ]),
  story('meyer-manual', 'hartwig', [
    mail(day(5, '19:30'), {
      subject: 'Anleitung für Waffeleisen Herz (1998)',
      program: 'plain',
      text: 'Sehr geehrte Damen und Herren, ich habe das Waffeleisen meiner Mutter geerbt, leider ohne Anleitung. Haben Sie die noch? Monika Hartwig',
    }),
    take(day(4, '08:15'), 'ito'),
    reply(
      day(4, '08:32'),
      'ito',
      `Guten Tag Frau Hartwig,

wir haben sie noch, auf Papier. Ich habe sie eingescannt und das Rezept auf der Rückseite gleich mit; beides steht jetzt zum Herunterladen beim Waffeleisen Herz auf unserer Seite.

Ein Hinweis: Die Geräte von 1998 haben noch keinen Überhitzungsschutz. Bitte ziehen Sie nach dem Backen den Stecker.`,
      { status: 'resolved' },
    ),
  ]),
] as const;
