import type { OpenApiDocument } from '@earshot/contract/openapi.ts';
import type { JsonSchema } from '@earshot/contract/schema-book.ts';
import { html, type Markup } from './html-template.ts';

/** One line of a table of fields. */
export interface FieldLine {
  /** Dotted below its object, `[]` for the items of a list. */
  path: string;
  required: boolean;
  type: Markup;
  meaning: string;
}

/** Objects inside objects are shown in place down to here; deeper ones only by their type. */
const deepestLevel = 3;
/** More values than this are named in the table of the schema only. */
const mostValuesShown = 12;
const refPrefix = '#/components/schemas/';

/** The name of the schema that a reference points to. */
export function nameOfRef(ref: string): string {
  return ref.slice(refPrefix.length);
}

/** Follows references to the schema itself. */
export function resolveSchema(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  return schema.$ref ? (document.components.schemas[nameOfRef(schema.$ref)] ?? {}) : schema;
}

/** The fields of an object, those of unnamed objects inside it included. */
export function listFields(schema: JsonSchema, prefix = '', level = 0): FieldLine[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix + name;
    const line: FieldLine = {
      path,
      required: required.has(name),
      type: presentType(property),
      meaning: meaningOf(property),
    };
    const inner = innerObject(property);
    if (!inner || level + 1 >= deepestLevel) return [line];
    return [line, ...listFields(inner.schema, `${path}${inner.mark}.`, level + 1)];
  });
}

function meaningOf(schema: JsonSchema): string {
  const inner = schema.anyOf?.find((one) => one.description);
  return schema.description ?? inner?.description ?? schema.items?.description ?? '';
}

function innerObject(schema: JsonSchema): { schema: JsonSchema; mark: string } | null {
  if (schema.properties) return { schema, mark: '' };
  if (schema.items?.properties) return { schema: schema.items, mark: '[]' };
  const choice = schema.anyOf?.find((one) => one.properties);
  return choice ? { schema: choice, mark: '' } : null;
}

/** The type of a field in a few words, with links to named schemas. */
export function presentType(schema: JsonSchema): Markup {
  const fallback = schema.default;
  const shown = fallback !== undefined && fallback !== null && typeof fallback !== 'object';
  return shown
    ? html`${presentBareType(schema)}, default <code>${JSON.stringify(fallback)}</code>`
    : presentBareType(schema);
}

function presentBareType(schema: JsonSchema): Markup {
  if (schema.$ref) {
    const name = nameOfRef(schema.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return presentChoices(choices);
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return presentValues(schema.enum);
  if (Array.isArray(schema.type)) {
    return presentChoices(schema.type.map((type) => ({ ...schema, type })));
  }
  if (schema.type === 'array') return html`list of ${presentBareType(schema.items ?? {})}`;
  return html`${presentPlainType(schema)}`;
}

function presentChoices(choices: readonly JsonSchema[]): Markup {
  const known = choices.filter((one) => one.type !== 'null');
  const shown = known.map((one, index) => html`${index > 0 && ' or '}${presentBareType(one)}`);
  return known.length < choices.length ? html`${shown} or null` : html`${shown}`;
}

function presentValues(values: readonly unknown[]): Markup {
  const shown = values.slice(0, mostValuesShown);
  const rest = values.length - shown.length;
  const list = shown.map(
    (value, index) => html`${index > 0 && ' · '}<code>${String(value)}</code>`,
  );
  return html`${list}${rest > 0 && ` and ${rest} more`}`;
}

const formatNames: Readonly<Record<string, string>> = {
  uuid: 'UUID',
  'date-time': 'instant',
  uri: 'address',
};

function presentPlainType(schema: JsonSchema): string {
  if (schema.format) return formatNames[schema.format] ?? schema.format;
  if (schema.type === 'string') return `text${presentRange(schema, 'minLength', 'maxLength')}`;
  if (schema.type === 'integer' || schema.type === 'number') {
    return `${schema.type}${presentRange(schema, 'minimum', 'maximum')}`;
  }
  if (schema.type === 'boolean') return 'true or false';
  return typeof schema.type === 'string' ? schema.type : 'anything';
}

function presentRange(schema: JsonSchema, lowest: string, highest: string): string {
  const low = schema[lowest] as number | undefined;
  const high = schema[highest] as number | undefined;
  if (high !== undefined && low !== undefined && low > 0) return ` ${low} to ${high}`;
  if (high !== undefined) return ` up to ${high}`;
  return low === undefined || low === 0 ? '' : ` from ${low}`;
}
