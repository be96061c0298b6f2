import { Buffer } from 'node:buffer';
import { isAddress } from './mail-addresses.ts';
import { decodeHeaderText, parseMessageId } from './header-values.ts';
import { findHeader, listHeader, readHeaders } from './read-headers.ts';
import type { HeaderLine } from './read-headers.ts';
import type {
  AutomaticSign,
  BounceRecipient,
  MailAttachment,
  MailBounce,
} from './understood-mail.ts';

/** A report on a mail to a list can be long; more recipients are not shown. */
const RECIPIENTS = 200;
const DIAGNOSTIC_CHARS = 1000;
const ORIGINAL_HEADERS = 60;
const HEADER_CHARS = 1000;
const TEXT_CHARS = 50_000;

export type BounceInput = {
  headers: readonly HeaderLine[];
  attachments: readonly MailAttachment[];
  text: string;
  automatic: AutomaticSign | null;
};

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);
const ORIGINAL_TYPES = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
]);

/**
 * Reads a delivery report: the machine-readable part (RFC 3464) where there is one, else
 * X-Failed-Recipients or the words of the common mail servers. Null for what is no report.
 */
export function readBounce(input: BounceInput): MailBounce | null {
  const status = input.attachments.find((one) => STATUS_TYPES.has(one.mimeType));
  const isBounce = input.automatic?.kind === 'bounce';
  if (status === undefined && !isBounce) return null;
  const original = readOriginal(input);
  let recipients = status === undefined ? [] : readStatus(status.bytes);
  if (recipients.length === 0) recipients = readProse(input, original.headers);
  return {
    recipients: recipients.slice(0, RECIPIENTS),
    originalMessageId: original.messageId,
    originalHeaders: original.headers,
    isDelay: recipients.length > 0 && recipients.every((one) => one.action === 'delayed'),
  };
}

function readStatus(bytes: Uint8Array): BounceRecipient[] {
  const text = Buffer.from(bytes).toString('utf8').slice(0, 1_000_000).replace(/\r\n?/g, '\n');
  const recipients: BounceRecipient[] = [];
  for (const group of text.split(/\n[ \t]*\n/)) {
    const raw = Buffer.from(`${group.trim()}\n\n`, 'utf8');
    const fields = readHeaders(raw, 0, raw.length).lines;
    const address = readRecipient(fields);
    if (address === null || recipients.length >= RECIPIENTS) continue;
    recipients.push(buildRecipient(fields, address));
  }
  return recipients;
}

/** The address we sent to where the reporter repeats it, else the one it tried last. */
function readRecipient(fields: readonly HeaderLine[]): string | null {
  for (const name of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const value = findHeader(fields, name);
    if (value === null) continue;
    const address = value.replace(/^[^;]*;/, '').replace(/[<>\s]/g, '');
    if (isAddress(address)) return address;
  }
  return null;
}

function buildRecipient(fields: readonly HeaderLine[], address: string): BounceRecipient {
  const diagnostic = (findHeader(fields, 'diagnostic-code') ?? '').replace(/\s+/g, ' ').trim();
  const declared = findHeader(fields, 'status') ?? '';
  const status = findStatus(declared) ?? findStatus(diagnostic);
  const action = readAction(findHeader(fields, 'action') ?? '', status);
  return {
    address,
    action,
    status,
    diagnostic: diagnostic.slice(0, DIAGNOSTIC_CHARS),
    permanent: action === 'failed' && !(status ?? '5').startsWith('4'),
  };
}

function readAction(value: string, status: string | null): BounceRecipient['action'] {
  const word = /^\s*([a-z]+)/i.exec(value)?.[1]?.toLowerCase() ?? '';
  switch (word) {
    case 'delayed':
    case 'delivered':
    case 'relayed':
    case 'expanded':
      return word;
    default:
      return status?.startsWith('2') === true ? 'delivered' : 'failed';
  }
}

function findStatus(value: string): string | null {
  return /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(value)?.[1] ?? null;
}

/** No machine-readable part: addresses from header or text, meaning from the words. */
function readProse(input: BounceInput, original: readonly [string, string][]): BounceRecipient[] {
  const report = input.text.slice(0, TEXT_CHARS);
  const cut = COPY_MARK.exec(report)?.index ?? report.length;
  const prose = cut < 40 ? report : report.slice(0, cut);
  const phrase = readBouncePhrase(prose);
  const action = isDelayText(prose) && phrase?.permanent !== true ? 'delayed' : 'failed';
  const status =
    findStatus(prose) ?? (phrase === null || action === 'delayed' ? null : phrase.status);
  return listFailedAddresses(input, prose, original).map((address) => ({
    address,
    action,
    status,
    diagnostic: findDiagnostic(prose, address),
    permanent: action === 'failed' && !(status ?? '5').startsWith('4'),
  }));
}

