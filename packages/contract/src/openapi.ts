import type { OperationShape } from './operation.ts';
import { scopes } from './operation.ts';
import { operations } from './operations.ts';
import { problemCodes } from './problem-codes.ts';
import { convertSchemas, type JsonSchema, type SchemaBook } from './schema-book.ts';

export interface OpenApiOptions {
  version: string;
  /** Where the API answers, without a slash at the end. */
  serverUrl: string;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: Record<string, unknown>;
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, unknown>;
    securitySchemes: Record<string, unknown>;
  };
}

export interface OpenApiParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

export interface OpenApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, unknown>;
}

/** What each noun is about, for the reader. */
const tagNotes: Readonly<Record<string, string>> = {
  operations: 'Whether the installation is well.',
  accounts: 'The organisation, and how a new installation is claimed.',
  sessions: 'Members signing in and out.',
  members: 'People with a login, their teams and invitations.',
  'api-keys': 'Keys for programs.',
  audit: 'What administrators did.',
  channels:
    'Our own mailboxes, chats, forms and API channels: settings, secrets, health and tests.',
  receipts: 'What came in, raw, before it was understood.',
  contacts: 'The people on the other side, with where each address came from.',
  cases: 'Matters until they are solved.',
  tasks: 'What is to be done for a case, by whom and by when; checklists.',
  promises: 'What contacts were told will happen by when: rules, calendars and figures.',
  messages: 'What was said, with its files and pictures.',
  replies: 'Answers, forwards, notes and drafts.',
  'reply checks': 'What a look at an answer finds before it goes out, and which rules bind.',
  seats: 'People from outside who are drawn into one case, and links to the page of a case.',
  trail: 'Every contact that a matter took, and its escalation score.',
  recoveries: 'Making good: steps, gestures with their limits and approval, playbooks, surveys.',
  routing: 'Who takes live conversations, what rings where, and bots that answer first.',
  'canned-texts': 'Words that come back in answers, by shortcut.',
  articles: 'Answers that are offered to visitors before they write.',
  notifications: 'What a member should know.',
  web:
    'Conversations of visitors, for chats, forms and apps of your own. Begin with createWebSession; ' +
    'the token that it answers with goes along as “Authorization: Bearer TOKEN”. What is new comes ' +
    'by WebSocket: see “live connection”.',
};

/** The public contract as an OpenAPI 3.1 document (JSON Schema draft 2020-12). */
export function makeOpenApi(options: OpenApiOptions): OpenApiDocument {
  const book = convertSchemas(operations);
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = describeOperation(operation, book);
  }
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Earshot',
      version: options.version,
      summary: 'Cases, conversations and contacts of one organisation.',
      description:
        'A field that this document does not name is refused in requests and may be added to ' +
        'answers later. Lists are paged by cursor. Errors are RFC 9457 problems with a stable code.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: options.serverUrl }],
    tags: tags.map((name) => ({ name, description: tagNotes[name] ?? name })),
    paths,
    components: {
      schemas: book.components,
      responses: problemResponses(),
      securitySchemes: securitySchemes(),
    },
  };
}

function securitySchemes(): Record<string, unknown> {
  return {
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      description: `An API key. Each operation names the scope that its key needs: ${scopes.join(', ')}.`,
    },
    visitor: {
      type: 'http',
      scheme: 'bearer',
      description: 'The token of a visitor’s session, from createWebSession.',
    },
    signature: {
      type: 'apiKey',
      in: 'header',
      name: 'webhook-signature',
      description:
        'As Standard Webhooks says: v1, and the base64 of the HMAC-SHA256 over id.timestamp.body, ' +
        'with the bytes of the inbound secret (base64 after whsec_). Several are parted by a blank.',
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: 'earshot',
      description:
        'A signed-in member; over https the cookie is called __Host-earshot. Changing requests also carry the X-CSRF-Token that getMe answers with.',
    },
  };
}

function describeOperation(operation: OperationShape, book: SchemaBook): OpenApiOperation {
  const parameters = [
    ...describeParameters(book.find(operation.id, 'params'), 'path'),
    ...describeParameters(book.find(operation.id, 'query'), 'query'),
    ...(operation.brings === 'signature' ? signatureHeaders : []),
  ];
  const body = describeBody(operation, book);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: describeAccess(operation),
    security: securityOf(operation),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...describeSuccess(operation, book), ...describeProblems(operation) },
  };
}

