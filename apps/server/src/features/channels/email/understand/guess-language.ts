/** Enough to decide; the rest of a long mail says the same. */
const WORDS = 400;
/** Fewer hits are a coincidence. */
const HITS = 2;

const GERMAN = new Set(
  (
    'der die das und ist nicht ein eine einen einem ich wir sie ihr ihnen ihre ihren mich ' +
    'mir uns ' +
    'mit auf für von zu zum zur dem den des im am bei nach aus wenn dass daß wie was wann warum ' +
    'bitte danke vielen guten tag hallo sehr geehrte geehrter damen herren freundlichen grüßen ' +
    'gruß grüße habe haben hatte wurde werden kann können möchte noch schon nur auch oder aber ' +
    'doch keine kein meine mein meiner meinem meinen bestellung rechnung kündigung seit heute'
  ).split(' '),
);
const ENGLISH = new Set(
  (
    'the and is are not you your yours we our they this that these those with from for ' +
    'have has had ' +
    'was were will would could should can cannot please thanks thank hello dear regards ' +
    'best kind ' +
    'sincerely my me it its there here when where what why how which about order invoice been ' +
    'just still any some of to be do does did but'
  ).split(' '),
);

/** One look-up a word instead of two. */
const WEIGHTS = new Map(
  [...GERMAN.union(ENGLISH)].map((word) => [
    word,
    { german: GERMAN.has(word) ? 1 : 0, english: ENGLISH.has(word) ? 1 : 0 },
  ]),
);

/**
 * Guesses German or English by counting small words of the writer's own text. Null when there
 * are too few or the two are close: then the language of the channel is used.
 */
export function guessLanguage(text: string): 'de' | 'en' | null {
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  let german = 0;
  let english = 0;
  for (const word of words.slice(0, WORDS)) {
    const weight = WEIGHTS.get(word);
    german += weight?.german ?? 0;
    english += weight?.english ?? 0;
    if (/[äöüß]/.test(word)) german += 0.5;
  }
  if (Math.max(german, english) < HITS) return null;
  if (german >= english * 1.5) return 'de';
  return english >= german * 1.5 ? 'en' : null;
}
