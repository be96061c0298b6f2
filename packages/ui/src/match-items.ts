import type { IconName } from './icon.tsx';

export interface PickerItem {
  id: string;
  label: string;
  detail?: string | undefined;
  icon?: IconName | undefined;
  keys?: string | undefined;
  group?: string | undefined;
  /** Already found elsewhere for what was typed: always shown. */
  always?: boolean;
  /** Further words under which it is found. */
  words?: string | undefined;
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** What was found elsewhere stands below labels with a word that begins so, above the rest. */
const found_score = 2.5;

/** How well an item answers: 0 not at all; a beginning of the label beats one of a word. */
function score(item: PickerItem, parts: string[]): number {
  if (item.always === true) return found_score * parts.length;
  const label = plain(item.label);
  const rest = plain(`${item.detail ?? ''} ${item.words ?? ''}`);
  let sum = 0;
  for (const part of parts) {
    if (label.startsWith(part)) sum += 4;
    else if (label.includes(` ${part}`)) sum += 3;
    else if (label.includes(part)) sum += 2;
    else if (rest.includes(part)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The items that hold every typed word, best first; all of them in their order without a query. */
export function matchItems(items: readonly PickerItem[], query: string): readonly PickerItem[] {
  const parts = plain(query).split(/\s+/).filter(Boolean);
  if (parts.length === 0) return items;
  return items
    .map((item, order) => ({ item, order, score: score(item, parts) }))
    .filter((found) => found.score > 0)
    .toSorted((a, b) => b.score - a.score || a.order - b.order)
    .map((found) => ({ ...found.item, group: undefined }));
}
