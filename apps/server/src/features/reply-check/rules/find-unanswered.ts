import { bodyOf, type Sentence } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
import { isOnlyTalk } from './judge-talk.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import type { SentenceActs } from '../engine/read-acts.ts';
import { findWord, words } from '../engine/match-words.ts';
import { namesTime } from '../engine/read-times.ts';
import { stemWord } from '../engine/stem-word.ts';
import { functionWords } from '../patterns/function-words.ts';

/** More than these are no questions but a list; the first ones are looked at. */
const QUESTIONS_MAX = 12;
/** A question of fewer telling words is a cry. */
const TELLING_MIN_WORDS = 2;

const asksWhen = words('wann when until bis how-long');
const asksMuch = words('much cost price teuer kostet kosten viel preis');
const asksWhere = words('where wo wohin woher');
const yesNo = words(
  'yes no ja nein leider unfortunately not nicht sure gern gerne selbstverstaendlich natuerlich',
);
const answering = words(
  'find klaere klaeren pruefe pruefen herausfinden check frage fragen ask erkundige confirm',
);
const cries = words(
  'serious kidding joke joking seriously ernst witz scherz wahr real wirklich really euer hell wtf',
);

/** Questions of the contact's last message without a counterpart in the reply. */
export function findUnanswered(reply: ReadReply): ReplyFinding[] {
  if (reply.input.text.trim() === '') return [];
  if (reply.found.some(({ rule }) => rule === 'referral')) return [];
  const isTakenUp = reply.acts.some(takesUp);
  const asksBack = reply.acts.some((one) => one.isAsking || one.isVague || findsOut(one));
  const questions = reply.history.last
    .flatMap(bodyOf)
    .filter(({ isQuestion }) => isQuestion)
    .flatMap(splitQuestion)
    .slice(0, QUESTIONS_MAX);
  const said = bodyOf(reply.checked);
  const stems = new Set(said.flatMap((one) => tellingStems(one)));
  const real = questions.filter(isRealQuestion);
  const open = real.filter((question) => !hasCounterpart(question, said, stems));
  // Of several questions one can be forgotten; of a single one any deed or fact may be the answer.
  const isForgotten = real.length > 1 && open.length < real.length && !asksBack;
  const isTalkOnly = isOnlyTalk(reply.acts, reply.language) || reply.acts.every(isTalk);
  const missed =
    isForgotten || (!isTakenUp && isTalkOnly) ? open : open.filter((one) => isMissed(one, reply));
  return missed.flatMap((question) => {
    const asked = question.words.map(({ norm }) => norm).length;
    const text = wordsOf(reply, question);
    return [
      {
        rule: 'unanswered_question',
        severity: asked > 3 ? 'warn' : 'note',
        ranges: [],
        said: {
          en: `No answer yet to "${text}"`,
          de: `Noch keine Antwort auf „${text}“`,
        },
        offers: ['insert_promise', 'task'],
      } satisfies ReplyFinding,
    ];
  });
}

const joining = words('und and');
const opening = words(
  'wann wo wer wie was warum wieso welche welcher welches when where who how what which why can could',
  'is are do does did will would have has may should was were kann koennen darf duerfen muss muessen',
  'ist sind gibt habt haben hat soll sollen wird werden bekomme bekommen geht gilt kostet halten schickt',
);

/** "Do you send it, and does it hold 20 kg?": two questions in one sentence. */
function splitQuestion(question: Sentence): Sentence[] {
  const { words: said } = question;
  const at = said.findIndex(
    ({ norm }, index) => index > 2 && joining.has(norm) && opening.has(said[index + 1]?.norm ?? ''),
  );
  if (at < 0 || said.length - at < TELLING_MIN_WORDS + 2) return [question];
  const first = said.slice(0, at);
  const second = said.slice(at + 1);
  const parts = [
    { ...question, words: first, end: first.at(-1)!.end },
    { ...question, words: second, start: second[0]!.start },
  ];
  // "What comes next and what do you need?" is one question.
  return parts.every((one) => tellingStems(one).length >= TELLING_MIN_WORDS) ? parts : [question];
}

