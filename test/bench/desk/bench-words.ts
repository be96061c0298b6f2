import { makeRandom } from '@earshot/testkit/world/make-random.ts';

/** Texts of a household-appliance maker’s post, German and English, the same at every run. */
export interface BenchTexts {
  /** Sentences of 120 to 260 characters; a message is made of two or three. */
  paragraphs: { lang: 'de' | 'en'; text: string }[];
  subjects: { lang: 'de' | 'en'; text: string }[];
  /** Words that stand in a handful of messages only. */
  rareWords: string[];
  firstNames: string[];
  lastNames: string[];
  tags: string[];
}

const PARAGRAPHS = 4_000;
const SUBJECTS = 3_000;
const RARE_WORDS = 20_000;

/** Small, quick and repeatable; nothing here needs good randomness. */
export function makeDice(seed: number): (sides: number) => number {
  const random = makeRandom(seed);
  return (sides) => (random() * 2 ** 32) % sides;
}

/** All texts of the bench. */
export function writeTexts(): BenchTexts {
  const dice = makeDice(4_711);
  const pick = (from: readonly string[]) => from[dice(from.length)] as string;
  const fill = (pattern: string) =>
    pattern
      .replaceAll('{compound}', () => writeCompound(pick))
      .replaceAll('{device.de}', () => pick(devicesDe))
      .replaceAll('{device.en}', () => pick(devicesEn))
      .replaceAll('{part.en}', () => pick(partsEn))
      .replaceAll('{trouble.de}', () => pick(troublesDe))
      .replaceAll('{trouble.en}', () => pick(troublesEn))
      .replaceAll('{town}', () => pick(towns))
      .replaceAll('{model}', () => `${pick(['KX', 'TR', 'MV', 'DS'])}-${1_000 + dice(9_000)}`);
  const both = (count: number, de: readonly string[], en: readonly string[]) =>
    Array.from({ length: count }, (_, index) =>
      index % 5 < 3
        ? { lang: 'de' as const, text: fill(pick(de)) }
        : { lang: 'en' as const, text: fill(pick(en)) },
    );
  return {
    paragraphs: both(PARAGRAPHS, sentencesDe, sentencesEn),
    subjects: both(SUBJECTS, subjectsDe, subjectsEn),
    rareWords: Array.from({ length: RARE_WORDS }, () => writeCompound(pick) + pick(stems)),
    firstNames,
    lastNames: lastStarts.flatMap((start) => lastEnds.map((end) => start + end)),
    tags: stems.slice(0, 40),
  };
}

