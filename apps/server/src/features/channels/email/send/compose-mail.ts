import type { MailComposerAttachment } from 'nodemailer/lib/mail-composer';
import { checkOutgoing } from './check-outgoing.ts';
import { mostMessageId_bytes, mostReferences } from './compose-limits.ts';

/** A name and one address; the name may be null or empty. */
export interface MailAddress {
  readonly name: string | null;
  readonly address: string;
}

/** A file that goes with a mail. */
export interface MailFile {
  readonly fileName: string;
  readonly mimeType: string;
  readonly content: Buffer;
}

/** A picture inside the HTML, shown where the HTML says `src="cid:..."`. */
export interface InlineImage extends MailFile {
  /** Without angle brackets. */
  readonly contentId: string;
}

/** All that a mail says; BCC is missing on purpose: it belongs into the envelope alone. */
export interface OutgoingMail {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: MailAddress | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly images: readonly InlineImage[];
  readonly attachments: readonly MailFile[];
  /** Made by us before, without angle brackets, so that it can be stored before it is sent. */
  readonly messageId: string;
  /** Message-IDs, with or without angle brackets; broken ones are left out. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly date: Date;
  /**
   * replied: an automatic answer to a mail; generated: automatic without one; null: a person wrote.
   * Automatic ones tell other machines not to answer (RFC 3834).
   */
  readonly automatic: 'replied' | 'generated' | null;
  /** Value of X-Earshot-Loop, by which we know our own mail when it comes back. */
  readonly loopMark: string;
}

/** A mail as bytes, ready to be signed and sent. */
export interface ComposedMail {
  readonly raw: Buffer;
  /** Without angle brackets. */
  readonly messageId: string;
}

/**
 * Makes the bytes of a mail (RFC 5322, MIME): text, HTML beside it, pictures in it, files after it;
 * only ASCII on the wire unless an address itself is not, lines of at most 998 octets, CRLF.
 * Throws `Invalid` where a field could break out of its header, such as a line break in a name.
 */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  checkOutgoing(mail);
  // Loaded with the first mail that leaves.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    from: presentAddress(mail.from),
    to: mail.to.map(presentAddress),
    cc: mail.cc.map(presentAddress),
    ...(mail.replyTo && { replyTo: presentAddress(mail.replyTo) }),
    subject: mail.subject,
    messageId: `<${mail.messageId}>`,
    ...presentThread(mail),
    date: mail.date,
    headers: presentMarks(mail),
    text: withLineFeeds(mail.text),
    ...(mail.html !== null && { html: withLineFeeds(mail.html) }),
    attachments: [...mail.images.map(presentImage), ...mail.attachments.map(presentFile)],
    boundaryPrefix: 'earshot',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await composer.compile().build();
  return { raw, messageId: mail.messageId };
}

/** A new Message-ID without angle brackets: our id of the message at the domain of the channel. */
export function makeMessageId(id: string, address: string): string {
  return `${id}@${address.slice(address.lastIndexOf('@') + 1)}`;
}

/** The first reference and the newest ones, each once, at most 20, without broken ones. */
export function trimReferences(references: readonly string[]): string[] {
  const ids = references.map(findMessageId).filter((id) => id !== null);
  const once = [...new Set(ids)];
  if (once.length <= mostReferences) return once;
  return [once[0]!, ...once.slice(1 - mostReferences)];
}

function findMessageId(text: string): string | null {
  const id = text.trim().replace(/^<(.*)>$/, '$1');
  const isUsable = /^[\x21-\x7e]+$/.test(id) && !/[<>]/.test(id);
  return isUsable && id.length <= mostMessageId_bytes ? `<${id}>` : null;
}

function presentThread(mail: OutgoingMail): { inReplyTo?: string; references?: string[] } {
  const inReplyTo = mail.inReplyTo === null ? null : findMessageId(mail.inReplyTo);
  const parents = inReplyTo === null ? [] : [inReplyTo];
  const references = trimReferences([
    ...mail.references.filter((id) => findMessageId(id) !== inReplyTo),
    ...parents,
  ]);
  return { ...(inReplyTo && { inReplyTo }), ...(references.length > 0 && { references }) };
}

function presentMarks(mail: OutgoingMail): Record<string, string> {
  const loop = { 'X-Earshot-Loop': mail.loopMark };
  if (mail.automatic === null) return loop;
  return {
    ...loop,
    'Auto-Submitted': `auto-${mail.automatic}`,
    // Exchange answers by its own rules and looks here.
    'X-Auto-Response-Suppress': 'All',
    Precedence: 'bulk',
  };
}

function presentAddress({ name, address }: MailAddress): { name: string; address: string } {
  return { name: name?.trim() ?? '', address };
}

function presentImage(image: InlineImage): MailComposerAttachment {
  return { ...presentFile(image), cid: image.contentId, contentDisposition: 'inline' };
}

function presentFile(file: MailFile): MailComposerAttachment {
  return {
    filename: file.fileName,
    content: file.content,
    contentType: chooseType(file.mimeType),
    contentDisposition: 'attachment',
    contentTransferEncoding: 'base64',
  };
}

/**
 * message/* and multipart/* must not be encoded (RFC 2046, section 5.2.1), and sent as they are
 * they could break the lines around them; as plain files they arrive byte for byte.
 */
function chooseType(mimeType: string): string {
  const type = mimeType.toLowerCase().split(';')[0]!.trim();
  const isPlain = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/.test(type);
  return isPlain && !/^(message|multipart)\//.test(type) ? type : 'application/octet-stream';
}

function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
