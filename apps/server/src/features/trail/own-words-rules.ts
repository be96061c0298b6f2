import {
  questionWordsMin,
  sameQuestionFrom,
  similarFrom,
  similarWordsMin,
  textCharactersMax,
} from './trail-limits.ts';

export interface FoldedPart {
  start: number;
  end: number;
}

/** What the writer says themselves: without quotes, signature and forwarded headers. */
export function ownWords(text: string, folded: readonly FoldedPart[]): string {
  let said = '';
  let from = 0;
  for (const { start, end } of folded.toSorted((a, b) => a.start - b.start)) {
    if (start > from) said += `${text.slice(from, start)}\n`;
    from = Math.max(from, end);
  }
  return (said + text.slice(from)).slice(0, textCharactersMax).trim();
}

/** Lower-case words of a text, letters and digits only. */
export function listWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Why a message is taken for a repetition; `share` of 0 to 1 where texts were compared. */
export interface RepeatReason {
  code: 'says_so' | 'same_question' | 'similar';
  /** The writer’s own words that show it. */
  words: string;
  share: number | null;
  /** The earlier message that says the same. */
  earlierId: string | null;
}

interface Said {
  id: string;
  text: string;
}

/** Sentences in which people say that they have said it before. German and English. */
const saysSo: readonly RegExp[] = [
  /\b(?:wie|was) (?:ich |wir )?(?:schon|bereits|oben|zuvor|vorhin|mehrfach|mehrmals|letzte woche)\b[^.!?\n]{0,40}\b(?:geschrieben|gesagt|erwähnt|mitgeteilt|erklärt|gemeldet|geschildert|beschrieben)/i,
  /\b(?:habe|hab|hatte|haben|hatten)\b[^.!?\n]{0,50}\b(?:schon|bereits|mehrfach|mehrmals|wiederholt)\b[^.!?\n]{0,60}\b(?:geschrieben|gesagt|erwähnt|mitgeteilt|erklärt|gemeldet|geschickt|geschildert|angerufen|gefragt|beschrieben|angegeben|übermittelt)/i,
  /\b(?:zum|das) (?:zweiten|dritten|vierten|fünften|sechsten|x-ten|wiederholten|\d+\.) ?mal\b/i,
  /\b(?:schon|bereits|jetzt) (?:wieder|erneut) (?:dasselbe|das gleiche|die gleiche frage)/i,
  /\b(?:muss|müssen) (?:ich|wir) (?:das |alles |mich |uns )*(?:noch ?mal|nochmals|erneut|schon wieder|immer wieder)\b/i,
  /\bich wiederhole (?:mich|es|das)?\b/i,
  /\b(?:as|like) (?:i|we) (?:have )?(?:already |previously |just )?(?:wrote|written|said|mentioned|told|explained|described|stated)/i,
  /\b(?:i|we)(?:'ve|’ve| have| had)? (?:already|previously|repeatedly) (?:wrote|written|said|mentioned|told|explained|described|sent|called|asked|given|provided|reported)/i,
  /\bfor the (?:second|third|fourth|fifth|nth|umpteenth|\d+(?:nd|rd|th)) time\b/i,
  /\b(?:do|must) (?:i|we) (?:really )?(?:have to |need to )?(?:repeat|say|explain) (?:this|it|myself|everything)\b[^.!?\n]{0,20}\b(?:again|once more)/i,
  /\b(?:told|asked|explained to|wrote to) you (?:this |that )?(?:before|already|twice|several times|last week)/i,
];

/** Most messages have none of these words and are not looked at any closer. */
const maySaySo =
  /schon|bereits|oben|zuvor|vorhin|mehrfach|mehrmals|wiederhol|\bmal\b|nochmal|erneut|immer wieder|already|previously|repeat|again|once more|\btime\b|\btold\b|asked you|explained|wrote|as (?:i|we)\b/i;

/** Whether the writer says that they said it before; the words that say so. */
export function findSaysSo(text: string): string | null {
  if (!maySaySo.test(text)) return null;
  for (const pattern of saysSo) {
    const found = pattern.exec(text);
    if (found) return found[0];
  }
  return null;
}

/** Runs of three words, which say more of a text than single words do. */
function listRuns(words: readonly string[]): Set<string> {
  const runs = new Set<string>();
  for (let at = 0; at + 2 < words.length; at += 1) {
    runs.add(`${words[at]} ${words[at + 1]} ${words[at + 2]}`);
  }
  return runs;
}

function listQuestions(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((one) => one.trim())
    .filter((one) => one.endsWith('?'));
}

function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const one of small) if (large.has(one)) shared += 1;
  return shared / small.size;
}

interface Read extends Said {
  runs: Set<string>;
  long: boolean;
  questions: { text: string; words: Set<string> }[];
}

/** Reads a person’s messages once each, so that comparing 100 with each other stays quick. */
function read(said: Said): Read {
  const words = listWords(said.text);
  return {
    ...said,
    runs: listRuns(words),
    long: words.length >= similarWordsMin,
    questions: listQuestions(said.text)
      .map((text) => ({ text, words: new Set(listWords(text)) }))
      .filter((one) => one.words.size >= questionWordsMin),
  };
}

/**
 * Which of a person’s messages repeat what they said before, each with the first reason found: they
 * say so, they ask the same again, or the text is largely that of an earlier one. `said` is in the
 * order of time.
 */
export function findRepeats(said: readonly Said[]): Map<string, RepeatReason> {
  const found = new Map<string, RepeatReason>();
  // Most cases are one message so far, which need not be read for that.
  if (said.length < 2) return found;
  const earlier: Read[] = [];
  for (const one of said) {
    const now = read(one);
    const reason = decideRepeat(now, earlier);
    if (reason) found.set(one.id, reason);
    earlier.push(now);
  }
  return found;
}

function decideRepeat(now: Read, earlier: readonly Read[]): RepeatReason | null {
  if (earlier.length === 0) return null;
  for (const before of earlier) {
    for (const question of now.questions) {
      const share = bestShare(question.words, before.questions);
      if (share < sameQuestionFrom) continue;
      return { code: 'same_question', words: question.text, share, earlierId: before.id };
    }
  }
  for (const before of earlier) {
    if (!now.long || !before.long) continue;
    const share = shareOf(now.runs, before.runs);
    if (share < similarFrom) continue;
    return { code: 'similar', words: firstWords(now.text), share, earlierId: before.id };
  }
  const words = findSaysSo(now.text);
  return words === null ? null : { code: 'says_so', words, share: null, earlierId: null };
}

function bestShare(words: ReadonlySet<string>, questions: Read['questions']): number {
  return questions.reduce((best, one) => {
    // By the longer one: a short question must not be found inside every long one.
    const shared = shareOf(words, one.words) * Math.min(words.size, one.words.size);
    return Math.max(best, shared / Math.max(words.size, one.words.size));
  }, 0);
}

function firstWords(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 117).trimEnd()}...`;
}

/** A short word of thanks, which nobody had to write for want of help. */
export function isThanks(text: string): boolean {
  const words = listWords(text);
  if (words.length === 0 || words.length > 25 || text.includes('?')) return false;
  if (!/\b(?:danke|dank|thanks|thank you|cheers)\b/i.test(text)) return false;
  const complaint =
    /\b(?:aber|leider|nicht|kein\w*|noch immer|immer noch|wann|warum|but|however|not|still|n[’']t|no|why|when|für nichts|for nothing)\b/i;
  return !complaint.test(text);
}

/** Whether a text asks something. */
export function asksSomething(text: string): boolean {
  return /\?(?:\s|$)/.test(text);
}
