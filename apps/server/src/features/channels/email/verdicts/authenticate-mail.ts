import { Buffer } from 'node:buffer';
import { Resolver } from 'node:dns/promises';
import type { DNSResolver } from 'mailauth';
import { normaliseAddress, normaliseDomain } from '../understand/mail-addresses.ts';
import { type HeaderLine, listHeader, readHeaders } from '../understand/read-headers.ts';
import { checkSender } from './check-sender.ts';

/** The whole check, all look-ups included; afterwards the verdict is temperror. */
const CHECK_TIMEOUT_MS = 10_000;
const LOOKUP_TIMEOUT_MS = 3000;
/** The checker joins folded lines in quadratic time; real mails have some hundred. */
const HEADER_LINES_MAX = 2_000;
const HEADER_BYTES_MAX = 256 * 1024;
/** RFC 5322 allows 998; the checker needs quadratic time for longer ones. */
const LINE_BYTES_MAX = 64 * 1024;
/** Each signature hashes the body again; together about half a second of the main thread. */
const HASHED_BYTES_MAX = 64 * 1024 * 1024;
/** Mailing lists and forwarders add one or two; each costs look-ups. */
const SIGNATURES_MAX = 10;
/** The checker wants a name of ours and repeats it in its reasons, where it says nothing. */
const OWN_NAME = 'earshot.invalid';

const newLine = 0x0a;
const carriageReturn = 0x0d;

export type Verdict = { result: string; reason: string };

/** What can be said about where a mail comes from; a null check was not possible or not asked. */
export type MailVerdicts = {
  spf: Verdict | null;
  dkim: Verdict | null;
  dmarc: Verdict | null;
  arc: Verdict | null;
  /** True only if DMARC passes: the domain in From is the one that really sent the mail. */
  verified: boolean;
  reason: string;
};

export type AuthenticateMailOptions = {
  /** Address of the client that handed the mail to us; without it there is no SPF. */
  ip?: string;
  helo?: string;
  /** Envelope sender, '' for the null sender. */
  mailFrom?: string;
  /** (domain, type) to DNS answers, as `dns.promises.resolve`; tests and caches put one in. */
  resolver?: DNSResolver;
  /** For fetched mail: the authserv-id of the mailbox provider whose verdict is believed. */
  trustedAuthservId?: string;
  timeoutMs?: number;
};

/**
 * Checks SPF, DKIM, DMARC and ARC of a raw mail (RFC 7208, 6376, 7489, 8617). Never throws and
 * ends in time: what could not be found out is `temperror`.
 */
export async function authenticateMail(
  raw: Uint8Array,
  options: AuthenticateMailOptions = {},
): Promise<MailVerdicts> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const headers = measureHeaders(bytes);
  const uncheckable = decideCheckable(bytes, headers);
  if (uncheckable !== null) return unchecked('permerror', uncheckable);
  // Only a signature says something about the body.
  const isSigned = headers.signatures > 0;
  const judged = isSigned ? bytes : bytes.subarray(0, headers.bytes);
  const timer = Promise.withResolvers<MailVerdicts>();
  const timeout = setTimeout(
    () => timer.resolve(unchecked('temperror', 'The look-ups took too long.')),
    options.timeoutMs ?? CHECK_TIMEOUT_MS,
  );
  try {
    return await Promise.race([check(judged, isSigned, options), timer.promise]);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return unchecked('temperror', `The check failed: ${words.slice(0, 200)}`);
  } finally {
    clearTimeout(timeout);
  }
}

/**
 * Why the signatures of this mail are not checked, or null where they are: the check runs on the
 * main thread, and nobody may keep it busy by what they send.
 */
function decideCheckable(bytes: Buffer, headers: MeasuredHeaders): string | null {
  if (headers.lines > HEADER_LINES_MAX || headers.bytes > HEADER_BYTES_MAX) {
    return 'The headers are too long to check.';
  }
  const { signatures } = headers;
  if (signatures > SIGNATURES_MAX) return 'The mail carries too many signatures to check.';
  if (bytes.length * (signatures + 1) > HASHED_BYTES_MAX) return 'The mail is too large to check.';
  if (hasLongLine(bytes)) return 'The lines of the mail are too long to check.';
  return null;
}

interface MeasuredHeaders {
  lines: number;
  bytes: number;
  signatures: number;
}

/** Up to the first empty line; a mail without one is all headers. */
function measureHeaders(bytes: Buffer): MeasuredHeaders {
  const end = findHeadersEnd(bytes);
  const text = bytes.toString('latin1', 0, Math.min(end.bytes, HEADER_BYTES_MAX));
  const signed = text.match(/^(dkim-signature|arc-message-signature)[ \t]*:/gim);
  return { ...end, signatures: signed?.length ?? 0 };
}

function findHeadersEnd(bytes: Buffer): { lines: number; bytes: number } {
  let lines = 0;
  let start = 0;
  while (start < bytes.length && lines <= HEADER_LINES_MAX) {
    const end = bytes.indexOf(newLine, start);
    if (end === -1) return { lines: lines + 1, bytes: bytes.length };
    const isEmpty = end === start || (end === start + 1 && bytes[start] === carriageReturn);
    if (isEmpty) return { lines, bytes: start };
    lines += 1;
    start = end + 1;
  }
  return { lines, bytes: start };
}

