import { describe, expect, test } from 'vitest';
import { composeHandOver, type HandOverFacts, type HandOverMessage } from './compose-hand-over.ts';
import { isQuestion, ownText, saysTried, splitSentences } from './sentence-rules.ts';

const said = (id: string, direction: 'in' | 'out', text: string): HandOverMessage => ({
  id,
  direction,
  author: direction === 'in' ? 'Lena Vogt' : 'Kenji Ito',
  at: new Date('2026-11-20T09:12:00Z'),
  text,
  language: 'de',
});

const facts: HandOverFacts = {
  timeZone: 'Europe/Berlin',
  openCase: {
    id: 'case',
    number: 4711,
    subject: 'Wasserkocher schaltet nicht ab',
    openedAt: new Date('2026-11-20T09:12:00Z'),
  },
  contact: { id: 'contact', name: 'Lena Vogt', address: 'lena.vogt@mail.example' },
  messages: [
    said(
      'm1',
      'in',
      'Guten Tag,\n\nmein Wasserkocher kocht\nund kocht. Entkalkt habe ich ihn schon,\n' +
        'ich habe es zweimal versucht. Was soll ich tun?\n\nMit freundlichen Grüßen\nLena Vogt',
    ),
    said('m2', 'out', 'Guten Tag Frau Vogt,\n\nbitte senden Sie uns ein Foto. Danke.'),
    said('m3', 'in', 'Hier ist es. Wann bekomme ich Ersatz? Und wer trägt das Porto?'),
  ],
  tasks: [
    { id: 't1', title: 'Charge prüfen', dueAt: null, doneAt: new Date(), result: 'Charge 17' },
    { id: 't2', title: 'Ersatz', dueAt: new Date('2026-11-23T11:00Z'), doneAt: null, result: '' },
  ],
  promises: [
    { id: 'p1', words: 'Antwort bis Montag.', dueAt: new Date('2026-11-23T11:00Z'), broken: false },
    { id: 'p2', words: 'Rückruf.', dueAt: new Date('2026-11-19T11:00Z'), broken: true },
  ],
};

describe('a hand-over', () => {
  test('says who, what, tried, promised and open, each with its source', () => {
    const made = composeHandOver(facts, 'de');
    const bySource = made.lines.map((line) => `${line.part} ${line.source.kind} ${line.source.id}`);
    expect(bySource).toEqual([
      'who contact contact',
      'what case case',
      'what message m1',
      'tried message m1',
      'tried message m2',
      'tried task t1',
      'tried task t2',
      'promised promise p1',
      'promised promise p2',
      'open message m3',
      'open message m3',
    ]);
    expect(made.text).toContain('„mein Wasserkocher kocht und kocht. Entkalkt habe ich ihn schon');
    expect(made.text).toContain('NICHT GEHALTEN');
    expect(made.text).toContain('Wann bekomme ich Ersatz?');
    expect(made.text).not.toContain('Was soll ich tun?“ (Lena');
  });

  test('invents nothing: every quote stands in its source', () => {
    const made = composeHandOver(facts, 'en');
    const words = new Map(facts.messages.map((one) => [one.id, one.text.replaceAll(/\s+/g, ' ')]));
    for (const { text, source } of made.lines) {
      const quoted = /“(.+)”/.exec(text)?.[1];
      if (source.kind !== 'message') continue;
      expect(words.get(source.id)).toContain(quoted);
    }
  });

  test('of an empty case says so', () => {
    const empty = { ...facts, contact: null, messages: [], tasks: [], promises: [] };
    const made = composeHandOver(empty, 'en');
    expect(made.lines).toHaveLength(1);
    expect(made.text).toContain('What was promised\n- nothing recorded');
  });
});

describe('sentences', () => {
  test('leave greeting, closing and wrapped lines aside', () => {
    expect(splitSentences('Hallo,\nes ist z. B. das\nKabel. Hilfe!\n\nLG Emre', 'de')).toEqual([
      'es ist z. B. das Kabel.',
      'Hilfe!',
    ]);
  });

  test.each([
    ['Ich habe schon dreimal angerufen.', true],
    ['Den Stecker habe ich bereits getauscht.', true],
    ['I have already tried that.', true],
    ['Haben Sie das schon probiert?', false],
    ['Der Kocher ist rot.', false],
  ])('%j says what was tried: %s', (sentence, says) => {
    expect(saysTried(sentence)).toBe(says);
  });

  test('a question may end with quotes', () => {
    expect(isQuestion('Er fragte: „Wann?“')).toBe(true);
    expect(isQuestion('Wann. ')).toBe(false);
  });

  test('folded ranges are not what was written here', () => {
    expect(ownText('neu\n> alt\nEnde', [{ start: 4, end: 10 }])).toBe('neu\nEnde');
  });
});
