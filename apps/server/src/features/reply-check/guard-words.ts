import { Refused } from '../../platform/errors.ts';
import type { GuardWords } from '../../platform/kept-words.ts';
import { checkTemplate } from './check-template.ts';
import { presentFindings } from './guard-reply.ts';
import { listModes } from './reply-check-store.ts';

/** Looks at words before they are kept; refuses with `reply_check` where a rule binds. */
export const guardWords: GuardWords = async (tx, actor, words, overrides = []) => {
  const said = words.filter(({ text }) => text.trim() !== '');
  if (said.length === 0) return [];
  const modes = await listModes(tx);
  const found = said.flatMap(({ field, text, language, fills }) => {
    const weighed = checkTemplate(text, language, fills).flatMap((one) => {
      const mode = modes.get(one.rule);
      return mode === undefined || mode === 'off' ? [] : [{ ...one, mode }];
    });
    return presentFindings(text, weighed, actor.locale).map((one) => ({ ...one, field }));
  });
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
