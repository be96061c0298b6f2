import type { Word } from '../engine/checked-text.ts';
import { words } from '../engine/match-words.ts';

const germanParts = words(
  'ab an auf aus ein her heraus raus rein los mit nach um vor vorbei weg zu',
);
const englishParts = words(
  'off out on in up down back by again with to into over for around at clean down away',
);
/** Words between a verb and its second part. */
const REACH = 9;
const ENGLISH_REACH = 4;

/**
 * Verbs in two parts as one word: "schalten Sie es aus" as `ausschalten`, "turn it off" as
 * `turn_off`, "neu starten" as `neustarten`.
 */
export function joinParts(said: readonly Word[]): string[] {
  const joined: string[] = [];
  said.forEach(({ norm, clause }, at) => {
    if (norm === 'neu' || norm === 'erneut') {
      for (const next of said.slice(at + 1, at + 3)) joined.push(`neu${next.norm}`);
      return;
    }
    if (germanParts.has(norm)) {
      for (let i = Math.max(0, at - REACH); i < at; i += 1) {
        const verb = said[i]!;
        if (verb.clause === clause && verb.norm.length > 2) joined.push(`${norm}${verb.norm}`);
      }
    }
    if (englishParts.has(norm)) {
      for (let i = Math.max(0, at - ENGLISH_REACH); i < at; i += 1) {
        const verb = said[i]!;
        if (verb.clause === clause && verb.norm.length > 1) joined.push(`${verb.norm}_${norm}`);
      }
    }
  });
  return joined;
}
