import { IDLE_MS, LIFETIME_MS } from './session-limits.ts';

/** When a session ends if it is not used again: two weeks, but never past its lifetime. */
export function decideExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_MS, createdAt.getTime() + LIFETIME_MS));
}

/**
 * Whether a browser request comes from our own pages: its Origin (RFC 6454) is the public address
 * or the very host that was asked. Programs send none and are not the danger.
 */
export function isOwnOrigin(
  origin: string | undefined,
  askedHost: string | undefined,
  publicUrl: string,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.protocol !== 'http:' && from.protocol !== 'https:') return false;
  if (from.origin === new URL(publicUrl).origin) return true;
  return askedHost !== undefined && from.host === hostOf(from.protocol, askedHost);
}

// `example.org:80` and `example.org` are the same host of http.
function hostOf(protocol: string, askedHost: string): string | null {
  const address = `${protocol}//${askedHost}`;
  return URL.canParse(address) ? new URL(address).host : null;
}

/** Methods that change nothing and so need no protection against forged requests (RFC 9110). */
export function isSafeMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** The network of an address, /24 of IPv4 or /48 of IPv6: enough to limit tries by. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = (mapped ?? address).replace(/%.*$/, '');
  if (plain.includes('.') && !plain.includes(':')) {
    return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  }
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length));
  const groups = [...left, ...zeros.fill('0'), ...right];
  const prefix = groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(':')}::/48`;
}

const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [pattern: RegExp, name: string][] = [
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Browser and system in words, as a device names itself by User-Agent; never its full text. */
export function nameDevice(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 500);
  const browser = BROWSERS.find(([pattern]) => pattern.test(text))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
  if (browser && system) return `${browser}, ${system}`;
  if (browser ?? system) return (browser ?? system)!;
  return /^[\w.-]{1,40}/.exec(text)?.[0] ?? '';
}
