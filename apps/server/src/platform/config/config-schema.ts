import { isIP } from 'node:net';
import { z } from 'zod';

/** The levels of the log, from most to least talkative; `silent` writes nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Bytes of the master key: AES-256 needs 32. */
export const masterKeySize_bytes = 32;

const highestPort = 65_535;
/** More proxies than this in a row is a typing error, and each trusted hop can forge an address. */
const mostProxies = 8;

/** A schema that gives the text to `read`, which returns the value or null when it is wrong. */
function textAs<Value>(problem: string, read: (text: string) => { value: Value } | null) {
  return z.string().transform((text, context) => {
    const found = read(text);
    if (found !== null) return found.value;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

function readPort(text: string): { value: number } | null {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return value <= highestPort ? { value } : null;
}

const port = textAs(`is not a port number between 0 and ${highestPort}`, readPort);

const optionalPort = textAs<number | null>(
  `is neither a port number between 0 and ${highestPort} nor "off"`,
  (text) => (text === 'off' ? { value: null } : readPort(text)),
);

const host = z
  .string()
  .refine(
    (value) => isIP(value) !== 0 || /^(?!\d+$)[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/i.test(value),
    'is not an IP address or a host name',
  );

/** A schema for absolute addresses of the given schemes that name a host. */
function addressOf(schemes: readonly string[], what: string) {
  return textAs(`is not ${what}`, (text) => {
    const address = URL.canParse(text) ? new URL(text) : null;
    const isRight = address && address.hostname !== '' && schemes.includes(address.protocol);
    return isRight ? { value: address } : null;
  });
}

const publicUrl = addressOf(['http:', 'https:'], 'an http:// or https:// address')
  .refine(
    (address) => address.pathname === '/' && address.search === '' && address.hash === '',
    'has something after the host; the desk is served at the top of its own host name',
  )
  .refine((address) => address.username === '', 'contains a user name; leave it out')
  .transform((address) => address.origin);

const databaseUrl = addressOf(
  ['postgres:', 'postgresql:'],
  'a postgres:// address with a host',
).refine((address) => address.pathname.length > 1, 'does not name a database after the host');

const masterKey = textAs<Uint8Array>(
  'is not 32 bytes written as 64 hexadecimal digits or in base64',
  (text) => {
    const isHex = /^[a-f\d]{64}$/i.test(text);
    const value = Buffer.from(text, isHex ? 'hex' : 'base64');
    const isBase64 = /^[a-z\d+/_-]{43}=?$/i.test(text);
    return (isHex || isBase64) && value.length === masterKeySize_bytes ? { value } : null;
  },
);

function isProxyName(name: string): boolean {
  const named = ['loopback', 'linklocal', 'uniquelocal'];
  return named.includes(name) || isIP(name.replace(/\/\d{1,3}$/, '')) !== 0;
}

const trustProxy = textAs<false | number | readonly string[]>(
  `is neither "off", nor the number of proxies in front (1 to ${mostProxies}), ` +
    'nor a list of their addresses',
  (text) => {
    if (text === 'off') return { value: false };
    if (/^\d$/.test(text)) {
      const hops = Number(text);
      return hops >= 1 && hops <= mostProxies ? { value: hops } : null;
    }
    const names = text.split(',').map((part) => part.trim());
    return names.every(isProxyName) ? { value: names } : null;
  },
);

/** Every setting as the environment spells it: text in, typed value out. */
export const configSchema = z.object({
  PORT: port.prefault('3000'),
  HOST: host.prefault('127.0.0.1'),
  EARSHOT_DATA: z.string().prefault('./data'),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: databaseUrl.transform((address) => address.href).optional(),
  SMTP_IN_PORT: optionalPort.prefault('2525'),
  SMTP_IN_HOST: host.optional(),
  LMTP_PORT: optionalPort.prefault('off'),
  SMTP_URL: addressOf(['smtp:', 'smtps:'], 'an smtp:// or smtps:// address with a host')
    .transform((address) => address.href)
    .optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `is not one of ${logLevels.join(', ')}` }).prefault('info'),
  MASTER_KEY: masterKey.optional(),
  TRUST_PROXY: trustProxy.prefault('off'),
  METRICS_PORT: optionalPort.prefault('off'),
});

/** The name of a setting in the environment. */
export type SettingName = keyof z.infer<typeof configSchema>;

/** One line for each setting: what it means and a value that is right. */
export const settingNotes: Readonly<
  Record<SettingName, { readonly meaning: string; readonly example: string }>
> = {
  PORT: { meaning: 'port of the desk and the API, 0 for any free one', example: '3000' },
  HOST: { meaning: 'address that the desk listens on', example: '127.0.0.1' },
  EARSHOT_DATA: { meaning: 'folder for everything that is kept', example: './data' },
  PUBLIC_URL: {
    meaning: 'address that people open in the browser',
    example: 'https://desk.example.org',
  },
  DATABASE_URL: {
    meaning: 'an own PostgreSQL; unset: Earshot brings one',
    example: 'postgres://earshot:secret@db.example.org:5432/earshot',
  },
  SMTP_IN_PORT: { meaning: 'port for incoming mail, 0 for any free one, or off', example: '2525' },
  SMTP_IN_HOST: { meaning: 'address for incoming mail; unset: as HOST', example: '0.0.0.0' },
  LMTP_PORT: { meaning: 'port for incoming mail by LMTP, or off', example: '2424' },
  SMTP_URL: {
    meaning: 'relay for outgoing mail; unset: messages wait',
    example: 'smtps://earshot:secret@mail.example.org:465',
  },
  LOG_LEVEL: { meaning: 'how much is logged', example: 'info' },
  MASTER_KEY: {
    meaning: 'key that secrets are encrypted with; unset: made in EARSHOT_DATA/master.key',
    example: '64 hexadecimal digits, for instance from: openssl rand -hex 32',
  },
  TRUST_PROXY: { meaning: 'proxies whose word on addresses counts', example: '1' },
  METRICS_PORT: { meaning: 'port for Prometheus, or off', example: '9464' },
};
