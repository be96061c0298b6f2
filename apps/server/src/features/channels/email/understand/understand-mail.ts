import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { Buffer } from 'node:buffer';
import { ADDRESSES_PER_HEADER, findNameSpoof, parseAddressList } from './mail-addresses.ts';
import { assembleBody } from './assemble-body.ts';
import type { MailBody } from './assemble-body.ts';
import { unreadBody } from './blank-mail.ts';
import { findFoldStart, findTrailingHeader } from './fold-html.ts';
import { foldText } from './fold-quotes.ts';
import { guessLanguage } from '../../../../platform/i18n/guess-language.ts';
import {
  decodeHeaderText,
  parseMailDate,
  parseMessageId,
  parseMessageIds,
} from './header-values.ts';
import { readBounce } from './read-bounce.ts';
import { findHeader, listHeader, readHeaders, stripControls } from './read-headers.ts';
import type { HeaderBlock, HeaderLine } from './read-headers.ts';
import { recogniseAutomatic, refuseAutomaticAnswer } from './recognise-automatic.ts';
import type { AutomaticInput } from './recognise-automatic.ts';
import { sanitiseHtml } from './sanitise-html.ts';
import type { SanitisedHtml } from './sanitise-html.ts';
import type { FoldedRange, MailAddress, MailWarning, UnderstoodMail } from './understood-mail.ts';
import { walkMime } from './walk-mime.ts';

const SUBJECT_CHARS = 2000;
/** Headers shown on request: enough for every path, bounded for storage. */
const SHOWN_HEADERS = 200;
const SHOWN_HEADER_CHARS = 2000;
const DATE_CHARS = 200;
const DELIVERED_TO = 50;
/** A mark we put into what we send automatically; seeing it again means a loop. */
const LOOP_HEADER = 'x-earshot-loop';

export type UnderstandOptions = {
  /** Against which a claimed date is judged; default the present. */
  now?: Date;
};

/**
 * Understands one raw e-mail: fields, text, safe HTML, folded quotes, attachments, automatic
 * mail, bounces. Pure, and total: garbage gives an almost empty mail with warnings.
 */
export function understandMail(raw: Uint8Array, options: UnderstandOptions = {}): UnderstoodMail {
  const bytes = prepareBytes(raw);
  const block = readHeaders(bytes, skipPrelude(bytes), bytes.length);
  const warnings = new Set<MailWarning>();
  const fields = readFields(block, warnings, options.now ?? new Date());
  const tree = walkMime(bytes, block.lines, block.bodyStart);
  for (const warning of tree.warnings) warnings.add(warning);
  const body = assembleBody(bytes, tree.leaves, warnings);
  const shown = presentBody(body, warnings);
  const signs = readSigns(block.lines, fields, body, {
    contentType: tree.root.value,
    reportType: (tree.root.params.get('report-type') ?? '').toLowerCase(),
  });
  return {
    ...fields,
    ...shown,
    ...signs,
    attachments: body.attachments,
    warnings: [...warnings].toSorted(),
    understoodBy: 'mime-walk',
  };
}

/**
 * The headers alone, for a mail that could not be understood whole; `reason` says why. Never
 * throws; linear in the header block.
 */
export function understandHeaders(
  raw: Uint8Array,
  reason: MailWarning,
  options: UnderstandOptions = {},
): UnderstoodMail {
  const view = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 2 * 1024 * 1024));
  const bytes = prepareBytes(view);
  const block = readHeaders(bytes, skipPrelude(bytes), bytes.length);
  const warnings = new Set<MailWarning>([reason]);
  const fields = readFields(block, warnings, options.now ?? new Date());
  return { ...fields, ...unreadBody, warnings: [...warnings].toSorted() };
}

type Fields = Omit<UnderstoodMail, keyof typeof unreadBody | 'warnings'>;

/** Old Macintosh mail ends lines with CR alone, which no reader of headers knows. */
function prepareBytes(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const head = bytes.subarray(0, 8192);
  if (head.includes(10) || !head.includes(13)) return bytes;
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(13); at >= 0; at = copy.indexOf(13, at + 1)) copy[at] = 10;
  return copy;
}

