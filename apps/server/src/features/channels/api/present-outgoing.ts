import type { ApiOutgoing } from '@earshot/contract/api-channel-contract.ts';
import type { OutgoingMessage } from '../kit/channel-adapter.ts';

/** One message of ours as programs get it, by webhook and in the list. */
export function presentOutgoing(outgoing: OutgoingMessage): ApiOutgoing {
  const { to = [], cc = [], bcc = [] } = outgoing.recipients;
  return {
    type: 'message',
    id: outgoing.id,
    thread: outgoing.thread_key,
    case_number: outgoing.case_number,
    conversation_id: outgoing.conversation_id,
    seq: outgoing.seq,
    to: [...to, ...cc, ...bcc],
    in_reply_to: outgoing.in_reply_to,
    subject: outgoing.subject,
    text: outgoing.body_text,
    html: outgoing.body_html,
    visibility: outgoing.visibility,
    language: outgoing.language,
    files: outgoing.files.map((file) => ({
      id: file.id,
      file_name: file.file_name,
      mime_type: file.mime_type,
      size_bytes: file.size_bytes,
      sha256: file.sha256.toString('hex'),
    })),
    at: outgoing.received_at.toISOString(),
  };
}
