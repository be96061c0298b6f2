import type { Compilable, OperationNode, OperationNodeSource, RawNode, ValueNode } from 'kysely';

export interface Statement {
  sql: string;
  parameters: unknown[];
}

/** PostgreSQL’s type of each column of each table, as `load-column-types.ts` reads them. */
export type ColumnTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Rows of one table that are written alike. */
interface Rows {
  table: string;
  columns: readonly string[];
  /** What stands for each column: `?` or an expression with a `?` for each of its parameters. */
  cells: readonly string[];
  doNothing: boolean;
  rows: unknown[][];
}

/**
 * Up to here rows are written out, which is a little cheaper; for more the texts would be too many.
 */
const WRITTEN_OUT_MAX = 4;

/** What waits to be written: a row, or a whole statement. */
export type Write = Row | Statement;

interface Row extends Omit<Rows, 'rows'> {
  row: unknown[];
}

/** A statement that stands for itself among what is written together. */
export function readStatement(statement: Compilable): Statement {
  const { sql, parameters } = statement.compile();
  return { sql, parameters: [...parameters] };
}

/**
 * A row as it waits. A value may be an expression by `sql`; a column without a value is left to the
 * database. With `doNothing` a row that is there already stays as it is.
 */
export function readRow(table: string, values: object, doNothing: boolean): Row {
  const columns: string[] = [];
  const cells: string[] = [];
  const row: unknown[] = [];
  for (const [column, value] of Object.entries(values)) {
    if (value === undefined) continue;
    columns.push(column);
    if (isExpression(value)) cells.push(readExpression(value, row));
    else {
      cells.push('?');
      row.push(value);
    }
  }
  return { table, columns, cells, doNothing, row };
}

function isExpression(value: unknown): value is OperationNodeSource {
  return typeof value === 'object' && value !== null && 'toOperationNode' in value;
}

function readExpression(value: OperationNodeSource, row: unknown[]): string {
  const { kind, sqlFragments, parameters } = value.toOperationNode() as RawNode;
  if (kind !== 'RawNode' || sqlFragments.join('').includes('?') || !parameters.every(isValue)) {
    throw new Error('A queued row holds values and expressions of values only.');
  }
  row.push(...parameters.map((one) => one.value));
  return sqlFragments.join('?');
}

function isValue(node: OperationNode): node is ValueNode {
  return node.kind === 'ValueNode';
}

/**
 * Several INSERTs as one statement; foreign keys among them are checked at its end. Rows of one
 * table become one INSERT: PostgreSQL prepares checks, policies and indexes for each anew. Many
 * rows come as an array for each column, so that the text, and with it the plan that PostgreSQL
 * keeps, is the same for any number. With `last` the answer is that of this one, which does not see
 * the others.
 */
export function joinWrites(
  writes: readonly Write[],
  types: ColumnTypes,
  last?: Compilable,
): Statement {
  const parameters: unknown[] = [];
  const groups = new Map<string, Rows>();
  const texts: string[] = [];
  const append = ({ sql, parameters: own }: Statement) => {
    const text = shiftParameters(sql, parameters.length);
    for (const parameter of own) parameters.push(parameter);
    return text;
  };
  const others: Statement[] = [];
  for (const write of writes) {
    if ('sql' in write) {
      others.push(write);
      continue;
    }
    const { row, ...alike } = write;
    const key = `${write.table}(${write.columns.join()})${write.cells.join()}${write.doNothing}`;
    const known = groups.get(key);
    if (known) known.rows.push(row);
    else groups.set(key, { ...alike, rows: [row] });
  }
  for (const group of groups.values()) texts.push(append(writeRows(group, types)));
  for (const other of others) texts.push(append(other));
  if (!last && texts.length === 1) return { sql: texts[0] as string, parameters };
  const main = last ? append(readStatement(last)) : 'select';
  const parts = texts.map((text, index) => `w${index} as (${text})`);
  return { sql: parts.length > 0 ? `with ${parts.join(', ')} ${main}` : main, parameters };
}

