import { describe, expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';

function parse(text: string) {
  const path = 'apps/server/src/features/cases/case-store.ts';
  return parseSource({ path, name: 'case-store.ts', text });
}

describe('what the rules see of a source', () => {
  test('are its imports, with what is erased at run time', () => {
    const { imports } = parse(`
      import { getCase, type Case } from '../cases/public.ts';
      import type { Tx } from '../../platform/db/database.ts';
      import './case-tables.ts';
      export { insertMessage } from './insert-message.ts';
      export * from 'kysely';`);
    expect(imports.map(({ path, request, isType }) => [path ?? request, isType])).toEqual([
      ['apps/server/src/features/cases/public.ts', false],
      ['apps/server/src/platform/db/database.ts', true],
      ['apps/server/src/features/cases/case-tables.ts', false],
      ['apps/server/src/features/cases/insert-message.ts', false],
      ['kysely', false],
    ]);
    expect(imports.at(-1)!.names).toEqual(['*']);
  });

  test('are its functions with the lines of their own', () => {
    const { functions } = parse(`function outer() {
  function inner() {
    return 1;
  }
  const arrow = () => {
    return 2;
  };
  return { method() {
    return 3;
  } };
}`);
    expect(functions.map(({ name, ownLines }) => [name, ownLines])).toEqual([
      ['inner', 3],
      ['an arrow function', 3],
      ['a method', 3],
      ['outer', 5],
    ]);
  });

  test('are its exports, with their comment and what they answer', () => {
    const { exports } = parse(`/** A case, or null. */
export async function findCase(id: string): Promise<Case | null> { return null; }
// Not a sentence for readers.
export const countCases = (): number => 0;
export const most = 3;`);
    expect(exports).toEqual([
      { name: 'findCase', isFunction: true, answers: 'Promise<Case | null>', hasComment: true },
      { name: 'countCases', isFunction: true, answers: 'number', hasComment: false },
      { name: 'most', isFunction: false, answers: '', hasComment: false },
    ]);
  });

  test('are its SQL and its calls', () => {
    const { sql, calls } = parse(`
      const rows = sql<Row>\`insert into cases (id) values (\${id})\`;
      tx.db.deleteFrom('messages').where('id', '=', id);
      throw new Refused('case_taken', 'No.');
      route(contract.getCase, anybody, run);`);
    expect(sql).toEqual(['insert into cases (id) values ( ? )']);
    expect(calls.map(({ callee, argument }) => `${callee} ${argument}`)).toEqual(
      expect.arrayContaining([
        'deleteFrom messages',
        'Refused case_taken',
        'route contract.getCase',
      ]),
    );
  });

  test('are the lines of texts that go over several', () => {
    const { textLines } = parse('const one = `a`;\nconst two = `b\nc`;\n');
    expect([...textLines]).toEqual([2, 3]);
  });
});
