import type { LinkProposal } from './link-proposal-contract.ts';

type Evidence = LinkProposal['evidence'];

const codes = [
  'one_time_code',
  'identity_token',
  'same_browser',
] as const satisfies Evidence['code'][];

/** Why two contacts were linked, where a proposal led to it. */
export interface LinkReason extends Evidence {
  /** Whether the contact agreed, and not an agent. */
  readonly byContact: boolean;
}

const agreed = '; accepted by the contact';

/** A reason as it is kept beside the link: readable as it stands, and read again by `readLinkReason`. */
export function writeLinkReason({ code, address, byContact }: LinkReason): string {
  return `${code}${address === null ? '' : `: ${address}`}${byContact ? agreed : ''}`;
}

/** What a kept reason says; null where a person wrote it in words of their own. */
export function readLinkReason(reason: string): LinkReason | null {
  const byContact = reason.endsWith(agreed);
  const [, said, address = null] =
    /^(\w+)(?:: (\S+))?$/.exec(byContact ? reason.slice(0, -agreed.length) : reason) ?? [];
  const code = codes.find((one) => one === said);
  return code ? { code, address, byContact } : null;
}
