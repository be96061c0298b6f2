import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { bodyOf, type Sentence, type TextLanguage, type Word } from '../engine/checked-text.ts';
import { rememberBySentence } from '../engine/memo.ts';
import { findAnySteps, type Hit } from '../engine/match-words.ts';
import { type Doer, listClauses, readEnglishDoer, readGermanDoer } from '../engine/read-doer.ts';
import { type AimHit, listAims, strongestAim } from '../engine/read-aims.ts';
import { type Mood, readEnglishMood } from '../engine/read-english-request.ts';
import { readGermanMood } from '../engine/read-german-request.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { findLeftAlone } from './find-left-alone.ts';
import { listReferralCues, type RuledSentence } from '../cues/list-referral-cues.ts';
import { sayReferral } from './say-referral.ts';
import { weighCues } from '../cues/weigh-cues.ts';
import { englishReferral } from '../patterns/english-referral.ts';
import { germanReferral } from '../patterns/german-referral.ts';
import type { Aim, ReferralPatterns, RequestVerb } from '../patterns/referral-patterns.ts';

interface ReferralHit {
  start: number;
  end: number;
  /** `channel`: to another way of writing to us; `place`: to somebody else. */
  aim: 'place' | 'channel';
  said: ReplyFinding['said'];
}

/** From this weight on a sentence sends the contact away. */
const THRESHOLD = 2;
/** Words after a verb, and before it, among which its aim stands. */
const AIM_AFTER = 16;
const AIM_BEFORE = 12;
const WITH_REACH = 9;
const WEIGHTS: Record<Aim, number> = {
  place: 3,
  channel: 3,
  address: 3,
  them: 2.5,
  us: 1,
  you: -9,
  safe: -9,
};

type Candidate = Hit & { weight: number; aim: 'place' | 'channel'; isFirm: boolean };

const moods = { de: readGermanMood, en: readEnglishMood };
const byForm = new WeakMap<ReferralPatterns, Map<string, RequestVerb[]>>();

/** The sentences of a reply that send the contact elsewhere instead of carrying it out. */
export function findReferral(reply: ReadReply): ReplyFinding[] {
  return listReferrals(reply).map(({ start, end, aim, said }) => ({
    rule: 'referral',
    severity: 'warn',
    ranges: [[start, end]],
    said,
    offers:
      aim === 'place'
        ? ['transfer', 'task', 'side_conversation', 'callback']
        : ['callback', 'task', 'insert_promise'],
  }));
}

/** What else a reply does bears on what a sentence in it means. */
interface Around {
  hasTakeover: boolean;
  hasAct: boolean;
  hasSubstance: boolean;
  isArranged: boolean;
  asksWhere: boolean;
}

function listReferrals({ acts, checked, language, history }: ReadReply): ReferralHit[] {
  const patterns = language === 'de' ? germanReferral : englishReferral;
  const ruled = ruleReferrals({ acts, language, history });
  const cues = listReferralCues(acts, ruled, patterns, language, history);
  return acts.flatMap(({ sentence }, index) => {
    if (weighCues(cues[index]!, language) < 0) return [];
    const { hit } = ruled[index]!;
    const { words } = sentence;
    const from = hit?.from ?? 0;
    const to = Math.min(hit?.to ?? words.length - 1, words.length - 1);
    const aim = hit?.aim ?? (cues[index]!.own.has('place') ? 'place' : 'channel');
    const said = sayReferral(checked.text, sentence, aim, cues[index]!, patterns, language);
    return [{ start: words[from]!.start, end: words[to]!.end, aim, said }];
  });
}

interface Ruled extends RuledSentence {
  hit: (Hit & { aim: 'place' | 'channel' }) | null;
}

