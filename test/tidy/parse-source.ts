import { posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import type { RepositoryFile } from './read-repository.ts';

export interface SourceImport {
  /** As written. */
  request: string;
  /** Path in the repository for relative imports, else null. */
  path: string | null;
  /** Erased at run time. */
  isType: boolean;
  /** Names taken, as the other file calls them; `*` for all. */
  names: string[];
}

export interface SourceFunction {
  name: string;
  line: number;
  /** Its lines without those of the functions that are declared by name inside it. */
  ownLines: number;
}

export interface SourceExport {
  name: string;
  isFunction: boolean;
  /** Type that the function is declared to answer with, as text. */
  answers: string;
  hasComment: boolean;
}

export interface Source {
  imports: SourceImport[];
  functions: SourceFunction[];
  exports: SourceExport[];
  /** Every name that is declared or used. */
  identifiers: Set<string>;
  /** Lines of texts that go over several: their breaks belong to the text. */
  textLines: Set<number>;
  /** SQL texts of sql`` templates, values as `?`. */
  sql: string[];
  /** Calls with a literal or a name as the first argument: callee and that argument. */
  calls: { callee: string; argument: string }[];
}

const remembered = new WeakMap<RepositoryFile, Source>();

/** What a source file consists of, as far as the rules ask; parsed once. */
export function parseSource(file: RepositoryFile): Source {
  let source = remembered.get(file);
  if (!source) {
    source = parse(file);
    remembered.set(file, source);
  }
  return source;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

function parse(file: RepositoryFile): Source {
  const { program, module, comments, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]!.message}`);
  const source: Source = {
    imports: [],
    functions: [],
    exports: [],
    identifiers: new Set(),
    textLines: new Set(),
    sql: [],
    calls: [],
  };
  for (const one of module.staticImports) {
    source.imports.push({
      ...resolveRequest(file.path, one.moduleRequest.value),
      isType: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
      names: one.entries.map((entry) => entry.importName.name ?? '*'),
    });
  }
  for (const one of module.staticExports) {
    const request = one.entries[0]?.moduleRequest?.value;
    if (request === undefined) continue;
    source.imports.push({
      ...resolveRequest(file.path, request),
      isType: one.entries.every((entry) => entry.isType),
      names: one.entries.map((entry) => entry.importName.name ?? '*'),
    });
  }
  const commentEnds = comments
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .map(({ end }) => end);
  visit(program as unknown as Node, file.text, commentEnds, source);
  return source;
}

function resolveRequest(from: string, request: string): { request: string; path: string | null } {
  if (!request.startsWith('.')) return { request, path: null };
  return { request, path: posix.normalize(posix.join(posix.dirname(from), request)) };
}

function visit(program: Node, text: string, commentEnds: readonly number[], source: Source): void {
  const lineOf = lineCounter(text);
  const functions = new FunctionTree(lineOf, source.functions);
  const addExport = (node: Node) => {
    const hasComment = commentEnds.some(
      (end) => end < node.start && !text.slice(end, node.start).trim(),
    );
    for (const one of exportsOf(node['declaration'] as Node | null, text)) {
      source.exports.push({ ...one, hasComment });
    }
  };
  const visitor = new Visitor({
    Identifier: (node) => void source.identifiers.add(node.name),
    FunctionDeclaration: (node) => functions.enter(node, node.id?.name ?? '', true),
    'FunctionDeclaration:exit': () => functions.leave(),
    // Methods and functions kept under a name come as expressions.
    FunctionExpression: (node) => functions.enter(node, node.id?.name ?? 'a method', true),
    'FunctionExpression:exit': () => functions.leave(),
    ArrowFunctionExpression: (node) => functions.enter(node, 'an arrow function', false),
    'ArrowFunctionExpression:exit': () => functions.leave(),
    ExportNamedDeclaration: (node) => addExport(node as unknown as Node),
    TemplateLiteral: (node) => {
      const [first, last] = [lineOf(node.start), lineOf(node.end)];
      for (let line = first; line <= last && last > first; line += 1) source.textLines.add(line);
    },
    TaggedTemplateExpression: (node) => {
      if (text.slice(node.tag.start, node.tag.end).startsWith('sql')) {
        source.sql.push(node.quasi.quasis.map((quasi) => quasi.value.raw).join(' ? '));
      }
    },
    CallExpression: (node) => addCall(node as unknown as Node, text, source),
    NewExpression: (node) => addCall(node as unknown as Node, text, source),
  });
  visitor.visit(program as never);
}

/** Keeps the functions that are open while the tree is walked. */
class FunctionTree {
  private readonly open: (SourceFunction & { isNamed: boolean; lines: number })[] = [];
  private readonly lineOf: (offset: number) => number;
  private readonly found: SourceFunction[];

  constructor(lineOf: (offset: number) => number, found: SourceFunction[]) {
    this.lineOf = lineOf;
    this.found = found;
  }

  enter(node: { start: number; end: number }, name: string, isNamed: boolean): void {
    const line = this.lineOf(node.start);
    const lines = this.lineOf(node.end) - line + 1;
    this.open.push({ name, line, lines, ownLines: lines, isNamed });
  }

  leave(): void {
    const one = this.open.pop()!;
    this.found.push(one);
    const outer = this.open.at(-1);
    if (outer) outer.ownLines -= one.isNamed ? one.lines : one.lines - one.ownLines;
  }
}

function addCall(node: Node, text: string, source: Source): void {
  const callee = node['callee'] as Node;
  const first = (node['arguments'] as Node[])[0];
  const property = callee['property'] as Node | undefined;
  const named = property ?? callee;
  if (!first) return;
  const argument =
    first.type === 'Literal' ? String(first['value']) : text.slice(first.start, first.end);
  source.calls.push({ callee: text.slice(named.start, named.end), argument });
}

function exportsOf(declaration: Node | null, text: string): Omit<SourceExport, 'hasComment'>[] {
  if (!declaration) return [];
  const typeOf = (node: Node | undefined) => {
    const type = node?.['returnType'] as Node | undefined;
    return type ? text.slice(type.start + 1, type.end).trim() : '';
  };
  if (declaration.type === 'FunctionDeclaration') {
    const name = (declaration['id'] as { name: string }).name;
    return [{ name, isFunction: true, answers: typeOf(declaration) }];
  }
  if (declaration.type !== 'VariableDeclaration') return [];
  return (declaration['declarations'] as Node[]).map((one) => {
    const init = one['init'] as Node | undefined;
    const isFunction =
      init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression';
    const name = (one['id'] as { name?: string }).name ?? '';
    return { name, isFunction, answers: isFunction ? typeOf(init) : '' };
  });
}

function lineCounter(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
