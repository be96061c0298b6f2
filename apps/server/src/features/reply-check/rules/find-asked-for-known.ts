import { bodyOf, type Sentence, type TextLanguage } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { findAnySteps, findWord } from '../engine/match-words.ts';
import { listPersonal } from '../engine/read-personal.ts';
import { askingVerbs, confirming, knownKinds } from '../patterns/known-kinds.ts';

/** Asks for something that stands in the case, or in what the contact wrote. */
export function findAskedForKnown(reply: ReadReply): ReplyFinding[] {
  return bodyOf(reply.checked).flatMap((sentence) => {
    if (!asks(sentence, reply.language)) return [];
    const kind = knownKinds.find(
      ({ name, names, besides }) =>
        findWord(sentence.words, names) >= 0 &&
        (!besides || findWord(sentence.words, besides) < 0) &&
        isKnown(reply, name),
    );
    if (!kind) return [];
    const at = findWord(sentence.words, kind.names);
    const word = sentence.words[at]!;
    const value = reply.input.facts.known?.[kind.name];
    return [
      {
        rule: 'asks_for_known',
        severity: 'warn',
        ranges: [[word.start, word.end]],
        said: {
          en: `We have that already${value ? `: ${value}` : ', the contact wrote it'}.`,
          de: `Das haben wir schon${value ? `: ${value}` : ', der Kontakt hat es geschrieben'}.`,
        },
        offers: ['remove'],
      } satisfies ReplyFinding,
    ];
  });
}

/** A question or a request; reading out what is known to have it confirmed is neither. */
function asks(sentence: Sentence, language: TextLanguage): boolean {
  const isRequest =
    findAnySteps(sentence.words, askingVerbs[language]) !== null || sentence.isQuestion;
  return isRequest && findAnySteps(sentence.words, confirming[language]) === null;
}

function isKnown({ input, history }: ReadReply, name: string): boolean {
  if (input.facts.known?.[name]) return true;
  if (name === 'name') return Boolean(input.facts.contactName);
  return history.contactTexts.some((text) => listPersonal(text).some(({ kind }) => kind === name));
}
