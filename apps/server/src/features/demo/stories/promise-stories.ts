import { finishTask, keepPromise, promise, task } from '../demo-deeds.ts';
import * as tell from '../demo-story.ts';
import { mail, note, reply, story, take, transfer } from '../demo-story.ts';
import { ago, ahead, day } from '../demo-time.ts';

const lostMachine = 'Mia Brandt schreibt Ihnen, wo Ihre Crema 2 ist und wann Sie sie zurückhaben.';
const ownIron = 'Kenji Ito ruft Sie wegen des Dampf 5 an.';
const callFromWeber = 'Carla Weber ruft Sie an und sagt, was mit Ihrem Bügeleisen geschieht.';

/** Words that were given: kept, moved in time, broken and owned up to. */
export const promiseStories = [
  story('paulsen-way', 'paulsen', [
    mail(day(12, '09:30'), {
      subject: 'Wo ist meine Crema 2? Auftrag R-1188',
      program: 'plain',
      text: `Guten Tag,

vor drei Wochen habe ich meine Kaffeemaschine zur Reparatur eingeschickt (Auftrag R-1188). Seitdem weiß niemand, wo sie ist. Können Sie bitte nachsehen?

Grete Paulsen`,
    }),
    transfer(day(12, '10:10'), 'ito', 'spareParts', 'Das Paket ging an das Ersatzteillager.'),
    take(day(11, '10:40'), 'brandt'),
    reply(
      day(11, '11:00'),
      'brandt',
      `Guten Tag Frau Paulsen,

im Lager ist Ihre Maschine angekommen und am selben Tag in die Werkstatt gegangen. Ich frage dort heute nach und schreibe Ihnen bis {d:-12}, wo sie ist.`,
    ),
    promise(day(11, '11:01'), 'brandt', lostMachine, day(8, '16:00')),
    mail(day(8, '18:05'), {
      program: 'plain',
      text: `Guten Tag Frau Brandt,

Sie wollten mir bis heute schreiben. Ich habe nichts gehört.

Grete Paulsen`,
    }),
    transfer(
      day(7, '09:00'),
      'weber',
      'service',
      'Reparaturen führt der Kundendienst; das Lager kann hier nichts mehr tun.',
      'ito',
    ),
    reply(
      day(7, '10:15'),
      'ito',
      `Guten Tag Frau Paulsen,

wir hatten Ihnen eine Antwort versprochen und sie nicht gegeben, das tut mir leid. Die Werkstatt hat Ihre Maschine unter einer falschen Nummer geführt. Sie wird morgen repariert; am Freitag schreibe ich Ihnen, wann sie bei Ihnen ist.`,
    ),
    mail(day(5, '07:45'), {
      program: 'plain',
      text: `Guten Morgen,

das ist jetzt das dritte Mal, dass ich schreibe, und wieder mit jemand anderem. Wann bekomme ich meine Maschine?

Grete Paulsen`,
    }),
    mail(day(2, '20:15'), {
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

fünf Wochen ohne Kaffeemaschine sind eine Frechheit. Wenn ich bis Freitag nichts Verbindliches habe, wende ich mich an die Verbraucherzentrale.

Grete Paulsen`,
    }),
    {
      kind: 'seat',
      at: day(1, '08:30'),
      by: 'weber',
      address: 'hanna.falk@falk.example',
      name: 'Hanna Falk',
      question:
        'Frau Paulsen wartet seit fünf Wochen, ihre Maschine ist in der Werkstatt nicht zu finden. Darf ich ihr heute eine neue Crema 2 schicken, ohne dass die alte da ist?',
      summary:
        'Fünf Wochen, zwei Abteilungen, eine gebrochene Zusage. Eine neue Maschine kostet uns 190 Euro.',
    },
    mail(day(1, '12:10'), {
      from: { name: 'Hanna Falk', email: 'hanna.falk@falk.example' },
      program: 'phone',
      subject: 'Re: Wo ist meine Crema 2? Auftrag R-1188',
      text: `Ja, heute noch, und bitte die große Ausführung. Ich möchte außerdem am Montag wissen, wie ein Gerät bei uns unter falscher Nummer liegen kann.

Hanna Falk`,
    }),
    task(ago(120), 'weber', 'Neue Crema 2 packen und dem Kurier geben', {
      member: 'ito',
      until: ahead(0.15),
      blocks: true,
    }),
    reply(
      ago(70),
      'ito',
      `Guten Tag Frau Paulsen,

zweimal haben wir Ihnen eine Zeit genannt und sie nicht gehalten. Sie müssen jetzt nichts mehr tun: Ein Kurier bringt Ihnen bis {d:1} eine neue Crema 2, die Sie behalten. Ihre alte suchen wir weiter, aber Sie brauchen nicht mehr auf sie zu warten. Ich bleibe Ihr Ansprechpartner, bis der erste Kaffee durchgelaufen ist.`,
    ),
    {
      kind: 'renegotiate',
      at: ago(69),
      by: 'ito',
      words: lostMachine,
      newWords: 'Die neue Crema 2 ist bis {d:1} bei Ihnen.',
      because: 'Ihre alte Maschine in der Werkstatt unter falscher Nummer lag',
      until: ahead(1),
    },
  ]),
  story('hoffmann-iron', 'hoffmann', [
    mail(day(7, '10:20'), {
      subject: 'Dampf 5: kein Dampfstoß mehr',
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

das Bügeleisen dampft, aber der Dampfstoß kommt nicht mehr. Entkalkt habe ich es schon zweimal. Bitte rufen Sie mich an, das lässt sich schlecht beschreiben: 0931 555 0147.

Jürgen Hoffmann`,
    }),
    take(day(7, '11:05'), 'ito'),
    reply(
      day(7, '11:20'),
      'ito',
      `Guten Tag Herr Hoffmann,

ich rufe Sie am {d:-7} am Nachmittag an; dann gehen wir es zusammen durch.`,
    ),
    promise(day(7, '11:21'), 'ito', ownIron, day(5, '16:00'), 'callback'),
    mail(day(4, '09:10'), {
      program: 'plain',
      text: 'Guten Tag Herr Ito, ich habe den ganzen Nachmittag neben dem Telefon gesessen. Jürgen Hoffmann',
    }),
    mail(day(3, '18:30'), {
      program: 'plain',
      text: 'Guten Tag, gilt Ihre Zusage noch? Ich bügele inzwischen mit dem Reiseeisen. J. Hoffmann',
    }),
    { kind: 'recovery', at: day(2, '08:20'), by: 'ito', playbook: 'broken_promise' },
    reply(
      day(2, '08:40'),
      'weber',
      `Guten Tag Herr Hoffmann,

wir haben Ihnen einen Anruf zugesagt und nicht angerufen. Herr Ito war krank, und niemand hat seine Zusagen übernommen; seit heute sehe ich jeden Morgen nach, was offen ist. Ich rufe Sie heute vor zwölf an.`,
    ),
    {
      kind: 'renegotiate',
      at: day(2, '08:41'),
      by: 'weber',
      words: ownIron,
      newWords: callFromWeber,
      because: 'Herr Ito krank war und niemand seine Zusagen übernommen hatte',
      until: day(2, '12:00'),
    },
    finishTask(
      day(2, '08:45'),
      'ito',
      'Die gebrochene Zusage von uns aus ansprechen',
      'Carla hat geschrieben und ruft an.',
    ),
    keepPromise(day(2, '11:30'), 'weber', callFromWeber),
    finishTask(
      day(2, '11:35'),
      'weber',
      'Erklären, was geschehen ist',
      'Am Telefon. Er war freundlich; ihm fehlt nur das Bügeleisen.',
    ),
    promise(
      day(1, '09:30'),
      'ito',
      'Ihr Dampf 5 ist bis {d:2} geprüft und wieder bei Ihnen.',
      ahead(2),
    ),
    finishTask(
      day(1, '09:31'),
      'ito',
      'Neu zusagen, mit Puffer',
      'Zwei Tage mehr, als die Werkstatt braucht.',
    ),
    {
      kind: 'gesture',
      at: day(1, '10:00'),
      by: 'ito',
      gesture: 'voucher',
      amount_cents: 4_000,
      words: 'Gutschein für Zubehör, erst wenn das Bügeleisen zurück ist.',
    },
  ]),
  story('oeztuerk-handle', 'oeztuerk', [
    mail(day(6, '12:15'), {
      subject: 'Griff am Aqua 5 locker',
      program: 'apple',
      text: `Guten Tag,

am Aqua 5 wackelt der Griff, die Schraube greift nicht mehr. Bekomme ich einen neuen?

Elif Öztürk`,
    }),
    transfer(day(6, '12:40'), 'ito', 'spareParts', 'Griff 52-014 für den Aqua 5.', 'brandt'),
    reply(
      day(6, '13:05'),
      'brandt',
      `Guten Tag Frau Öztürk,

ja, kostenlos. Der Griff 52-014 kommt in dieser Woche in unser Lager und geht am selben Tag an Sie.`,
    ),
    promise(day(6, '13:06'), 'brandt', 'Der neue Griff ist in dieser Woche bei Ihnen.', ahead(1)),
    {
      kind: 'renegotiate',
      at: day(3, '15:10'),
      by: 'brandt',
      words: 'Der neue Griff ist in dieser Woche bei Ihnen.',
      newWords: 'Der neue Griff ist bis {d:6} bei Ihnen.',
      because: 'die Gießerei die Griffe erst nächste Woche liefert',
      until: ahead(6),
    },
  ]),
  story('nair-loan', 'nair', [
    mail(day(3, '10:05'), {
      subject: 'A kettle to borrow for Saturday?',
      program: 'gmail',
      text: `Hello,

mine is with you for repair and I have fourteen guests on Saturday. Could I borrow one?

Priya Nair`,
    }),
    take(day(3, '10:30'), 'brandt'),
    reply(
      day(3, '10:40'),
      'brandt',
      `Hello Ms Nair,

of course. I am sending you an Aqua 5 from our show room today, and I will write when the courier has it. Keep it until yours is back.`,
    ),
    promise(day(3, '10:41'), 'brandt', 'The courier has your loan kettle tonight.', ahead(0.12)),
  ]),
  story('lehmann-worktop', 'lehmann', [
    mail(day(4, '19:12'), {
      subject: 'Arbeitsplatte verfärbt unter der Crema 2',
      program: 'gmail',
      text: `Hallo,

unter der Kaffeemaschine ist die Arbeitsplatte aufgequollen, der Tank war wohl undicht. Was ist mit dem Schaden an der Platte?

Markus Lehmann`,
    }),
    take(day(3, '09:00'), 'ito'),
    reply(
      day(3, '09:25'),
      'ito',
      `Guten Tag Herr Lehmann,

der Tank war undicht, das war unser Fehler. Ein neuer ist heute unterwegs, und unsere Versicherung zahlt die Platte; ich habe den Schaden heute früh unter der Nummer 26-0417 gemeldet.

Wegen der Küche rufen Sie bitte bei Ihrer Hausratversicherung an; sie nimmt den Schaden nur von Ihnen selbst entgegen.`,
      {
        status: 'waiting',
        until: ahead(3),
        overrides: [
          {
            rule: 'referral',
            reason: 'Unsere Versicherung ist gemeldet; die eigene muss er selbst anrufen.',
          },
        ],
      },
    ),
  ]),
  story('lorenz-lid', 'lorenz', [
    mail(day(4, '11:15'), {
      subject: 'Deckel Aqua 3 gerissen',
      program: 'phone',
      text: 'Guten Tag, bei meinem Aqua 3 (AQ3-2638-000871) ist der Deckel am Scharnier gerissen. Bekomme ich auch den neuen? Thea Lorenz',
    }),
  ]),
  story('winkler-lid', 'winkler', [
    mail(day(3, '16:20'), {
      subject: 'Wasserkocher schaltet nicht mehr ab',
      program: 'outlook',
      text: `Guten Tag,

der Deckel schließt nicht mehr richtig, und der Kocher kocht einfach weiter. Seriennummer AQ3-2640-002013.

Hans Winkler`,
    }),
    tell.change(day(3, '16:40'), 'weber', { tags: ['Aqua 3', 'Sicherheit'] }),
  ]),
  story('bakker-lid', 'bakker', [
    mail(day(3, '13:50'), {
      subject: 'Lid of my Aqua 3 came off',
      program: 'apple',
      text: `Hello,

the lid of my kettle broke at the hinge this morning (AQ3-2636-001177). Is there a new one for it?

Nora Bakker`,
    }),
  ]),
  story('doyle-lid', 'doyle', [
    mail(day(2, '07:35'), {
      subject: 'Aqua 3, cracked hinge',
      program: 'gmail',
      text: 'Morning. Cracked hinge on the Aqua 3, serial AQ3-2639-000452. Read about the new lid on Kitchen Notes. Sean Doyle',
    }),
    {
      kind: 'family',
      at: day(2, '09:30'),
      by: 'weber',
      on: 'baumann-batch',
      parts: ['lorenz-lid', 'winkler-lid', 'bakker-lid', 'doyle-lid'],
    },
    {
      kind: 'answerAll',
      at: day(2, '10:00'),
      by: 'weber',
      on: 'baumann-batch',
      de: `Guten Tag {name},

Ihr Aqua 3 gehört zu den Geräten, bei denen der Stift im Scharnier zu dünn war. Der verbesserte Deckel ist heute kostenlos an Sie unterwegs (Vorgang {number}); einsenden müssen Sie nichts. Bis er da ist, lassen Sie den Kocher bitte nicht allein.`,
      english: `Hello {name},

your Aqua 3 is one of those whose hinge pin was too thin. The improved lid is on its way to you today, free of charge (case {number}); there is nothing to send in. Until it arrives, please do not leave the kettle alone while it boils.`,
    },
  ]),
  story('hartwig-work', 'hartwig', [
    mail(ago(180), {
      subject: 'Lob für den neuen Deckel',
      program: 'outlook',
      text: 'Guten Tag, der neue Deckel sitzt, und der Zettel dazu war verständlich. Danke! Monika Hartwig',
    }),
    {
      kind: 'checklist',
      at: ago(86),
      by: 'weber',
      on: 'demir-toaster',
      name: 'Meldung zur Sicherheit',
      ticked: 2,
    },
    task(ago(85), 'weber', 'Toaster bei Herrn Demir abholen lassen', {
      team: 'service',
      until: ahead(0.3),
      on: 'demir-toaster',
    }),
    task(ago(65), 'weber', 'Formular: Postleitzahlen aus Irland zulassen', {
      member: 'brandt',
      until: ago(15),
      blocks: true,
      on: 'rosa-review',
    }),
  ]),
  story('vogt-work', 'petersen', [
    mail(day(9, '08:15'), {
      subject: 'Aqua 3: gibt es den Deckel in Blau?',
      program: 'phone',
      text: 'Moin, reine Geschmacksfrage: siehe Betreff. Nils Harmsen',
    }),
    reply(
      day(9, '08:50'),
      'brandt',
      `Moin Herr Harmsen,

ja, den Deckel 40-118 gibt es auch in Blau und in Rot, für 6,90 Euro mit Versand. Ich habe Ihnen einen blauen zurückgelegt; ein Ja von Ihnen genügt.`,
      { status: 'resolved' },
    ),
    promise(
      day(8, '08:59'),
      'ito',
      'Kenji Ito schreibt Ihnen, ob wir den Kocher tauschen oder der Deckel geändert ist.',
      day(6, '12:00'),
      'other',
      'vogt-lid',
    ),
    task(day(8, '09:05'), 'ito', 'Zwanzig Deckel 40-118 B zurücklegen', {
      member: 'okoye',
      until: day(6, '12:00'),
      on: 'vogt-lid',
    }),
    finishTask(
      day(7, '14:25'),
      'okoye',
      'Zwanzig Deckel 40-118 B zurücklegen',
      'Done, shelf 4, marked “Kundendienst”.',
      'vogt-lid',
    ),
    keepPromise(
      day(6, '10:13'),
      'ito',
      'Kenji Ito schreibt Ihnen, ob wir den Kocher tauschen oder der Deckel geändert ist.',
      'vogt-lid',
    ),
    note(
      day(4, '15:00'),
      'ito',
      'Von den 20 zurückgelegten Deckeln sind 11 verschickt, jeder mit Nummer in der Liste.',
    ),
  ]),
] as const;