function writeCompound(pick: (from: readonly string[]) => string): string {
  const word = pick(stems) + pick(stems);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const split = (words: string) => words.trim().split(/\s+/);

const stems = split(`
  kessel deckel netz stecker schalter dichtung griff filter pumpe motor heiz stab rechnung liefer
  schein garantie ersatz teil versand lager druck ventil schlauch wasser dampf boden platte kabel
  taste anzeige lampe gehäuse klappe sieb kanne becher mahl werk messer trommel riemen lüfter gitter
  temperatur regler fühler sicherung anleitung kunden dienst termin werkstatt rück nahme gut schrift
  kauf beleg farb muster halter schraube feder ring scheibe rohr bogen adapter batterie lade station
  zeit uhr wecker signal ton geruch fleck kratzer bruch riss leck tropf schutz kappe fuß stand brett
  schrank küchen herd ofen blech rost haube back form teig haken rühr schüssel waage mess`);
const devicesDe = split(`Wasserkocher Toaster Mixer Spülmaschine Kaffeemaschine Waschmaschine
  Staubsauger Bügeleisen Backofen Kühlschrank Küchenmaschine Entsafter`);
const devicesEn = split(`kettle toaster blender dishwasher espresso-machine washer vacuum iron oven
  fridge mixer juicer`);
const partsEn = split(`lid gasket plug switch handle filter pump motor thermostat sensor fuse hose
  valve display button lamp housing hinge sieve jug drum belt fan grille cord adapter`);
const troublesDe = [
  'schaltet nicht mehr von selbst ab',
  'wird nur noch lauwarm',
  'verliert unten Wasser',
  'macht ein lautes Geräusch',
  'riecht nach verbranntem Kunststoff',
  'zeigt eine Fehlermeldung an',
  'lässt sich nicht mehr einschalten',
];
const troublesEn = [
  'does not switch off any more',
  'only gets lukewarm',
  'leaks at the bottom',
  'makes a loud noise',
  'smells of burnt plastic',
  'shows an error on its display',
  'cannot be switched on',
];
const towns = split(`Köln Hamburg München Leipzig Dresden Bremen Kassel Münster Rostock Erfurt Ulm
  Wien Zürich Leeds Bristol Cardiff Dublin Glasgow York Oxford`);
const sentencesDe = [
  'mein {device.de} {model} {trouble.de}, obwohl ich ihn erst im Frühjahr gekauft habe. Die Rechnung und der {compound} liegen vor mir.',
  'ich warte seit drei Wochen auf die {compound}, die mir am Telefon zugesagt wurde. Bitte teilen Sie mir mit, wann ich damit rechnen kann.',
  'beim Auspacken in {town} ist mir aufgefallen, dass der {compound} fehlt und das Gehäuse einen Kratzer hat. Ich hätte gern Ersatz.',
  'die Kollegin aus der Werkstatt sagte, der {compound} sei nicht mehr lieferbar. Gibt es einen passenden {compound} von einem anderen Modell?',
  'wie vereinbart schicke ich das Gerät zurück. Der {device.de} {trouble.de}; ein Foto vom {compound} habe ich angehängt.',
  'vielen Dank für Ihre schnelle Antwort. Den {compound} habe ich gereinigt, wie Sie schrieben, aber der {device.de} {trouble.de}.',
  'wir haben Ihren {compound} geprüft und senden Ihnen morgen kostenlos einen neuen zu. Die Sendung geht an Ihre Anschrift in {town}.',
  'bitte bestätigen Sie uns noch die Nummer auf dem Typenschild ({model}), damit der Kundendienst den richtigen {compound} mitbringt.',
  'der Termin am Dienstag passt mir leider nicht. Könnte der Kundendienst auch am Freitag nach {town} kommen und den {compound} tauschen?',
];
const sentencesEn = [
  'the {device.en} {model} I bought in spring {trouble.en}. I have the receipt here and would like to know whether the {part.en} is under guarantee.',
  'I have been waiting for the {part.en} for three weeks now, although I was promised it on the phone. Please tell me when it will arrive in {town}.',
  'when I unpacked the parcel the {part.en} was missing and the housing was scratched. Could you send a replacement for the {device.en}?',
  'thank you for your quick answer. I cleaned the {part.en} as you described, but the {device.en} still {trouble.en}.',
  'we have checked your {device.en} and will send you a new {part.en} tomorrow, free of charge, to your address in {town}.',
  'please confirm the number on the rating plate ({model}) so that our engineer brings the right {part.en} for your {device.en}.',
  'the appointment on Tuesday does not suit me. Could the engineer come to {town} on Friday instead and exchange the {part.en}?',
];
const subjectsDe = [
  '{device.de} {trouble.de}',
  'Frage zur {compound}',
  '{compound} für {device.de} {model}',
  'Reklamation {model}: {compound}',
  'Rückgabe meines {device.de}s',
];
const subjectsEn = [
  'My {device.en} {trouble.en}',
  'Question about the {part.en}',
  '{part.en} for {device.en} {model}',
  'Complaint {model}: {part.en} broken',
  'Returning my {device.en}',
];
const firstNames = split(`Lena Murat Anna Paul Sophie Jonas Emma Lukas Mia Felix Hannah Leon Clara
  Noah Lea Elias Marie Finn Laura Ben Julia Tim Sarah Jan Lisa Erik Katrin Sven Petra Uwe Olivia
  Harry Amelia George Isla Oscar Ava Arthur Grace Henry Freya Jack Ruby Alfie Ivy Theo Aylin Emre
  Zeynep Can Oksana Taras Ewa Marek Ioana Radu`);
const lastStarts =
  split(`Vogt Brand Berg Hof Stein Wald Feld Acker Bach Brunn Eich Linden Rosen Kirch
  Neu Alt Ober Unter Klein Gross Schön Hart Weiss Schwarz Roth Grün`);
const lastEnds = [
  '',
  ...split(`mann meier müller huber bauer hauser ner lich thal dorf beck kamp
  horst straub wein schmidt ford ton worth well`),
];
