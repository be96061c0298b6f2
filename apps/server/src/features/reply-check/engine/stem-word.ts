import { rememberByWord } from './memo.ts';

const PREFIX =
  /^(ab|an|auf|aus|bei|durch|ein|fest|her|hin|los|mit|nach|um|vor|weg|weiter|wieder|zu|zurueck)(?:ge|zu)(?=[a-z]{3})/;

/** A rough stem, good enough to see that two words are forms of one; not for showing. */
export function stemWord(norm: string): string {
  if (norm.length < 5) return norm;
  let stem = norm.replace(PREFIX, '$1');
  if (stem === norm && /^ge[a-z]{3,}(?:t|en)$/.test(stem)) stem = stem.slice(2);
  stem = stem.replace(/(?:ungen|ung|ingly|ing|ed|est|ern|em|en|er|es|st|ly|e|n|s|t)$/, '');
  return stem.length < 3 ? norm : stem;
}

/** The rough stem of a word. */
export const stemOf = rememberByWord(({ norm }) => stemWord(norm));
