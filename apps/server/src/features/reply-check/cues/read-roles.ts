import { vagueTimes } from '../patterns/times.ts';
import type { ReferralPatterns } from '../patterns/referral-patterns.ts';
import { roleWords } from '../patterns/role-words.ts';
import type { Sentence, TextLanguage, Word } from '../engine/checked-text.ts';
import { timeWords } from '../patterns/times.ts';
import { rememberAnyLanguage, rememberByWord } from '../engine/memo.ts';
import { words as setOf } from '../engine/match-words.ts';
import { actPatternsOf } from '../engine/read-acts.ts';
import { aimOf } from '../engine/read-aims.ts';

const names: string[] = [];

function numberRole(name: string): number {
  const known = names.indexOf(name);
  return known >= 0 ? known : names.push(name) - 1;
}

/** The name of a part, by its number. */
export function roleName(role: number): string {
  return names[role]!;
}

const NAME = numberRole('name');
const TITLE = numberRole('title');
const NOUN = numberRole('noun');
const PAUSE = numberRole(',');
/** No part; or a noun, where an article stands before it. */
const NONE = -1;
const AFTER_ARTICLE = -2;

interface RoleReader {
  /** By whether the word is written large, and whether it stands first. */
  ofWord: readonly ((word: Word) => number)[];
  ofSentence: (sentence: Sentence) => readonly number[];
}

const readers = new WeakMap<ReferralPatterns, RoleReader>();

function readerOf(patterns: ReferralPatterns, language: TextLanguage): RoleReader {
  let reader = readers.get(patterns);
  if (reader) return reader;
  const ofWord = [false, true].flatMap((isUpper) =>
    [false, true].map((isFirst) =>
      rememberByWord((word) => roleOf({ ...word, isUpper }, isFirst, patterns, language)),
    ),
  );
  const ofSentence = rememberAnyLanguage(({ words }) => listRoles(words, ofWord));
  reader = { ofWord, ofSentence };
  readers.set(patterns, reader);
  return reader;
}

/** What the words of a sentence do, in order, by number; words without a part are left out. */
export function readRoles(
  sentence: Sentence,
  patterns: ReferralPatterns,
  language: TextLanguage,
): readonly number[] {
  return readerOf(patterns, language).ofSentence(sentence);
}

function listRoles(words: readonly Word[], ofWord: RoleReader['ofWord']): number[] {
  const roles: number[] = [];
  let clause = words[0]?.clause ?? 0;
  words.forEach((word, at) => {
    if (word.clause !== clause) {
      clause = word.clause;
      if (roles.at(-1) !== PAUSE) roles.push(PAUSE);
    }
    if (word.isQuoted) return;
    let role = ofWord[(word.isUpper ? 2 : 0) + (at === 0 ? 1 : 0)]!(word);
    if (role === AFTER_ARTICLE) role = isAfterArticle(at, words) ? NOUN : NONE;
    if (role === NONE) return;
    if (role === NAME && (roles.at(-1) === TITLE || roles.at(-1) === NAME)) return;
    roles.push(role);
  });
  return roles;
}

const remembered: Record<TextLanguage, Map<string, string>> = { de: index('de'), en: index('en') };

function index(language: TextLanguage): Map<string, string> {
  const found = new Map<string, string>();
  for (const [role, list] of roleWords[language]) {
    for (const one of list) if (!found.has(one)) found.set(one, role);
  }
  return found;
}

const verbForms = new WeakMap<ReferralPatterns, Set<string>>();

function formsOf(patterns: ReferralPatterns): Set<string> {
  let forms = verbForms.get(patterns);
  if (!forms) {
    forms = new Set(patterns.verbs.flatMap(({ forms: some }) => [...some]));
    verbForms.set(patterns, forms);
  }
  return forms;
}

function roleOf(
  word: Word,
  isFirst: boolean,
  patterns: ReferralPatterns,
  language: TextLanguage,
): number {
  const name = nameRole(word, isFirst, patterns, language);
  if (name !== null) return numberRole(name);
  return language === 'en' && word.kind === 'word' ? AFTER_ARTICLE : NONE;
}

