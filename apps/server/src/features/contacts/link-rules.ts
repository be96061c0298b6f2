export type LinkRefusal = 'same_contact' | 'already_linked' | 'too_many_links';

export interface LinkState {
  contactId: string;
  linkedId: string;
  /** The contact kept for `contactId`, after following links. */
  keptId: string;
  /** The contact that `linkedId` is linked to, if any. */
  parentOfLinked: string | null;
  /** Contacts of both groups together. */
  size: number;
  sizeMax: number;
}

/**
 * Whether a link is refused. Links form trees: each contact has at most one above it and none is
 * below itself. So taking any link back leaves exactly the two trees there were. Null: fine.
 */
export function decideLink(state: LinkState): LinkRefusal | null {
  const { contactId, linkedId, keptId, parentOfLinked } = state;
  if (linkedId === contactId || linkedId === keptId) return 'same_contact';
  if (parentOfLinked !== null) return 'already_linked';
  return state.size > state.sizeMax ? 'too_many_links' : null;
}
