import type {
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
} from '@earshot/contract/openapi.ts';
import type { JsonSchema } from '@earshot/contract/schema-book.ts';
import { resolveSchema } from './docs-types.ts';

const sampleId = '0197a3f4-1c2d-7e3f-8a4b-5c6d7e8f9a0b';
const sampleTexts: Readonly<Record<string, string>> = {
  email: 'lena@example.org',
  address: 'support@example.org',
  name: 'Lena Vogt',
  subject: 'The kettle does not switch off',
  text: 'The new lid is on its way; it reaches you on Friday.',
  html: '<p>The new lid is on its way.</p>',
  reason: 'The lid is theirs',
  password: 'a long sentence of your own',
  new_password: 'a long sentence of your own',
  file_name: 'kettle.jpg',
  mime_type: 'image/jpeg',
  token: 'the-token-from-the-link-you-got',
  locale: 'de',
  client_id: 'a1b2c3d4-0001',
  code: '042195',
  shortcut: 'lid',
  time_zone: 'Europe/Berlin',
  // The subscription of RFC 8291, appendix A.
  endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

/** A request that could be sent like this, for a shell. */
export function writeCurl(
  document: OpenApiDocument,
  path: string,
  method: string,
  operation: OpenApiOperation,
): string {
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${quote(
      document.servers[0]!.url + fillPath(path, operation) + fillQuery(document, operation),
    )}`,
  ];
  lines.push(...signInLines(operation, method));
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type && body) {
    lines.push(`-H 'Content-Type: ${type}'`);
    const sample = sampleOf(document, body.schema, '');
    const isJson = type === 'application/json';
    lines.push(isJson ? `-d ${quote(JSON.stringify(sample))}` : '--data-binary @kettle.jpg');
  }
  return lines.join(' \\\n  ');
}

function signInLines(operation: OpenApiOperation, method: string): string[] {
  const ways = operation.security.flatMap((one) => Object.keys(one));
  if (ways.includes('visitor')) return ["-H 'Authorization: Bearer '$VISITOR_TOKEN"];
  if (ways.includes('signature')) {
    return [
      "-H 'webhook-id: '$ID",
      "-H 'webhook-timestamp: '$(date +%s)",
      "-H 'webhook-signature: v1,'$SIGNATURE",
    ];
  }
  if (ways.includes('apiKey')) return ["-H 'Authorization: Bearer '$EARSHOT_KEY"];
  if (!ways.includes('session')) return [];
  const token = method === 'get' ? [] : ["-H 'X-CSRF-Token: '$TOKEN"];
  return ['-b cookies.txt', ...token];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fillPath(path: string, operation: OpenApiOperation): string {
  const schemas = new Map(operation.parameters?.map((one) => [one.name, one.schema]));
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    String(sampleValue(schemas.get(name) ?? {}, name)),
  );
}

/** Only what must be there: an example that shows every filter hides the plain call. */
function fillQuery(document: OpenApiDocument, operation: OpenApiOperation): string {
  const needed = operation.parameters?.filter((one) => one.in === 'query' && one.required) ?? [];
  if (needed.length === 0) return '';
  const values = needed.map((one: OpenApiParameter): [string, string] => [
    one.name,
    String(sampleOf(document, one.schema, one.name)),
  ]);
  return `?${new URLSearchParams(values)}`;
}

/** A value that the schema accepts, as people would write it; of objects the required fields. */
export function sampleOf(document: OpenApiDocument, given: JsonSchema, name: string): unknown {
  const schema = resolveSchema(document, given);
  const choice = (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null');
  if (choice) return sampleOf(document, choice, name);
  if (schema.type === 'array') return [sampleOf(document, schema.items ?? {}, singular(name))];
  if (!schema.properties) return sampleValue(schema, name);
  const names = schema.required?.length
    ? schema.required
    : Object.keys(schema.properties).slice(0, 1);
  return Object.fromEntries(
    names.map((field) => [field, sampleOf(document, schema.properties![field]!, field)]),
  );
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}

function sampleValue(schema: JsonSchema, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.format === 'uuid' || schema.anyOf?.some((one) => one.format === 'uuid'))
    return sampleId;
  if (schema.format === 'date-time') return '2026-12-01T09:30:00Z';
  if (schema.type === 'integer')
    return Math.max(Number(schema['minimum'] ?? 1), name === 'number' ? 4711 : 0);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'object') return {};
  return (
    sampleOfPattern(String(schema['pattern'] ?? ''), name) ??
    sampleTexts[name] ??
    `some ${name.replaceAll('_', ' ')}`
  );
}

function sampleOfPattern(pattern: string, name: string): string | undefined {
  if (pattern.includes('@')) return sampleTexts['email'];
  if (pattern.includes('[0-5]\\d')) return name === 'to' ? '17:00' : '09:00';
  return pattern === '^[A-Z]{3}$' ? 'EUR' : undefined;
}
