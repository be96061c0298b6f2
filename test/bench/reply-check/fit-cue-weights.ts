/**
 * Fits the weights of the rules referral and repeats to the tuning half and prints how well they
 * do on groups of replies that were left out:
 * `node test/bench/reply-check/fit-cue-weights.ts [write]`. The test half is never read.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  readActs,
  type SentenceActs,
} from '../../../apps/server/src/features/reply-check/engine/read-acts.ts';
import {
  type ReadHistory,
  readHistory,
} from '../../../apps/server/src/features/reply-check/engine/read-history.ts';
import { readText } from '../../../apps/server/src/features/reply-check/engine/read-text.ts';
import { englishReferral } from '../../../apps/server/src/features/reply-check/patterns/english-referral.ts';
import { germanReferral } from '../../../apps/server/src/features/reply-check/patterns/german-referral.ts';
import type { ReferralPatterns } from '../../../apps/server/src/features/reply-check/patterns/referral-patterns.ts';
import { ruleReferrals } from '../../../apps/server/src/features/reply-check/rules/find-referral.ts';
import { ruleRepeat } from '../../../apps/server/src/features/reply-check/rules/find-repeats.ts';
import { type Cues } from '../../../apps/server/src/features/reply-check/cues/cue-set.ts';
import { nameOfWord } from '../../../apps/server/src/features/reply-check/cues/number-cues.ts';
import {
  listOwnCues,
  listReferralCues,
  SPARED,
} from '../../../apps/server/src/features/reply-check/cues/list-referral-cues.ts';
import { listRepeatCues } from '../../../apps/server/src/features/reply-check/cues/list-repeat-cues.ts';
import { say } from '../print-figures.ts';
import { readLabelled } from '../reply-check-bench.ts';
import {
  type Example,
  fitModel,
  isWord,
  type Model,
  scoreReply,
  scoreSentence,
} from './fit-model.ts';
import type { LabelledReply } from './labelled-reply.ts';

type Language = 'de' | 'en';
type Rule = 'referral' | 'repeats';

interface ReadExample extends Example {
  id: string;
  /** Measured: two careful people agree about it. */
  isSure: boolean;
}

const FOLDS = 12;
const BORROWED_SHARE = 0.5;
/** Smaller weights are left out: nobody could say what they are for. */
const LEAST_WEIGHT = 0.08;
/** The threshold is the lowest at which so much of what is found is right, groups left out. */
const WANTED_PRECISION: Record<Rule, number> = { referral: 0.93, repeats: 0.88 };
/** Below this share of what is wanted a higher precision is not worth it. */
const LEAST_RECALL: Record<Rule, number> = { referral: 0.89, repeats: 0.7 };
/** Sentences that were said to send the contact away, by reply: a cue for repeats. */
type Sent = ReadonlyMap<string, readonly boolean[]>;

interface Read {
  one: LabelledReply;
  acts: SentenceActs[];
  history: ReadHistory;
}

function readAll(language: Language): Read[] {
  return readLabelled('tuning', language).map((one) => ({
    one,
    acts: readActs(readText(one.reply), language),
    history: readHistory(one.history),
  }));
}

/** Their names, with the words that no weights know yet. */
function nameCues({ own, around, shared }: Cues, { sentence }: SentenceActs, rule: Rule): string[] {
  const heard = sentence.words.filter(({ isQuoted }) => rule === 'repeats' || !isQuoted);
  const said = heard.map(nameOfWord).filter((name) => name !== null);
  return [...new Set([...own.names(), ...around.names(), ...(shared?.names() ?? []), ...said])];
}

function makeExample(
  rule: Rule,
  one: LabelledReply,
  acts: readonly SentenceActs[],
  cues: readonly Cues[],
) {
  return {
    id: one.id,
    group: one.id.replace(/-\d\d$/, ''),
    share: 1,
    isLabelled: one.labels[rule],
    isSure: !one.unlabelled?.includes(rule),
    sentences: cues.map((seen, index) => nameCues(seen, acts[index]!, rule)),
  } satisfies ReadExample;
}

function readReferrals(all: readonly Read[], language: Language): ReadExample[] {
  const patterns = patternsOf[language];
  return all.map(({ one, acts, history }) => {
    const ruled = ruleReferrals({ acts, language, history });
    const cues = listReferralCues(acts, ruled, patterns, language, history);
    return makeExample('referral', one, acts, cues);
  });
}

const patternsOf = { de: germanReferral, en: englishReferral };
/** Of the lists of places and channels, so much is forgotten. */
const FORGOTTEN_SHARE = 0.5;

