import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import type { WebFile } from '@earshot/contract/web-contract.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Channel } from '../../channels/public.ts';
import { cutFolded, firstNameOf, maskAddress, stateOfCase } from './talk-rules.ts';
import type { ShownConversation } from './web-conversation-views.ts';
import {
  listEntriesAfter,
  type EntryRange,
  type ShownEntry,
  type ShownFile,
} from './web-message-views.ts';

type NamedChannel = Pick<Channel, 'settings' | 'web'>;

/** A conversation as its visitor sees it. */
export function presentConversation(
  channel: NamedChannel,
  row: ShownConversation,
): WebConversation {
  const continues = channel.web?.continue_by_channel_id !== null && row.email !== null;
  return {
    id: row.id,
    case_number: row.case_number,
    subject: row.subject ?? '',
    state: stateOfCase(row.status, row.last_direction),
    last_message_at: row.last_at.toISOString(),
    last_seq: row.last_seq,
    unread: row.unread,
    read_seq: row.read_seq,
    agent_read_seq: row.agent_read_seq,
    served_by: row.served_by ?? 'people',
    agent: row.assignee_name === null ? null : { name: nameAgent(channel, row.assignee_name, row) },
    promise:
      row.promise_words === null || row.promise_due_at === null
        ? null
        : { words: row.promise_words, due_at: row.promise_due_at.toISOString() },
    continues_by_mail: continues && row.email ? maskAddress(row.email) : null,
  };
}

/** Who answers, as the organisation wants them called: by the first name, or as the team. */
export function nameAgent(
  channel: NamedChannel,
  name: string,
  place: Pick<ShownConversation, 'team_name' | 'organisation'>,
): string {
  const byName = channel.settings.case_page_names === 'first_name';
  return byName ? firstNameOf(name) : (place.team_name ?? place.organisation);
}

/** Messages of one conversation after a number, in order, with their files. */
export async function presentMessagesAfter(
  tx: Tx,
  { channel, range }: { channel: NamedChannel; range: EntryRange },
  most: number,
): Promise<WebMessage[]> {
  const entries = await listEntriesAfter(tx, [range], most);
  return entries.map((entry) => presentEntry(channel, entry));
}

/** A message as its visitor sees it. */
export function presentEntry(channel: NamedChannel, entry: ShownEntry): WebMessage {
  const isGone = entry.deleted_at !== null || entry.cancelled;
  const from = writerOf(entry);
  return {
    id: entry.id,
    seq: entry.seq,
    client_id: entry.client_id,
    from,
    author: authorOf(channel, entry, from),
    channel: entry.channel_kind,
    text: isGone ? '' : cutFolded(entry.body_text, entry.folded),
    files: isGone ? [] : entry.files.map(presentFile),
    quick_replies: isGone ? [] : entry.quick_replies,
    at: (entry.direction === 'in' ? entry.received_at : entry.shown_at).toISOString(),
    edited_at: entry.edited_at?.toISOString() ?? null,
    deleted: isGone,
  };
}

function writerOf(entry: ShownEntry): WebMessage['from'] {
  if (entry.direction === 'in') return 'visitor';
  if (entry.author_kind === 'member') return 'agent';
  return entry.by_program ? 'bot' : 'system';
}

function authorOf(
  channel: NamedChannel,
  entry: ShownEntry,
  from: WebMessage['from'],
): string | null {
  if (from === 'visitor') return null;
  if (from === 'bot') return channel.web?.bot?.name ?? entry.organisation;
  if (from === 'system') return entry.organisation;
  return nameAgent(channel, entry.author_name ?? '', entry);
}

const previewed = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** A file as visitors see it; only what is a picture by its bytes may be shown in place. */
export function presentFile(file: ShownFile): WebFile {
  return {
    id: file.id,
    file_name: file.file_name,
    mime_type: file.mime_type,
    size_bytes: file.size_bytes,
    preview: previewed.has(file.mime_type),
  };
}
