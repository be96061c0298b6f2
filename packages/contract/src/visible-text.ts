/** The blank of Braille and the marks of interlinear notes: no space, no control, yet nothing. */
const seen = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;

/**
 * Whether a text shows anything at all: spaces, control characters and what Unicode calls
 * default ignorable (zero-width, directions, fillers) do not. The one check of every door.
 */
export function isVisible(text: string): boolean {
  return seen.test(text);
}