/** What the ordered rules say of each sentence, before all cues are weighed together. */
export function ruleReferrals({
  acts,
  language,
  history,
}: Pick<ReadReply, 'acts' | 'language' | 'history'>): Ruled[] {
  const patterns = language === 'de' ? germanReferral : englishReferral;
  const isArranged = acts.some(({ sentence }) => readSeen(sentence, language).isArranged);
  const asked = history.last.flatMap(bodyOf);
  const asksWhere = asked.some((one) => findAnySteps(one, patterns.whereabouts) !== null);
  const doing = acts.filter(
    ({ isResult, isCommitment, isTakeover }) => isResult || isCommitment || isTakeover,
  ).length;
  const telling = acts.filter(tells).length;
  const hasTakeover = acts.some(({ isTakeover }) => isTakeover);
  const ruled = acts.map((one): Ruled => {
    const { hit, isStatutory } = readSeen(one.sentence, language);
    if (!hit || isStatutory) {
      return { weight: 0, isLeftAlone: false, hit: null };
    }
    const isDoing = one.isResult || one.isCommitment || one.isTakeover;
    const hasAct = doing - (isDoing ? 1 : 0) > 0;
    const weight = weighAround(hit, readSeen(one.sentence, language), {
      hasTakeover,
      hasAct,
      hasSubstance: hasAct || telling - (tells(one) ? 1 : 0) > 0,
      isArranged,
      asksWhere,
    });
    return { weight, isLeftAlone: false, hit };
  });
  const isSeen = asksWhere || ruled.some(({ weight }) => weight >= THRESHOLD);
  const alone = isSeen ? null : findLeftAlone(acts, patterns, language);
  const index = alone ? acts.findIndex(({ sentence }) => sentence === alone.sentence) : -1;
  if (alone && index >= 0) {
    ruled[index] = { weight: ruled[index]!.weight, isLeftAlone: true, hit: alone };
  }
  return ruled;
}

function tells({ isInstruction, hasTime, isSoothing }: SentenceActs): boolean {
  return isInstruction || (hasTime && !isSoothing);
}

/** What the ordered rules see in a sentence for itself. */
interface SeenSentence {
  hit: Candidate | null;
  isStatutory: boolean;
  isConditional: boolean;
  isOptional: boolean;
  isArranged: boolean;
  isVast: boolean;
}

const readSeen = rememberBySentence((sentence, language): SeenSentence => {
  const patterns = language === 'de' ? germanReferral : englishReferral;
  const { words } = sentence;
  return {
    hit: weigh(sentence, patterns, language),
    isStatutory: findAnySteps(sentence, patterns.statutory) !== null,
    isConditional: findAnySteps(sentence, patterns.conditional) !== null,
    isOptional: findAnySteps(sentence, patterns.optional) !== null,
    isArranged: findAnySteps(sentence, patterns.arranged) !== null,
    isVast: words.some(({ norm }) => patterns.vast.has(norm)),
  };
});

function weighAround(hit: Candidate, seen: SeenSentence, around: Around): number {
  let { weight } = hit;
  if (seen.isConditional) weight -= around.hasSubstance ? 3 : 1;
  if (around.hasSubstance && seen.isOptional) weight -= 2;
  if (!hit.isFirm && around.hasTakeover) weight -= 2;
  else if (!hit.isFirm && around.hasAct) weight -= 1;
  if (around.isArranged && hit.aim === 'place') weight -= 2;
  // Whoever asks where to turn is answered by the place; a request to go on there is more.
  if (around.asksWhere && !seen.isVast) weight -= hit.isFirm && hit.aim === 'place' ? 0.5 : 2;
  return weight;
}

function weigh(
  sentence: Sentence,
  patterns: ReferralPatterns,
  language: TextLanguage,
): Candidate | null {
  const found = [
    ...listRequests(sentence, patterns, language),
    ...listErrands(sentence, patterns, language),
    ...listStatements(sentence, patterns),
  ];
  return found.reduce<Candidate | null>(
    (best, one) => (best === null || one.weight > best.weight ? one : best),
    null,
  );
}

