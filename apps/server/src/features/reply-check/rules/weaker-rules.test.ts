import { describe, expect, test } from 'vitest';
import { checkReply } from '../engine/check-reply.ts';

function listRules(asked: string, text: string, known: Record<string, string> = {}): string[] {
  const history = [{ from: 'contact' as const, text: asked }];
  return checkReply({ text, language: null, history, facts: { known } }).map(({ rule }) => rule);
}

describe('a reply that only soothes', () => {
  test.each([
    [
      'Wann kommt das Sofa?',
      'Hallo, wir verstehen Ihren Unmut. Aktuell haben wir ein sehr hohes Aufkommen und bitten um etwas Geduld.',
    ],
    [
      'My driver shouted at me.',
      'Hi Sana, so sorry to hear about your experience. This is not the standard we strive for. We hope to serve you better next time.',
    ],
  ])('is called empty: %s', (asked, text) => {
    expect(listRules(asked, text)).toContain('empty');
  });

  test.each([
    [
      'Die Heizung ist kalt.',
      'Guten Tag Herr Petersen, bitte lassen Sie die Luft mit dem Schlüssel ab, bis Wasser austritt.',
    ],
    [
      'The code is not accepted.',
      'Hi, try displaying the code on a bigger screen, then scan it again.',
    ],
    ['My note for Friday.', 'Dear Lucas, get well soon. Your note has been accepted.'],
  ])('is not one that names a step or a result: %s', (asked, text) => {
    expect(listRules(asked, text)).not.toContain('empty');
    expect(listRules(asked, text)).not.toContain('no_next_step');
  });
});

describe('of two questions in one sentence', () => {
  const asked = 'Schickt ihr die fehlenden Schrauben, und halten die Schubladen auch 20 Kilo aus?';

  test('the forgotten one is named', () => {
    const text = 'Die Schrauben gehen heute als Brief raus. Entschuldigung fürs Fehlen!';
    expect(listRules(asked, text)).toContain('unanswered_question');
  });

  test('none is named when both are answered', () => {
    const text = 'Die Schrauben gehen heute raus. Die Schubladen halten 25 Kilo aus.';
    expect(listRules(asked, text)).not.toContain('unanswered_question');
  });
});

describe('a number that the contact wrote', () => {
  test.each([
    [
      'Mahnung über 12 Euro, das Buch ist zurück. Mein Ausweis: 600187.',
      'Das sehen wir nach. Wie lautet denn Ihre Ausweisnummer?',
    ],
    [
      'Please freeze my membership. Member no. 400871',
      'Could you let me know your membership number?',
    ],
  ])('is not asked for again: %s', (asked, text) => {
    expect(listRules(asked, text)).toContain('asks_for_known');
  });

  test('of something else may be asked for', () => {
    const text = 'Wie lautet bitte die Seriennummer der Maschine?';
    expect(listRules('Mein Ausweis: 600187.', text)).not.toContain('asks_for_known');
  });
});

test('an address of ours may stand in public, a private one of theirs may not', () => {
  const find = (text: string) =>
    checkReply({ text, language: 'en', history: [], facts: { visibility: 'public' } })
      .map(({ rule }) => rule)
      .includes('personal_data');
  expect(find('Hi, our new opening hours are on the way, ask at help@threadbare.example.')).toBe(
    false,
  );
  expect(find('Hi, we wrote to kayleigh.x@gmail.com this morning.')).toBe(true);
});

test.each([
  ['My fan rattles.', 'Hi Ewa, I have ordered a new one, it is with you on Friday. Best, Lettings'],
  ['Der Code geht nicht.', 'Hallo, der Code gilt ab heute 12 Uhr 😊 Ihr Shop-Team'],
])('a signature on the last line sends nobody anywhere: %s', (asked, text) => {
  expect(listRules(asked, text)).not.toContain('referral');
});

describe('advice that the contact took already', () => {
  test.each([
    [
      'App hab ich runtergeschmissen und wieder draufgemacht, Ton hinkt.',
      'Deinstalliere bitte die App und installiere sie anschließend neu.',
    ],
    [
      'Box has been off at the wall overnight, came back just the same.',
      'Please power cycle your router: switch it off for 30 seconds, then back on.',
    ],
  ])('is found in other words: %s', (asked, text) => {
    expect(listRules(asked, text)).toContain('repeats');
  });

  test.each([
    [
      'Batterie abgeklemmt hab ich, hat nix gebracht.',
      'Dann lassen Sie die Batterie bitte in Ruhe, Herr Ilic kommt morgen um 16.30 Uhr.',
    ],
    ['Fuse is fine, checked it.', 'Which light is on, the red or the amber one?'],
  ])('is not what rules it out or asks on: %s', (asked, text) => {
    expect(listRules(asked, text)).not.toContain('repeats');
  });
});

test('whoever is sent to their insurer with the damage is sent away', () => {
  const text =
    'Für die Küche ist Ihre Hausratversicherung zuständig. Bitte melden Sie den Schaden dort selbst.';
  expect(listRules('Bei uns kam Wasser durch die Decke, die Küche ist hin.', text)).toContain(
    'referral',
  );
});

describe('a title before the name', () => {
  const greet = (words: string) =>
    checkReply({
      text: `${words}, die Bestätigung liegt bei.`,
      language: 'de',
      history: [],
      facts: { contactName: 'Eva Haas' },
    }).map(({ rule }) => rule);

  test.each(['Guten Tag Frau Mag. Haas', 'Sehr geehrte Frau Dipl.-Ing. Haas', 'Guten Tag DI Haas'])(
    'is not taken for a name: %s',
    (words) => {
      expect(greet(words)).not.toContain('wrong_name');
    },
  );

  test('hides no wrong name', () => {
    expect(greet('Guten Tag Frau Mag. Huber')).toContain('wrong_name');
  });
});