/** Asked when or how much, and nothing in the reply is a time, a number or a deed. */
function isMissed({ words: asked }: Sentence, { acts }: ReadReply): boolean {
  if (findWord(asked, asksWhen) < 0 && findWord(asked, asksMuch) < 0) return false;
  return acts.every((one) => {
    if (one.isCommitment || one.isTakeover || one.isAsking || one.isInstruction) return false;
    const { words: said } = one.sentence;
    return !one.hasTime && !one.isResult && said.every(({ kind }) => kind === 'word');
  });
}

/** A question is quoted in full up to here. */
const QUOTED_MAX_CHARS = 160;

function wordsOf({ history }: ReadReply, question: Sentence): string {
  const source = history.last.find(({ sentences }) =>
    sentences.some(({ start, end, words: said }) => {
      return start <= question.start && question.end <= end && said.includes(question.words[0]!);
    }),
  )!;
  const text = source.text.slice(question.start, question.end + 1);
  return text.length > QUOTED_MAX_CHARS ? `${text.slice(0, QUOTED_MAX_CHARS)} …` : text;
}

function tellingStems({ words: said }: Sentence): string[] {
  return said
    .filter(({ norm, kind }) => {
      const isSmall = functionWords.de.has(norm) || functionWords.en.has(norm);
      return kind === 'word' && !isSmall && norm.length > 2;
    })
    .map(({ norm }) => stemWord(norm));
}

function isRealQuestion(question: Sentence): boolean {
  if (findWord(question.words, cries) >= 0) return false;
  const hasAsker = question.words.some(({ norm }) =>
    /^(?:w(?:ann|o|er|ie|as|elche[rsmn]?|ohin|oher|arum|ieso)|when|where|who|how|what|which|why)$/.test(
      norm,
    ),
  );
  return tellingStems(question).length >= (hasAsker ? 1 : TELLING_MIN_WORDS);
}

/** "I find out by noon": asked on, so that it will be answered. */
function findsOut({ sentence, isCommitment }: SentenceActs): boolean {
  return isCommitment && findWord(sentence.words, answering) >= 0;
}

/** Neither a deed nor a fact. */
function isTalk({ isSoothing, isVague }: SentenceActs): boolean {
  return isSoothing || isVague;
}

/** A deed, a step, a question back, a fact or a plain yes or no: something was taken up. */
function takesUp(one: SentenceActs): boolean {
  const { words: said } = one.sentence;
  if (one.isResult || one.isCommitment || one.isTakeover || one.isAsking) return true;
  if (one.isInstruction || one.hasTime || yesNo.has(said[0]!.norm)) return true;
  return said.some(({ kind }) => kind === 'number' || kind === 'url');
}

function hasCounterpart(
  question: Sentence,
  said: readonly Sentence[],
  stems: ReadonlySet<string>,
): boolean {
  const asked = tellingStems(question);
  const shared = asked.filter((stem) => hasStem(stems, stem)).length;
  const has = (wanted: ReadonlySet<string>) => findWord(question.words, wanted) >= 0;
  if (has(asksWhen) && said.some((one) => namesTime(one.words))) return true;
  if (has(asksMuch) && said.some((one) => one.words.some(({ kind }) => kind === 'number'))) {
    return true;
  }
  if (has(asksWhere) && shared > 0) return true;
  if (shared >= Math.max(1, Math.ceil(asked.length * 0.25))) return true;
  const isYesNo = /^[a-z]+$/.test(question.words[0]!.norm) && !has(asksWhen) && !has(asksMuch);
  if (isYesNo && shared === 0 && said.some((one) => yesNo.has(one.words[0]!.norm))) return true;
  return shared > 0 && said.some((one) => findWord(one.words, answering) >= 0);
}

/** Same beginning, so that compounds and inflections meet. */
function hasStem(stems: ReadonlySet<string>, stem: string): boolean {
  if (stems.has(stem)) return true;
  if (stem.length < 5) return false;
  for (const one of stems) {
    if (one.length >= 5 && (one.includes(stem) || stem.includes(one))) return true;
    if (one.length >= 6 && stem.length >= 6 && one.slice(0, 5) === stem.slice(0, 5)) return true;
  }
  return false;
}
