import type { Word } from './checked-text.ts';
import { words } from './match-words.ts';

export interface Clause {
  from: number;
  /** Word after the last one. */
  to: number;
}

/** `must`: the contact is told to; `may`: they can, if they want it done. */
export type Doer = 'must' | 'may' | null;

/** The clauses of a sentence, one after the other. */
export function listClauses(sentence: readonly Word[]): Clause[] {
  const clauses: Clause[] = [];
  sentence.forEach(({ clause }, index) => {
    const last = clauses.at(-1);
    if (last && sentence[last.from]!.clause === clause) last.to = index + 1;
    else clauses.push({ from: index, to: index + 1 });
  });
  return clauses;
}

const germanMust = words(
  'muessen muesst musst muessten muesstest sollten solltest solltet sollen brauchen bitte am',
);
const germanMay = words('koennen kannst koennt koennten koenntest duerfen darfst kann');
const negations = words('nicht kein keine keinen not no never nichts ohne without');
const englishMust = words('must need should please kindly required ought');
const englishMay = words('can could may might able');

/** Whether a German clause has the contact do something. */
export function readGermanDoer(
  sentence: readonly Word[],
  { from, to }: Clause,
  before: Doer = null,
): Doer {
  const clause = sentence.slice(from, to);
  const norms = clause.map(({ norm }) => norm);
  if (norms.some((norm) => norm === 'wir' || norm === 'ich' || negations.has(norm))) return null;
  if (norms.some((norm) => /^(?:wurde|wurden|hat|haben|hatten|ist|war|hast)$/.test(norm))) {
    return null;
  }
  if (norms.some((norm) => /^(?:entschuldigen|verzeihen|verstaendnis)$/.test(norm))) return null;
  const at = clause.findIndex((word, index) => isReader(word, from + index));
  const isPolite = norms.includes('bitte');
  if (at < 0) {
    if (/^(?:und|oder)$/.test(norms[0] ?? '') && before) return before;
    if (norms.at(-2) === 'zu' && isAdvised(sentence, from)) return 'must';
    if (isPolite && norms.some((norm) => /(?:en|eln|ern)$/.test(norm))) return 'must';
    return /^(?:geh|komm|schau|gib|hol|frag|meld|wende|nutz|lad|schick)e?$/.test(norms[0] ?? '')
      ? 'must'
      : null;
  }
  if (norms.some((norm) => germanMust.has(norm))) return 'must';
  if (norms.some((norm) => germanMay.has(norm))) return 'may';
  // "Kommen Sie in die Filiale": the verb stands before.
  const verb = norms[at - 1] ?? '';
  const isImperative = at <= 1 || isPolite || norms[at - 2] === 'dann';
  if (/(?:en|ern|eln)$/.test(verb) && isImperative) return 'must';
  return /(?:en|st)$/.test(verb) ? 'may' : null;
}

const advising = words('bitten bitte empfehlen empfehle raten rate anheim schlage schlagen');

/** "Wir bitten Sie, das mit der Bank zu klären." */
function isAdvised(sentence: readonly Word[], until: number): boolean {
  return sentence.slice(Math.max(0, until - 10), until).some(({ norm }) => advising.has(norm));
}

function isReader({ norm, isUpper }: Word, index: number): boolean {
  if (norm === 'du' || norm === 'man') return true;
  return norm === 'sie' && (isUpper || index > 0);
}

/** Whether an English clause has the contact do something. */
export function readEnglishDoer(
  sentence: readonly Word[],
  { from, to }: Clause,
  before: Doer = null,
): Doer {
  const norms = sentence.slice(from, to).map(({ norm }) => norm);
  if (norms.some((norm) => negations.has(norm))) return null;
  const you = norms.indexOf('you');
  const we = norms.findIndex((norm) => /^(?:we|i|they|he|she)$/.test(norm));
  if (we >= 0 && (you < 0 || we < you)) return null;
  if (norms.includes('please') || norms.includes('kindly')) return 'must';
  if (you < 0) return /^(?:and|or)$/.test(norms[0] ?? '') ? before : null;
  const after = norms.slice(you + 1, you + 4);
  const ahead = norms.slice(Math.max(0, you - 2), you);
  if (after.some((norm) => englishMust.has(norm))) return 'must';
  if (after.some((norm) => englishMay.has(norm))) return 'may';
  return ahead.some((norm) => englishMay.has(norm)) ? 'must' : null;
}
