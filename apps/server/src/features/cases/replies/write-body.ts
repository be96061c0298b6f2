import { isVisible } from '@earshot/contract/visible-text.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid } from '../../../platform/errors.ts';
import { htmlFromText, sanitiseHtml, textFromHtml } from '../../channels/email/public.ts';
import { type FileCarrier, useUploads } from '../../conversations/public.ts';
import { contentIdOf, listInlineUploads, useContentIds } from './reply-rules.ts';
import { listOwnUploads } from './reply-views.ts';

export interface Body {
  text: string;
  html: string;
}

/**
 * Text and safe HTML of what was written, one made from the other where only one came. `quoted`:
 * what stands below is enough without a word of one's own.
 */
export function writeBody(
  input: { text?: string | undefined; html?: string | undefined },
  below: string,
  quoted = false,
): Body {
  const given = input.html === undefined ? null : sanitiseHtml(useContentIds(input.html)).html;
  const text = input.text ?? (given === null ? '' : textFromHtml(given));
  const pictures = given !== null && /<img\b/.test(given);
  if (!isVisible(text) && !pictures && !quoted) {
    throw new Invalid([
      { path: 'body.text', message: 'Write something: text and html are empty.' },
    ]);
  }
  const html = given ?? htmlFromText(text);
  if (below === '') return { text, html };
  return {
    text: `${text.trimEnd()}\n\n${below}`.trimStart(),
    html: `${html}${htmlFromText(below)}`,
  };
}

/** Together with the text, what receiving servers commonly accept. */
const FILES_MAX_BYTES = 25 * 1024 * 1024;

/** Hangs the writer’s uploads on what they wrote; pictures of the text become inline parts. */
export async function attachUploads(
  tx: Tx,
  writerId: string,
  carrier: FileCarrier,
  written: { html: string | undefined; attachmentIds: readonly string[] },
): Promise<void> {
  const inline = new Set(written.html === undefined ? [] : listInlineUploads(written.html));
  const ids = [...new Set([...inline, ...written.attachmentIds])];
  const uploads = await listOwnUploads(tx, writerId, ids);
  const missing = ids.filter((id) => !uploads.some((upload) => upload.id === id));
  if (missing.length > 0) {
    const words = 'Not an unused upload of yours; upload the file again.';
    throw new Invalid(missing.map((id) => ({ path: `body.attachment_ids.${id}`, message: words })));
  }
  const size_bytes = uploads.reduce((sum, upload) => sum + upload.size_bytes, 0);
  if (size_bytes > FILES_MAX_BYTES) {
    const words = 'All files together are larger than 25 MiB; leave some out, or write twice.';
    throw new Invalid([{ path: 'body.attachment_ids', message: words }]);
  }
  await useUploads(
    tx,
    carrier,
    ids.map((id) => ({ id, contentId: inline.has(id) ? contentIdOf(id) : null })),
  );
}
