/**
 * How well the reply check agrees with people, on the labelled replies, and how long it takes.
 * Patterns are written looking at the tuning half only; the test half is only counted here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplyCheckRule, replyCheckRules } from '@earshot/contract/reply-check-rule.ts';
import type { CheckedReply } from '../../apps/server/src/features/reply-check/engine/checked-reply.ts';
import { checkReply } from '../../apps/server/src/features/reply-check/engine/check-reply.ts';
import { presentSpread, say } from './print-figures.ts';
import type { LabelledReply } from './reply-check/labelled-reply.ts';

const folder = join(import.meta.dirname, 'reply-check');

/** A labelled reply as the engine takes it. */
export function asCheckedReply({ facts, history, reply }: LabelledReply): CheckedReply {
  return {
    text: reply,
    language: null,
    history,
    facts: {
      ...(facts.contact_name ? { contactName: facts.contact_name } : {}),
      ...(facts.member_name ? { memberName: facts.member_name } : {}),
      known: facts.known ?? {},
      attachments: facts.attachments ?? 0,
      brokenPromises: facts.broken_promises ?? [],
      visibility: facts.visibility ?? 'private',
      askedVisibility: facts.asked_visibility ?? facts.visibility ?? 'private',
      notes: facts.notes ?? [],
      ...(facts.recipients ? { recipients: facts.recipients } : {}),
      ...(facts.participants ? { participants: facts.participants } : {}),
      ownDomains: facts.own_domains ?? [],
    },
  };
}

/** All labelled replies of one half. */
export function readLabelled(half: 'tuning' | 'test', language: 'de' | 'en'): LabelledReply[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`replies-${language}-${half}`) && name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as LabelledReply[]);
}

interface Counted {
  hit: number;
  false_alarm: number;
  missed: number;
  quiet: number;
}

/** Prints precision, recall and F1 for each rule, language and half, and the time a check takes. */
export function benchReplyCheck(): Promise<void> {
  for (const language of ['de', 'en'] as const) {
    for (const half of ['tuning', 'test'] as const) {
      const labelled = readLabelled(half, language);
      say(`\n${language}, ${half} half: ${labelled.length} replies`);
      say(
        '  rule                         yes   n    precision (95 %)      recall (95 %)         F1',
      );
      const found = labelled.map((one) => {
        return new Set<string>(checkReply(asCheckedReply(one)).map(({ rule }) => rule));
      });
      for (const rule of replyCheckRules) say(presentRule(rule, countRule(rule, labelled, found)));
    }
  }
  benchTime();
  return Promise.resolve();
}

function countRule(
  rule: ReplyCheckRule,
  labelled: readonly LabelledReply[],
  found: readonly ReadonlySet<string>[],
): Counted {
  const counted: Counted = { hit: 0, false_alarm: 0, missed: 0, quiet: 0 };
  labelled.forEach((one, index) => {
    if (one.unlabelled?.includes(rule)) return;
    const isLabelled = one.labels[rule] === true;
    const isFound = found[index]!.has(rule);
    if (isLabelled) counted[isFound ? 'hit' : 'missed'] += 1;
    else counted[isFound ? 'false_alarm' : 'quiet'] += 1;
  });
  return counted;
}

function presentRule(rule: string, { hit, false_alarm, missed, quiet }: Counted): string {
  const share = (part: number, whole: number) => {
    if (whole === 0) return 'none'.padEnd(20);
    const [low, high] = wilson(part, whole);
    const text = `${(part / whole).toFixed(3)} (${low.toFixed(2)}-${high.toFixed(2)})`;
    return text.padEnd(20);
  };
  const f1 = hit === 0 ? '-' : ((2 * hit) / (2 * hit + false_alarm + missed)).toFixed(3);
  const yes = String(hit + missed).padStart(4);
  const n = String(hit + missed + false_alarm + quiet).padStart(4);
  const precision = share(hit, hit + false_alarm);
  return `  ${rule.padEnd(28)}${yes}${n}    ${precision}  ${share(hit, hit + missed)}  ${f1}`;
}

/** 95 % interval of a share (Wilson, JASA 1927). */
function wilson(part: number, whole: number): [number, number] {
  const z = 1.96;
  const p = part / whole;
  const middle = p + z ** 2 / (2 * whole);
  const half = z * Math.sqrt((p * (1 - p)) / whole + z ** 2 / (4 * whole ** 2));
  const scale = 1 + z ** 2 / whole;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

const REPLY_WORDS = 2_000;
const HISTORY_MESSAGES = 100;
const CHECKS = 300;

function benchTime(): void {
  for (const language of ['de', 'en'] as const) {
    const some = readLabelled('tuning', language);
    const texts = some.map(({ reply }) => reply);
    const said = texts.join('\n\n').split(' ');
    const history = Array.from({ length: HISTORY_MESSAGES }, (_, index) => ({
      from: index % 2 === 0 ? ('contact' as const) : ('us' as const),
      text: `${some[index % some.length]!.history.at(-1)!.text}\n${texts[(index * 7) % texts.length]}`,
    }));
    const times = { typed: [] as number[], fresh: [] as number[], first: [] as number[] };
    for (let index = 0; index < CHECKS; index += 1) {
      const offset = (index * 37) % Math.max(1, said.length - REPLY_WORDS);
      const typed = said.slice(offset, offset + REPLY_WORDS).join(' ');
      // Of a fresh text every sentence is another one than before.
      const fresh = typed.replaceAll(/[.?!](?=\s)/g, ` ${index}$&`);
      times.typed.push(measure(typed, history));
      times.fresh.push(measure(fresh, history));
      if (index % 10 === 0) times.first.push(measure(typed, [...history]));
    }
    const asked = `${REPLY_WORDS} words, ${HISTORY_MESSAGES} messages before`;
    say(`\n${language}: ${asked} (time of the processor)`);
    say(`  while typing:          ${presentSpread(times.typed)}`);
    say(`  every sentence new:    ${presentSpread(times.fresh)}`);
    say(`  history new as well:   ${presentSpread(times.first)}`);
  }
}

const COUNTED_BY_MS = 4;

function measure(text: string, history: CheckedReply['history']): number {
  const begun = process.threadCpuUsage();
  const begun_ms = performance.now();
  checkReply({ text, language: null, history, facts: {} });
  const passed_ms = performance.now() - begun_ms;
  const { user, system } = process.threadCpuUsage(begun);
  const spent_ms = (user + system) / 1_000;
  // The processor's time is counted in ticks; less than two of them say nothing.
  return spent_ms < 2 * COUNTED_BY_MS ? Math.min(passed_ms, 2 * COUNTED_BY_MS) : spent_ms;
}
