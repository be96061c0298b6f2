import { expect, test } from 'vitest';
import { checkReply } from '../engine/check-reply.ts';

/** As support replies are written every day: what was said, and what is answered. */
const soakedDe = 'Mein Paket kam nass an und das Gerät geht nicht. Was tun Sie jetzt?';
const soaked = 'My parcel arrived soaked and the device is dead. What will you do?';
const router =
  'Ich habe den Router schon dreimal neu gestartet, das Kabel getauscht und auf Werkseinstellungen zurückgesetzt. Nichts.';
const app =
  'I cleared the cache, reinstalled the app and even tried another phone. Still cannot log in.';

function sees(rule: string, said: string, text: string): boolean {
  const history = [{ from: 'contact' as const, text: said }];
  return checkReply({ text, language: null, history, facts: {} }).some((one) => one.rule === rule);
}

test.each([
  [
    soakedDe,
    'Hallo, für eine schnelle Lösung schick uns bitte eine Direktnachricht mit deiner Bestellnummer.',
  ],
  [
    soakedDe,
    'Guten Tag, bitte kontaktieren Sie diesbezüglich den Hersteller, der für die Gewährleistung zuständig ist.',
  ],
  [
    soakedDe,
    'Unsere Kolleginnen und Kollegen der Hotline helfen Ihnen unter 0800 3301000 rund um die Uhr weiter.',
  ],
  [
    soakedDe,
    'Nutzen Sie bitte unser Kontaktformular, damit die Fachabteilung Ihr Anliegen prüfen kann: https://www.example.de/kontakt',
  ],
  [
    soakedDe,
    'Wir haben hier keinen Einblick in Kundendaten. Wenden Sie sich bitte an den Kundenservice.',
  ],
  [soakedDe, 'Das muss leider vor Ort geklärt werden, kommen Sie dazu in eine unserer Filialen.'],
  [soaked, "Hi there, sorry to hear that! Please DM us your order number and we'll take a look."],
  [
    soaked,
    'You would need to contact the manufacturer directly, as this falls under their warranty.',
  ],
  [
    soaked,
    'Kindly reach out to our customer care team on 0800 123 4567, they are open 8am to 8pm.',
  ],
  [
    soaked,
    'Please fill out the claim form on our website and a member of the team will be in touch.',
  ],
  [
    soaked,
    "We don't have access to accounts here. Give our colleagues a call and they'll be happy to assist.",
  ],
  [soaked, 'Please pop into your nearest store with proof of purchase.'],
])('a contact who is to go somewhere else is sent away: %s / %s', (said, text) => {
  expect(sees('referral', said, text)).toBe(true);
});

test.each([
  [
    soakedDe,
    'Ich habe eben mit dem Hersteller telefoniert: Er schickt Ihnen bis Freitag ein neues Gerät, Sie müssen nichts weiter tun.',
  ],
  [
    soakedDe,
    'Ich rufe Sie heute um 16 Uhr an. Falls Ihnen das nicht passt, nennen Sie mir einfach eine andere Zeit.',
  ],
  [
    soakedDe,
    'Die Kollegin aus der Hotline, Frau Sommer, hat den Fall übernommen und meldet sich bis morgen Mittag bei Ihnen.',
  ],
  [
    soaked,
    'I have just spoken to the manufacturer and they will send you a new one by Friday; nothing for you to do.',
  ],
  [
    soaked,
    'I sent you a DM just now from this account with case 4471; a replacement goes out today.',
  ],
  [soaked, 'My colleague Dana from the phone team will call you at 4 pm today about the refund.'],
])('a contact for whom somebody else goes is not sent away: %s / %s', (said, text) => {
  expect(sees('referral', said, text)).toBe(false);
});

test.each([
  [router, 'Bitte trennen Sie den Router für 30 Sekunden vom Strom.'],
  [router, 'Haben Sie schon versucht, ein anderes LAN-Kabel zu verwenden?'],
  [router, 'Führen Sie bitte einen Werksreset durch.'],
  [app, 'Please delete the app and install it again from the store.'],
  [app, 'Have you tried logging in on a different device?'],
  [app, 'Clearing your browsing data usually does the trick.'],
])('a contact is not told again what they tried: %s / %s', (said, text) => {
  expect(sees('repeats', said, text)).toBe(true);
});

test.each([
  [
    router,
    'Nach Neustart, neuem Kabel und Werksreset liegt es an unserer Leitung. Der Techniker kommt morgen um 9 Uhr.',
  ],
  [router, 'Welche Lampe leuchtet am Router gerade rot?'],
  [
    app,
    'Thanks for trying all that. Your account was locked on our side; I unlocked it at 10:15, so you can log in now.',
  ],
  [app, 'Which email address do you use to log in?'],
])('a contact may be told what was ruled out, and asked a fact: %s / %s', (said, text) => {
  expect(sees('repeats', said, text)).toBe(false);
});
