import { bodyOf, type Sentence, type TextLanguage } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { findAnySteps, findWord, words, type WordSet } from '../engine/match-words.ts';
import { listPersonal } from '../engine/read-personal.ts';
import { askingVerbs, confirming, knownKinds } from '../patterns/known-kinds.ts';

/** Asks for something that stands in the case, or in what the contact wrote. */
export function findAskedForKnown(reply: ReadReply): ReplyFinding[] {
  return bodyOf(reply.checked).flatMap((sentence) => {
    if (!asks(sentence, reply.language)) return [];
    const kind = knownKinds.find(
      ({ name, names, besides }) =>
        findWord(sentence.words, names) >= 0 &&
        (!ofAnybody.has(name) || isTheirs(sentence, names)) &&
        (!besides || findWord(sentence.words, besides) < 0) &&
        isKnown(reply, name),
    );
    const given = kind ? -1 : findGivenNumber(reply, sentence);
    if (!kind && given < 0) return [];
    const at = kind ? findWord(sentence.words, kind.names) : given;
    const word = sentence.words[at]!;
    const value = reply.input.facts.known?.[kind?.name ?? ''];
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
  const isRequest = findAnySteps(sentence, askingVerbs[language]) !== null || sentence.isQuestion;
  return isRequest && findAnySteps(sentence, confirming[language]) === null;
}

/** Everybody and everything has these: it must be said to be the contact's. */
const ofAnybody = new Set(['name', 'phone']);
const theirs = words('your ihre ihren ihr ihrem dein deine deinen deiner euren number');

function isTheirs({ words: said }: Sentence, names: WordSet): boolean {
  const at = findWord(said, names);
  return /nummer|nr$/.test(said[at]!.norm) || findWord(said, theirs, at - 3, at + 2) >= 0;
}

/** Letters by which "Ausweisnummer" and "Mein Ausweis: 600187" meet. */
const ROOT_CHARS = 5;

/** The word for a number of which the contact wrote the number; -1 for none. */
function findGivenNumber({ history }: ReadReply, { words: said }: Sentence): number {
  return said.findIndex(({ norm }, at) => {
    const compound = /^([a-z]{4,})(?:nummer|nr)$/.exec(norm)?.[1];
    const isNamed = /^(?:number|no|id|reference|ref)$/.test(said[at + 1]?.norm ?? '');
    const root = (compound ?? (isNamed ? norm : '')).slice(0, ROOT_CHARS);
    if (root.length < 4 || /^(?:phone|telef|handy|mobil|rueck|haus|house)/.test(root)) return false;
    return history.numbered.some((one) => one.startsWith(root));
  });
}

function isKnown({ input, history }: ReadReply, name: string): boolean {
  if (input.facts.known?.[name]) return true;
  if (name === 'name') return Boolean(input.facts.contactName);
  return history.contactTexts.some((text) => listPersonal(text).some(({ kind }) => kind === name));
}
