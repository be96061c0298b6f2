import { bodyOf, type Sentence } from '../engine/checked-text.ts';
import type { ReplyFinding } from '../engine/checked-reply.ts';
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
    .slice(0, QUESTIONS_MAX);
  const said = bodyOf(reply.checked);
  const stems = new Set(said.flatMap((one) => tellingStems(one)));
  const real = questions.filter(isRealQuestion);
  const open = real.filter((question) => !hasCounterpart(question, said, stems));
  // Of several questions one can be forgotten; of a single one any deed or fact may be the answer.
  const isForgotten = real.length > 1 && open.length < real.length && !asksBack;
  if (!isForgotten && (isTakenUp || !reply.acts.every(isTalk))) return [];
  return open.flatMap((question) => {
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

/** A question is quoted in full up to here. */
const QUOTED_MAX_CHARS = 160;

function wordsOf({ history }: ReadReply, question: Sentence): string {
  const source = history.last.find(({ sentences }) => sentences.includes(question))!;
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
  if (shared >= Math.max(1, Math.ceil(asked.length * 0.34))) return true;
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