function hasLongLine(bytes: Buffer): boolean {
  let start = 0;
  while (start + LINE_BYTES_MAX < bytes.length) {
    // The last line end within reach: everything before it is short enough.
    const end = bytes.lastIndexOf(newLine, start + LINE_BYTES_MAX);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}

function unchecked(result: 'temperror' | 'permerror', reason: string): MailVerdicts {
  const verdict = { result, reason };
  return { spf: null, dkim: verdict, dmarc: verdict, arc: null, verified: false, reason };
}

async function check(
  bytes: Buffer,
  isSigned: boolean,
  options: AuthenticateMailOptions,
): Promise<MailVerdicts> {
  const { ip, helo, mailFrom } = options;
  const isKnown = ip !== undefined && ip !== '';
  const checked = await checkSender(bytes, {
    resolver: options.resolver ?? resolveWithTimeout,
    mta: OWN_NAME,
    isSigned,
    client: isKnown ? { ip, helo: helo ?? ip, mailFrom: mailFrom ?? '' } : null,
  });
  const trusted = readTrusted(bytes, options.trustedAuthservId);
  const own = {
    spf: checked.spf && toVerdict(checked.spf.status),
    dkim: bestOf(checked.dkim.map((one) => toVerdict(one.status))) ?? {
      result: 'none',
      reason: 'The mail is not signed.',
    },
    dmarc: checked.dmarc && toVerdict(checked.dmarc.status),
    arc: toVerdict(checked.arc.status),
  };
  return conclude(own, trusted, checked.dmarcSkipped);
}

type Checks = Pick<MailVerdicts, 'spf' | 'dkim' | 'dmarc' | 'arc'>;

function conclude(own: Checks, trusted: Checks | null, skipped: string | null): MailVerdicts {
  if (own.dmarc?.result === 'pass') {
    return { ...own, verified: true, reason: 'DMARC passes for the domain in From.' };
  }
  // Fetched mail: its provider saw the client and could check SPF, which we cannot.
  if (trusted?.dmarc?.result === 'pass' && own.dkim?.result !== 'fail') {
    const spf = own.spf ?? trusted.spf;
    const reason = 'The trusted mail server found that DMARC passes.';
    return { ...own, spf, dmarc: trusted.dmarc, verified: true, reason };
  }
  const spf = own.spf ?? trusted?.spf ?? null;
  const dmarc = own.dmarc ?? trusted?.dmarc ?? null;
  return { ...own, spf, dmarc, verified: false, reason: explain(dmarc, skipped) };
}

function explain(dmarc: Verdict | null, skipped: string | null): string {
  if (skipped !== null) return `DMARC cannot be decided: ${skipped.slice(0, 200)}`;
  switch (dmarc?.result) {
    case 'fail':
      return 'DMARC fails: the domain in From did not send this mail.';
    case 'temperror':
      return 'DMARC could not be looked up.';
    case 'permerror':
      return 'The DMARC record of the domain is broken.';
    default:
      return 'The domain in From publishes no DMARC policy.';
  }
}

function toVerdict(status: { result: string; comment?: string }): Verdict {
  const reason = (status.comment ?? '').replace(`${OWN_NAME}: `, '').slice(0, 300);
  return { result: status.result, reason };
}

const ORDER = ['pass', 'fail', 'policy', 'neutral', 'temperror', 'permerror', 'none'];

/** One valid signature is enough (RFC 6376, 4.2). */
function bestOf(verdicts: readonly Verdict[]): Verdict | null {
  const rank = ({ result }: Verdict): number => {
    const at = ORDER.indexOf(result);
    return at < 0 ? ORDER.length : at;
  };
  return verdicts.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/**
 * The topmost Authentication-Results of the trusted server (RFC 8601). A border server removes
 * forged ones with its own name; lower ones are never believed.
 */
function readTrusted(bytes: Buffer, authservId: string | undefined): Checks | null {
  if (authservId === undefined || authservId === '') return null;
  const { lines } = readHeaders(bytes, 0, Math.min(bytes.length, 262_144));
  const value = findTrusted(lines, normaliseDomain(authservId));
  if (value === null) return null;
  return {
    spf: findResult(value, 'spf'),
    dkim: findResult(value, 'dkim'),
    dmarc: matchesFrom(value, lines) ? findResult(value, 'dmarc') : null,
    arc: findResult(value, 'arc'),
  };
}

function findTrusted(lines: readonly HeaderLine[], authservId: string): string | null {
  for (const value of listHeader(lines, 'authentication-results')) {
    const id = /^\s*"?([^\s;"]+)"?/.exec(value)?.[1] ?? '';
    if (normaliseDomain(id) === authservId) return value.replace(/\([^()]*\)/g, ' ');
  }
  return null;
}

function findResult(value: string, method: string): Verdict | null {
  const match = new RegExp(`;\\s*${method}\\s*=\\s*([a-z]+)`, 'i').exec(value);
  if (match === null) return null;
  return { result: match[1]!.toLowerCase(), reason: 'Said by the trusted mail server.' };
}

/** The verdict must be about the one From that is shown. */
function matchesFrom(value: string, lines: readonly HeaderLine[]): boolean {
  const from = listHeader(lines, 'from');
  if (from.length !== 1) return false;
  const judged = /\bheader\.from\s*=\s*"?([^\s;"]+)/i.exec(value)?.[1];
  if (judged === undefined) return false;
  const domain = normaliseDomain(judged.slice(judged.lastIndexOf('@') + 1));
  const shown = /<([^<>]*)>\s*$/.exec(from[0]!)?.[1] ?? from[0]!;
  return normaliseAddress(shown).endsWith(`@${domain}`);
}

let shared: Resolver | null = null;

async function resolveWithTimeout(domain: string, type: string): Promise<string[]> {
  shared ??= new Resolver({ timeout: LOOKUP_TIMEOUT_MS, tries: 2 });
  return (await shared.resolve(domain, type)) as unknown as string[];
}
