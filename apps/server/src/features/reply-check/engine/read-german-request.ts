import type { Word } from './checked-text.ts';
import { words } from './match-words.ts';
import type { Mood } from './read-english-request.ts';

/** Words looked at on both sides of a verb: German verbs stand second or last. */
const REACH = 16;

const we = words('wir ich');
const advising = words(
  'bitten bitte bitt anheim raten rate empfehlen empfehle empfiehlt schlage schlagen verweisen verweise',
  'ersuchen wuenschen darf duerfen auffordern muesste muessten',
);
const modals = words(
  'koennen koennt kannst koennten koenntest koenntet muessen muesst musst muessten sollten',
  'solltest solltet sollen sollst sollt duerfen duerft darfst wollen moegen wuerden wuerdest',
  'wuerdet brauchen brauchst moechten moechtest',
);
const addressees = words('du dich dir euch ihr man');
const polite = words('bitte pls please');
const elliptic = words(
  'am besten einfach direkt lieber kurz gern gerne gerade sonst dann dort bitte nur hier mal',
  'unter ueber bei beim im per via selbst',
);
const negations = words('nicht kein keine keinen ohne statt anstatt nie niemals unnoetig');
const passiveParts = words('werden worden wurde wurden wird');
const plurals = /^(?:kollegen|kolleginnen|mitarbeiter|mitarbeitende|techniker|leute)$/;

/**
 * Reads who is meant to do what the verb at `at` says. First person without a request is ours; an
 * infinitive or imperative needs somebody who is addressed, `bitte`, or stands alone.
 */
export function readGermanMood(sentence: readonly Word[], at: number): Mood {
  const verb = sentence[at]!;
  if (verb.isUpper && at > 0 && sentence[at - 1]!.clause === verb.clause) return 'none';
  const clause = listClause(sentence, at);
  const norms = clause.map(({ norm }) => norm);
  if (isNegated(sentence, clause, at)) return 'negated';
  if (isAsking(sentence, at)) return 'asked';
  if (isOurs(sentence, norms, at)) return 'ours';
  if (isPast(norms, verb)) return 'none';
  if (isAddressed(sentence, clause, at)) return 'asked';
  const isPolite = norms.some((norm) => polite.has(norm)) || isPoliteBefore(sentence, at);
  if (isPolite) return 'asked';
  return isElliptic(sentence, clause, at) ? 'asked' : 'none';
}

function listClause(sentence: readonly Word[], at: number): Word[] {
  const { clause } = sentence[at]!;
  return sentence
    .slice(Math.max(0, at - REACH), at + REACH)
    .filter((word) => word.clause === clause);
}

/** A request in a clause before governs an infinitive: "Wir bitten Sie, sich an ... zu wenden". */
function isAsking(sentence: readonly Word[], at: number): boolean {
  const before = sentence.slice(Math.max(0, at - REACH), at);
  const governs = before.findLastIndex(({ norm }) => advising.has(norm));
  if (governs < 0) return false;
  const governing = before[governs]!;
  if (governing.norm === 'bitte' && governing.clause !== sentence[at]!.clause) return false;
  if (/^(?:darf|duerfen|muessten|muesste)$/.test(governing.norm)) {
    return before.slice(governs).some(({ norm }) => norm === 'bitten' || norm === 'sie');
  }
  return !before.slice(governs + 2).some(({ norm }) => we.has(norm));
}

function isOurs(sentence: readonly Word[], norms: readonly string[], at: number): boolean {
  if (norms.some((norm) => we.has(norm))) return true;
  const next = sentence[at + 1]?.norm ?? '';
  const before = sentence[at - 1]?.norm ?? '';
  if (next === 'uns' && !/^(?:sie|bitte)$/.test(before) && !hasAddressee(norms)) {
    return norms.length <= 4 || firstOfSentenceIsOurs(sentence, at);
  }
  return !hasAddressee(norms) && firstOfSentenceIsOurs(sentence, at);
}

function hasAddressee(norms: readonly string[]): boolean {
  return norms.some((norm) => norm === 'sie' || norm === 'bitte' || addressees.has(norm));
}