function listRequests(
  sentence: Sentence,
  patterns: ReferralPatterns,
  language: TextLanguage,
): Candidate[] {
  const { words, isQuestion } = sentence;
  const verbs = verbsOf(patterns);
  return words.flatMap((word, at) => {
    const possible = word.isQuoted ? undefined : verbs.get(word.norm);
    if (!possible) return [];
    let mood: Mood | null = null;
    return possible.flatMap((verb) => {
      if (verb.with && !hasCompanion(words, at, verb, language)) return [];
      mood ??= moods[language](words, at);
      if (mood !== 'asked') return [];
      const candidate = aimRequest(sentence, at, verb, patterns, language);
      if (!candidate) return [];
      // "Haben Sie sich an ... gewandt?" is no request; "Können Sie ... anrufen?" is one.
      return [isQuestion ? { ...candidate, weight: candidate.weight - 0.3 } : candidate];
    });
  });
}

function verbsOf(patterns: ReferralPatterns): Map<string, RequestVerb[]> {
  let known = byForm.get(patterns);
  if (known) return known;
  known = new Map();
  for (const verb of patterns.verbs) {
    for (const form of verb.forms) known.set(form, [...(known.get(form) ?? []), verb]);
  }
  byForm.set(patterns, known);
  return known;
}

function hasCompanion(
  words: readonly Word[],
  at: number,
  verb: RequestVerb,
  language: TextLanguage,
): boolean {
  const { clause, start } = words[at]!;
  const from = language === 'de' ? Math.max(0, at - WITH_REACH) : at + 1;
  const until = at + 1 + (language === 'de' ? WITH_REACH + 5 : WITH_REACH);
  return words.slice(from, until).some((word) => {
    return verb.with!.has(word.norm) && word.start !== start && word.clause >= clause;
  });
}

function aimRequest(
  sentence: Sentence,
  at: number,
  verb: RequestVerb,
  patterns: ReferralPatterns,
  language: TextLanguage,
): Candidate | null {
  const { words } = sentence;
  const next = words[at + 1];
  // Of a reflexive verb "dich" is the one who is asked.
  if (next && patterns.you.has(next.norm) && !verb.with?.has('dich')) return null;
  const after = listAims(sentence, patterns, at + 1, at + 1 + AIM_AFTER);
  const before = listAims(sentence, patterns, at - AIM_BEFORE, at).filter(({ at: place }) => {
    return words[place]!.clause === words[at]!.clause;
  });
  const allowed = (hit: AimHit) =>
    (!verb.aims || verb.aims.includes(hit.aim) || hit.aim === 'safe') && !isFar(words, at, hit.at);
  const aims = [...after, ...before].filter(allowed).filter(({ aim }) => aim !== 'you');
  const best = strongestAim(
    language === 'en' && after.some(allowed) ? after.filter(allowed) : aims,
  );
  if (best?.aim === 'safe') return null;
  if (!best && verb.self === undefined) return null;
  const carried = best?.aim === 'us' ? (verb.us ?? WEIGHTS.us) : best ? WEIGHTS[best.aim] : 0;
  const place = best?.at ?? at;
  if (verb.isClose && words[place]!.clause !== words[at]!.clause) return null;
  return {
    from: Math.min(at, place),
    to: Math.max(at, place),
    weight: Math.max(carried, verb.self ?? 0),
    aim: best?.aim === 'place' || best?.aim === 'them' ? 'place' : 'channel',
    isFirm: true,
  };
}

/** A link to the very page or file is what was asked for; one to "contact" or "help" is not. */
function isVeryPage({ kind, norm }: Word): boolean {
  if (kind !== 'url' || !/^(?:https?:\/\/)?[^/]+\/[^/]/.test(norm)) return false;
  return !/contact|kontakt|faq|help|hilfe|support|service/.test(norm);
}

function isWe(norm: string): boolean {
  return /^(?:wir|ich|we|i)$/.test(norm);
}

/** What stands two clauses on belongs to another verb. */
function isFar(words: readonly Word[], at: number, place: number): boolean {
  return words[place]!.clause - words[at]!.clause > 2;
}