/** The patterns as if half of the names of places and channels were not in any list. */
function forgetNames(patterns: ReferralPatterns, round: number): ReferralPatterns {
  const isKept = (name: string) => {
    let sum = round * 7919;
    for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
    return (sum % 1_000) / 1_000 >= FORGOTTEN_SHARE;
  };
  return {
    ...patterns,
    places: new Set([...patterns.places].filter(isKept)),
    placeEndings: patterns.placeEndings.filter(isKept),
    channels: new Set([...patterns.channels].filter(isKept)),
    channelEndings: patterns.channelEndings.filter(isKept),
  };
}

/**
 * Each example once more, as somebody would read it who knows half of the names and none of the
 * ordered rules: other replies name whom no list knows.
 */
function readForgetting(all: readonly Read[], language: Language): ReadExample[] {
  const rounds = [1, 2, 3].map((round) => forgetNames(patternsOf[language], round));
  return all.map(({ one, history }, index) => {
    const patterns = rounds[index % rounds.length]!;
    const acts = readActs(readText(one.reply), language);
    const ruled = acts.map(() => ({ weight: 0, isLeftAlone: false }));
    const cues = listReferralCues(acts, ruled, patterns, language, history, (sentence) =>
      listOwnCues(sentence, language, patterns),
    );
    return makeExample('referral', one, acts, cues);
  });
}

function readRepeats(all: readonly Read[], language: Language, sent: Sent): ReadExample[] {
  return all.map(({ one, acts, history }) => {
    const ruled = acts.map(({ sentence }) => ruleRepeat(sentence, language, history) !== null);
    const cues = listRepeatCues(acts, ruled, sent.get(one.id)!, language, history);
    return makeExample('repeats', one, acts, cues);
  });
}

/** What a sentence that stands alone cannot tell: what else its reply would have said. */
const AROUND = /^(?:alone|single|aimed:alone|asked.*|near:.*)$/;

/** Single sentences with their label: they say what words do, not what a reply is. */
function readSentences(language: Language): ReadExample[] {
  const patterns = language === 'de' ? germanReferral : englishReferral;
  const history = readHistory([]);
  return readLabelledSentences(language).map(({ text, referral }, index) => {
    const acts = readActs(readText(text), language);
    const ruled = ruleReferrals({ acts, language, history });
    const cues = listReferralCues(acts, ruled, patterns, language, history);
    const sentences = cues.map((seen, at) =>
      nameCues(seen, acts[at]!, 'referral').filter((cue) => !AROUND.test(cue)),
    );
    const id = `${language}-s-${index}`;
    return { id, group: id, share: 1, isLabelled: referral, isSure: true, sentences };
  });
}

function readLabelledSentences(language: Language): { text: string; referral: boolean }[] {
  const folder = import.meta.dirname;
  return readdirSync(folder)
    .filter((name) => name.startsWith(`sentences-${language}`))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as never);
}

const RULED = /^(?:sent|alone|nearly|near:sent|sent:.*|ruled|aimed:alone)$/;

/**
 * Each example once more without what the ordered rules say: they were written looking at some of
 * these replies and are right about them more often than elsewhere.
 */
function withoutRules(examples: readonly ReadExample[]): ReadExample[] {
  return examples.map((one) => ({
    ...one,
    sentences: one.sentences.map((cues) => cues.filter((cue) => !RULED.test(cue))),
  }));
}

/** Examples of the other language, without words: what is done is alike in both. */
function borrow(examples: readonly ReadExample[]): ReadExample[] {
  return examples
    .filter(({ isSure }) => isSure)
    .map((one) => ({
      ...one,
      share: BORROWED_SHARE,
      sentences: one.sentences.filter(isHeard).map((cues) => cues.filter((cue) => !isWord(cue))),
    }));
}

/** A sentence that the rule spares says nothing. */
function isHeard(cues: readonly string[]): boolean {
  return !cues.includes(SPARED);
}

/** Another reading of the same replies. */
type Again = ReadonlyMap<string, ReadExample>;

function fitTo(own: readonly ReadExample[], others: readonly ReadExample[], again: Again): Model {
  const sure = own
    .filter(({ isSure }) => isSure)
    .map((one) => ({ ...one, sentences: one.sentences.filter(isHeard) }));
  const forgetting = sure.flatMap(({ id }) => again.get(id) ?? []);
  return fitModel([...sure, ...withoutRules(sure), ...forgetting, ...others]);
}

interface LeftOut {
  scores: Map<ReadExample, number>;
  sent: Map<string, boolean[]>;
}

/** Scores of each example by weights that were fitted without its group. */
function scoreLeftOut(
  own: readonly ReadExample[],
  others: readonly ReadExample[],
  again: Again,
): LeftOut {
  const groups = [...new Set(own.map(({ group }) => group))];
  const foldOf = new Map(groups.map((group, index) => [group, index % FOLDS]));
  const leftOut: LeftOut = { scores: new Map(), sent: new Map() };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = fitTo(
      own.filter(({ group }) => foldOf.get(group) !== fold),
      others,
      again,
    );
    for (const one of own) {
      if (foldOf.get(one.group) !== fold) continue;
      leftOut.scores.set(one, scoreReply(model, one.sentences.filter(isHeard)));
      const sent = one.sentences.map((cues) => isHeard(cues) && scoreSentence(model, cues) >= 0);
      leftOut.sent.set(one.id, sent);
    }
  }
  return leftOut;
}