function nameRole(
  word: Word,
  isFirst: boolean,
  patterns: ReferralPatterns,
  language: TextLanguage,
): string | null {
  const { norm, kind, isUpper } = word;
  if (kind === 'handle') return isFirst ? null : 'addr';
  if (kind === 'number') return 'num';
  if (norm === 'sie' && language === 'de') return isUpper ? (isFirst ? 'sie' : 'you') : 'they';
  if (isUpper && language === 'de' && !isFirst && /^ihr(?:e|em|en|er|es)?$/.test(norm)) {
    return 'your';
  }
  if (timeWords.has(norm)) return 'time';
  if (vagueTimes.has(norm)) return 'soon';
  const isNoun = isUpper && !isFirst;
  const small = isNoun && language === 'de' ? undefined : remembered[language].get(norm);
  if (small) return small;
  if (language === 'de' && isNoun && remembered.de.get(norm) === 'title') return 'title';
  if (!isNoun && formsOf(patterns).has(norm)) return 'turn';
  const aim = aimOf(word, patterns);
  if (aim === 'place' || aim === 'safe') return aim;
  if (aim === 'channel') return 'chan';
  if (aim === 'address') return 'addr';
  const acts = actPatternsOf(language);
  if (!isNoun && acts.vagueDone.has(norm)) return 'felt';
  if (!isNoun && (acts.done.has(norm) || acts.doneEnding.test(norm))) return 'done';
  if (!isNoun && acts.vague.has(norm)) return 'vague';
  if (acts.soothing.has(norm)) return 'soft';
  if (isNoun && language === 'de') return isAgent(norm, agentsDe) ? 'agent' : 'noun';
  if (isNoun) return 'name';
  if (language === 'en') return isAgent(norm, agentsEn) ? 'agent' : null;
  if (/(?:en|ern|eln)$/.test(norm)) return 'verb';
  return /^[a-z]{3,}t$/.test(norm) ? 'does' : null;
}

/** Endings of whoever does something; what ends so and is a thing is listed. */
const agentsEn = {
  endings: /(?:er|or|ist|ian|ant|ent|eer|ee|man|woman|people|ary)s?$/,
  things: setOf(
    'order orders number numbers letter letters computer router after other others however offer offers',
    'error errors water paper power filter never over under later better whether either another matter',
    'matters corner cover sensor folder header charger printer scanner container meter timer transfer',
    'voucher vouchers remember enter consider summer winter member september october november december',
    'for nor door floor colour or her per ever rather together further former proper clear year appear',
    'payment payments document documents different recent present sent went account event moment current',
    'appointment department percent statement agreement equipment refund want important relevant urgent',
    'instant significant coffee fee employee free see three agree degree summary january february necessary',
    'temporary primary library salary ordinary list exist assist consist twist first dinner weather leather',
    'buffer cooker cutter heater locker poster register reminder semester shower sticker tower trigger user',
    'delivery battery very every query recovery answer prefer differ suffer chapter centre newsletter',
  ),
};
const agentsDe = {
  endings: /(?:er|erin|ent|ist|or|eur|ar|ant|mann|frau|leute|innen|ern)$/,
  things: setOf(
    'fehler router rechner drucker monitor computer stecker zaehler koffer schalter keller nummer oktober',
    'september november dezember januar februar wasser fenster zimmer teller muster papier filter sender',
    'adapter container scanner roller mixer laufer kalender newsletter ordner zeitfenster sommer winter',
    'dauer feuer steuer mauer mutter vater bruder schwester tochter kinder eimer laser akkuträger sensor',
    'motor faktor formular kommentar honorar exemplar inventar moment dokument patent prozent vertrauter',
    'warnblinker aufkleber leiter becher kleber ticker sticker poster charakter theater register semester',
  ),
};

function isAgent(norm: string, { endings, things }: typeof agentsEn): boolean {
  return norm.length >= 5 && endings.test(norm) && !things.has(norm);
}

const articles = setOf('the your our my their his her its a an that this');

function isAfterArticle(at: number, words: readonly Word[]): boolean {
  const before = words[at - 1]?.norm ?? '';
  return articles.has(before) || articles.has(words[at - 2]?.norm ?? '');
}
