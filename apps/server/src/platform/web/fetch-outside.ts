import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { request as requestHttp } from '../http/node-http.ts';
import { isPublicAddress } from './outside-address.ts';

export interface OutsideAnswer {
  bytes: Buffer;
  /** As the server claims; look at the bytes. */
  contentType: string;
}

/** Why nothing was fetched; none of them says what an inner address answered. */
export type OutsideFault =
  | 'bad_address'
  | 'closed_address'
  | 'unknown_host'
  | 'no_answer'
  | 'too_slow'
  | 'too_large'
  | 'too_many_redirects'
  | 'refused';

/** The fetch was refused or failed; a result, not a bug. */
export class OutsideFailed extends Error {
  readonly fault: OutsideFault;
  constructor(fault: OutsideFault, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = 'OutsideFailed';
    this.fault = fault;
  }
}

export interface OutsideRules {
  /** Replaced in tests, which only have the own machine. */
  isAllowedAddress?: (address: string) => boolean;
  isAllowedPort?: (port: number) => boolean;
  /** All addresses of a host name, as the system knows them. */
  resolveHost?: (host: string) => Promise<string[]>;
  /** Certificate authority in the place of the usual ones (PEM); for tests. */
  authority?: string | undefined;
  timeout_ms?: number;
  mostBytes?: number;
}

const timeoutDefault_ms = 10_000;
const mostBytesDefault = 10 * 1024 * 1024;
const mostRedirects = 3;
/** Longer ones are tracking, or meant to break something. */
const mostAddress_chars = 4_000;

type AllRules = Required<Omit<OutsideRules, 'authority'>> & Pick<OutsideRules, 'authority'>;

const defaults: AllRules = {
  isAllowedAddress: isPublicAddress,
  isAllowedPort: (port) => port === 80 || port === 443,
  resolveHost: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  timeout_ms: timeoutDefault_ms,
  mostBytes: mostBytesDefault,
};

interface Target {
  url: URL;
  port: number;
  /** The very address that was checked and that the socket connects to. */
  address: string;
  authority: string | undefined;
}

/**
 * GETs a public resource for us, not for whoever wrote its address: http or https on their usual
 * ports, the host resolved once and connected to at that very address (so that a second answer of
 * the name server cannot lead inside), every redirect checked anew, no cookie, no referrer, no
 * credentials, bounded in time and size. Throws `OutsideFailed`.
 */
export async function fetchOutside(
  address: string,
  accept: string,
  rules: OutsideRules = {},
): Promise<OutsideAnswer> {
  const all = { ...defaults, ...rules };
  const signal = AbortSignal.timeout(all.timeout_ms);
  let next = address;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const target = await withinTime(findTarget(next, all), signal);
    const answer = await open(target, signal, {
      method: 'GET',
      headers: { accept, 'user-agent': 'Mozilla/5.0 (compatible; Earshot image proxy)' },
    });
    const status = answer.statusCode ?? 0;
    const { location } = answer.headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      answer.destroy();
      next = resolveLocation(location, target.url);
      continue;
    }
    if (status !== 200 || answer.headers['content-encoding'] !== undefined) {
      answer.destroy();
      throw new OutsideFailed('refused', `The server answered ${status}.`);
    }
    const contentType = answer.headers['content-type'] ?? '';
    return { bytes: await readAll(answer, all.mostBytes, signal), contentType };
  }
  throw new OutsideFailed('too_many_redirects', `More than ${mostRedirects} redirects.`);
}

export interface PostedAnswer {
  status: number;
  retryAfter: string | null;
  bytes: Buffer;
}

/**
 * POSTs to a public address under the rules of `fetchOutside`. Redirects are not followed: what was
 * signed for one address is for no other. Throws `OutsideFailed`; any status is an answer.
 */
export async function postOutside(
  address: string,
  headers: Record<string, string>,
  body: Buffer,
  rules: OutsideRules = {},
): Promise<PostedAnswer> {
  const all = { ...defaults, ...rules };
  const signal = AbortSignal.timeout(all.timeout_ms);
  const target = await withinTime(findTarget(address, all), signal);
  const asking = {
    method: 'POST' as const,
    headers: { 'user-agent': 'Earshot', ...headers },
    body,
  };
  const answer = await open(target, signal, asking);
  const bytes = await readAll(answer, all.mostBytes, signal);
  const retryAfter = answer.headers['retry-after'] ?? null;
  return { status: answer.statusCode ?? 0, retryAfter, bytes };
}

function resolveLocation(location: string, base: URL): string {
  if (!URL.canParse(location, base))
    throw new OutsideFailed('bad_address', 'A redirect to nowhere.');
  return new URL(location, base).href;
}

async function findTarget(address: string, rules: AllRules): Promise<Target> {
  if (address.length > mostAddress_chars || !URL.canParse(address)) {
    throw new OutsideFailed('bad_address', 'This is no address.');
  }
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new OutsideFailed('bad_address', 'Only http and https are fetched.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutsideFailed('bad_address', 'An address with a password is not fetched.');
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!rules.isAllowedPort(port)) {
    throw new OutsideFailed('closed_address', 'Only the usual ports of the web are fetched from.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolve(host, rules);
  // One inner address among them is enough to refuse: the name is not an honest one.
  if (addresses.length === 0 || !addresses.every(rules.isAllowedAddress)) {
    throw new OutsideFailed('closed_address', 'The address is not on the public internet.');
  }
  return { url, port, address: addresses[0]!, authority: rules.authority };
}

async function resolve(host: string, rules: AllRules): Promise<string[]> {
  try {
    return await rules.resolveHost(host);
  } catch (error) {
    throw new OutsideFailed('unknown_host', 'There is no such host.', error);
  }
}

/** A name server that never answers must not hold the request for longer than the rest. */
function withinTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((settle, fail) => {
    const stop = () => fail(new OutsideFailed('too_slow', 'No answer in time.'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(settle, fail).finally(() => signal.removeEventListener('abort', stop));
  });
}

interface Asking {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: Buffer;
}

function open(target: Target, signal: AbortSignal, asking: Asking): Promise<IncomingMessage> {
  const { url, port, address, authority } = target;
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options = {
    host: address,
    port,
    path: url.pathname + url.search,
    // No shared agent: it could reuse a connection made under other rules, or go by a proxy.
    agent: false as const,
    signal,
    method: asking.method,
    headers: {
      ...asking.headers,
      host: url.host,
      'accept-encoding': 'identity',
      ...(asking.body ? { 'content-length': String(asking.body.length) } : {}),
      connection: 'close',
    },
    ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
    ...(authority === undefined ? {} : { ca: authority }),
  };
  return new Promise((settle, fail) => {
    const send = isSecure ? requestHttps : requestHttp;
    const sent = send(options, settle);
    sent.on('error', (error) => fail(presentFault(error, signal)));
    sent.end(asking.body);
  });
}

async function readAll(
  answer: IncomingMessage,
  mostBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) throw new OutsideFailed('too_large', `More than ${mostBytes} bytes.`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw presentFault(error, signal);
  }
  return Buffer.concat(chunks);
}

function presentFault(error: unknown, signal: AbortSignal): OutsideFailed {
  if (error instanceof OutsideFailed) return error;
  if (signal.aborted) return new OutsideFailed('too_slow', 'No answer in time.', error);
  return new OutsideFailed('no_answer', 'The server did not answer properly.', error);
}