/** A byte order mark and blank lines before the first header. */
function skipPrelude(bytes: Buffer): number {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length && start < 4096 && (bytes[start] === 10 || bytes[start] === 13)) {
    start += 1;
  }
  return start;
}

function readFields(block: HeaderBlock, warnings: Set<MailWarning>, now: Date): Fields {
  const { lines } = block;
  if (lines.length === 0) warnings.add('not_mail');
  if (block.truncated) warnings.add('headers_truncated');
  if (block.broken) warnings.add('broken_structure');
  const fromAll = readAuthors(lines, warnings);
  const from = fromAll.find((one) => one.address !== '') ?? null;
  if (from === null) warnings.add('no_from');
  const nameSpoof = findNameSpoof(from);
  if (nameSpoof !== null) warnings.add('name_spoof');
  if (listHeader(lines, 'subject').length > 1) warnings.add('duplicate_subject');
  const to = readAddresses(lines, 'to', warnings);
  const listId = findHeader(lines, 'list-id');
  const loop = findHeader(lines, LOOP_HEADER);
  return {
    from,
    fromAll,
    sender: readAddresses(lines, 'sender', warnings)[0] ?? null,
    replyTo: readAddresses(lines, 'reply-to', warnings),
    to,
    cc: readAddresses(lines, 'cc', warnings),
    subject: decodeHeaderText(findHeader(lines, 'subject') ?? '').slice(0, SUBJECT_CHARS),
    messageId: readMessageId(lines, warnings),
    inReplyTo: parseMessageIds(listHeader(lines, 'in-reply-to').join(' ')),
    references: parseMessageIds(listHeader(lines, 'references').join(' ')),
    date: readDate(lines, warnings, now),
    nameSpoof,
    deliveredTo: readDeliveredTo(lines, to),
    hops: listHeader(lines, 'received').length,
    loopHeader: loop === null ? null : stripControls(loop).slice(0, 200),
    listId: listId === null ? null : readListId(listId),
    priority: readPriority(lines),
    headers: presentHeaders(lines),
  };
}

function readAuthors(lines: readonly HeaderLine[], warnings: Set<MailWarning>): MailAddress[] {
  if (listHeader(lines, 'from').length > 1) warnings.add('duplicate_from');
  const authors = readAddresses(lines, 'from', warnings);
  if (authors.filter((one) => one.address !== '').length > 1) warnings.add('several_from');
  return authors;
}

function readAddresses(
  lines: readonly HeaderLine[],
  name: string,
  warnings: Set<MailWarning>,
): MailAddress[] {
  const found: MailAddress[] = [];
  for (const value of listHeader(lines, name)) {
    if (found.length >= ADDRESSES_PER_HEADER) break;
    found.push(...parseAddressList(value));
  }
  if (found.length >= ADDRESSES_PER_HEADER) warnings.add('too_many_addresses');
  return found.slice(0, ADDRESSES_PER_HEADER);
}

function readMessageId(lines: readonly HeaderLine[], warnings: Set<MailWarning>): string | null {
  const values = listHeader(lines, 'message-id');
  if (values.length > 1) warnings.add('duplicate_message_id');
  const { id, tooLong } = parseMessageId(values[0] ?? null);
  if (tooLong) warnings.add('message_id_too_long');
  return id;
}

function readDate(
  lines: readonly HeaderLine[],
  warnings: Set<MailWarning>,
  now: Date,
): { claimed: string | null; sentAt: string | null } {
  const header = findHeader(lines, 'date');
  if (header === null) return { claimed: null, sentAt: null };
  const claimed = stripControls(header).slice(0, DATE_CHARS);
  const date = parseMailDate(claimed, now);
  if (date === null) warnings.add('date_unusable');
  return { claimed, sentAt: date?.toISOString() ?? null };
}

