/** Words out of a text, with a mark on each side on which the text goes on. */
export function markExcerpt(excerpt: string, text: string): string {
  const words = excerpt.trim();
  const whole = text.trim();
  const start = whole.indexOf(words);
  const before = start > 0 ? '… ' : '';
  const after = start === -1 || start + words.length < whole.length ? ' …' : '';
  return before + words + after;
}

/** The first words of a text, in at most so many characters and the mark. */
export function beginExcerpt(text: string, most_characters: number): string {
  if (text.length <= most_characters) return text.trim();
  const cut = text.slice(0, most_characters);
  return markExcerpt(cut.replace(/\s+\S*$/, ''), text);
}
