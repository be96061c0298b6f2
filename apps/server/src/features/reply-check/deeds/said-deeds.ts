import { denying, germanPast, irregularPast, undone } from '../patterns/deed-moods.ts';
import type { Sentence, Word } from '../engine/checked-text.ts';
import { listClauses } from '../engine/read-doer.ts';
import { isLineOfActs, linesOf, linesOfWord, listHeads } from './read-likeness.ts';
import { joinParts } from './join-parts.ts';
import { rememberByWord } from '../engine/memo.ts';
import { gistOfWord } from '../engine/read-gist.ts';

/** A word of a deed, by whatever it can be met with. */
export interface DeedWord {
  keys: readonly string[];
  isAct: boolean;
}

/** One thing that somebody says they did, or how they say it stands. */
export interface SaidDeed {
  kind: 'done' | 'state' | 'other';
  words: readonly DeedWord[];
}

/** A state is said in few words: "visibility on", "Flusensieb sauber". */
const STATE_MAX_WORDS = 6;

/** The deeds of a sentence, clause by clause; a question or a wish is none. */
export function listSaidDeeds({ words: said, isQuestion }: Sentence): SaidDeed[] {
  let before: SaidDeed['kind'] = 'other';
  return listClauses(said).flatMap(({ from, to }) => {
    const clause = said.slice(from, to);
    const words = listDeedWords(clause);
    if (words.length === 0) return [];
    const kind = isQuestion ? 'other' : kindOf(clause, before);
    before = kind;
    return [{ kind, words }];
  });
}

function kindOf(clause: readonly Word[], before: SaidDeed['kind']): SaidDeed['kind'] {
  const has = (test: (norm: string) => boolean) => clause.some(({ norm }) => test(norm));
  if (has((norm) => undone.has(norm))) return 'other';
  const isDenied = has((norm) => denying.has(norm));
  const isPast = has(
    (norm) => irregularPast.has(norm) || /^[a-z]{2,}ed$/.test(norm) || germanPast.test(norm),
  );
  if (isPast) return isDenied ? 'other' : 'done';
  if (isDenied) return 'other';
  if (clause.length <= 3 && before === 'done') return 'done';
  return clause.length <= STATE_MAX_WORDS ? 'state' : 'other';
}

const readDeedWord = rememberByWord((word): DeedWord | null => {
  const stems = gistOfWord(word);
  const lines = word.kind === 'word' ? linesOfWord(word) : [];
  if (stems.length === 0 && lines.length === 0) return null;
  const isAct =
    lines.some(isLineOfActs) ||
    (lines.length === 0 && (/^[a-z]{3,}ed$/.test(word.norm) || germanPast.test(word.norm)));
  return { isAct, keys: keysOfWord(stems, lines) };
});

/** The telling words of some words, each with what it can be met by. */
export function listDeedWords(said: readonly Word[]): DeedWord[] {
  const found: DeedWord[] = [];
  for (const word of said) {
    if (word.isQuoted && word.kind !== 'word') continue;
    const one = readDeedWord(word);
    if (one) found.push(one);
  }
  for (const joined of joinParts(said)) {
    const lines = linesOf(joined);
    if (lines.length > 0) found.push(deedOfLines(lines));
  }
  return found;
}

const ofLines = new WeakMap<readonly number[], DeedWord>();

/** A verb in two parts; the same for the same lines. */
function deedOfLines(lines: readonly number[]): DeedWord {
  let known = ofLines.get(lines);
  if (!known) ofLines.set(lines, (known = { isAct: true, keys: keysOfWord([], lines) }));
  return known;
}

/** Stems, their last parts, and lines. */
function keysOfWord(stems: readonly string[], lines: readonly number[]): string[] {
  const keys = lines.map((line) => `#${line}`);
  for (const stem of stems) {
    keys.push(stem, ...listHeads(stem).map((head) => `-${head}`));
  }
  return keys;
}
