import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import type { Word } from '../engine/checked-text.ts';
import { foldWord } from '../engine/fold-word.ts';
import { findWord, words } from '../engine/match-words.ts';

const openers = words(
  'hallo hi hello hey dear liebe lieber liebes sehr guten moin servus geehrte geehrter geehrtes good',
  'morning afternoon evening tag morgen abend greetings gruess gott dich sie again nochmal',
);
const titles = words(
  'herr herrn frau mr mrs ms miss mx dr prof sir madam maam herrin familie fam professor doktor von van',
  'der de und and mag ing dipl di dkfm lic med jur phil',
);
/** Greet everybody, or nobody by name. */
const general = words(
  'zusammen alle there all everyone team customer kunde kundin kunden damen herren folks both guys',
  'beide leute interessent interessentin mitglied kollege kollegin kollegen friend user nutzer',
  'valued again user nachbar guest gast',
);

/** The greeting names somebody who is not the contact. */
export function findWrongName({ input, checked }: ReadReply): ReplyFinding[] {
  const { contactName } = input.facts;
  if (!contactName) return [];
  const theirs = new Set(partsOf(contactName));
  const greeting = checked.sentences.find(({ zone }) => zone === 'greeting');
  if (!greeting || theirs.size === 0) return [];
  const named = listNames(greeting.words);
  if (named.length === 0 || named.some(({ norm }) => theirs.has(norm))) return [];
  const first = named[0]!;
  return [
    {
      rule: 'wrong_name',
      severity: 'warn',
      ranges: [[first.start, named.at(-1)!.end]],
      said: {
        en: `The contact is called ${contactName}.`,
        de: `Der Kontakt heißt ${contactName}.`,
      },
      offers: ['replace'],
      replacement: contactName.trim().split(/\s+/).at(-1)!,
    },
  ];
}

function partsOf(name: string): string[] {
  return name
    .split(/[\s,.-]+/)
    .map((part) => foldWord(part).replaceAll("'", ''))
    .filter((part) => part.length > 1 && !titles.has(part));
}

function listNames(greeting: readonly Word[]): Word[] {
  if (findWord(greeting, general) >= 0) return [];
  return greeting.filter(
    ({ norm, kind, isUpper }) =>
      kind === 'word' && isUpper && !openers.has(norm) && !titles.has(norm) && norm.length > 1,
  );
}
