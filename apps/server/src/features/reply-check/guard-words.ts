import type { ReplyFindingShown } from '@earshot/contract/reply-finding.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { Refused } from '../../platform/errors.ts';
import type { GuardWords, KeptWords } from '../../platform/kept-words.ts';
import { checkTemplate } from './check-template.ts';
import { presentFindings } from './guard-reply.ts';
import { listModes } from './reply-check-store.ts';

type Words = Pick<KeptWords, 'text' | 'language' | 'fills'>;

async function weigh(
  { text, language, fills }: Words,
  modes: Awaited<ReturnType<typeof listModes>>,
  locale: 'de' | 'en',
): Promise<ReplyFindingShown[]> {
  // The rules know German and English; what they cannot read they say nothing of.
  if (language !== 'de' && language !== 'en') return [];
  const seen = await checkTemplate(text, language, fills);
  const found = seen.flatMap((one) => {
    const mode = modes.get(one.rule);
    return mode === undefined || mode === 'off' ? [] : [{ ...one, mode }];
  });
  return presentFindings(text, found, locale);
}

/** What the rules see in words that are being written, those switched off left out. */
export async function checkWords(tx: Tx, actor: Actor, words: Words): Promise<ReplyFindingShown[]> {
  return weigh(words, await listModes(tx), actor.locale);
}

/** Looks at words before they are kept; refuses with `reply_check` where a rule binds. */
export const guardWords: GuardWords = async (tx, actor, words, overrides = []) => {
  const said = words.filter(({ text }) => text.trim() !== '');
  if (said.length === 0) return [];
  const modes = await listModes(tx);
  const weighed = await Promise.all(
    said.map(async (one) =>
      (await weigh(one, modes, actor.locale)).map((finding) => ({ ...finding, field: one.field })),
    ),
  );
  const found = weighed.flat();
  const reasoned = new Set(overrides.map(({ rule }) => rule));
  if (found.some(({ mode, rule }) => mode === 'binding' && !reasoned.has(rule))) {
    throw new Refused(
      'reply_check',
      'The reply check holds these words back, nothing was saved or sent: change what is marked.',
      { facts: { findings: found } },
    );
  }
  return found;
};
