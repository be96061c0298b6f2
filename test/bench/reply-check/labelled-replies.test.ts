import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReplyCheckRule, replyCheckRules } from '@earshot/contract/reply-check-rule.ts';
import type { LabelledReply } from './labelled-reply.ts';

type Half = 'tuning' | 'test';
type Filed = LabelledReply & { half: Half; file: string };

const fileName = /^replies-(de|en)-(tuning|test)-\d+\.json$/;
const rules: readonly string[] = replyCheckRules;

/** Words in a row that two replies share before the one counts as cut from the other. */
const shingleWords = 4;
/** Of the shorter reply's shingles, how many the other may have too: phrases, not sentences. */
const mostShared = 0.3;
/** Shorter sentences are the language's own ("Das tut mir leid"). */
const shortestSentenceWords = 7;

const replies = readdirSync(import.meta.dirname)
  .filter((name) => fileName.test(name))
  .flatMap((file) => {
    const read = JSON.parse(
      readFileSync(join(import.meta.dirname, file), 'utf8'),
    ) as LabelledReply[];
    const half = fileName.exec(file)![2] as Half;
    return read.map((reply): Filed => ({ ...reply, half, file }));
  });

const fewestReplies = { de: 440, en: 230 };
/** The tuning half may grow as patterns ask for examples; the test half stays of a size to trust. */
const fewestOfTestHalf = { de: 360, en: 190 };
/** In each half; the smaller rules have few, so their figures are a hint rather than a measure. */
const fewestPositives: Partial<Record<ReplyCheckRule, number>> = { referral: 100, repeats: 30 };
const fewestPositivesOfRule = 4;
const fewestPositivesInAll = 12;

const inHalf = (half: Half) => replies.filter((reply) => reply.half === half);
const groupOf = (id: string) => /^(?:de|en)-[tx]-(.+)-\d\d$/.exec(id)![1]!;

function listWords(text: string): string[] {
  const words = text.toLowerCase().replace(/\d+/g, '0');
  return words.match(/[\p{L}\d]+/gu) ?? [];
}

function listShingles(text: string): Set<string> {
  const words = listWords(text);
  const starts = words.slice(0, Math.max(0, words.length - shingleWords + 1));
  return new Set(starts.map((_, at) => words.slice(at, at + shingleWords).join(' ')));
}

function listSentences(text: string): string[] {
  return text
    .split(/[.!?\n]+/)
    .map(listWords)
    .filter((words) => words.length >= shortestSentenceWords)
    .map((words) => words.join(' '));
}

function shareOf(one: Set<string>, other: Set<string>): number {
  const [smaller, larger] = one.size < other.size ? [one, other] : [other, one];
  if (smaller.size === 0) return 0;
  let shared = 0;
  for (const shingle of smaller) if (larger.has(shingle)) shared += 1;
  return shared / smaller.size;
}