function writeRows(group: Rows, types: ColumnTypes): Statement {
  const columns = group.columns.map((name) => `"${name}"`).join(', ');
  const begin = `insert into "${group.table}" (${columns}) `;
  const end = group.doNothing ? ' on conflict do nothing' : '';
  const arrays = group.rows.length > WRITTEN_OUT_MAX ? listArrayTypes(group, types) : null;
  if (arrays) return writeArrays(group, arrays, begin, end);
  const width = group.rows[0]?.length ?? 0;
  const rows = group.rows.map(
    (_, at) => `(${numberCells(group.cells, (number) => `$${at * width + number}`)})`,
  );
  return { sql: `${begin}values ${rows.join(', ')}${end}`, parameters: group.rows.flat() };
}

/** One array for each parameter; the account, which all rows share, comes once. */
function writeArrays(group: Rows, types: readonly string[], begin: string, end: string): Statement {
  const shared = isAccountFirst(group) ? 1 : 0;
  const listed = types.slice(shared);
  const numbers = listed.map((_, index) => index + 1 + shared);
  const source = numbers.map((number, index) => `$${number}::${listed[index]}[]`).join(', ');
  const names = numbers.map((number) => `p${number}`).join(', ');
  const cells = numberCells(group.cells, (number) =>
    number > shared ? `r.p${number}` : `$${number}::${types[0]}`,
  );
  return {
    sql: `${begin}select ${cells} from unnest(${source}) as r (${names})${end}`,
    parameters: types.map((type, index) =>
      index < shared ? group.rows[0]?.[0] : writeArray(type, group.rows, index),
    ),
  };
}

function isAccountFirst({ columns, cells, rows }: Rows): boolean {
  const isNamed = columns[0] === 'account_id' && cells[0] === '?';
  return isNamed && rows.every((row) => row[0] === rows[0]?.[0]);
}

/** Types whose values need no quotes in an array. */
const BARE_TYPES = new Set(['uuid', 'integer', 'bigint', 'smallint', 'boolean']);
const TEXT_TYPES = new Set(['text', 'jsonb']);

/**
 * An array as PostgreSQL reads it, for the types that most columns have; others are left to the
 * library, which copies every value several times.
 */
function writeArray(type: string, rows: readonly (readonly unknown[])[], at: number): unknown {
  const values = rows.map((row) => row[at] ?? null);
  const write = BARE_TYPES.has(type) ? writeBare : TEXT_TYPES.has(type) ? writeText : writeInstant;
  const texts = values.map((value) => (value === null ? 'NULL' : write(value)));
  return texts.includes(null) ? values : `{${texts.join()}}`;
}

function writeBare(value: unknown): string | null {
  const text = String(value);
  return /^[\w-]+$/.test(text) ? text : null;
}

function writeText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}

/** As ISO 8601, which for years of four digits PostgreSQL reads, too. */
function writeInstant(value: unknown): string | null {
  const text = value instanceof Date && !Number.isNaN(+value) ? value.toISOString() : '';
  return text.length === '2026-01-01T00:00:00.000Z'.length ? text : null;
}

function numberCells(cells: readonly string[], name: (number: number) => string): string {
  let number = 0;
  return cells.join(', ').replaceAll('?', () => name(++number));
}

/** The type of each parameter’s array; null where these rows cannot come as arrays. */
function listArrayTypes(group: Rows, types: ColumnTypes): string[] | null {
  const known = types.get(group.table);
  const listed: string[] = [];
  for (const [index, cell] of group.cells.entries()) {
    const type = known?.get(group.columns[index] as string);
    // An array of arrays has to be a rectangle.
    if (type === undefined || type.endsWith('[]')) return null;
    if (cell === '?') listed.push(type);
    else if (!pushTexts(group, cell, listed)) return null;
  }
  return listed;
}

/** The parameters of an expression must be text: nothing else tells their type. */
function pushTexts(group: Rows, cell: string, listed: string[]): boolean {
  for (let count = cell.split('?').length - 1; count > 0; count -= 1) {
    const at = listed.length;
    if (!group.rows.every((row) => typeof row[at] === 'string')) return false;
    listed.push('text');
  }
  return true;
}

function shiftParameters(sql: string, by: number): string {
  if (by === 0) return sql;
  return sql.replaceAll(/\$(\d+)/g, (_all, digits: string) => `$${Number(digits) + by}`);
}
