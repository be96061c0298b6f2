import type { HandOver, HandOverLine } from '@earshot/contract/travel-contract.ts';
import { formatInstant, type Locale } from '../../../platform/i18n/texts.ts';
import { isQuestion, quote, saysTried, splitSentences } from './sentence-rules.ts';
import { handOverText } from './hand-over-texts.ts';

/** Everything a hand-over is made from: rows of the case and of those merged into it. */
export interface HandOverFacts {
  timeZone: string;
  openCase: { id: string; number: number; subject: string; openedAt: Date };
  contact: { id: string; name: string; address: string | null } | null;
  /** Messages with the contact, oldest first, without quotes, confirmations and notices. */
  messages: readonly HandOverMessage[];
  tasks: readonly {
    id: string;
    title: string;
    dueAt: Date | null;
    doneAt: Date | null;
    result: string;
  }[];
  /** Promises neither kept nor withdrawn. */
  promises: readonly { id: string; words: string; dueAt: Date; broken: boolean }[];
}

export interface HandOverMessage {
  id: string;
  direction: 'in' | 'out';
  author: string;
  at: Date;
  text: string;
  language: string | null;
}

/** The first two sentences say what it is about. */
const FIRST_SENTENCES = 2;
/** The newest of each kind; a hand-over is read, an archive is searched. */
const ANSWERS_MAX = 5;
const TRIED_MAX = 5;
const QUESTIONS_MAX = 8;
const TASKS_MAX = 10;

const parts = ['who', 'what', 'tried', 'promised', 'open'] as const;
const headings = {
  who: 'handOverWho',
  what: 'handOverWhat',
  tried: 'handOverTried',
  promised: 'handOverPromised',
  open: 'handOverOpen',
} as const;

/**
 * The hand-over of a case: lines that each stand in a row of it, quoted or named, and nothing else.
 */
export function composeHandOver(facts: HandOverFacts, locale: Locale): HandOver {
  const lines = [
    ...who(facts, locale),
    ...what(facts, locale),
    ...triedSoFar(facts, locale),
    ...promised(facts, locale),
    ...openQuestions(facts, locale),
  ];
  const text = parts.map((part) => {
    const own = lines.filter((line) => line.part === part).map((line) => `- ${line.text}`);
    const shown = own.length > 0 ? own : [`- ${handOverText(locale, 'handOverNothing')}`];
    return [handOverText(locale, headings[part]), ...shown].join('\n');
  });
  return { language: locale, lines, text: text.join('\n\n') };
}

function who({ contact }: HandOverFacts, locale: Locale): HandOverLine[] {
  if (!contact) return [];
  const address = contact.address === null || contact.address === contact.name;
  const text = handOverText(locale, 'lineContact', {
    name: contact.name,
    address: address ? '' : ` <${contact.address}>`,
  });
  return [{ part: 'who', text, source: { kind: 'contact', id: contact.id } }];
}

function what(facts: HandOverFacts, locale: Locale): HandOverLine[] {
  const { openCase } = facts;
  const subject: HandOverLine = {
    part: 'what',
    text: handOverText(locale, 'lineSubject', {
      number: String(openCase.number),
      subject: openCase.subject,
      at: formatInstant(openCase.openedAt, locale, facts.timeZone),
    }),
    source: { kind: 'case', id: openCase.id },
  };
  const first = facts.messages.find((one) => one.direction === 'in');
  if (!first) return [subject];
  const words = splitSentences(first.text, first.language).slice(0, FIRST_SENTENCES).join(' ');
  if (words === '') return [subject];
  const text = handOverText(locale, 'lineQuote', {
    quote: quote(words),
    name: first.author,
    at: formatInstant(first.at, locale, facts.timeZone),
  });
  return [subject, { part: 'what', text, source: { kind: 'message', id: first.id } }];
}

function triedSoFar(facts: HandOverFacts, locale: Locale): HandOverLine[] {
  const at = (one: { at: Date }) => formatInstant(one.at, locale, facts.timeZone);
  const line = (kind: 'message' | 'task', id: string, text: string): HandOverLine => ({
    part: 'tried',
    text,
    source: { kind, id },
  });
  const theirs = facts.messages
    .filter((one) => one.direction === 'in')
    .flatMap((one) =>
      splitSentences(one.text, one.language)
        .filter(saysTried)
        .map((said) =>
          line(
            'message',
            one.id,
            handOverText(locale, 'lineTheyTried', { at: at(one), quote: quote(said) }),
          ),
        ),
    );
  const ours = facts.messages
    .filter((one) => one.direction === 'out')
    .flatMap((one) => {
      const [first] = splitSentences(one.text, one.language);
      if (first === undefined) return [];
      const values = { name: one.author, at: at(one), quote: quote(first) };
      return [line('message', one.id, handOverText(locale, 'lineAnswer', values))];
    });
  const tasks = facts.tasks.map((task) =>
    line('task', task.id, describeTask(task, locale, facts.timeZone)),
  );
  return [...theirs.slice(-TRIED_MAX), ...ours.slice(-ANSWERS_MAX), ...tasks.slice(-TASKS_MAX)];
}

function describeTask(
  task: HandOverFacts['tasks'][number],
  locale: Locale,
  timeZone: string,
): string {
  const { title, result, dueAt } = task;
  if (task.doneAt !== null) {
    const came = result === '' ? '' : ` – ${quote(result)}`;
    return handOverText(locale, 'lineTaskDone', { title, result: came });
  }
  const at = dueAt && formatInstant(dueAt, locale, timeZone);
  const due = at === null ? '' : handOverText(locale, 'lineDue', { at });
  return handOverText(locale, 'lineTaskOpen', { title, due });
}

function promised(facts: HandOverFacts, locale: Locale): HandOverLine[] {
  return facts.promises.map((one) => ({
    part: 'promised',
    text: handOverText(locale, one.broken ? 'linePromiseBroken' : 'linePromiseOpen', {
      words: one.words,
      at: formatInstant(one.dueAt, locale, facts.timeZone),
    }),
    source: { kind: 'promise', id: one.id },
  }));
}

/** Questions of the contact that nothing of ours came after. */
function openQuestions(facts: HandOverFacts, locale: Locale): HandOverLine[] {
  const answered = facts.messages.findLastIndex((one) => one.direction === 'out');
  const questions = facts.messages.slice(answered + 1).flatMap((one) =>
    splitSentences(one.text, one.language)
      .filter(isQuestion)
      .map((said): HandOverLine => ({
        part: 'open',
        text: handOverText(locale, 'lineQuote', {
          quote: quote(said),
          name: one.author,
          at: formatInstant(one.at, locale, facts.timeZone),
        }),
        source: { kind: 'message', id: one.id },
      })),
  );
  return questions.slice(-QUESTIONS_MAX);
}
