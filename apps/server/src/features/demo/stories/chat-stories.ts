import { ago, day } from '../demo-time.ts';
import { change, mail, reply, said, status, story, take } from '../demo-story.ts';

/** Conversations in the chat of the shop: one waits, one went on by mail, one is solved. */
export const chatStories = [
  story('vogt-chat', 'vogt', [
    said(
      ago(14),
      'Guten Tag, die neue Crema 2 pfeift seit heute Morgen beim Aufheizen. Ist das normal?',
      {
        title: 'Crema 2 – Falk Hausgeräte',
        url: 'https://laden.falk.example/crema-2',
      },
    ),
    said(ago(11), 'Sie ist erst zwei Wochen alt, und ich habe sie nur mit Leitungswasser benutzt.'),
  ]),
  story('aydin-chat', 'aydin', [
    said(day(2, '15:58'), 'Hallo, passt der Deckel vom Aria auch auf den Wasserkocher Terra?', {
      title: 'Ersatzteile – Falk Hausgeräte',
      url: 'https://laden.falk.example/ersatzteile',
    }),
    take(day(2, '16:01'), 'brandt'),
    reply(
      day(2, '16:20'),
      'brandt',
      'Guten Tag Herr Aydin, der Deckel vom Aria ist 4 mm schmaler und hält auf dem Terra nicht. Für den Terra gibt es den Deckel 0412 für 9 Euro; ich kann ihn heute noch für Sie zurücklegen.',
    ),
    mail(day(1, '08:12'), {
      subject: 'Re: Hallo, passt der Deckel vom Aria auch auf den Wasserkocher Terra?',
      quotes: false,
      program: 'phone',
      text: 'Guten Morgen, ich musste gestern los. Ja bitte, einen Deckel 0412 zurücklegen, ich hole ihn am Samstag ab. Danke!',
    }),
    reply(
      day(1, '08:31'),
      'brandt',
      'Guten Morgen Herr Aydin, der Deckel liegt unter Ihrem Namen an der Kasse und bleibt dort bis Montagabend.',
      { status: 'resolved' },
    ),
  ]),
  story('krueger-chat', 'krueger', [
    said(day(3, '11:02'), 'Wie entkalke ich die Crema 2, ohne dass die Garantie verfällt?', {
      title: 'Pflege – Falk Hausgeräte',
      url: 'https://laden.falk.example/pflege',
    }),
    take(day(3, '11:03'), 'ito'),
    change(day(3, '11:03'), 'ito', { tags: ['Crema 2'] }),
    reply(
      day(3, '11:05'),
      'ito',
      'Guten Tag Frau Krüger, mit Zitronensäure: einen Beutel auf einen Liter, durchlaufen lassen, zweimal klares Wasser hinterher. Nur Entkalker auf Essigbasis greift die Dichtung an. Haben Sie den Beutel aus der Packung noch?',
    ),
    said(day(3, '11:06'), 'Ja, der liegt noch im Karton. Das ist ja einfach.'),
    reply(
      day(3, '11:07'),
      'ito',
      'Dann reicht der für zwei Mal; danach meldet sich die Maschine von selbst, wenn es wieder so weit ist.',
    ),
    said(day(3, '11:09'), 'Prima, hat geklappt. Vielen Dank!'),
    status(day(3, '11:10'), 'ito', 'resolved'),
  ]),
];
