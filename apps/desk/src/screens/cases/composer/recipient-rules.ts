import { addressPattern } from '@earshot/contract/address-pattern.ts';
import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';

/** An address at the end of a name: `Lena Vogt <lena@posteo.example>`. */
const named = /<([^<>]*)>\s*$/;

/** Whether something may be sent there; a domain needs a dot, which catches `lena@posteo`. */
export function isAddress(text: string): boolean {
  return addressPattern.test(text) && text.length <= 320 && /\.[^.@]+$/.test(text);
}

/** The addresses of a typed or pasted list; what is none stays as it is, to be shown as wrong. */
export function parseAddresses(text: string): string[] {
  return text
    .split(/[,;\n]+|\s+(?=[^\s<>]+@)/)
    .map((part) => (named.exec(part)?.[1] ?? part).trim().replace(/^mailto:/i, ''))
    .filter((part) => part !== '' && (part.includes('@') || !text.includes('@')));
}

/** Without the part behind a plus, in small letters: our reply addresses carry a token there. */
function bare(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@');
}

function unique(addresses: readonly string[]): string[] {
  const seen = new Set<string>();
  return addresses.filter((one) => !seen.has(one.toLowerCase()) && seen.add(one.toLowerCase()));
}

export interface Recipients {
  /** null: whom the server proposes. */
  to: string[] | null;
  cc: string[];
}

/** Whom an answer to one message goes to; never to ourselves, which `ours` tells. */
export function recipientsOf(
  message: Message,
  ours: ReadonlySet<string>,
): { to: string[]; others: string[] } {
  const theirs = (one: { address: string }) => one.address !== '' && !ours.has(bare(one.address));
  const first = message.direction === 'in' ? [message.from] : message.to;
  const rest = message.direction === 'in' ? [...message.to, ...message.cc] : message.cc;
  const to = unique(first.filter(theirs).map((one) => one.address));
  const known = new Set(to.map((one) => one.toLowerCase()));
  const others = rest.filter((one) => theirs(one) && !known.has(one.address.toLowerCase()));
  return { to, others: unique(others.map((one) => one.address)) };
}

/** Our own addresses as far as the case shows them: whence its answers went. */
export function findOwnAddresses(entries: readonly TimelineEntry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) =>
      entry.kind === 'message' && entry.message.direction === 'out'
        ? [bare(entry.message.from.address)]
        : [],
    ),
  );
}

/** Recipients of a reply or a reply to all: to one message, or to the case as the server says. */
export function decideRecipients(
  all: boolean,
  replyTo: CaseDetail['reply_to'],
  message: Message | null,
  ours: ReadonlySet<string>,
): Recipients {
  if (message === null || message.id === replyTo?.in_reply_to_message_id) {
    return { to: null, cc: all ? (replyTo?.cc ?? []) : [] };
  }
  const { to, others } = recipientsOf(message, ours);
  return { to: to.length > 0 ? to : null, cc: all ? others : [] };
}

/** The names that the case knows for addresses, so that a chip shows both. */
export function findNames(entries: readonly TimelineEntry[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== 'message') continue;
    const { from, to, cc } = entry.message;
    for (const { name, address } of [from, ...to, ...cc]) {
      if (name !== null && name !== '' && name !== address) names.set(address.toLowerCase(), name);
    }
  }
  return names;
}
