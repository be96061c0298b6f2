import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { foldWord } from '../engine/fold-word.ts';
import { listStrangers } from './find-personal-facts.ts';

/** A recipient who has no part in the conversation, and whom the reply does not introduce. */
export function findWrongRecipient(reply: ReadReply): ReplyFinding[] {
  const text = foldWord(reply.input.text);
  const strangers = listStrangers(reply).filter((address) => !isIntroduced(text, address));
  if (strangers.length === 0) return [];
  const named = strangers.join(', ');
  return [
    {
      rule: 'wrong_recipient',
      severity: 'warn',
      ranges: [],
      said: {
        en: `${named} has had no part in this conversation.`,
        de: `${named} war an diesem Gespräch bisher nicht beteiligt.`,
      },
      offers: ['remove'],
    },
  ];
}

/** A name with fewer letters is also a part of other words. */
const NAME_MIN_CHARS = 4;

function isIntroduced(text: string, address: string): boolean {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const parts = [...local.split(/[._-]/), ...domain.split(/[.-]/).slice(0, -1)];
  if (text.includes(address.toLowerCase())) return true;
  return parts.some((part) => part.length >= NAME_MIN_CHARS && text.includes(part));
}
