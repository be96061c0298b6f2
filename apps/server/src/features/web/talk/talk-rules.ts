import { createHash } from 'node:crypto';
import type { WebConversation } from '@earshot/contract/web-conversation-contract.ts';
import type { WebQuestion } from '@earshot/contract/channel-kind-contract.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';

/** Whose turn it is, as the visitor sees it. */
export function stateOfCase(
  status: 'open' | 'waiting' | 'resolved' | 'closed' | null,
  lastDirection: 'in' | 'out' | null,
): WebConversation['state'] {
  if (status === 'resolved' || status === 'closed') return status;
  if (status === 'waiting') return 'your_turn';
  return lastDirection === 'out' ? 'your_turn' : 'our_turn';
}

/** Own words only: what a mail quotes stands in the conversation already. */
export function cutFolded(text: string, folded: readonly { start: number; end: number }[]): string {
  if (folded.length === 0) return text;
  let own = '';
  let at = 0;
  for (const { start, end } of folded) {
    own += text.slice(at, start);
    at = Math.max(at, end);
  }
  return (own + text.slice(at)).trim();
}

/** What people call somebody. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

/** An address that its owner recognises and nobody else learns: `l…@vogt.example`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

/**
 * The id of the conversation that a client opens: the same however often it is sent. A UUID of
 * version 8 (RFC 9562); it is no secret, access hangs on grants.
 */
export function makeTalkId(visitorId: string, clientId: string): string {
  const bytes = createHash('sha256').update(`${visitorId}|${clientId}`).digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** One answer to a question of the channel, with the question as it was asked. */
export interface GivenAnswer {
  key: string;
  kind: WebQuestion['kind'];
  label: string;
  value: string;
}

/** What is wrong with the answers to the questions before the first message. */
export type AnswerProblem = { key: string; wrong: 'missing' | 'unknown' | 'choice' | 'consent' };

/** The answers, with those that the visitor need not give because we know them already. */
export function addKnownAnswers(
  questions: readonly WebQuestion[],
  { name, email }: { name: string | null; email: string | null },
  answers: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = questions.flatMap(({ key, kind }) => {
    const value = kind === 'name' ? name : kind === 'email' ? email : null;
    return value === null ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(known), ...answers };
}

/** Reads the answers by the questions; what nobody asked is a problem, not a datum. */
export function readAnswers(
  questions: readonly WebQuestion[],
  answers: Readonly<Record<string, string>>,
): { given: GivenAnswer[]; problems: AnswerProblem[] } {
  const asked = new Set(questions.map(({ key }) => key));
  const problems: AnswerProblem[] = Object.keys(answers)
    .filter((key) => !asked.has(key))
    .map((key) => ({ key, wrong: 'unknown' }));
  const given = questions.flatMap(({ key, kind, label, required, choices }): GivenAnswer[] => {
    const value = (Object.hasOwn(answers, key) ? answers[key]! : '').trim();
    const isGiven = kind === 'consent' ? value === 'true' : isVisible(value);
    if (!isGiven) {
      const isOther = kind === 'consent' && !['', 'false'].includes(value);
      const wrong = isOther ? 'consent' : 'missing';
      if (required || isOther) problems.push({ key, wrong });
      return [];
    }
    if (kind === 'choice' && !choices.includes(value)) {
      problems.push({ key, wrong: 'choice' });
      return [];
    }
    return [{ key, kind, label, value }];
  });
  return { given, problems };
}
