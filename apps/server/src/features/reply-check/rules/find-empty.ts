import { bodyOf } from '../engine/checked-text.ts';
import { isPraised } from './find-next-step.ts';
import { isOnlyTalk } from './judge-talk.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';

/** Only thanks, regret and patience: without them nothing is left. */
export function findEmpty(reply: ReadReply): ReplyFinding[] {
  const { acts, checked, found, history, input, language } = reply;
  if (input.text.trim() === '' || found.some(({ rule }) => rule === 'referral')) return [];
  if (isPraised(history)) return [];
  if (!isOnlyTalk(acts, language)) return [];
  return [
    {
      rule: 'empty',
      severity: 'warn',
      ranges: bodyOf(checked).map(({ start, end }) => [start, end]),
      said: {
        en: 'Only thanks, regret or patience. Say what was done, or who does what by when.',
        de: 'Nur Dank, Bedauern oder Geduld. Sagen Sie, was getan ist oder wer was bis wann tut.',
      },
      offers: ['insert_promise', 'callback', 'task'],
    },
  ];
}
