import { bodyOf, type CheckedText, type Sentence } from './checked-text.ts';
import type { SaidBefore } from './checked-reply.ts';
import { listNorms, makeShingles } from './count-shingles.ts';
import { guessTextLanguage, type SeenLanguage } from './guess-text-language.ts';
import { type DeedIndex, indexDeeds } from '../deeds/compare-deeds.ts';
import { indexSaid, type SaidIndex, type SaidWords } from './index-said.ts';
import { type Action, listAdvice, listTried } from './read-actions.ts';
import { type Gist, isAdvising, isReport, readGist } from './read-gist.ts';
import { readText } from './read-text.ts';

/** What is looked at of one message: beyond it are protocols and newsletters. */
const MESSAGE_MAX_CHARS = 20_000;
/** The newest messages; what was said before these is no longer a repetition. */
const MESSAGES_MAX = 100;

/** A conversation read once; what does not change while the reply is written. */
export interface ReadHistory {
  /** What is answered: everything the contact said since our last answer. */
  last: CheckedText[];
  lastLanguage: SeenLanguage | null;
  contactTexts: string[];
  /** Words of the contact that a number follows: "Ausweis", "member". */
  numbered: string[];
  tried: Action[];
  advised: Action[];
  /** Gists of what the contact says they did, and of what we told them to do. */
  reported: Gist[];
  told: Gist[];
  /** What the matter is about: said by the contact without having done it. */
  topic: Set<string>;
  ours: { norms: string[]; shingles: Set<string> }[];
  /** The newest sentences, by what they can be found by. */
  said: SaidIndex;
  /** What was done, by the same sentences. */
  deeds: DeedIndex;
}

/** Words and digits by which a number belongs to what stands before it. */
const NUMBER_REACH = 4;
const NUMBER_MIN_DIGITS = 4;

function listNumbered({ words }: Sentence): string[] {
  return words.flatMap(({ norm, kind }, at) => {
    if (kind !== 'word') return [];
    const after = words.slice(at + 1, at + 1 + NUMBER_REACH);
    const isNumbered = after.some((one) => one.norm.replace(/\D/g, '').length >= NUMBER_MIN_DIGITS);
    return isNumbered ? [norm] : [];
  });
}

/** The newest sentences of each side that advice is compared with as a whole. */
const GISTS_MAX = 60;

const remembered = new WeakMap<readonly SaidBefore[], ReadHistory>();

/** Reads a conversation; the same list is read once. */
export function readHistory(history: readonly SaidBefore[]): ReadHistory {
  let read = remembered.get(history);
  if (!read) remembered.set(history, (read = readAll(history.slice(-MESSAGES_MAX))));
  return read;
}

function readAll(history: readonly SaidBefore[]): ReadHistory {
  const read: ReadHistory = {
    last: [],
    lastLanguage: null,
    contactTexts: [],
    numbered: [],
    tried: [],
    advised: [],
    reported: [],
    told: [],
    topic: new Set(),
    ours: [],
    said: indexSaid([]),
    deeds: indexDeeds([]),
  };
  const said: SaidWords[] = [];
  const lastOfUs = history.findLastIndex(({ from }) => from === 'us');
  history.forEach(({ from, text }, index) => {
    const checked = readText(text.slice(0, MESSAGE_MAX_CHARS));
    if (from === 'contact') {
      for (const sentence of bodyOf(checked)) {
        said.push({ from, sentence, message: text, isAdvice: false });
      }
      read.contactTexts.push(text.slice(0, MESSAGE_MAX_CHARS));
      read.tried.push(...bodyOf(checked).flatMap(listTried));
      read.numbered.push(...checked.sentences.flatMap(listNumbered));
      for (const one of bodyOf(checked)) {
        const gist = readGist(one);
        if (isReport(one)) read.reported.push(gist);
        else for (const part of gist) read.topic.add(part);
      }
      if (index > lastOfUs) read.last.push(checked);
      return;
    }
    const language = guessTextLanguage(checked);
    const norms = listNorms(bodyOf(checked));
    read.ours.push({ norms, shingles: makeShingles(norms) });
    const known = language === 'de' || language === 'en' ? language : 'de';
    for (const sentence of bodyOf(checked)) {
      const isAdvice = isAdvising(sentence, known);
      said.push({ from, sentence, message: text, isAdvice });
      if (isAdvice) read.told.push(readGist(sentence));
    }
    read.advised.push(...bodyOf(checked).flatMap((one) => listAdvice(one, known)));
  });
  read.said = indexSaid(said);
  read.deeds = indexDeeds(said.slice(-GISTS_MAX));
  read.reported = read.reported.slice(-GISTS_MAX);
  read.told = read.told.slice(-GISTS_MAX);
  const newest = read.last.at(-1);
  if (newest) read.lastLanguage = guessTextLanguage(newest);
  return read;
}
