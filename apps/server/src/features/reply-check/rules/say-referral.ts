import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { Sentence, TextLanguage } from '../engine/checked-text.ts';
import { listAims } from '../engine/read-aims.ts';
import type { ReferralPatterns } from '../patterns/referral-patterns.ts';
import { type Cues, hasCue } from '../cues/cue-set.ts';
import { weightOfCue } from '../cues/weigh-cues.ts';

/** Cues that a person can see for themselves, in words. */
const evidence: Readonly<Record<string, { en: string; de: string }>> = {
  responsibles: { en: 'it says who is responsible', de: 'es sagt, wer zuständig ist' },
  disclaimers: { en: 'it says that we are not', de: 'es sagt, dass wir es nicht sind' },
  exclusive: { en: 'only there', de: 'nur dort' },
  must: { en: 'the contact is to do it', de: 'der Kontakt soll es tun' },
  may: { en: 'the contact could do it', de: 'der Kontakt könnte es tun' },
  'u:best': { en: 'called the best way', de: 'als bester Weg genannt' },
  'told:place': { en: 'the contact named it already', de: 'der Kontakt hat es selbst genannt' },
  'told:channel': { en: 'the contact named it already', de: 'der Kontakt hat es selbst genannt' },
  'aimed:alone': { en: 'nothing here is done by us', de: 'nichts davon tun wir selbst' },
  single: { en: 'the reply says nothing else', de: 'sonst sagt die Antwort nichts' },
};
/** More reasons are not read. */
const REASONS_MAX = 3;
const NAMED_MAX = 2;

const advice = {
  place: {
    en: 'Take it there yourself and say who answers by when.',
    de: 'Bringen Sie es selbst dorthin und sagen Sie, wer bis wann antwortet.',
  },
  channel: {
    en: 'Go on here, or change the channel yourself.',
    de: 'Machen Sie hier weiter, oder wechseln Sie selbst den Weg.',
  },
};
const what = {
  place: {
    en: 'This sends the contact to somebody else',
    de: 'Das schickt den Kontakt zu jemand anderem',
  },
  channel: {
    en: 'This asks the contact to come again another way',
    de: 'Das bittet den Kontakt, auf einem anderen Weg noch einmal zu kommen',
  },
};

/** What a sentence does, by which words, why that was concluded, and what would be better. */
export function sayReferral(
  text: string,
  sentence: Sentence,
  aim: 'place' | 'channel',
  cues: Cues,
  patterns: ReferralPatterns,
  language: TextLanguage,
): ReplyFinding['said'] {
  const named = listAims(sentence, patterns)
    .filter((one) => /^(?:place|channel|address)$/.test(one.aim))
    .slice(0, NAMED_MAX)
    .map(({ at }) => text.slice(sentence.words[at]!.start, sentence.words[at]!.end));
  const reasons = Object.keys(evidence)
    .filter((cue) => hasCue(cues, cue) && weightOfCue(cue, language) > 0)
    .toSorted((one, other) => weightOfCue(other, language) - weightOfCue(one, language))
    .slice(0, REASONS_MAX)
    .map((cue) => evidence[cue]!);
  const say = (spoken: TextLanguage, open: string, close: string) => {
    const seen = [
      ...named.map((one) => `${open}${one}${close}`),
      ...new Set(reasons.map((one) => one[spoken])),
    ];
    const why = seen.length === 0 ? '' : ` (${seen.join(', ')})`;
    return `${what[aim][spoken]}${why}. ${advice[aim][spoken]}`;
  };
  return { en: say('en', '"', '"'), de: say('de', '„', '“') };
}