/** Who may call, as a sentence. */
export function describeAccess(operation: OperationShape): string {
  if (operation.brings === 'visitor_token') {
    return 'For visitors, with the token that createWebSession answered with.';
  }
  if (operation.brings === 'signature')
    return 'For whoever can sign with the secret of the channel.';
  if (operation.access === 'public') return 'Open to everybody.';
  if (operation.access === 'member') return 'For signed-in members.';
  return `For signed-in members and for API keys with the scope ${operation.scope}.`;
}

function securityOf(operation: OperationShape): Record<string, string[]>[] {
  if (operation.brings === 'visitor_token') return [{ visitor: [] }];
  if (operation.brings === 'signature') return [{ signature: [] }];
  if (operation.access === 'public') return [];
  if (operation.access === 'member') return [{ session: [] }];
  return [{ session: [] }, { apiKey: [] }];
}

function describeParameters(
  schema: JsonSchema | undefined,
  place: 'path' | 'query',
): OpenApiParameter[] {
  const required = new Set(schema?.required ?? []);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || required.has(name),
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

/** Standard Webhooks 1.0. */
const signatureHeaders: OpenApiParameter[] = [
  {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'Of your side; the same for every try of one arrival.',
    schema: { type: 'string' },
  },
  {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description: 'When you send, in Unix seconds; five minutes off at most.',
    schema: { type: 'integer' },
  },
];

function describeBody(
  operation: OperationShape,
  book: SchemaBook,
): OpenApiOperation['requestBody'] {
  if (operation.consumes) {
    const limit = operation.bodyLimit ?? 1024 * 1024;
    const description = `The bytes; at most ${Math.floor(limit / 1024 / 1024)} MiB.`;
    return { required: true, content: { [operation.consumes]: { schema: { description } } } };
  }
  const schema = operation.signed
    ? { $ref: `#/components/schemas/${operation.signed}` }
    : book.find(operation.id, 'body');
  if (!schema) return undefined;
  return {
    // One of several shapes is never nothing; of a plain object all fields may be left out.
    required: schema.type !== 'object' || (schema.required ?? []).length > 0,
    content: { 'application/json': { schema } },
  };
}

function describeSuccess(operation: OperationShape, book: SchemaBook): Record<string, unknown> {
  if (operation.produces) {
    const type = operation.produces.split(';')[0]!.trim();
    return { 200: { description: 'The bytes.', content: { [type]: { schema: {} } } } };
  }
  const schema = book.find(operation.id, 'response');
  const status = operation.status ?? (schema ? 200 : 204);
  if (!schema) return { [status]: { description: 'Done; no content.' } };
  const content = { 'application/json': { schema } };
  const answers: Record<string, unknown> = { [status]: { description: 'Done.', content } };
  if (operation.id === 'getHealth') answers['503'] = { description: 'Not ready.', content };
  return answers;
}

/** Statuses of the problems that this operation can answer with. */
export function problemStatusesOf(operation: OperationShape): number[] {
  const signedIn = operation.access !== 'public';
  const known = signedIn || operation.brings !== undefined;
  const changes = operation.method !== 'GET';
  const takesInput = Boolean(operation.params ?? operation.query ?? operation.body);
  const isRaw = Boolean(operation.consumes ?? operation.produces);
  const throttled = isRaw || (changes && !signedIn);
  return [
    ...(takesInput ? [400] : []),
    ...(known ? [401] : []),
    ...(signedIn ? [403] : []),
    ...(operation.params ? [404] : []),
    ...(changes ? [409] : []),
    ...(throttled ? [429] : []),
    500,
  ];
}

function describeProblems(operation: OperationShape): Record<string, unknown> {
  const statuses = problemStatusesOf(operation);
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

const problemNotes: Readonly<Record<number, string>> = {
  400: 'The input is wrong: fields says where. Nothing was changed.',
  401: 'Not signed in.',
  403: 'Signed in, but not allowed to.',
  404: 'Not there, or not the caller’s to see.',
  409: 'A rule said no: code and detail say which. Nothing was changed.',
  429: 'Too many tries; Retry-After says how long to wait.',
  500: 'A fault in Earshot.',
};

function problemResponses(): Record<string, unknown> {
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    Object.entries(problemNotes).map(([status, description]) => {
      const codes = Object.entries(problemCodes)
        .filter(([, { status: of }]) => of === Number(status))
        .map(([code]) => code);
      const known = codes.length > 0 ? ` Codes: ${codes.join(', ')}.` : '';
      const content = { 'application/problem+json': { schema } };
      return [`Problem${status}`, { description: description + known, content }];
    }),
  );
}