interface Share {
  precision: number;
  recall: number;
}

function measure(scored: readonly [ReadExample, number][], from: number): Share {
  const found = scored.filter(([, score]) => score >= from);
  const hit = found.filter(([{ isLabelled }]) => isLabelled).length;
  const wanted = scored.filter(([{ isLabelled }]) => isLabelled).length;
  return { precision: hit / Math.max(1, found.length), recall: hit / wanted };
}

/** The lowest threshold that is precise enough and does not miss too much. */
function chooseThreshold(rule: Rule, scored: readonly [ReadExample, number][]): number {
  const steps = Array.from({ length: 41 }, (_, index) => -1 + index / 10);
  const shares = steps.map((from) => ({ from, ...measure(scored, from) }));
  const enough = shares.filter(({ recall }) => recall >= LEAST_RECALL[rule]);
  const precise = enough.find(({ precision }) => precision >= WANTED_PRECISION[rule]);
  return Math.max(0, (precise ?? enough.at(-1) ?? shares[10]!).from);
}

function write(rule: Rule, language: Language, { bias, weights }: Model, threshold: number): void {
  const name = language === 'de' ? 'german' : 'english';
  const two = (value: number) => Math.round(value * 100) / 100;
  const pairs = [...weights]
    .filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT)
    .toSorted(([, one], [, other]) => other - one)
    .map(([cue, weight]) => `${cue}=${two(weight)}`);
  const lines: string[] = [''];
  for (const pair of pairs) {
    const longer = `${lines.at(-1)} ${pair}`.trim();
    if (longer.length > 94) lines.push(pair);
    else lines[lines.length - 1] = longer;
  }
  const kind = rule === 'referral' ? 'cue' : 'repeat';
  const text = `import { readCueWeights } from './cue-weights.ts';

/** Fitted by test/bench/reply-check/fit-cue-weights.ts; not written by hand. */
export const ${name}${rule === 'referral' ? 'Cue' : 'Repeat'}Weights = readCueWeights(
  { bias: ${two(bias)}, threshold: ${two(threshold)} },
${lines.map((line) => `  '${line}',`).join('\n')}
);
`;
  const folder = '../../../apps/server/src/features/reply-check/patterns';
  writeFileSync(join(import.meta.dirname, folder, `${name}-${kind}-weights.ts`), text);
}

function fitRule(
  rule: Rule,
  examples: Record<Language, ReadExample[]>,
  more: Record<Language, ReadExample[]>,
  forgetting: Record<Language, ReadExample[]>,
): Record<Language, Sent> {
  const sent = { de: new Map<string, boolean[]>(), en: new Map<string, boolean[]>() };
  for (const language of ['de', 'en'] as const) {
    const own = examples[language];
    const other = language === 'de' ? 'en' : 'de';
    const others = [
      ...borrow([...examples[other], ...more[other]]),
      ...more[language],
      ...withoutRules(more[language]),
    ];
    const again = new Map(forgetting[language].map((one) => [one.id, one]));
    const leftOut = scoreLeftOut(own, others, again);
    sent[language] = leftOut.sent;
    const scored = [...leftOut.scores].filter(([{ isSure }]) => isSure);
    say(`${rule}, ${language}: ${scored.length} replies, groups left out`);
    const threshold = chooseThreshold(rule, scored);
    for (const from of new Set([0, 0.5, 1, threshold])) {
      const parts = [scored, scored.filter(([{ group }]) => group.includes('-t-c-'))];
      const [all, newest] = parts.map((part) => measure(part, from));
      const show = ({ precision, recall }: Share) => `${precision.toFixed(3)} ${recall.toFixed(3)}`;
      say(
        `  from ${from.toFixed(1)}: ${show(all!)}; by the third writer ${show(newest!)}` +
          (from === threshold ? ' (taken)' : ''),
      );
    }
    const model = fitTo(own, others, again);
    say(`  ${model.weights.size} weights`);
    if (process.argv[2] === 'write') write(rule, language, model, threshold);
  }
  return sent;
}

const read = { de: readAll('de'), en: readAll('en') };
const sent = fitRule(
  'referral',
  { de: readReferrals(read.de, 'de'), en: readReferrals(read.en, 'en') },
  { de: readSentences('de'), en: readSentences('en') },
  { de: readForgetting(read.de, 'de'), en: readForgetting(read.en, 'en') },
);
fitRule(
  'repeats',
  { de: readRepeats(read.de, 'de', sent.de), en: readRepeats(read.en, 'en', sent.en) },
  { de: [], en: [] },
  { de: [], en: [] },
);