/** `und` carries our subject: "Wir prüfen das und kontaktieren die Werkstatt". */
function firstOfSentenceIsOurs(sentence: readonly Word[], at: number): boolean {
  const begins = sentence.findIndex(({ clause }) => clause === sentence[at]!.clause);
  if (!/^(?:und|oder|sowie)$/.test(sentence[begins]?.norm ?? '')) return false;
  return sentence.slice(Math.max(0, begins - REACH), begins).some(({ norm }) => we.has(norm));
}

function isNegated(sentence: readonly Word[], clause: readonly Word[], at: number): boolean {
  const from = Math.max(0, at - REACH);
  const until = Math.min(sentence.length, at + 8);
  for (let i = from; i < until; i += 1) {
    const { norm, clause: own } = sentence[i]!;
    if (!negations.has(norm) || own !== sentence[at]!.clause) continue;
    const near = clause.some((word) => /^(?:zoegern|zoegere|scheuen|nur|weiter)/.test(word.norm));
    if (!near) return i < at + 8 && !/^(?:kein|keine)$/.test(norm);
  }
  // "ohne dass Sie noch einmal anrufen müssen", "brauchen Sie sich nicht, ..."
  const before = sentence.slice(Math.max(0, at - 8), at).map(({ norm }) => norm);
  const without = before.findIndex((norm) => norm === 'ohne' || norm === 'statt');
  return without >= 0;
}

function isPast(norms: readonly string[], verb: Word): boolean {
  if (norms.some((norm) => /^(?:haben|hat|hatten|hatte|habt|hast)$/.test(norm))) {
    return /^(?:ge|kontaktiert)/.test(verb.norm) || verb.norm.endsWith('t');
  }
  return norms.some((norm) => passiveParts.has(norm)) && !norms.some((norm) => norm === 'bitte');
}

function isAddressed(sentence: readonly Word[], clause: readonly Word[], at: number): boolean {
  const verb = sentence[at]!;
  const norms = clause.map(({ norm }) => norm);
  const hasModal = norms.some((norm) => modals.has(norm));
  if (norms.some((norm) => addressees.has(norm))) {
    const isPlural = norms.some((norm) => /^(?:ihr|euch|man)$/.test(norm));
    if (verb.norm.endsWith('t')) return isPlural;
    return isPlural || norms.some((norm) => /^(?:du|dich|dir)$/.test(norm));
  }
  if (verb.norm.endsWith('t')) return false;
  const sie = clause.findIndex(({ norm }) => norm === 'sie');
  if (sie >= 0) return isSieAddressed(sentence, clause, sie, at) || hasModal;
  // "sich an die Hotline wenden": an infinitive that only lacks its modal.
  return norms.includes('sich') && hasModal;
}

/** `Sie` after its verb, or written with a capital within the sentence, is the reader. */
function isSieAddressed(
  sentence: readonly Word[],
  clause: readonly Word[],
  sie: number,
  at: number,
): boolean {
  const word = clause[sie]!;
  const index = sentence.indexOf(word);
  if (index === at + 1) return true;
  const others = clause.some(({ norm }) => plurals.test(norm));
  return word.isUpper && index > 0 && !others;
}

function isPoliteBefore(sentence: readonly Word[], at: number): boolean {
  const begins = sentence.findIndex(({ clause }) => clause === sentence[at]!.clause);
  if (!/^(?:und|oder|sowie)$/.test(sentence[begins]?.norm ?? '')) return false;
  const before = sentence.slice(Math.max(0, begins - REACH), begins);
  return before.some(({ norm }, index) => {
    return polite.has(norm) || (norm === 'sie' && index > 0);
  });
}

/** "Am besten direkt bei der Hotline nachfragen.", "Ruf die Hotline an" */
function isElliptic(sentence: readonly Word[], clause: readonly Word[], at: number): boolean {
  const verb = sentence[at]!;
  const isFirst = clause[0] === verb || elliptic.has(clause[0]?.norm ?? '');
  if (/(?:e|[^nt])$/.test(verb.norm)) return clause[0] === verb || isFirst;
  if (verb.norm.endsWith('t')) return false;
  const isLast = clause.at(-1) === verb;
  return isFirst && (isLast || clause[0] === verb || clause[0]?.norm === 'am');
}
