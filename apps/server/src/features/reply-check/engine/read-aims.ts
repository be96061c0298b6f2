import type { Aim, ReferralPatterns } from '../patterns/referral-patterns.ts';
import type { Word } from './checked-text.ts';

/** Aims remembered by word: the same few hundred words come again and again. */
const REMEMBERED_MAX_WORDS = 20_000;
const remembered = new WeakMap<ReferralPatterns, Map<string, Aim | null>>();

/** What a word can be as the aim of a request; null for most words. */
export function aimOf(word: Word, patterns: ReferralPatterns): Aim | null {
  if (patterns.safe.has(word.norm)) return 'safe';
  if (word.kind === 'phone' && /^(?:1?1[02]|999|911|116117)$/.test(word.norm)) return 'safe';
  if (word.kind !== 'word') return word.kind === 'number' ? null : 'address';
  let aims = remembered.get(patterns);
  if (!aims) remembered.set(patterns, (aims = new Map()));
  const known = aims.get(word.norm);
  if (known !== undefined) return known;
  const aim = readAim(word.norm, patterns);
  if (aims.size >= REMEMBERED_MAX_WORDS) aims.clear();
  aims.set(word.norm, aim);
  return aim;
}

function readAim(norm: string, patterns: ReferralPatterns): Aim | null {
  if (patterns.noAim.has(norm)) return null;
  if (patterns.you.has(norm)) return 'you';
  if (patterns.us.has(norm)) return 'us';
  if (patterns.them.has(norm)) return 'them';
  if (patterns.places.has(norm)) return 'place';
  if (patterns.channels.has(norm)) return 'channel';
  const endsSo = (ending: string) => norm.endsWith(ending);
  if (patterns.placeEndings.some(endsSo)) return 'place';
  return patterns.channelEndings.some(endsSo) ? 'channel' : null;
}

/** An aim with the place of its word. */
export interface AimHit {
  aim: Aim;
  at: number;
}

const STRENGTH: Record<Aim, number> = {
  safe: 9,
  address: 6,
  place: 5,
  channel: 5,
  them: 3,
  us: 2,
  you: 1,
};

/** The aims from `from` to `until`, quoted words left out. */
export function listAims(
  sentence: readonly Word[],
  patterns: ReferralPatterns,
  from: number,
  until: number,
): AimHit[] {
  let all = aimsOfSentence.get(sentence);
  if (!all) aimsOfSentence.set(sentence, (all = readAims(sentence, patterns)));
  if (all.length === 0 || (from <= 0 && until >= sentence.length)) return all;
  return all.filter(({ at }) => at >= from && at < until);
}

/** Several rules ask about the same sentence; it is only ever read in its own language. */
const aimsOfSentence = new WeakMap<readonly Word[], AimHit[]>();

function readAims(sentence: readonly Word[], patterns: ReferralPatterns): AimHit[] {
  const found: AimHit[] = [];
  for (let at = 0; at < sentence.length; at += 1) {
    const word = sentence[at]!;
    // Who is spoken to stands first: "@lena we are on it".
    if (word.isQuoted || (word.kind === 'handle' && at === 0)) continue;
    const aim = aimOf(word, patterns);
    if (aim) found.push({ aim, at });
  }
  return found;
}

/** The aim that decides: doctor and emergency call before all, then the most definite. */
export function strongestAim(aims: readonly AimHit[]): AimHit | null {
  return aims.reduce<AimHit | null>(
    (best, one) => (best === null || STRENGTH[one.aim] > STRENGTH[best.aim] ? one : best),
    null,
  );
}
