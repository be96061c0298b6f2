import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';

/** A public answer to what was asked in private. */
export function findWiderAnswer({ input }: ReadReply): ReplyFinding[] {
  const { visibility, askedVisibility } = input.facts;
  if (visibility !== 'public' || askedVisibility !== 'private') return [];
  return [
    {
      rule: 'wider_than_question',
      severity: 'warn',
      ranges: [],
      said: {
        en: 'The contact asked in private; everybody could read this answer.',
        de: 'Der Kontakt hat nicht öffentlich gefragt; diese Antwort könnte jeder lesen.',
      },
      offers: ['replace'],
    },
  ];
}
