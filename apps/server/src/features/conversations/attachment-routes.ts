import { createUpload, getAttachment } from '@earshot/contract/message-contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { anybody, type RawAnswer, route, type Route } from '../../platform/http/route.ts';
import type { FileStorage } from '../../platform/storage/file-storage.ts';
import { matchesTag } from '../../platform/web/text-asset.ts';
import { pictureKept_seconds } from './attachment-limits.ts';
import { decideAnswerType, parseRange, writeDisposition } from './attachment-rules.ts';
import { findAttachment, type FoundAttachment } from './attachment-views.ts';
import { noteLook } from './changes/note-look.ts';
import { storeUpload } from './store-upload.ts';

/** Throws `not_found` unless the actor may read the case; cases stand above conversations. */
export type AssertCaseReadable = (tx: Tx, actor: Actor, caseId: string) => Promise<void>;

export interface AttachmentDeps {
  readonly storage: FileStorage;
  readonly canReadCase: AssertCaseReadable;
}

/** Whoever opens such a file in a tab sees it in a room without doors: no script, no request. */
const fileSecurity = "sandbox; default-src 'none'";

/** Files of messages and notes, and files on their way into one. */
export function attachmentRoutes(deps: AttachmentDeps): Route[] {
  return [
    route(getAttachment, anybody, async ({ actor, db, params, query, request, reply }) => {
      const found = await db.withAccount(actor.accountId, (tx) =>
        getReadable(tx, actor, params.attachmentId, deps.canReadCase),
      );
      return answerFile(deps.storage, found, query.inline === 'true', request, reply);
    }),
    route(createUpload, anybody, ({ actor, db, query, body }) =>
      storeUpload(db, deps.storage, actor, {
        bytes: body,
        fileName: query.file_name,
        mimeType: query.mime_type,
      }),
    ),
  ];
}

async function getReadable(
  tx: Tx,
  actor: Actor,
  id: string,
  canReadCase: AssertCaseReadable,
): Promise<FoundAttachment> {
  const found = await findAttachment(tx, id);
  if (!found) throw notFound('file');
  if (found.case_id !== null) await canReadCase(tx, actor, found.case_id);
  else if (found.uploaded_by !== actor.id) throw notFound('file');
  if (found.taken_back_id !== null) await noteLook(tx, actor, found.taken_back_id);
  return found;
}

/** A file on its way out: its safe type and name, whole or in part (RFC 9110, section 14). */
export function answerFile(
  storage: FileStorage,
  found: FoundAttachment,
  asksInline: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): RawAnswer {
  const { type, inline } = decideAnswerType(found.mime_type, asksInline);
  const tag = `"${found.sha256.toString('base64url')}"`;
  const headers: Record<string, string> = {
    'content-type': type,
    'content-disposition': writeDisposition(inline ? 'inline' : 'attachment', found.file_name),
    'content-security-policy': fileSecurity,
    'accept-ranges': 'bytes',
    etag: tag,
  };
  if (inline) headers['cache-control'] = `private, max-age=${pictureKept_seconds}`;
  if (matchesTag(request.headers['if-none-match'], tag)) {
    reply.status(304);
    return { raw: '', headers };
  }
  const ifRange = request.headers['if-range'];
  const asked = ifRange === undefined || ifRange === tag ? request.headers.range : undefined;
  const range = parseRange(asked, found.size_bytes);
  if (range === 'unsatisfiable') {
    reply.status(416);
    return { raw: '', headers: { ...headers, 'content-range': `bytes */${found.size_bytes}` } };
  }
  if (range === 'all') {
    headers['content-length'] = String(found.size_bytes);
    return { raw: storage.stream(found.sha256), headers };
  }
  reply.status(206);
  headers['content-range'] = `bytes ${range.start}-${range.end}/${found.size_bytes}`;
  headers['content-length'] = String(range.end - range.start + 1);
  return { raw: storage.stream(found.sha256, range), headers };
}
