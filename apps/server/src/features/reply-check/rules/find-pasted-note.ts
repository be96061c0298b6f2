import { bodyOf } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { listNorms, makeShingles } from '../engine/count-shingles.ts';
import { findAnySteps, steps } from '../engine/match-words.ts';
import { readText } from '../engine/read-text.ts';

/** So many words in a row are no coincidence. */
const SHARED_WORDS = 6;
/** The newest notes. */
const NOTES_MAX = 100;
const NOTE_MAX_CHARS = 10_000;

const internal = [
  steps('0|intern interne interner'),
  steps('0|internal', '2|note only use'),
  steps('0|nicht', '4|an', '3|kunden kontakt weitergeben', '3|weitergeben'),
  steps('0|do', '1|not', '2|tell share forward', '4|customer contact'),
  steps('0|note notiz', '2|to an fuer', '2|self colleague kollegen mich'),
  steps('0|kunde kundin customer', '1|nervt ist is', '2|schwierig difficult annoying'),
];
/** "Intern" is also a word of ordinary answers. */
const openlyInternal = [
  steps('0|intern', '3|geklaert klaeren besprochen weitergeleitet weitergegeben abgestimmt'),
  steps('0|intern', '4|klaeren geben leiten besprechen pruefen'),
];

/** Words of an internal note, or plainly internal remarks, in what goes out. */
export function findPastedNote({ input, checked }: ReadReply): ReplyFinding[] {
  const notes = (input.facts.notes ?? []).slice(-NOTES_MAX);
  const inNotes = new Set<string>();
  for (const note of notes) {
    const norms = readText(note.slice(0, NOTE_MAX_CHARS)).sentences.flatMap(({ words }) =>
      words.map(({ norm }) => norm),
    );
    for (const one of makeShingles(norms, SHARED_WORDS)) inNotes.add(one);
  }
  return bodyOf(checked).flatMap((sentence) => {
    const shared =
      inNotes.size > 0 &&
      [...makeShingles(listNorms([sentence]), SHARED_WORDS)].some((one) => inNotes.has(one));
    const isOpen = findAnySteps(sentence, openlyInternal) !== null;
    if (!shared && (isOpen || !findAnySteps(sentence, internal))) return [];
    return [
      {
        rule: 'note_pasted',
        severity: 'warn',
        ranges: [[sentence.start, sentence.end]],
        said: {
          en: 'This stands in an internal note, or is meant for colleagues.',
          de: 'Das steht in einer internen Notiz oder ist für Kollegen gedacht.',
        },
        offers: ['remove'],
      } satisfies ReplyFinding,
    ];
  });
}
