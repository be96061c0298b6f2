/**
 * Fits the weights of the rules referral and repeats to the tuning half and prints how well they
 * do on groups of replies that were left out:
 * `node test/bench/reply-check/fit-cue-weights.ts [write]`.
 * Logistic regression over the cues of the sentence that says most; the test half is never read.
 */
import { writeFileSync } from 'node:fs';
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
import { ruleReferrals } from '../../../apps/server/src/features/reply-check/rules/find-referral.ts';
import {
  listReferralCues,
  SPARED,
} from '../../../apps/server/src/features/reply-check/rules/list-referral-cues.ts';
import { listRepeatCues } from '../../../apps/server/src/features/reply-check/rules/list-repeat-cues.ts';
import { ruleRepeat } from '../../../apps/server/src/features/reply-check/rules/find-repeats.ts';
import { say } from '../print-figures.ts';
import { readLabelled } from '../reply-check-bench.ts';

type Language = 'de' | 'en';

interface Example {
  group: string;
  isLabelled: boolean;
  isRuled: boolean;
  sentences: string[][];
  /** How much it counts while fitting. */
  share: number;
}

interface Model {
  bias: number;
  weights: Map<string, number>;
}

/** A word counts only if it stands in so many groups; other cues are few and need fewer. */
const WORD_MIN_GROUPS = 6;
const CUE_MIN_GROUPS = 3;
const PENALTY = { word: 1, cue: 0.5 };
const ROUNDS = 160;
const STEP = 0.3;
const FOLDS = 12;
/** Smaller weights are left out: nobody could say what they are for. */
const LEAST_WEIGHT = 0.1;
/** Where the search begins: what the ordered rules say. */
const BEGIN: Record<string, number> = {
  sent: 3,
  alone: 2.5,
  'aimed:alone': 1.5,
  nearly: 1,
  ruled: 2.5,
  'contact:advising:2': 1,
};

const BORROWED_SHARE = 0.5;

const isWord = (cue: string) => /^(?:w|named|noun|subject):/.test(cue);

type Rule = 'referral' | 'repeats';

function readExamples(rule: Rule, language: Language): Example[] {
  return readLabelled('tuning', language)
    .filter(({ unlabelled }) => !unlabelled?.includes(rule))
    .map((one): Example => {
      const history = readHistory(one.history);
      const checked = readText(one.reply);
      const acts = readActs(checked, language);
      const seen =
        rule === 'referral'
          ? readReferral(acts, language, history)
          : readRepeats(acts, language, history);
      const group = one.id.replace(/-\d\d$/, '');
      return { group, share: 1, isLabelled: one.labels[rule], ...seen };
    });
}

type Seen = Pick<Example, 'isRuled' | 'sentences'>;

function readReferral(acts: SentenceActs[], language: Language, history: ReadHistory): Seen {
  const patterns = language === 'de' ? germanReferral : englishReferral;
  const ruled = ruleReferrals({ acts, language, history });
  return {
    isRuled: ruled.some(({ weight, isLeftAlone }) => weight >= 2 || isLeftAlone),
    sentences: listReferralCues(acts, ruled, patterns, language, history)
      .filter((cues) => !cues.has(SPARED))
      .map((cues) => [...cues]),
  };
}

function readRepeats(acts: SentenceActs[], language: Language, history: ReadHistory): Seen {
  const ruled = acts.map(({ sentence }) => ruleRepeat(sentence, language, history) !== null);
  return {
    isRuled: ruled.includes(true),
    sentences: listRepeatCues(acts, ruled, language, history).map((cues) => [...cues]),
  };
}

function listKnownCues(examples: readonly Example[]): Set<string> {
  const groups = new Map<string, Set<string>>();
  for (const { group, sentences } of examples) {
    for (const cue of sentences.flat()) {
      groups.set(cue, (groups.get(cue) ?? new Set()).add(group));
    }
  }
  const enough = (cue: string, size: number) =>
    size >= (isWord(cue) ? WORD_MIN_GROUPS : CUE_MIN_GROUPS);
  return new Set([...groups].filter(([cue, { size }]) => enough(cue, size)).map(([cue]) => cue));
}

const RULED = /^(?:sent|alone|nearly|near:sent|sent:.*|ruled)$/;

/**
 * Each example once more without what the ordered rules say: they were written looking at some of
 * these replies and are right about them more often than elsewhere.
 */
function withoutRules(examples: readonly Example[]): Example[] {
  return examples.map((one) => ({
    ...one,
    sentences: one.sentences.map((cues) => cues.filter((cue) => !RULED.test(cue))),
  }));
}

/** Examples of the other language, without words: what is done is alike in both. */
function borrow(examples: readonly Example[]): Example[] {
  return examples.map((one) => ({
    ...one,
    share: BORROWED_SHARE,
    sentences: one.sentences.map((cues) => cues.filter((cue) => !isWord(cue))),
  }));
}

function sum({ bias, weights }: Model, cues: readonly string[]): number {
  return cues.reduce((total, cue) => total + (weights.get(cue) ?? 0), bias);
}

