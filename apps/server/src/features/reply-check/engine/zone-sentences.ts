import type { Sentence, Zone } from './checked-text.ts';

/** Longer than this it is a sentence that begins like a greeting, not a greeting. */
const GREETING_MAX_WORDS = 7;
const CLOSING_MAX_WORDS = 9;

const GREETINGS = new Set(
  'hallo hi hello hey dear liebe lieber liebes sehr guten moin servus gruess greetings good'.split(
    ' ',
  ),
);
const GREETING_SECOND = new Set(
  'tag morgen abend geehrte geehrter geehrtes geehrten morning afternoon evening gott'.split(' '),
);
const CLOSING =
  /^(?:mit )?(?:(?:viele|beste|besten|liebe|lieben|freundliche|freundlichen|freundlichem|herzliche|herzlichen|schoene|schoenen|sonnige|vielen|bestem) )+(?:und (?:\w+ ))?gru(?:ss|esse|essen)\b|^(?:kind|best|warm|many|kindest|warmest) (?:regards|wishes)\b|^(?:regards|sincerely|mfg|lg|vg|cheers)\b|^yours (?:sincerely|faithfully|truly)\b|^(?:best|thanks|thank you|gruesse|gruss)$|^(?:ihr|dein|euer|your) [a-z-]+(?:-)?(?: [a-z-]+)? ?team$|^es gruesst\b|^hochachtungsvoll\b/;
const QUOTE_HEAD =
  /^(?:am .{4,80} schrieb .{2,80}:|on .{4,80} wrote:|-{3,} ?(?:original|urspr).{0,60}|von: .{3,80}|from: .{3,80})$/i;

/** Marks greeting, closing, what stands below it, and earlier mails. */
export function zoneSentences(text: string, sentences: Sentence[]): Sentence[] {
  let below: Zone | null = null;
  const quoteAt = findQuoteStart(text);
  const dividerAt = text.search(/^--[ \t]?$/m);
  const split = splitGreeting(sentences);
  return split.map((sentence, index) => {
    let zone: Zone = below ?? sentence.zone;
    const said = readBeginning(sentence);
    if (quoteAt >= 0 && sentence.start >= quoteAt) zone = 'quote';
    else if (dividerAt >= 0 && sentence.start >= dividerAt) zone = 'footer';
    else if (/^(?:ps|p s|nachtrag)\b/.test(said)) below = null;
    else if (zone === 'body' && index < 2 && isGreeting(sentence)) zone = 'greeting';
    else if (zone === 'body' && isClosing(sentence, said) && !goesOn(said, split, index)) {
      zone = 'closing';
      below = 'footer';
    } else if (
      zone === 'body' &&
      index > 0 &&
      isSigned(sentence, said, index === split.length - 1)
    ) {
      zone = 'closing';
    }
    if (zone === 'footer' && /^(?:ps|p s|nachtrag)\b/.test(said)) zone = 'body';
    return { ...sentence, zone };
  });
}

/** The words of a short sentence, the first of a long one: no more is asked of it. */
function readBeginning({ words }: Sentence): string {
  const short = words.length <= CLOSING_MAX_WORDS ? words : words.slice(0, 2);
  return short.map(({ norm }) => norm).join(' ');
}

/** "Hallo Frau Vogt, Ihr Paket ...": the greeting for itself, the rest for itself. */
function splitGreeting(sentences: Sentence[]): Sentence[] {
  const [first, ...rest] = sentences;
  if (!first || first.zone === 'quote') return sentences;
  const cut = first.words.findIndex(({ clause }) => clause !== first.words[0]!.clause);
  if (cut <= 0 || cut > GREETING_MAX_WORDS) return sentences;
  const head = { ...first, words: first.words.slice(0, cut), end: first.words[cut - 1]!.end };
  if (!isGreeting(head)) return sentences;
  const words = first.words.slice(cut);
  return [{ ...head, isQuestion: false }, { ...first, words, start: words[0]!.start }, ...rest];
}

function isGreeting({ words }: Sentence): boolean {
  if (words.length > GREETING_MAX_WORDS) return false;
  const norms = words.filter(({ kind }) => kind !== 'handle').map(({ norm }) => norm);
  if (norms.length === 0) return true;
  const [first = '', second = ''] = norms;
  if (first === 'sehr' || first === 'guten' || first === 'good') return GREETING_SECOND.has(second);
  return GREETINGS.has(first);
}

function isClosing({ words }: Sentence, said: string): boolean {
  return words.length <= CLOSING_MAX_WORDS && CLOSING.test(said);
}

const SIGNED =
  /^(?:(?:best|cheers|thanks|thank you|regards|kind regards|warm regards|love|lg|vg|mfg|gruss|gruesse|beste gruesse|viele gruesse|liebe gruesse|schoene gruesse|freundliche gruesse|mit freundlichen gruessen|herzlichst|herzlich|i a|i v|im auftrag)\b|(?:ihr|ihre|dein|deine|euer|eure|your|the) (?:[a-z0-9-]+ ){0,4}(?:team|service|support|kundenservice|kundendienst|crew|serviceteam|kundenbetreuung|redaktion|care|[a-z-]*team|[a-z-]*service)$)/;
const SIGNED_MAX_WORDS = 7;

/** "Best, Lettings", "Ihr Kundenservice": who writes, in the last sentence; no verb stands in it. */
function isSigned({ words, isQuestion }: Sentence, said: string, isLast: boolean): boolean {
  if (!isLast || isQuestion || words.length > SIGNED_MAX_WORDS || !SIGNED.test(said)) return false;
  const first = words.findIndex(({ clause }) => clause !== words[0]!.clause);
  const named = first < 0 ? words.slice(1) : words.slice(first);
  return named.every(({ isUpper, kind, norm }) => isUpper || kind !== 'word' || norm.length < 4);
}

/** Below a closing stands a name; more than that, and the thanks were for something. */
const BELOW_MAX_WORDS = 8;

/** "Thanks. What was the house number?" */
function goesOn(said: string, sentences: readonly Sentence[], index: number): boolean {
  if (!/^(?:best|thanks|thank you)$/.test(said)) return false;
  const below = sentences.slice(index + 1, index + 1 + BELOW_MAX_WORDS);
  const count = below.reduce((total, { words }) => total + words.length, 0);
  return count > BELOW_MAX_WORDS || below.some(({ isQuestion }) => isQuestion);
}

function findQuoteStart(text: string): number {
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.length < 200 && QUOTE_HEAD.test(line.trim())) return start;
    start += line.length + 1;
  }
  return -1;
}
