import { htmlOfText } from '../composer/plain-html.ts';

/** A shortcut being typed: where it stands in the HTML of the draft, and its letters so far. */
export interface TypedShortcut {
  start: number;
  end: number;
  letters: string;
}

/** The last line end at which `/letters` stands, at the beginning of the line or after a blank. */
export function findTyped(html: string): TypedShortcut | null {
  const found = [...html.matchAll(/(?<=^|>|\s|&nbsp;)\/([a-z0-9äöüß-]{0,30})(?=<\/p>|$)/gi)].at(-1);
  if (!found) return null;
  return {
    start: found.index,
    end: found.index + found[0].length,
    letters: found[1]!.toLowerCase(),
  };
}

/** The draft with these words in the place of the shortcut; at its end, where none was typed. */
export function insertWords(html: string, typed: TypedShortcut | null, words: string): string {
  const paragraphs = htmlOfText(words);
  if (typed === null) return html === '' || html === '<p></p>' ? paragraphs : html + paragraphs;
  const inside = html.slice(0, typed.start).lastIndexOf('<p') > -1;
  const fitting = inside ? paragraphs.slice('<p>'.length, -'</p>'.length) : paragraphs;
  return html.slice(0, typed.start) + fitting + html.slice(typed.end);
}
