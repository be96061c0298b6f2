const FOLDED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Lower case with ae, oe, ue, ss and without accents: both spellings become one. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  // oxlint-disable-next-line no-control-regex -- exactly the characters without anything to fold
  if (/^[\u0000-\u007f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFC')
    .replace(/[äöüß]/g, (letter) => FOLDED[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'");
}

/** Short forms and what they stand for, in the spellings of letters and of social media. */
const LONG_FORMS: Record<string, string[]> = {
  "can't": ['can', 'not'],
  cant: ['can', 'not'],
  cannot: ['can', 'not'],
  "won't": ['will', 'not'],
  wont: ['will', 'not'],
  "shan't": ['shall', 'not'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  havent: ['have', 'not'],
  youll: ['you', 'will'],
  youd: ['you', 'would'],
  youre: ['you', 'are'],
  youve: ['you', 'have'],
  weve: ['we', 'have'],
  ive: ['i', 'have'],
  "let's": ['let', 'us'],
  pls: ['please'],
  plz: ['please'],
  pleae: ['please'],
  u: ['you'],
  ur: ['your'],
  gonna: ['going', 'to'],
  "y'all": ['you'],
  "e'mail": ['email'],
  kannste: ['kannst', 'du'],
  kannst: ['kannst'],
  musste: ['musste'],
  gibts: ['gibt', 'es'],
  gehts: ['geht', 'es'],
  bidde: ['bitte'],
  biite: ['bitte'],
  kontaktiern: ['kontaktieren'],
  dms: ['dm'],
  pms: ['pm'],
  pns: ['pn'],
};

const ENDINGS: readonly [string, string][] = [
  ["n't", 'not'],
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'re", 'are'],
  ["'d", 'would'],
  ["'m", 'am'],
];

/** The words that a folded word stands for; most stand for themselves. */
export function expandWord(folded: string): string[] {
  const long = Object.hasOwn(LONG_FORMS, folded) ? LONG_FORMS[folded] : undefined;
  if (long) return long;
  if (!folded.includes("'")) return [folded];
  for (const [ending, word] of ENDINGS) {
    if (folded.length > ending.length && folded.endsWith(ending)) {
      return [folded.slice(0, -ending.length), word];
    }
  }
  return folded.endsWith("'s") ? [folded.slice(0, -2), "'s"] : [folded.replaceAll("'", '')];
}
