import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { bodyOf } from '../engine/checked-text.ts';

/** Neither settles the matter nor says who does what by when. */
export function findNextStep({ acts, checked, found, input }: ReadReply): ReplyFinding[] {
  if (input.text.trim() === '' || found.some(({ rule }) => rule === 'referral')) return [];
  if (acts.some(leadsOn)) return [];
  const last = bodyOf(checked).at(-1);
  return [
    {
      rule: 'no_next_step',
      severity: 'note',
      ranges: last ? [[last.start, last.end]] : [],
      said: {
        en: 'Nothing is settled, and nobody can tell who does what by when.',
        de: 'Nichts ist gelöst, und niemand erfährt, wer was bis wann tut.',
      },
      offers: ['insert_promise', 'callback', 'task'],
    },
  ];
}

const answers = new Set(
  'yes no ja nein doch because weil denn bleibt gilt heisst means liegt steht stays'.split(' '),
);

function leadsOn(one: SentenceActs): boolean {
  if (one.isResult || one.isCommitment || one.isAsking || one.isInstruction) return true;
  if (one.isVague) return false;
  if (one.isSoothing) return false;
  // A statement with facts of its own answers something; one without is talk.
  const { words } = one.sentence;
  if (one.hasTime || answers.has(words[0]!.norm)) return true;
  return words.some(({ kind }) => kind !== 'word') || words.some(({ norm }) => answers.has(norm));
}
