import type { ChannelAdapter, SaidPoint, UnderstoodMessage } from '../kit/channel-adapter.ts';
import { capabilitiesByKind } from '../kit/kind-capabilities.ts';
import { checkContinuing, type IsMailboxOpen } from '../health/check-continuing.ts';
import { kindFacts } from '../kit/kind-facts.ts';
import { type FormSubmission, readFormBytes } from './form-bytes.ts';

/**
 * Web forms as a channel: every submission is a thread of its own. Nothing goes out by a form; who
 * gave an address is answered by the mailbox that continues it.
 */
export function createFormAdapter(isMailboxOpen: IsMailboxOpen): ChannelAdapter {
  return {
    kind: 'form',
    verifiedBy: kindFacts.form.verifiedBy,
    capabilities: capabilitiesByKind.form,
    verify: null,
    async understand(raw) {
      const submission = readFormBytes(raw);
      return submission
        ? { things: [understandSubmission(submission)] }
        : { failed: 'These bytes are no submission of a form of ours.' };
    },
    listRelations(raw) {
      const email = readFormBytes(raw)?.email;
      return email ? [`sender:${email.toLowerCase()}`] : [];
    },
    outbound: {
      canSend: async () => true,
      prepare: async () => null,
      close: async () => {},
    },
    backfill: null,
    checkHealth: (channel) => checkContinuing(channel, isMailboxOpen),
  };
}

function understandSubmission(submission: FormSubmission): UnderstoodMessage {
  const [sender, ...furtherPoints] = listPoints(submission);
  return {
    what: 'message',
    externalId: submission.id,
    threadKey: submission.id,
    sender: sender!,
    furtherPoints,
    subject: submission.subject,
    text: submission.text,
    html: null,
    files: submission.files.map((file) => ({
      fileName: file.file_name,
      mimeType: file.mime_type,
      bytes: Buffer.from(file.content_base64, 'base64'),
    })),
    inReplyTo: null,
    sentAt: null,
    visibility: 'direct',
    answers: submission.answers,
    language: submission.locale,
    warnings: [],
  };
}

/** Where the sender can be reached; who gave nothing is whoever sent this one form. */
function listPoints({ id, name, email, phone }: FormSubmission): SaidPoint[] {
  const given = [
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
  ];
  const points = given.length > 0 ? given : [{ kind: 'visitor' as const, value: `form:${id}` }];
  return points.map((point) => ({ ...point, name, verifiedHow: null }));
}
