import type {
  ChannelAdapter,
  SaidPoint,
  ShowToVisitors,
  Understanding,
} from '../kit/channel-adapter.ts';
import { capabilitiesByKind } from '../kit/kind-capabilities.ts';
import { checkContinuing, type IsMailboxOpen } from '../health/check-continuing.ts';
import { kindFacts } from '../kit/kind-facts.ts';
import type { Channel } from '../channel-store.ts';
import { chatKey, type ChatBody, type ChatContext, readChatBytes } from './chat-bytes.ts';

const shownWords = 'In the conversation.';

/** Characters of a subject made of the first words. */
const SUBJECT_CHARACTERS = 80;

/**
 * Web chat and service inside apps. The way in is a visitor’s session, so nothing is signed; the
 * way out ends in our own tables: sent is what the visitor can see, delivered what they have.
 */
export function createChatAdapter(
  show: ShowToVisitors | null,
  isMailboxOpen: IsMailboxOpen,
): ChannelAdapter {
  return {
    kind: 'chat',
    verifiedBy: kindFacts.chat.verifiedBy,
    capabilities: capabilitiesByKind.chat,
    verify: null,
    async understand(raw, _receipt, channel) {
      return understandChat(raw, channel);
    },
    listRelations(raw) {
      const read = readChatBytes(raw);
      return read ? [`chat:${read.context.conversation_id}`] : [];
    },
    outbound: {
      canSend: async () => show !== null,
      async prepare(tx, outgoing) {
        if (!show) return null;
        await show(tx, [outgoing], 'wait');
        return {
          send: async (recipients) =>
            recipients.map((recipient) => ({
              recipient,
              accepted: true,
              permanent: false,
              words: shownWords,
              providerId: outgoing.id,
            })),
        };
      },
      ...(show && {
        inPlace: {
          words: shownWords,
          placeAll: (tx, outgoing) => show(tx, outgoing, 'leave'),
        },
      }),
      close: async () => {},
    },
    backfill: null,
    checkHealth: (channel) => checkContinuing(channel, isMailboxOpen),
  };
}

function understandChat(raw: Buffer, channel: Channel): Understanding {
  const read = readChatBytes(raw);
  if (!read) return { failed: 'These bytes are no chat message of ours.' };
  const { context, body } = read;
  const { conversation_id: threadKey, answers, files } = context;
  return {
    things: [
      {
        what: 'message',
        externalId: chatKey(threadKey, body.client_id),
        threadKey,
        sender: senderOf(context, channel),
        furtherPoints: listFurtherPoints(context),
        subject: subjectOf(body),
        text: body.text,
        html: null,
        files: files.map((file) => ({
          fileName: file.file_name,
          mimeType: file.mime_type,
          sizeBytes: file.size_bytes,
          sha256: Buffer.from(file.sha256, 'hex'),
        })),
        inReplyTo: null,
        sentAt: null,
        visibility: 'direct',
        answers: answers.map(({ key, label, value }) => ({ key, label, value })),
        language: context.locale,
        warnings: [],
      },
    ],
  };
}

/** Who the site signed in is the same person in every browser; others are a browser. */
function senderOf({ visitor, answers }: ChatContext, channel: Channel): SaidPoint {
  const name = visitor.name ?? answers.find((one) => one.kind === 'name')?.value ?? null;
  if (visitor.subject === null) {
    return { kind: 'visitor', value: visitor.id, name, verifiedHow: null };
  }
  const value = `${channel.address}/${visitor.subject}`;
  return { kind: 'identity', value, name, verifiedHow: 'identity_token' };
}

function listFurtherPoints({ visitor, answers }: ChatContext): SaidPoint[] {
  const phone = answers.find((one) => one.kind === 'phone');
  const email = visitor.email;
  return [
    ...(email === null
      ? []
      : [
          {
            kind: 'email' as const,
            value: email,
            name: null,
            verifiedHow: visitor.email_verified_how,
          },
        ]),
    ...(phone
      ? [{ kind: 'phone' as const, value: phone.value, name: null, verifiedHow: null }]
      : []),
  ];
}

function subjectOf({ subject, text }: ChatBody): string {
  if (subject) return subject;
  const line = text.trim().split('\n')[0]!.trim();
  if (line.length <= SUBJECT_CHARACTERS) return line;
  return `${line.slice(0, SUBJECT_CHARACTERS).replace(/\s\S*$/, '')} …`;
}
