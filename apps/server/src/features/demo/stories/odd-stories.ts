import { demoFirm } from '../demo-people.ts';
import { ago, ahead, day } from '../demo-time.ts';
import * as tell from '../demo-story.ts';
import { mail, note, reply, status, story, take } from '../demo-story.ts';

/** What a mailbox gets besides: held, feigned, misdirected, answered newsletters, praise. */
export const oddStories = [
  story('vogt-husband', 'vogt', [
    mail(ago(58), {
      subject: 'Re: Aqua 3: Riss am Deckel [#{number}]',
      into: 'vogt-lid',
      from: { name: 'Thomas Vogt', email: 'thomas.vogt@firma-vogt.example' },
      answers: 'nothing',
      program: 'outlook',
      text: `Hallo Herr Ito,

meine Frau hat Ihnen wegen des Wasserkochers geschrieben. Können Sie mir bitte schicken, was Sie mit ihr vereinbart haben? Ich kümmere mich ab jetzt darum.

Thomas Vogt`,
    }),
  ]),
  story('spoof-bank', 'schuster', [
    mail(ago(110), {
      subject: 'Dringend: neue Bankverbindung für Gutschriften',
      from: {
        name: 'Carla Weber <carla.weber@falk.example>',
        email: 'buchhaltung@zahlung-service.example',
      },
      verdict: 'fail',
      program: 'outlook',
      text: `Hallo,

bitte überweist die Gutschriften dieser Woche auf das neue Konto, IBAN im Anhang. Das muss heute noch raus, ich bin in einer Besprechung und nicht erreichbar.

Carla`,
      files: [{ name: 'IBAN neu.txt', type: 'text/plain', text: 'DE00 0000 0000 0000 0000 00\n' }],
    }),
    note(
      ago(101),
      'brandt',
      'Nicht von Carla: Der Name ist vorgetäuscht, die Adresse ist fremd. Bitte nichts anklicken. Carla, nur zur Kenntnis.',
      ['weber'],
    ),
    tell.change(ago(100), 'brandt', { tags: ['Betrugsversuch'] }),
  ]),
  story('lehmann-newsletter', 'lehmann', [
    mail(day(3, '06:48'), {
      subject: 'Re: Falk: 20 % auf alles, was dampft',
      references: [demoFirm.newsletterId],
      program: 'gmail',
      text: 'Gilt der Rabatt auch für Ersatzteile? Im Warenkorb wird er bei mir nicht abgezogen. Markus Lehmann',
    }),
    reply(
      day(3, '08:20'),
      'ito',
      `Guten Tag Herr Lehmann,

ja, auch für Ersatzteile; im Warenkorb fehlte die Regel. Seit 8:15 Uhr wird der Rabatt abgezogen. Ihren Warenkorb müssen Sie dafür nur einmal neu laden.`,
      { status: 'resolved' },
    ),
  ]),
  story('kraft-newsletter', 'kraft', [
    mail(day(3, '09:25'), {
      subject: 'AW: Falk: 20 % auf alles, was dampft',
      references: [demoFirm.newsletterId],
      program: 'outlook',
      text: `Sehr geehrte Damen und Herren,

bitte schicken Sie mir keine Werbung per E-Mail. Ich habe doch nur eine Dichtung bestellt.

Anneliese Kraft`,
    }),
    reply(
      day(3, '10:00'),
      'brandt',
      `Guten Tag Frau Kraft,

das ist erledigt, Sie bekommen keine Werbung mehr von uns. Die Anmeldung war bei Ihrer Bestellung ohne Ihr Zutun angekreuzt; das haben wir abgestellt.`,
      { status: 'resolved' },
    ),
  ]),
  story('fischer-newsletter', 'fischer', [
    mail(day(2, '23:58'), {
      subject: 'Re: Falk: 20 % auf alles, was dampft',
      references: [demoFirm.newsletterId],
      program: 'gmail',
      text: 'Dampft ein Toaster? Frage für einen Freund mit wenig Geld. Ben',
    }),
  ]),
  story('tietz-inquiry', 'tietz', [
    mail(day(6, '10:30'), {
      subject: 'Anfrage des Verbraucherrats zum Wasserkocher Aqua 3 (Az. 26-1183)',
      program: 'outlook',
      text: `Sehr geehrte Damen und Herren,

bei uns sind im letzten Monat 17 Beschwerden zum Aqua 3 eingegangen, davon 12 zu gerissenen Deckeln und 5 zu Ihrer Hotline. Wir bitten um Stellungnahme bis zum {d:9}:

a) Ist Ihnen die Ursache bekannt?
b) Welche Ansprüche räumen Sie Käufern ein?
c) Planen Sie einen Rückruf?

Unser Schreiben liegt bei.

Mit freundlichen Grüßen
Regina Tietz
Verbraucherrat, Referat Haushaltsgeräte`,
      files: [
        {
          name: 'Anfrage 26-1183.pdf',
          pdf: [
            'Verbraucherrat',
            'Aktenzeichen 26-1183',
            '',
            'Anfrage zum Wasserkocher Falk Aqua 3',
            '17 Beschwerden im letzten Monat, davon 12 zu gerissenen Deckeln.',
            'Wir bitten um Stellungnahme bis zum {d:9}.',
          ],
        },
      ],
    }),
    take(day(6, '11:12'), 'weber'),
    tell.change(day(6, '11:12'), 'weber', { tags: ['Aqua 3', 'Behörde'], priority: 'high' }),
    note(
      day(6, '11:20'),
      'weber',
      'Geht an die Geschäftsleitung. Ada, ich brauche deine Zahlen in einem Satz, den man drucken kann.',
      ['okoye'],
    ),
    reply(
      day(5, '16:30'),
      'weber',
      `Sehr geehrte Frau Tietz,

Ihre Anfrage ist bei mir, und Sie bekommen die Stellungnahme unserer Geschäftsleitung bis zum {d:5}.

Vorab zu a) und b): Die Ursache ist ein zu dünner Stift im Scharnier bei etwa 5.800 Geräten. Alle Käufer erhalten kostenlos einen verbesserten Deckel, ohne Kassenbon und ohne Einsendung, auf Wunsch den Kaufpreis. Über c) wird diese Woche entschieden.`,
      { status: 'waiting', until: ahead(5) },
    ),
  ]),
  story('albrecht-privacy', 'petersen', [
    mail(day(4, '16:16'), {
      subject: 'Auskunft nach Artikel 15 DSGVO',
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

bitte teilen Sie mir mit, welche Daten Sie über mich gespeichert haben, woher sie stammen und an wen Sie sie weitergegeben haben.

Nils Harmsen`,
    }),
    take(day(3, '09:00'), 'weber'),
    tell.change(day(3, '09:00'), 'weber', { tags: ['Datenschutz'] }),
    reply(
      day(3, '09:22'),
      'weber',
      `Guten Tag Herr Harmsen,

gern. Sie bekommen die vollständige Auskunft bis zum {d:6}, auch zu Herkunft und Weitergabe, als lesbare Datei. Ihre E-Mail-Adresse stammt aus Ihrer Bestellung 48650; einen weiteren Nachweis brauchen wir nicht, weil Sie von derselben Adresse schreiben.`,
      { status: 'waiting', until: ahead(4) },
    ),
  ]),
  story('oleary-praise', 'oleary', [
    mail(day(8, '08:33'), {
      subject: 'Thank you for the hoover',
      program: 'phone',
      text: `I only wanted to say that the Wirbel survived two teenagers, a dog and a move to Galway. Nine years. Whoever designed the motor: well done.

Hannah O’Leary`,
    }),
    reply(
      day(8, '09:40'),
      'weber',
      `Hello Ms O’Leary,

the motor is Ada Okoye’s, and your message hangs in our development department since this morning. She asks for the dog’s name.`,
      { status: 'resolved' },
    ),
    mail(day(7, '19:20'), { program: 'phone', text: 'Biscuit. :)' }),
    status(day(6, '09:00'), 'weber', 'closed'),
  ]),
  story('repair-cafe', 'wolf', [
    mail(day(3, '18:02'), {
      subject: 'Repair-Café bittet um Schaltplan Crema 1',
      from: { name: 'Repair-Café Südstadt', email: 'hallo@repaircafe-suedstadt.example' },
      program: 'thunderbird',
      text: `Liebe Leute bei Falk,

bei uns stehen drei Crema 1 mit defektem Thermoblock. Wir würden sie gern retten. Geben Sie den Schaltplan heraus? Wir veröffentlichen ihn nicht, hängen ihn aber in unsere Werkstatt.

Das Repair-Café Südstadt`,
    }),
    take(day(2, '10:10'), 'ito'),
    {
      kind: 'drawIn',
      at: day(2, '10:12'),
      by: 'ito',
      member: 'okoye',
      reason: 'May we give out the circuit diagram of the Crema 1?',
    },
    tell.change(day(2, '10:13'), 'ito', { tags: ['Ersatzteil', 'Klassiker'] }),
    note(
      day(1, '11:31'),
      'okoye',
      'Yes, with pleasure. I am drawing it anew because the old one has an error at the fuse. It will be here tomorrow before noon.',
    ),
  ]),
  story('job-letter', 'demir', [
    mail(day(9, '13:50'), {
      subject: 'Bewerbung als Servicetechniker',
      from: { name: 'Deniz Acar', email: 'deniz.acar@mail.example' },
      program: 'gmail',
      text: `Sehr geehrte Damen und Herren,

ich repariere seit zwölf Jahren Hausgeräte und würde das gern bei Ihnen tun. An wen darf ich meine Unterlagen schicken?

Deniz Acar`,
    }),
    reply(
      day(9, '14:15'),
      'weber',
      `Guten Tag,

schön, dass Sie an uns denken. Ihre Nachricht liegt schon bei Herrn Yildiz in der Personalabteilung, er meldet sich bis Freitag bei Ihnen. Ihre Unterlagen können Sie ihm als Antwort darauf schicken.`,
      { status: 'resolved' },
    ),
  ]),
  story('photo-only', 'demir', [
    mail(day(1, '12:25'), {
      subject: 'so sieht er jetzt aus',
      program: 'phone',
      text: '[picture]',
      inline: { picture: 'kettle', name: 'IMG_0093.png' },
    }),
  ]),
  story('review-post', 'kowalski', [
    mail(day(6, '20:20'), {
      subject: 'My review was not published',
      program: 'plain',
      text: 'Hello, I wrote a two-star review of the Aqua 3 a week ago and it is still "being checked". Are bad reviews checked for longer? Daniel Kowalski',
    }),
    take(day(5, '09:35'), 'weber'),
    reply(
      day(5, '10:50'),
      'weber',
      `Hello Mr Kowalski,

they are not meant to be, but this one was: a filter held every review with the word "crack". Yours and 23 others are published since this morning, unchanged, and the filter is gone.`,
      { status: 'resolved' },
    ),
  ]),
  story('hartwig-letter', 'hartwig', [
    mail(day(1, '15:55'), {
      subject: 'Bitte künftig per Post',
      program: 'plain',
      text: `Sehr geehrte Damen und Herren,

E-Mails übersehe ich leicht. Könnten Sie mir künftig Briefe schicken? Meine Anschrift haben Sie ja.

Monika Hartwig`,
    }),
  ]),
  story('sommer-thanks', 'sommer', [
    mail(day(14, '10:08'), {
      subject: 'Danke',
      program: 'plain',
      text: 'Liebes Falk-Team, der Stecker passt, das Bügeleisen läuft. Herzlichen Dank für die Mühe mit einer alten Dame. Ihre Ingrid Sommer',
    }),
    status(day(14, '10:30'), 'brandt', 'closed'),
  ]),
  story('nair-manual', 'nair', [
    mail(day(12, '12:12'), {
      subject: 'English manual for the Crema 2',
      program: 'thunderbird',
      text: 'Hello, my machine came with a manual in German, Dutch and Danish. Is there an English one? Priya Nair',
    }),
    reply(
      day(12, '13:00'),
      'ito',
      `Hello Ms Nair,

there is: it is on the product page under "Manuals", and a printed one is in the post to you since a minute ago.`,
      { status: 'resolved' },
    ),
  ]),
  story('whitaker-loan', 'rahman', [
    mail(day(13, '19:44'), {
      subject: 'How loud is the Wirbel really?',
      program: 'apple',
      text: 'Hi, the box says 68 dB, the shop says 71 and a test says 74. I have a baby. Which is it? Aisha Rahman',
    }),
    reply(
      day(12, '09:50'),
      'ito',
      `Hello Ms Rahman,

all three, on different floors: 68 dB on hard floor at the lowest step, 71 on carpet at the middle one, 74 at full power. With the soft brush on wood you stay at 68. We are adding that table to the shop today.`,
      { status: 'resolved' },
    ),
    status(day(5, '06:01'), 'weber', 'closed'),
  ]),
  story('nair-plug', 'nair', [
    mail(day(2, '13:12'), {
      subject: 'Replacement kettle arrived with a Swiss plug',
      program: 'thunderbird',
      text: `Hello,

thank you for the quick replacement of my Aqua 3. It works, but it has a Swiss plug and I live in Hanover, so it is a very nice vase at the moment.

Could you send an adapter or the right lead? The base seems to have the cable fixed to it.

Best regards
Priya Nair`,
    }),
    take(day(1, '10:22'), 'brandt'),
    reply(
      day(1, '10:35'),
      'brandt',
      `Hello Ms Nair,

a vase was not the plan, I am sorry. The base with the right plug leaves our warehouse today; keep the kettle itself, it fits. You will have it on Thursday at the latest, and the parcel number follows this afternoon.

Please throw the Swiss base away or keep it for the next trip to Zurich.`,
    ),
  ]),
  story('vandijk-beep', 'vandijk', [
    mail(day(1, '08:12'), {
      subject: 'Kettle beeps at 3 in the morning',
      program: 'thunderbird',
      text: `Hello,

our Aqua 5 beeps by itself at night, always around three. Nobody touches it. Descaling did not help. Is it haunted or is it a setting?

Piet van Dijk, Utrecht`,
    }),
    take(day(1, '11:45'), 'ito'),
    note(
      day(1, '11:50'),
      'ito',
      'Known from the Aqua 5 thread of last winter: the keep-warm timer counts on after a power cut. Holding the button for 8 seconds resets it. Checking with development before I answer.',
    ),
  ]),
] as const;
