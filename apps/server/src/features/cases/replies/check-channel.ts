import type { MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, Refused } from '../../../platform/errors.ts';
import { capabilitiesByKind, outgoingRules } from '../../channels/kit/public.ts';
import type { Channel } from '../../channels/public.ts';
import type { ReplyTarget } from './reply-target-views.ts';
import { findLastSaidAt, listOtherPoints, listOwnUploads } from './reply-views.ts';

export interface ChannelReply {
  writerId: string;
  text: string;
  /** Of uploads, those that stand in the text too. */
  fileIds: readonly string[];
  visibility?: MessageVisibility | undefined;
  quickReplies?: readonly string[] | undefined;
}

/**
 * Whether the channel can carry an answer, before anything is queued. Throws `Invalid` for what is
 * too long, too large or of a kind it does not take; `Refused` where more people could read the
 * answer than its question, where the time for answers is over, or where nothing leads out. Answers
 * who may read it.
 */
export async function checkChannel(
  tx: Tx,
  channel: Channel,
  target: ReplyTarget,
  reply: ChannelReply,
  now: Date,
): Promise<MessageVisibility> {
  const capabilities = capabilitiesByKind[channel.kind];
  if (channel.kind === 'form' && !channel.web?.continue_by_channel_id) {
    throw new Refused(
      'no_way_out',
      'This form has no e-mail channel by which its people are answered. Choose one in the ' +
        'settings of the channel; your text is kept.',
    );
  }
  if (reply.quickReplies?.length && channel.kind !== 'chat') {
    const message = 'This channel shows no buttons; put the answers into the text.';
    throw new Invalid([{ path: 'body.quick_replies', message }]);
  }
  await assertWindowOpen(tx, channel, target, now);
  const files = await listOwnUploads(tx, reply.writerId, [...reply.fileIds]);
  const problems = outgoingRules.listLoadProblems(capabilities, {
    text: reply.text,
    files: files.map((file) => ({
      fileName: file.file_name,
      mimeType: file.mime_type,
      size_bytes: file.size_bytes,
    })),
  });
  if (problems.length > 0) throw new Invalid(problems.map(describeProblem));
  const decided = outgoingRules.decideVisibility(target.visibility, reply.visibility, capabilities);
  if ('visibility' in decided) return decided.visibility;
  throw new Refused(
    'too_visible',
    'More people could read this answer than the message it answers. Answer as privately as you ' +
      'were asked, or by another channel; nothing was sent.',
    { facts: { answered: target.visibility, wished: reply.visibility ?? null } },
  );
}

async function assertWindowOpen(
  tx: Tx,
  channel: Channel,
  target: ReplyTarget,
  now: Date,
): Promise<void> {
  const capabilities = capabilitiesByKind[channel.kind];
  if (capabilities.reply_window_hours === null || !target.conversationId) return;
  const end = outgoingRules.windowEnd(
    capabilities,
    await findLastSaidAt(tx, target.conversationId),
  );
  if (end === null || now <= end) return;
  const others = target.contactId ? await listOtherPoints(tx, target.contactId) : [];
  throw new Refused(
    'reply_window_closed',
    `This channel takes answers only for ${capabilities.reply_window_hours} hours after the ` +
      'contact wrote last. Write to them another way, or wait until they write again.',
    { facts: { closed_at: end.toISOString(), other_points: others } },
  );
}

type LoadProblem = ReturnType<typeof outgoingRules.listLoadProblems>[number];

const MEBIBYTE = 1024 * 1024;

function describeProblem(problem: LoadProblem): { path: string; message: string } {
  switch (problem.code) {
    case 'text_too_long':
      return {
        path: 'body.text',
        message: `The text has ${problem.is} characters, this channel carries ${problem.most}. Shorten it, write twice, or send it as a file.`,
      };
    case 'no_files':
      return { path: 'body.attachment_ids', message: 'This channel carries no files.' };
    case 'too_many_files':
      return {
        path: 'body.attachment_ids',
        message: `These are ${problem.is} files, this channel carries ${problem.most} at once. Write twice, or pack them together.`,
      };
    case 'file_too_large':
      return {
        path: `body.attachment_ids.${problem.index}`,
        message: `“${problem.name}” is too large: this channel carries ${Math.floor(problem.most / MEBIBYTE)} MiB a file. Leave it out, or make it smaller.`,
      };
    case 'file_kind':
      return {
        path: `body.attachment_ids.${problem.index}`,
        message: `This channel carries only ${problem.kinds}, and “${problem.name}” is none of these.`,
      };
  }
}