function listFailedAddresses(
  input: BounceInput,
  prose: string,
  original: readonly [string, string][],
): string[] {
  const declared = listHeader(input.headers, 'x-failed-recipients')
    .join(',')
    .split(/[,\s]+/);
  const found = new Set(declared.filter((one) => isAddress(one)));
  if (found.size > 0) return [...found].slice(0, RECIPIENTS);
  const pattern = /[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/g;
  for (const match of prose.slice(0, 5000).matchAll(pattern)) {
    const isDaemon = /^(?:mailer-daemon|postmaster|abuse|noreply)/i.test(match[0]);
    const before = prose.slice(Math.max(0, match.index - 20), match.index);
    if (!isDaemon && !/(?:mailto:|from:|von:|id[:=] ?<?)\s*$/i.test(before)) found.add(match[0]);
    if (found.size >= 20) break;
  }
  if (found.size > 0) return [...found];
  const to = original.find(([name]) => name.toLowerCase() === 'to')?.[1] ?? '';
  return [...to.matchAll(pattern)].map((match) => match[0]).slice(0, 20);
}

/** The line with the server's words: the one with a reply code, near the address. */
function findDiagnostic(prose: string, address: string): string {
  const at = prose.indexOf(address);
  const near = at < 0 ? prose : prose.slice(Math.max(0, at - 200), at + 1500);
  const line = /^.*(?:\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b).*(?:\n[ \t]+\S.*){0,3}/m.exec(
    near,
  );
  return (line?.[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, DIAGNOSTIC_CHARS);
}

type Original = { messageId: string | null; headers: [string, string][] };

function readOriginal(input: BounceInput): Original {
  const part = input.attachments.find((one) => ORIGINAL_TYPES.has(one.mimeType));
  if (part !== undefined) {
    const raw = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength);
    const { lines } = readHeaders(raw, 0, raw.length);
    if (lines.length > 0) return presentOriginal(lines);
  }
  const text = input.text.slice(0, 200_000);
  const mark = COPY_MARK.exec(text);
  const tail = mark === null ? text : text.slice(mark.index + mark[0].length);
  const start = /^(?:return-path|received|message-id|from|date|subject|to):/im.exec(tail)?.index;
  if (start === undefined) return { messageId: null, headers: [] };
  const raw = Buffer.from(tail.slice(start, start + 65_536), 'utf8');
  const { lines } = readHeaders(raw, 0, raw.length);
  return findHeader(lines, 'message-id') === null ? findLooseId(tail) : presentOriginal(lines);
}

function findLooseId(text: string): Original {
  const loose = /^[\s>]*message-id:\s*(<[^<>\s]{3,900}>)/im.exec(text)?.[1] ?? null;
  return { messageId: parseMessageId(loose).id, headers: [] };
}

function presentOriginal(lines: readonly HeaderLine[]): Original {
  const headers = lines
    .slice(0, ORIGINAL_HEADERS)
    .map(({ shown, value }): [string, string] => [
      shown,
      decodeHeaderText(value.slice(0, HEADER_CHARS)),
    ]);
  return { messageId: parseMessageId(findHeader(lines, 'message-id')).id, headers };
}

/** What the words of a reporter mean, where it gives no code (RFC 3463 classes and subjects). */
type BouncePhrase = { status: string; permanent: boolean };

const PHRASES: readonly [RegExp, string][] = [
  [
    new RegExp(
      String.raw`(?:mailbox|quota|postfach|account|inbox)[^.\n]{0,40}(?:full|exceed|` +
        String.raw`over(?: its)? quota|voll|überfüllt|überschritten)|` +
        String.raw`(?:over|exceed\w*)[^.\n]{0,20}quota|` +
        String.raw`quota (?:exceeded|überschritten)|kein(?:en)? speicherplatz`,
      'i',
    ),
    '5.2.2',
  ],
  [
    new RegExp(
      String.raw`(?:message|nachricht|e-?mail|size)[^.\n]{0,40}(?:too (?:large|big)|` +
        String.raw`exceeds[^.\n]{0,30}(?:size|limit)|zu gro(?:ß|ss))|maximum message size`,
      'i',
    ),
    '5.3.4',
  ],
  [
    new RegExp(
      String.raw`(?:no such|unknown|invalid|inactive|non-?existent|disabled)[^.\n]{0,20}(?:user|` +
        String.raw`mailbox|recipient|address|account)|(?:user|mailbox|recipient|address|account|` +
        String.raw`empfänger\w*|adresse|postfach|` +
        String.raw`benutzer)[^.\n]{0,60}(?:unknown|not found|does(?: not|` +
        String.raw`n't) exist|couldn't be found|could not be found|` +
        String.raw`not exist|unavailable|disabled|` +
        String.raw`rejected|doesn't have|nicht gefunden|existiert nicht|unbekannt|nicht bekannt|` +
        String.raw`nicht vorhanden|ungültig|deaktiviert)|` +
        String.raw`address not found|adresse nicht gefunden|` +
        String.raw`no mailbox here by that name|unrouteable address|unbekannter empfänger`,
      'i',
    ),
    '5.1.1',
  ],
  [
    new RegExp(
      String.raw`(?:domain|host|hostname|server|rechner)[^.\n]{0,40}(?:not found|unknown|` +
        String.raw`does not exist|couldn't be found|nicht gefunden|` +
        String.raw`existiert nicht|unbekannt)|no (?:mx|` +
        String.raw`route to host|such domain)|name service error|nxdomain`,
      'i',
    ),
    '5.1.2',
  ],
  [/relay(?:ing)? (?:access )?denied|not permitted to relay/i, '5.7.1'],
  [
    new RegExp(
      String.raw`(?:spam|blocked|blacklist|blocklist|policy|` +
        String.raw`reputation|rejected due to|virus|dmarc|` +
        String.raw`abgelehnt|gesperrt|blockiert)`,
      'i',
    ),
    '5.7.1',
  ],
  [
    new RegExp(
      String.raw`(?:connection (?:timed out|refused)|timed out|retry time(?:out)? (?:not reached|` +
        String.raw`exceeded)|too long in queue|message expired|deferred)`,
      'i',
    ),
    '5.4.7',
  ],
];

const DELAY = new RegExp(
  String.raw`(?:will (?:be retried|retry|keep trying|continue to (?:try|attempt))|` +
    String.raw`not (?:yet )?been delivered|delivery (?:is |has been )?(?:delayed|temporarily)|` +
    String.raw`delayed|no action is required|still (?:trying|` +
    String.raw`being retried)|noch nicht zugestellt|` +
    String.raw`verzögert|weiterhin versuch|erneut versuch|weitere zustellversuche|temporär)`,
  'i',
);
const FINAL = new RegExp(
  String.raw`(?:giving up|gave up|given up|permanent|fatal|could not be delivered|` +
    String.raw`couldn't be delivered|cannot be delivered|undeliverable|failed|konnte nicht|` +
    String.raw`nicht zugestellt werden|unzustellbar|endgültig|fehlgeschlagen)`,
  'i',
);

/** Reads status and finality out of a reporter's prose, German and English; null for no sign. */
function readBouncePhrase(text: string): BouncePhrase | null {
  const sample = text.slice(0, 20_000);
  for (const [pattern, status] of PHRASES) {
    if (pattern.test(sample)) return { status, permanent: !isDelayText(sample) };
  }
  return FINAL.test(sample) ? { status: '5.0.0', permanent: true } : null;
}

/** The reporter says that it goes on trying and not that it gave up. */
function isDelayText(text: string): boolean {
  const sample = text.slice(0, 5000);
  return (
    DELAY.test(sample) && !/(?:giving up|gave up|given up|permanent|fatal|endgültig)/i.test(sample)
  );
}

/** Lines after which a reporter puts the returned message into its own text. */
const COPY_MARK = new RegExp(
  String.raw`^[\s>-]*(?:(?:this is |here is |below this line is |es folgt |nachstehend )?(?:a |` +
    String.raw`the |eine |die )?(?:copy|kopie)(?: of)?(?: the| your| ihrer?|` +
    String.raw` der)? (?:original )?(?:message|nachricht|e-?mail)|` +
    String.raw`original message(?: headers)?(?: follows)?|ursprüngliche nachricht|` +
    String.raw`original-?nachricht|the header of the original message|transcript of session|` +
    String.raw`returned message|unsent message follows|message headers? follows?|` +
    String.raw`headers? der ursprünglichen)`,
  'im',
);
