import type { Message } from '@earshot/contract/message-contract.ts';
import { t } from '../../../i18n/translate.ts';

/** Something may be missing or false: said beside the message. */
const grave = [
  'no_from',
  'duplicate_from',
  'several_from',
  'not_mail',
  'text_truncated',
  'truncated_html',
  'too_large',
  'too_many_parts',
  'too_deep',
  'winmail_broken',
  'understanding_failed',
  'understanding_timeout',
  'understanding_memory',
] as const;
/** Good to know when something looks odd: said with the addresses. */
const slight = [
  'date_unusable',
  'broken_structure',
  'duplicate_message_id',
  'duplicate_subject',
  'headers_truncated',
  'message_id_too_long',
  'too_many_addresses',
  'unknown_charset',
  'unknown_encoding',
  'utf7',
] as const;

/** What must be known before a message is believed, in sentences. */
export function describeGrave(message: Message): string[] {
  const found = grave.filter((code) => message.warnings.includes(code));
  return found.map((code) => t(`warning.${code}`));
}

/** What explains an odd look of a message, in sentences. */
export function describeSlight(message: Message): string[] {
  const found = slight.filter((code) => message.warnings.includes(code));
  return found.map((code) => t(`warning.${code}`));
}

const automatic = ['auto_reply', 'bulk', 'daemon', 'feedback_report', 'bounce'] as const;

/** What kind of mail that no person wrote; null where a person did. */
export function describeAutomatic(message: Message): string | null {
  if (message.automatic === null) return null;
  const kind = automatic.find((one) => one === message.automatic?.kind) ?? 'daemon';
  return t(`automatic.${kind}`);
}

type Mailbox = Message['from'];

/** The name of a mailbox; one that poses as an address is not believed. */
export function nameOf(box: Mailbox): string {
  return box.name === null || box.name === '' || box.name.includes('@') ? box.address : box.name;
}

/** Who wrote a message, by name: the contact, a member, or the software. */
export function writerOf(message: Message): string {
  const { author, from } = message;
  if (message.name_spoof !== null) return from.address;
  return author.member?.name || author.contact?.name || nameOf(from);
}
