import { bodyOf, type TextLanguage } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { findAnySteps, type Step, steps } from '../engine/match-words.ts';

const announced: Record<TextLanguage, readonly Step[][]> = {
  en: [
    steps('0|attached enclosed'),
    steps('0|attaching enclosing'),
    steps('0|see find', '3|attachment attachments enclosure'),
    steps('0|attachment attachments', '4|contains you is has'),
    steps('0|in', '2|attachment enclosure'),
    steps('0|i we', '2|attach enclose'),
  ],
  de: [
    steps('0|anbei'),
    steps('0|im', '1|anhang'),
    steps('0|in', '2|anlage'),
    steps('0|als', '1|anlage anhang'),
    steps('0|angehaengt angehaengte angehaengten angefuegt angefuegte'),
    steps('0|beigefuegt beigefuegte beigefuegten beigefuegtes beiliegend beiliegende'),
    steps('0|haenge haengen fuege fuegen', '8|an bei'),
  ],
};

/** The contact's own file, one sent before, one that follows, or a thing. */
const otherwise: Record<TextLanguage, readonly Step[][]> = {
  en: [
    steps('0|you', '3|attached enclosed attach'),
    steps('0|your', '3|attached enclosed attachment attachments'),
    steps('0|please can could', '4|attach enclose'),
    steps('0|earlier yesterday previous last previously already'),
    steps('0|will tomorrow later', '4|attach follow send enclose'),
    steps('0|not', '3|attached attach'),
    steps('0|parcel box package letter cable firmly', '6|attached enclosed'),
    steps('0|attached', '1|to', '1|the'),
    steps('0|thank thanks received', '8|attached attachment'),
  ],
  de: [
    steps(
      '0|ihrem ihrer ihre ihr deinem deiner deine von',
      '3|anhang anlage angehaengte beigefuegte',
    ),
    steps('0|sie du', '6|angehaengt beigefuegt'),
    steps('0|bitte', '8|anhaengen beifuegen'),
    steps('0|haengen fuegen', '1|sie'),
    steps('0|haeng fueg', '6|an bei'),
    steps('0|bereits gestern letzten vorigen letzte frueheren damals schon'),
    steps('0|nicht kein', '4|angehaengt beigefuegt anhang'),
    steps('0|paket sendung brief ruecksendung geraet lieferung', '8|beigefuegt beiliegend anbei'),
    steps('0|morgen spaeter folgt', '9|anhang anbei'),
    steps('0|danke dank', '8|anhang beigefuegten'),
  ],
};

/** An enclosure is announced, and nothing is enclosed. */
export function findMissingAttachment({ input, checked, language }: ReadReply): ReplyFinding[] {
  if (input.facts.attachments !== 0) return [];
  return bodyOf(checked).flatMap((sentence) => {
    const { words } = sentence;
    const hit = findAnySteps(sentence, announced[language]);
    if (!hit || findAnySteps(sentence, otherwise[language])) return [];
    return [
      {
        rule: 'attachment_missing',
        severity: 'warn',
        ranges: [[words[hit.from]!.start, words[hit.to]!.end]],
        said: {
          en: 'A file is announced, and none is attached.',
          de: 'Ein Anhang ist angekündigt, aber keiner hängt an.',
        },
        offers: ['attach'],
      } satisfies ReplyFinding,
    ];
  });
}
