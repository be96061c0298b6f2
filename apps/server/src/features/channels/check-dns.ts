import { createPublicKey } from 'node:crypto';
import { Resolver } from 'node:dns/promises';

/** The part of node:dns that is asked here; tests put a zone of their own in its place. */
export interface DnsQuestions {
  resolveMx(name: string): Promise<{ exchange: string; priority: number }[]>;
  resolveTxt(name: string): Promise<string[][]>;
}

/** What the DNS said to one question; `words` is its error code where it could not be asked. */
export type DnsAnswer<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'none' }
  | { readonly state: 'unreachable'; readonly words: string };

/** The records that decide whether mail of a domain arrives and is believed. */
export interface MailRecords {
  /** Host names, the preferred one first (RFC 5321, section 5.1). */
  readonly mx: DnsAnswer<string[]>;
  /** The record itself (RFC 7208). */
  readonly spf: DnsAnswer<string>;
  /** The record itself (RFC 7489). */
  readonly dmarc: DnsAnswer<string>;
  /** The public key (RFC 6376, tag p); null where no key is set with us. */
  readonly dkim: DnsAnswer<string> | null;
}

/** A person waits for the answer of the test. */
const ANSWER_WITHIN_MS = 3_000;
/** "There is no such name" and "there is no record of this kind". */
const NONE = new Set(['ENOTFOUND', 'ENODATA', 'NOTFOUND', 'NODATA']);

/** A resolver that gives up quickly. */
export function createDnsQuestions(): DnsQuestions {
  return new Resolver({ timeout: ANSWER_WITHIN_MS, tries: 1 });
}

/** Asks for the mail records of a domain, all at once; never throws for what the DNS answers. */
export async function checkMailRecords(
  dns: DnsQuestions,
  domain: string,
  dkimName: string | null,
): Promise<MailRecords> {
  const [mx, spf, dmarc, dkim] = await Promise.all([
    ask(async () => presentMx(await dns.resolveMx(domain))),
    ask(async () => findRecord(await dns.resolveTxt(domain), /^v=spf1(\s|$)/i)),
    ask(async () => findRecord(await dns.resolveTxt(`_dmarc.${domain}`), /^v=DMARC1\b/i)),
    dkimName === null ? null : ask(async () => findKey(await dns.resolveTxt(dkimName))),
  ]);
  return { mx, spf, dmarc, dkim };
}

async function ask<T>(question: () => Promise<T | null>): Promise<DnsAnswer<T>> {
  try {
    const value = await withinTime(question());
    return value === null ? { state: 'none' } : { state: 'found', value };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return NONE.has(code) ? { state: 'none' } : { state: 'unreachable', words: code };
  }
}

/** The library tries every configured server in turn, which a person should not wait for. */
async function withinTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error('The DNS did not answer.'), { code: 'ETIMEOUT' });
    timer = setTimeout(() => reject(error), 2 * ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function presentMx(records: { exchange: string; priority: number }[]): string[] | null {
  // "." alone says that the domain takes no mail (RFC 7505).
  const hosts = records.filter(({ exchange }) => exchange !== '' && exchange !== '.');
  if (hosts.length === 0) return null;
  return hosts.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
}

function findRecord(records: string[][], shape: RegExp): string | null {
  return records.map((parts) => parts.join('')).find((record) => shape.test(record)) ?? null;
}

function findKey(records: string[][]): string | null {
  const record = records.map((parts) => parts.join('')).find((text) => /\bp=/.test(text));
  return record?.match(/\bp=([A-Za-z\d+/=\s]*)/)?.[1]?.replaceAll(/\s/g, '') || null;
}

/** The public half of a DKIM key as the DNS carries it (RFC 6376, section 3.6.1). */
export function presentPublicKey(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
}