/** The sentence that says most, as the rule takes it. */
function scoreOf(model: Model, sentences: readonly string[][]): number {
  return Math.max(...sentences.map((cues) => sum(model, cues)));
}

function fit(examples: readonly Example[]): Model {
  const known = listKnownCues(examples);
  const model: Model = {
    bias: -2,
    weights: new Map([...known].map((cue) => [cue, BEGIN[cue] ?? 0])),
  };
  const past = new Map<string, number>();
  let pastOfBias = 1e-6;
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = new Map<string, number>();
    let slopeOfBias = 0;
    for (const { sentences, isLabelled, share } of examples) {
      if (sentences.length === 0) continue;
      const most = sentences.reduce((best, one) =>
        sum(model, one) > sum(model, best) ? one : best,
      );
      const odds = 1 / (1 + Math.exp(-sum(model, most)));
      const error = share * (odds - (isLabelled ? 1 : 0));
      for (const cue of most) slope.set(cue, (slope.get(cue) ?? 0) + error);
      slopeOfBias += error;
    }
    for (const [cue, weight] of model.weights) {
      const by = (slope.get(cue) ?? 0) + (isWord(cue) ? PENALTY.word : PENALTY.cue) * weight;
      const all = (past.get(cue) ?? 1e-6) + by * by;
      past.set(cue, all);
      model.weights.set(cue, weight - (STEP * by) / Math.sqrt(all));
    }
    pastOfBias += slopeOfBias * slopeOfBias;
    model.bias -= (STEP * slopeOfBias) / Math.sqrt(pastOfBias);
  }
  return roundWeights(model);
}

function roundWeights({ bias, weights }: Model): Model {
  const two = (value: number) => Math.round(value * 100) / 100;
  const kept = [...weights].filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT);
  return { bias: two(bias), weights: new Map(kept.map(([cue, weight]) => [cue, two(weight)])) };
}

function presentFigures(examples: readonly Example[], isFound: (one: Example) => boolean): string {
  const hit = examples.filter((one) => one.isLabelled && isFound(one)).length;
  const found = examples.filter(isFound).length;
  const wanted = examples.filter(({ isLabelled }) => isLabelled).length;
  return `precision ${(hit / found).toFixed(3)}, recall ${(hit / wanted).toFixed(3)}`;
}

function write(rule: Rule, language: Language, { bias, weights }: Model): void {
  const name = language === 'de' ? 'german' : 'english';
  const sorted = [...weights].toSorted(([, one], [, other]) => other - one);
  const line = (cues: typeof sorted) => cues.map(([cue, weight]) => `${cue}=${weight}`).join(' ');
  const lines: string[] = [];
  for (let at = 0; at < sorted.length; at += 5)
    lines.push(`  '${line(sorted.slice(at, at + 5))}',`);
  const text = `import { readCueWeights } from './cue-weights.ts';

/** Fitted by test/bench/reply-check/fit-cue-weights.ts; not written by hand. */
export const ${name}${rule === 'referral' ? 'Cue' : 'Repeat'}Weights = readCueWeights(
  ${bias},
${lines.join('\n')}
);
`;
  const folder = '../../../apps/server/src/features/reply-check/patterns';
  writeFileSync(
    join(
      import.meta.dirname,
      folder,
      `${name}-${rule === 'referral' ? 'cue' : 'repeat'}-weights.ts`,
    ),
    text,
  );
}

/** Scores of each example by weights that were fitted without its group. */
function scoreLeftOut(own: readonly Example[], others: readonly Example[]): Map<Example, number> {
  const groups = [...new Set(own.map(({ group }) => group))];
  const foldOf = new Map(groups.map((group, index) => [group, index % FOLDS]));
  const scores = new Map<Example, number>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const kept = own.filter(({ group }) => foldOf.get(group) !== fold);
    const model = fit([...kept, ...withoutRules(kept), ...others]);
    for (const one of own) {
      if (foldOf.get(one.group) === fold) scores.set(one, scoreOf(model, one.sentences));
    }
  }
  return scores;
}

function fitRule(rule: Rule): void {
  const examplesOf = { de: readExamples(rule, 'de'), en: readExamples(rule, 'en') };
  for (const language of ['de', 'en'] as const) {
    const own = examplesOf[language];
    const others = borrow(examplesOf[language === 'de' ? 'en' : 'de']);
    const scores = scoreLeftOut(own, others);
    say(`${rule}, ${language}: ${own.length} replies`);
    say(`  ordered rules alone:      ${presentFigures(own, ({ isRuled }) => isRuled)}`);
    for (const from of [-0.5, 0, 0.5]) {
      const left = presentFigures(own, (one) => scores.get(one)! >= from);
      say(`  weights, groups left out: ${left} (from ${from} on)`);
    }
    const model = fit([...own, ...withoutRules(own), ...others]);
    const all = presentFigures(own, ({ sentences }) => scoreOf(model, sentences) >= 0);
    say(`  weights, fitted to all:   ${all} (${model.weights.size} weights)`);
    if (process.argv[2] === 'write') write(rule, language, model);
  }
}

fitRule('referral');
fitRule('repeats');
