import { describe, expect, test } from 'vitest';
import { findHighArousal, findOutsideHelp } from './escalation-word-rules.ts';

describe('outside help is named', () => {
  test.each([
    ['lawyer', 'Sie hören dann von meinem Anwalt.'],
    ['lawyer', 'Ich werde das meinem Rechtsanwalt übergeben, wenn bis Freitag nichts passiert.'],
    [
      'lawyer',
      'Wenn das so weitergeht, schalte ich einen Anwalt ein und ich werde ihn beauftragen.',
    ],
    ['lawyer', 'Ich behalte mir rechtliche Schritte vor.'],
    ['lawyer', 'Dann sehen wir uns vor Gericht.'],
    ['lawyer', 'You will hear from my solicitor.'],
    ['lawyer', 'I am going to contact a lawyer about this.'],
    ['lawyer', 'We will take legal action if this is not resolved.'],
    ['press', 'Ich wende mich jetzt an die Presse.'],
    ['press', 'Das melde ich der Zeitung, mal sehen, was die dazu sagt.'],
    ['press', 'Vielleicht interessiert sich ja das Fernsehen dafür, ich schreibe an WISO.'],
    ['press', 'I will take this to the newspapers.'],
    ['press', 'Next I am going to the press.'],
    ['consumer_body', 'Ich habe mich an die Verbraucherzentrale gewandt.'],
    ['consumer_body', 'Die Schlichtungsstelle wird informiert.'],
    ['consumer_body', 'I have reported you to Trading Standards.'],
    ['consumer_body', 'My next step is to complain to the ombudsman.'],
    ['video', 'Das Video davon stelle ich auf YouTube.'],
    ['video', 'I am going to post a video of this on TikTok so everybody sees it.'],
  ])('%s: %s', (help, text) => {
    expect(findOutsideHelp(text)?.help).toBe(help);
  });
});

describe('the same words mean no harm', () => {
  test.each([
    'My lawyer friend has the same kettle and loves it.',
    'I am a lawyer, so I write many letters and drink a lot of tea.',
    'Please press the button on the back, it says.',
    'I pressed the button and called your hotline.',
    'The French press I got from you is great, I told everybody.',
    'Die Saftpresse ist kaputt, ich melde mich deshalb bei Ihnen.',
    'Ich muss den Knopf pressen, damit etwas geht.',
    'Der Deckel der Presse klemmt, können Sie mir schreiben?',
    'Ich arbeite in einer Anwaltskanzlei und schreibe von dort.',
    'Wir sind eine Anwaltskanzlei und möchten drei Kocher bestellen.',
    'Als Rechtsanwältin brauche ich eine Rechnung mit ausgewiesener Steuer, bitte melden Sie sich.',
    'Mein Freund ist Anwalt, er hat den Kocher empfohlen und schreibt Ihnen auch.',
    'Ich möchte keinen Anwalt einschalten, sondern nur ein neues Gerät.',
    'Stiftung Warentest hat den Kocher gut getestet, deshalb wende ich mich an Sie.',
    'Ich habe ein Video angehängt, das den Fehler zeigt.',
    'I attached a video that shows the fault.',
    'Ihr Video auf YouTube zur Entkalkung habe ich gesehen, es half nicht.',
    'I watched your tutorial video on YouTube and followed every step.',
    'Das habe ich in der Zeitung gelesen und melde mich deshalb.',
    'The parcel came wrapped in newspapers, please call me.',
    'Bitte melden Sie sich bei mir.',
    'Can you tell me when the replacement arrives?',
  ])('%s', (text) => {
    expect(findOutsideHelp(text)).toBeNull();
  });
});

describe('anger', () => {
  test.each([
    'Das ist eine Frechheit.',
    'Mir reicht es jetzt',
    'WAS SOLL DIESER UNSINN EIGENTLICH',
    'Antworten Sie endlich!!!',
    'I am fed up with this.',
    'This is outrageous.',
  ])('is heard in: %s', (text) => {
    expect(findHighArousal(text)).not.toBeNull();
  });

  test.each([
    'Leider geht der Kocher nicht mehr.',
    'Schade, das hatte ich mir anders vorgestellt.',
    'Der FALK AQUA-3 hat die Seriennummer ABCD.',
    'Vielen Dank!! Das ging schnell.',
    'I was a little disappointed.',
  ])('is not read into: %s', (text) => {
    expect(findHighArousal(text)).toBeNull();
  });
});
