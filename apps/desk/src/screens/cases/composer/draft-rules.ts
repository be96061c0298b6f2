import type { Attachment } from '@earshot/contract/message-contract.ts';
import type { Draft } from '@earshot/contract/reply-contract.ts';
import { isEmptyHtml, textOfHtml } from './plain-html.ts';

export type DraftKind = Draft['kind'];
export const draftKinds: readonly DraftKind[] = ['reply', 'note', 'forward'];

/** What is being written, as it is kept. */
export interface DraftValue {
  html: string;
  /** null: whom the server proposes. */
  to: string[] | null;
  cc: string[];
  bcc: string[];
  subject: string | null;
  attachments: Attachment[];
}

export const emptyDraft: DraftValue = {
  html: '',
  to: null,
  cc: [],
  bcc: [],
  subject: null,
  attachments: [],
};

/** A draft on this device that the server has not confirmed. */
export interface ShelvedDraft {
  value: DraftValue;
  /** RFC 3339, by the clock of this device. */
  changedAt: string;
  /** When the server took the text from which it was written; null: there was none. */
  base: string | null;
}

/** Whether there is nothing that would be a pity to lose; recipients alone can be chosen again. */
export function isBlank(value: DraftValue): boolean {
  return isEmptyHtml(value.html) && value.attachments.length === 0;
}

/** The part of a draft on the server that the composer holds. */
export function valueOf(draft: Draft): DraftValue {
  const { html, to, cc, bcc, subject, attachments } = draft;
  return { html, to, cc, bcc, subject, attachments };
}

export interface DraftChoice {
  value: DraftValue;
  /** The other text, where both a person would miss; it is offered, never thrown away. */
  kept: DraftValue | null;
  /** The server does not have `value` yet. */
  unsaved: boolean;
}

/** Which of two texts of the same draft is shown: the newest; the other is kept beside it. */
export function chooseDraft(server: Draft | null, shelved: ShelvedDraft | null): DraftChoice {
  if (shelved === null) {
    return { value: server ? valueOf(server) : emptyDraft, kept: null, unsaved: false };
  }
  const local = shelved.value;
  if (server === null || server.updated_at === shelved.base || server.html === local.html) {
    return { value: local, kept: null, unsaved: true };
  }
  const remote = valueOf(server);
  const localIsNewer = Date.parse(shelved.changedAt) > Date.parse(server.updated_at);
  const [value, other] = localIsNewer ? [local, remote] : [remote, local];
  return { value, kept: isBlank(other) ? null : other, unsaved: localIsNewer };
}

/** A text taken back from sending, above what was begun meanwhile. */
export function joinDrafts(returned: DraftValue, begun: DraftValue): DraftValue {
  if (isBlank(begun)) return returned;
  return {
    ...returned,
    html: returned.html + begun.html,
    attachments: [...returned.attachments, ...begun.attachments],
  };
}

/**
 * Files of a message that was taken back are new uploads: puts their ids where the old ones stood,
 * also in the pictures of the text. A file is known again by its content.
 */
export function replaceUploads(value: DraftValue, copies: readonly Attachment[]): DraftValue {
  let { html } = value;
  const left = [...copies];
  function take(old: Attachment): Attachment {
    const at = left.findIndex((copy) => copy.sha256 === old.sha256);
    if (at === -1) return old;
    const [copy] = left.splice(at, 1);
    html = html.replaceAll(old.id, copy!.id);
    return copy!;
  }
  const attachments = value.attachments.map(take);
  return { ...value, html, attachments };
}

/**
 * The server's copy of a message that was taken back, as the composer writes it: without the
 * signature, which is put below anew, and with its pictures from the uploads.
 */
export function restoreReturned(value: DraftValue, signature: string): DraftValue {
  let { html } = value;
  for (const { id, content_id } of value.attachments) {
    if (content_id === null) continue;
    const address = `/api/v1/attachments/${id}/content?inline=true`;
    html = html.replaceAll(`cid:${content_id}`, address);
  }
  const bare = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const at = html.lastIndexOf('<p>--');
  const isSignature = at !== -1 && bare(textOfHtml(html.slice(at))) === bare(signature);
  return { ...value, html: isSignature ? html.slice(0, at).trimEnd() : html };
}

/** Ids of uploads that stand as pictures in the text. */
export function findPictureIds(html: string): string[] {
  const found = html.matchAll(/\/api\/v1\/attachments\/([0-9a-f-]{36})\/content/g);
  return [...new Set([...found].map((match) => match[1]!))];
}
