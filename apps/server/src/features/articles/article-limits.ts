/** Articles of one account: as many as a settings page and a search without index can bear. */
export const articlesMax = 1_000;
/** Found for one description of a matter; more would be a wall. */
export const foundMost = 5;
/** Characters of a list’s excerpt. */
export const excerptCharacters = 200;
/**
 * Below this an article shares words with the matter only by chance. ts_rank gives a word 0.61 in
 * the title and 0.24 to 0.4 in the text: one of the title, or two of the text, are needed.
 */
export const leastRank = 0.45;
