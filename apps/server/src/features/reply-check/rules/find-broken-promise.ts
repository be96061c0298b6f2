import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { bodyOf } from '../engine/checked-text.ts';
import { findWord, words } from '../engine/match-words.ts';

/** Words that own up to it: promised, late, kept waiting. */
const owningUp = words(
  'promise promised late delay delayed overdue missed waiting waited wait longer should agreed kept',
  'forgot forgotten failed deadline earlier yesterday already slipped didnt unkept behind',
  'versprochen versprechen zugesagt zusage verspaetet verspaetung verzoegerung verzoegert warten',
  'gewartet wartezeit spaet spaeter versaeumt eingehalten vergessen haetten haette hinhalten',
  'angekuendigt ueberfaellig frist termin laenger verpasst geschafft laengst gehalten verzug',
);

/** We broke a promise, and the reply does not say so. */
export function findBrokenPromise({ input, checked }: ReadReply): ReplyFinding[] {
  const broken = input.facts.brokenPromises ?? [];
  if (broken.length === 0 || input.text.trim() === '') return [];
  if (bodyOf(checked).some((one) => findWord(one.words, owningUp) >= 0)) return [];
  const { text } = broken[0]!;
  return [
    {
      rule: 'broken_promise_unmentioned',
      severity: 'warn',
      ranges: [],
      said: {
        en: `We promised "${text}" and did not keep it. Say so, why, and by when now.`,
        de: `Wir haben „${text}“ versprochen und nicht gehalten. Sagen Sie das, warum, und bis wann jetzt.`,
      },
      offers: ['insert_promise'],
    },
  ];
}