/** Whatever is to be done: by the contact, at some place or by some way. */
function listErrands(
  sentence: Sentence,
  patterns: ReferralPatterns,
  language: TextLanguage,
): Candidate[] {
  const { words } = sentence;
  const readDoer = language === 'de' ? readGermanDoer : readEnglishDoer;
  const found: Candidate[] = [];
  let before: Doer = null;
  for (const clause of listClauses(words)) {
    const doer = readDoer(words, clause, before);
    before = doer;
    if (!doer) continue;
    const { from, to } = clause;
    const clauseWords = words.slice(from, to);
    if (clauseWords.some(({ norm }) => patterns.receiving.has(norm))) continue;
    // "Send it to me": it stays with us.
    if (clauseWords.some(({ norm }) => norm === 'mir' || norm === 'me')) continue;
    for (let at = from; at < to; at += 1) {
      if (!patterns.prepositions.has(words[at]!.norm)) continue;
      const aims = listAims(sentence, patterns, at + 1, Math.min(to, at + 6));
      const aim = aims.find((one) => /^(?:place|channel|address|safe)$/.test(one.aim));
      if (!aim || aim.aim === 'safe') continue;
      const kind = aim.aim === 'place' ? 'place' : 'channel';
      const weight = doer === 'must' ? 2.5 : 2.3;
      found.push({ from, to: aim.at, weight, aim: kind, isFirm: doer === 'must' });
      break;
    }
  }
  return found;
}

/** Nobody here is responsible, somebody else is, there is a form: without a request. */
function listStatements(sentence: Sentence, patterns: ReferralPatterns): Candidate[] {
  const { words } = sentence;
  const found: Candidate[] = [];
  const disclaimer = findAnySteps(sentence, patterns.disclaimers);
  if (disclaimer) found.push({ ...disclaimer, weight: 2.5, aim: 'place', isFirm: false });
  const passive = findAnySteps(sentence, patterns.passives);
  const near = (hit: Hit, reach = 10) =>
    strongestAim(
      listAims(sentence, patterns, hit.from - reach, hit.to + reach).filter(({ aim }) =>
        /^(?:place|channel|address|safe)$/.test(aim),
      ),
    );
  const aimed = passive && near(passive);
  if (passive && aimed && aimed.aim !== 'safe') {
    const to = Math.max(passive.to, aimed.at);
    const aim = aimed.aim === 'place' ? 'place' : 'channel';
    found.push({ from: passive.from, to, weight: 2.6, aim, isFirm: false });
  }
  const responsible = findAnySteps(sentence, patterns.responsibles);
  const somebody = responsible && near(responsible, 8);
  if (responsible && somebody?.aim === 'place') {
    const from = Math.min(responsible.from, somebody.at);
    const to = Math.max(responsible.to, somebody.at);
    found.push({ from, to, weight: 2.5, aim: 'place', isFirm: false });
  }
  const only = findAnySteps(sentence, patterns.exclusive);
  const alone = only && near(only, 5);
  if (only && alone && alone.aim !== 'safe') {
    const aim = alone.aim === 'place' ? 'place' : 'channel';
    found.push({
      from: only.from,
      to: Math.max(only.to, alone.at),
      weight: 2.5,
      aim,
      isFirm: false,
    });
  }
  const pointer = findAnySteps(sentence, patterns.pointers);
  const isOurs =
    pointer && words.slice(pointer.from, pointer.to + 1).some(({ norm }) => isWe(norm));
  const pointed = pointer && !isOurs && near(pointer);
  if (pointer && pointed && /^(?:channel|address|place)$/.test(pointed.aim)) {
    const to = Math.max(pointer.to, pointed.at);
    const weight = isVeryPage(words[pointed.at]!) ? 1.6 : 2.2;
    found.push({ from: pointer.from, to, weight, aim: 'channel', isFirm: false });
  }
  return found;
}
