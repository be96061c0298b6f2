/** Up to two initials of a name: "Lena Vogt" is LV, "Mr. Aydin" is A. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words.slice(0, 1);
  return chosen.map((word) => Array.from(word)[0]!.toUpperCase()).join('') || '·';
}