describe('each labelled reply', () => {
  test('has an id of its own that says its language, half and group', () => {
    const wrong = replies.filter(({ id, language, half, file }) => {
      const start = `${language}-${half === 'tuning' ? 't' : 'x'}-`;
      const fits = id.startsWith(start) && /^[a-z-]+-\d\d$/.test(id);
      return !fits || !file.startsWith(`replies-${language}-${half}-`);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(replies.length);
  });

  test('has words, a history that a contact began or continued, and known rules only', () => {
    const wrong = replies.filter(({ history, reply, labels, unlabelled, facts }) => {
      const named = [...Object.keys(labels), ...(unlabelled ?? [])];
      return (
        reply.trim() === '' ||
        history.length > 6 ||
        !history.some(({ from }) => from === 'contact') ||
        history.some(({ text }) => text.trim() === '') ||
        named.some((rule) => !rules.includes(rule)) ||
        (unlabelled ?? []).some((rule) => labels[rule] === true) ||
        Number.isNaN(Date.parse(facts.written_at ?? ''))
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('has the facts without which its label could not be known', () => {
    const needs: Partial<Record<ReplyCheckRule, (reply: LabelledReply) => boolean>> = {
      repeats: ({ history }) => history.length > 0,
      broken_promise_unmentioned: ({ facts }) => (facts.broken_promises ?? []).length > 0,
      wrong_name: ({ facts }) => facts.contact_name !== undefined,
      attachment_missing: ({ facts }) => (facts.attachments ?? 0) === 0,
      wrong_recipient: ({ facts }) =>
        facts.recipients !== undefined && facts.participants !== undefined,
      wider_than_question: ({ facts }) =>
        facts.visibility === 'public' && facts.asked_visibility === 'private',
      personal_data: ({ facts }) => facts.visibility === 'public',
    };
    const wrong = replies.filter((reply) =>
      replyCheckRules.some((rule) => reply.labels[rule] === true && needs[rule]?.(reply) === false),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('that is empty has no next step either', () => {
    const wrong = replies.filter(
      ({ labels, unlabelled }) =>
        labels.empty === true &&
        labels.no_next_step !== true &&
        !unlabelled?.includes('no_next_step'),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('is written once', () => {
    const texts = replies.map(({ reply }) => listWords(reply).join(' '));
    const twice = texts.filter((text, at) => texts.indexOf(text) !== at);
    expect(twice).toEqual([]);
  });
});

describe('the two halves', () => {
  test('share no group', () => {
    const tuning = new Set(inHalf('tuning').map(({ id }) => groupOf(id)));
    const shared = inHalf('test').filter(({ id }) => tuning.has(groupOf(id)));
    expect(shared.map(({ id }) => id)).toEqual([]);
  });

  test('share no sentence', () => {
    const tuning = new Set(inHalf('tuning').flatMap(({ reply }) => listSentences(reply)));
    const shared = inHalf('test').flatMap(({ id, reply }) =>
      listSentences(reply)
        .filter((sentence) => tuning.has(sentence))
        .map((sentence) => `${id}: ${sentence}`),
    );
    expect(shared).toEqual([]);
  });

  test.each(['de', 'en'] as const)('hold no near-copies of each other, in %s', (language) => {
    const listOwn = (half: Half) =>
      inHalf(half)
        .filter((reply) => reply.language === language)
        .map(({ id, reply }) => ({ id, own: listShingles(reply) }));
    const tuning = listOwn('tuning');
    const close = listOwn('test').flatMap(({ id, own }) =>
      tuning
        .map((other) => ({ pair: `${id} ~ ${other.id}`, share: shareOf(own, other.own) }))
        .filter(({ share }) => share > mostShared)
        .map(({ pair, share }) => `${pair}: ${share.toFixed(2)}`),
    );
    expect(close).toEqual([]);
  });
});

describe('the whole set', () => {
  const positives = (rule: ReplyCheckRule, among: readonly Filed[]) =>
    among.filter(({ labels }) => labels[rule] === true).length;

  test('is as large as was asked, and the test half of a size to trust', () => {
    const isEnough = (['de', 'en'] as const).map((language) => {
      const count = (half: Half) =>
        inHalf(half).filter((reply) => reply.language === language).length;
      const all = count('tuning') + count('test');
      return all >= fewestReplies[language] && count('test') >= fewestOfTestHalf[language];
    });
    expect(isEnough).toEqual([true, true]);
  });

  test.each(replyCheckRules)('has enough replies to warn of for %s, in each half', (rule) => {
    const fewest = fewestPositives[rule] ?? fewestPositivesOfRule;
    expect(positives(rule, inHalf('tuning'))).toBeGreaterThanOrEqual(fewest);
    expect(positives(rule, inHalf('test'))).toBeGreaterThanOrEqual(fewest);
    expect(positives(rule, replies)).toBeGreaterThanOrEqual(fewestPositivesInAll);
  });

  test.each(['referral', 'repeats'] as const)(
    'has for %s beside the replies to warn of others about the same matter',
    (rule) => {
      const groups = [...Map.groupBy(replies, ({ id }) => id.replace(/-\d\d$/, '')).values()];
      const lonely = groups.filter(
        (group) => positives(rule, group) > 1 && positives(rule, group) === group.length,
      );
      expect(lonely.map((group) => group[0]!.id)).toEqual([]);
    },
  );
});
