import type { Word, WordKind } from './checked-text.ts';
import { expandWord, foldWord } from './fold-word.ts';
import { type Memo, MemoTable } from './memo.ts';

/** A longer run without a space is no word of a language; what follows it is not looked at. */
const CHUNK_MAX_CHARS = 300;
const PART = /[\p{L}\p{N}\p{M}]+(?:['’‘`´][\p{L}]+)*/gu;
const DOMAIN =
  /^(?:https?:\/\/|www\.)|^[a-z0-9][a-z0-9.-]{0,80}\.(?:com|de|net|org|info|eu|at|ch|uk|io|gov|shop|help|me|ly|co|app|link|gl|example|test)(?:[/?#]|$)/i;
const MAIL = /^[\w.+%-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}$/i;

/** A word of a run, its place counted from the beginning of the run. */
export type Found = Pick<Word, 'norm' | 'kind' | 'start' | 'end' | 'isUpper' | 'same'>;

/** Words remembered: the same few thousand come again and again. */
const REMEMBERED_MAX_WORDS = 20_000;
const memos = new MemoTable(REMEMBERED_MAX_WORDS);

function memoOf(kind: WordKind, norm: string): Memo {
  return memos.get(kind === 'word' ? norm : `${kind} ${norm}`);
}

/** The words of one run without spaces. */
export function readChunk(chunk: string): Found[] {
  const cut = chunk.slice(0, CHUNK_MAX_CHARS);
  const start = /^["'„“”»«‘’([{<*_>]+/.exec(cut)?.[0].length ?? 0;
  const bare = cut.slice(start).replace(/["'„“”»«‘’)\]}>*_.,;:!?…]+$/, '');
  if (bare === '') return [];
  const whole = (kind: WordKind): Found[] => {
    const norm = bare.toLowerCase();
    const end = start + bare.length;
    return [{ norm, kind, start, end, isUpper: false, same: memoOf(kind, norm) }];
  };
  if (bare.includes('@')) {
    if (MAIL.test(bare)) return whole('email');
    if (/^@\w/.test(bare)) return whole('handle');
  }
  if (bare.includes('.') && DOMAIN.test(bare)) return whole('url');
  if (/^[+(]?\d[\d()/.,:-]*\d\)?$|^\d$/.test(bare)) return whole('number');
  return splitParts(bare, start);
}

function splitParts(bare: string, start: number): Found[] {
  const words: Found[] = [];
  for (const match of bare.matchAll(PART)) {
    const raw = match[0];
    const at = start + match.index;
    const end = at + raw.length;
    const isUpper = raw[0] !== raw[0]!.toLowerCase();
    const previous = words.at(-1);
    const folded = foldWord(raw);
    if (folded.startsWith('mail') && previous?.norm === 'e') {
      const norm = `e${folded}`;
      words[words.length - 1] = { ...previous, norm, end, same: memoOf('word', norm) };
      continue;
    }
    for (const norm of expandWord(folded)) {
      const kind = /^\d+$/.test(norm) ? 'number' : 'word';
      words.push({ norm, kind, start: at, end, isUpper, same: memoOf(kind, norm) });
    }
  }
  return words;
}

/** Digits of one telephone number: fewer is a house number or an amount (ITU-T E.164: at most 15). */
const PHONE_MIN_DIGITS = 6;
const PHONE_MAX_DIGITS = 15;

/** Joins what is one telephone number written in groups. */
export function joinPhoneNumbers(words: Word[]): Word[] {
  if (!words.some(({ kind }) => kind === 'number')) return words;
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const end = endOfPhone(words, at);
    if (end === at) {
      joined.push(words[at]!);
      continue;
    }
    const group = words.slice(at, end);
    const norm = group.map((word) => word.norm.replace(/\D/g, '')).join('');
    const same = memoOf('phone', norm);
    joined.push({ ...group[0]!, kind: 'phone', norm, end: group.at(-1)!.end, same });
    at = end - 1;
  }
  return joined;
}

function endOfPhone(words: readonly Word[], at: number): number {
  const first = words[at]!;
  if (first.kind !== 'number') return at;
  let digits = 0;
  let end = at;
  let last = first.start;
  while (end < words.length && end - at < 8) {
    const word = words[end]!;
    if (word.kind !== 'number' || word.start - last > 3) break;
    if (/[,:]|^\d{1,2}\.\d|\.\d{1,2}$/.test(word.norm)) break;
    digits += word.norm.replace(/\D/g, '').length;
    last = word.end;
    end += 1;
  }
  if (digits < PHONE_MIN_DIGITS || digits > PHONE_MAX_DIGITS) return at;
  const looksDialled = /^(?:\+|\(?0\d|\(?\d{3}\)?(?:[-.]|$)|1[-.]\d{3})/.test(first.norm);
  const isGrouped = end - at > 1 || /[-/().]/.test(first.norm) || /^(?:\+|0)/.test(first.norm);
  return (looksDialled || first.norm === '1') && isGrouped ? end : at;
}