/** Every address this copy was delivered to, the most telling header first. */
function readDeliveredTo(lines: readonly HeaderLine[], to: readonly MailAddress[]): string[] {
  const found = new Set<string>();
  for (const name of [
    'delivered-to',
    'x-original-to',
    'envelope-to',
    'x-envelope-to',
    'x-delivered-to',
    'x-rcpt-to',
    'resent-to',
  ]) {
    for (const value of listHeader(lines, name)) {
      for (const { address } of parseAddressList(value)) if (address !== '') found.add(address);
    }
  }
  for (const { address } of to) if (address !== '') found.add(address);
  return [...found].slice(0, DELIVERED_TO);
}

function readListId(value: string): string {
  return (/<([^<>]{1,250})>/.exec(value)?.[1] ?? stripControls(value)).trim().slice(0, 250);
}

function readPriority(lines: readonly HeaderLine[]): UnderstoodMail['priority'] {
  const number = /^\s*([1-5])/.exec(findHeader(lines, 'x-priority') ?? '')?.[1];
  if (number !== undefined) return number < '3' ? 'high' : number === '3' ? 'normal' : 'low';
  const word = ['importance', 'priority', 'x-msmail-priority']
    .map((name) => findHeader(lines, name)?.trim().toLowerCase())
    .find((value) => value !== undefined && value !== '');
  if (word === undefined) return null;
  if (word === 'high' || word === 'urgent') return 'high';
  return word === 'low' || word === 'non-urgent' ? 'low' : 'normal';
}

function presentHeaders(lines: readonly HeaderLine[]): [string, string][] {
  return lines
    .slice(0, SHOWN_HEADERS)
    .map(({ shown, value }) => [shown, decodeHeaderText(value.slice(0, SHOWN_HEADER_CHARS))]);
}

type ShownBody = {
  text: string;
  html: string | null;
  folded: FoldedRange[];
  htmlFolded: boolean;
  remoteImages: number;
  language: ContactLanguage | null;
};

function presentBody(body: MailBody, warnings: Set<MailWarning>): ShownBody {
  const folded = foldText(body.text);
  const safe = body.html === null ? null : cleanHtml(body.html, body.text, folded);
  if (safe?.truncated === true) warnings.add('truncated_html');
  return {
    text: body.text,
    html: safe?.html ?? null,
    folded,
    htmlFolded: safe?.folded ?? false,
    remoteImages: safe?.remoteImages ?? 0,
    language: guessLanguage(cutFolded(body.text, folded)),
  };
}

/** Programs that leave no marks in their HTML: the text tells where the quote begins. */
function cleanHtml(html: string, text: string, folded: readonly FoldedRange[]): SanitisedHtml {
  const safe = sanitiseHtml(html);
  const header = safe.folded ? null : findTrailingHeader(text, folded);
  const foldFrom = header === null ? null : findFoldStart(html, header);
  return foldFrom === null ? safe : sanitiseHtml(html, { foldFrom });
}

function cutFolded(text: string, folded: readonly FoldedRange[]): string {
  let rest = '';
  let from = 0;
  for (const range of folded) {
    rest += text.slice(from, range.start);
    from = range.end;
  }
  return rest + text.slice(from);
}

type Signs = Pick<
  UnderstoodMail,
  'automatic' | 'mayAnswerAutomatically' | 'mayAnswerReason' | 'bounce'
>;

function readSigns(
  headers: readonly HeaderLine[],
  fields: Fields,
  body: MailBody,
  report: { contentType: string; reportType: string },
): Signs {
  const { replyTo, subject, hops } = fields;
  // Daemons often have a name and no address.
  const from = fields.from ?? fields.fromAll[0] ?? null;
  const input: AutomaticInput = { headers, from, replyTo, subject, hops, ...report };
  let automatic = recogniseAutomatic(input);
  const bounce = readBounce({ headers, attachments: body.attachments, text: body.text, automatic });
  if (bounce !== null && automatic?.kind !== 'bounce') {
    automatic = { kind: 'bounce', reason: 'report_delivery_status' };
  }
  const refusal = refuseAutomaticAnswer(input, automatic, fields.loopHeader);
  return {
    automatic,
    mayAnswerAutomatically: refusal === null,
    mayAnswerReason: refusal,
    bounce,
  };
}
