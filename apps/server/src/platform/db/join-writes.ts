import type { CompiledQuery } from 'kysely';

type Write = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** An INSERT as Kysely writes it: its beginning, its rows, and what becomes of conflicts. */
const INSERT = /^(insert into "\w+" \([^)]*\) values )(.*?)((?: on conflict do nothing)?)$/s;

/**
 * Several INSERTs as one statement; foreign keys among them are checked at its end. Rows of one
 * table become one INSERT: PostgreSQL prepares checks, policies and indexes for each anew. With
 * `last` the answer is that of this one, which does not see the others.
 */
export function joinWrites(
  inserts: readonly Write[],
  last?: Write,
): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const rows = new Map<string, { begin: string; rows: string[]; end: string }>();
  const others: string[] = [];
  for (const { sql, parameters: own } of inserts) {
    const text = shiftParameters(sql, parameters.length);
    parameters.push(...own);
    const [, begin, row, end] = INSERT.exec(text) ?? [];
    if (begin === undefined || row === undefined || end === undefined) {
      others.push(text);
      continue;
    }
    const known = rows.get(begin + end);
    if (known) known.rows.push(row);
    else rows.set(begin + end, { begin, rows: [row], end });
  }
  const texts = [...rows.values()].map((one) => `${one.begin}${one.rows.join(', ')}${one.end}`);
  texts.push(...others);
  if (!last && texts.length === 1) return { sql: texts[0] as string, parameters };
  const main = last ? shiftParameters(last.sql, parameters.length) : 'select';
  if (last) parameters.push(...last.parameters);
  const parts = texts.map((text, index) => `w${index} as (${text})`);
  return { sql: parts.length > 0 ? `with ${parts.join(', ')} ${main}` : main, parameters };
}

function shiftParameters(sql: string, by: number): string {
  if (by === 0) return sql;
  return sql.replaceAll(/\$(\d+)/g, (_all, digits: string) => `$${Number(digits) + by}`);
}
