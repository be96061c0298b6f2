import { type Found, readChunk } from './read-words.ts';

/** What a run of characters without a space says, wherever it stands. */
export interface Run {
  words: readonly Found[];
  /** Opens or closes a quotation. */
  opens: boolean;
  closes: boolean;
  /** A dash by itself. */
  isDash: boolean;
  /** A face, by which a sentence can end. */
  isFace: boolean;
  /** How it ends; a full stop can be that of an abbreviation. */
  ending: 'question' | 'end' | 'stop' | null;
  hasPause: boolean;
  isAbbreviation: boolean;
  /** One or two digits before a full stop: a day as often as an end. */
  isShortNumber: boolean;
  /** A full stop behind a plain word is one even before a small letter. */
  isPlain: boolean;
  startsSmall: boolean;
  startsSmallOrDigit: boolean;
  startsUpper: boolean;
  isMonth: boolean;
}

const ABBREVIATIONS = new Set(
  (
    'z b d h u a s o ca bzw nr str tel dr hr fr mr mrs ms e g i no st inkl ggf evtl usw etc vs ' +
    'approx dept prof abs art zzgl max min std mo di mi do sa so telefon z.b d.h u.a e.g i.e ' +
    'o.g s.o v.a i.d.r a.m p.m mag ing dipl dkfm lic med jur phil'
  ).split(' '),
);
/** A number with a point before one of these is a day, not an end. */
const MONTH = /^(?:jan|feb|m[aä]r|apr|mai|may|jun|jul|aug|sep|o[kc]t|nov|de[zc])/i;
const FACE = /^(?:\p{Extended_Pictographic}|[:;]-?[)(DP/]|<3|[xX]{1,3}$)/u;

/** Runs remembered: the same few thousand come again and again. */
const REMEMBERED_MAX_RUNS = 20_000;
/** Longer runs are rarely seen twice. */
const REMEMBERED_MAX_CHARS = 40;
const remembered = new Map<string, Run>();

/** Reads a run; the places of its words are counted from its beginning. */
export function readRun(chunk: string): Run {
  let run = remembered.get(chunk);
  if (run) return run;
  run = readAnew(chunk);
  if (remembered.size >= REMEMBERED_MAX_RUNS) remembered.clear();
  if (chunk.length <= REMEMBERED_MAX_CHARS) remembered.set(chunk, run);
  return run;
}

function readAnew(chunk: string): Run {
  const bare = chunk.toLowerCase().replace(/^[("'„“]+|[.,)"'“”]+$/g, '');
  const tail = /[.,;:!?…)"'“”»«]*$/.exec(chunk.slice(-8))![0];
  return {
    words: readChunk(chunk),
    opens: /^[„"“»«]/.test(chunk),
    closes: /[“”"»«][.,;:!?)]*$/.test(chunk),
    isDash: /^[-–—/|]+$/.test(chunk),
    isFace: FACE.test(chunk),
    ending: readEnding(tail),
    hasPause: /[,;:]/.test(tail),
    isAbbreviation: ABBREVIATIONS.has(bare),
    isShortNumber: /^\d{1,2}$/.test(bare),
    isPlain: /^[a-z]{4,}\.$/.test(chunk),
    startsSmall: /^\p{Ll}/u.test(chunk),
    startsSmallOrDigit: /^[\p{Ll}\d]/u.test(chunk),
    startsUpper: /^["„]?\p{Lu}/u.test(chunk),
    isMonth: MONTH.test(chunk),
  };
}

function readEnding(tail: string): Run['ending'] {
  if (tail.includes('?')) return 'question';
  if (/[!…]|\.\./.test(tail)) return 'end';
  return tail.includes('.') ? 'stop' : null;
}
