import type { createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import type { BodyOf, ResponseOf } from '@earshot/contract/operation.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';
import { newToken } from '../../../platform/crypto/token.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import type { Channel } from '../../channels/public.ts';
import type { FormSubmission } from '../../channels/form/public.ts';
import type { ReceiptWaits } from '../talk/await-receipt.ts';
import { listAnswerFields } from '../talk/say.ts';
import { maskAddress, readAnswers } from '../talk/talk-rules.ts';
import { openedWithin_ms } from '../web-limits.ts';
import type { WebDeps } from '../web-deps.ts';
import { findTakenUp } from './form-views.ts';
import { openTalkByForm } from './open-talk-by-form.ts';
import { readStamp, type StampProblem, stampRests_ms, writeStamp } from './form-stamp-rules.ts';

export interface FormDeps extends Pick<
  WebDeps,
  'db' | 'clock' | 'secretBox' | 'storeSubmission' | 'storeSaid'
> {
  waits: ReceiptWaits;
}

export type SubmissionInput = BodyOf<typeof createWebSubmission>;
type Submitted = ResponseOf<typeof createWebSubmission>;

/** What stamps are signed for. */
const stampKey = 'web form stamps';
/** Submissions of a channel within ten minutes from which on browsers solve a puzzle. */
export const calm_max = 60;
/** Some 65,000 hashes: a second for a browser, dear for a flood. */
const puzzle_bits = 16;

/** A stamp for a form that somebody just opened. */
export function issueStamp(deps: FormDeps, channel: Channel, isBusy: boolean) {
  const issuedAt = deps.clock.now();
  const zeroBits = isBusy ? puzzle_bits : 0;
  const stamp = writeStamp(deps.secretBox.derive(stampKey), {
    channelId: channel.id,
    issuedAt,
    nonce: newToken(),
    zeroBits,
  });
  return {
    stamp,
    usable_at: new Date(issuedAt.getTime() + stampRests_ms).toISOString(),
    puzzle: isBusy ? { zero_bits: zeroBits } : null,
  };
}

/**
 * Takes a form: checked against spam and its questions, stored as a receipt, and what happens next
 * said as soon as it stands in its case. The form of a chat opens a conversation of it. Throws
 * `Refused` (submission_refused) where no person seems to have sent it, `Invalid` where questions
 * are open.
 */
export async function submitForm(
  deps: FormDeps,
  channel: Channel,
  input: SubmissionInput,
): Promise<Submitted> {
  const nonce = assertByPerson(deps, channel, input);
  const { receiptId, email } =
    channel.kind === 'chat'
      ? await openTalkByForm(deps, channel, nonce, input)
      : await storeForm(deps, channel, nonce, input);
  await deps.waits.wait(deps.db, channel.accountId, receiptId, openedWithin_ms);
  const taken = await deps.db.withAccount(channel.accountId, (tx) => findTakenUp(tx, receiptId));
  const isTold = email !== null && channel.web?.continue_by_channel_id != null;
  return {
    case_number: taken?.case_number ?? null,
    promise:
      taken?.words && taken.due_at
        ? { words: taken.words, due_at: taken.due_at.toISOString() }
        : null,
    sent_to: isTold ? maskAddress(email) : null,
  };
}

async function storeForm(
  deps: FormDeps,
  channel: Channel,
  nonce: string,
  input: SubmissionInput,
): Promise<{ receiptId: string; email: string | null }> {
  const submission = readSubmission(channel, nonce, input);
  const { receiptId } = await deps.storeSubmission(channel, submission, deps.clock.now());
  return { receiptId, email: submission.email };
}

const refusals: Record<StampProblem, string> = {
  forged:
    'This form is not one of ours, or too old. Load the page again; your words stay with you.',
  too_early: 'That was faster than people write. Wait a few seconds and send it again.',
  too_late: 'This form was open for very long. Load the page again; copy your words before.',
  unsolved: 'Very many are sending just now. Wait a minute, load the page again and send it then.',
};

function assertByPerson(deps: FormDeps, channel: Channel, input: SubmissionInput): string {
  if (input.website !== '') {
    throw refuse('filled', 'A field that people do not see was filled in. Leave it empty, please.');
  }
  const read = readStamp(deps.secretBox.derive(stampKey), {
    channelId: channel.id,
    stamp: input.stamp,
    solution: input.solution,
    now: deps.clock.now(),
  });
  if ('nonce' in read) return read.nonce;
  throw refuse(read.problem, refusals[read.problem]);
}

function refuse(reason: string, words: string): Refused {
  return new Refused('submission_refused', words, { status: 422, facts: { reason } });
}

/** What was sent, by the questions of the form; throws `Invalid` with all that is open. */
function readSubmission(channel: Channel, id: string, input: SubmissionInput): FormSubmission {
  const { given, problems } = readAnswers(channel.web?.questions ?? [], input.answers);
  const valueOf = (kind: string) => given.find((one) => one.kind === kind)?.value ?? null;
  const asked = given.find((one) => one.kind === 'email');
  const email = asked ? normaliseEmail(asked.value) : null;
  const fields = listAnswerFields(problems, asked, email);
  const text = input.text.trim();
  if (!isVisible(text) && input.files.length === 0) {
    fields.push({ path: 'body.text', message: 'Write something, or send a file.' });
  }
  if (fields.length > 0) throw new Invalid(fields);
  return {
    id,
    locale: input.locale ?? channel.locale,
    name: valueOf('name'),
    email,
    phone: valueOf('phone'),
    subject: input.subject.replaceAll(/\s+/g, ' ').trim(),
    text,
    answers: given.map(({ key, label, value }) => ({ key, label, value })),
    files: input.files,
  };
}
