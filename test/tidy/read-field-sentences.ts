import { parseSync } from 'oxc-parser';
import type { RepositoryFile } from './read-repository.ts';

interface Node {
  type: string;
  [key: string]: unknown;
}

export interface FieldSentence {
  /** As the catalogue spells it: values are {1}, {2} ... Null: it cannot be read off the source. */
  text: string | null;
  place: string;
}

/** Calls of the schema library that take a sentence as their second argument, or as `message`. */
const schemaCalls = new Set(['refine', 'regex', 'superRefine']);
/** Of these the properties are fields, not options. */
const shapes = new Set(['object', 'extend']);
/** Their words are put behind “It”, see `decide-channel.ts`. */
const wrongSettings = new Set(['WrongSmtpUrl', 'WrongDkimKey']);

/**
 * The sentences that a file says beside fields: `message` of every object that names a `path`, and
 * what schemas of the contract say. Constants of the file are followed, both ways of a choice too.
 */
export function readFieldSentences({ path, text }: RepositoryFile): FieldSentence[] {
  const { program } = parseSync(path, text);
  const nodes = [...walk(program as unknown as Node)];
  const constants = Map.groupBy(
    nodes.filter(({ type, id, init }) => type === 'VariableDeclarator' && id && init),
    ({ id }) => nameOf(id as Node) ?? '',
  );
  const lineOf = (node: Node) => text.slice(0, node['start'] as number).split('\n').length;
  const read = (node: Node): FieldSentence[] =>
    readTexts(node, constants).map((one) => ({ text: one, place: `${path}:${lineOf(node)}` }));
  return nodes.flatMap((node) => {
    if (node.type === 'ObjectExpression') {
      const properties = propertiesOf(node);
      const message = properties.get('message');
      return message && properties.has('path') ? read(message) : [];
    }
    if (node.type === 'NewExpression') {
      const [words] = node['arguments'] as Node[];
      if (!wrongSettings.has(nameOf(node['callee'] as Node) ?? '') || !words) return [];
      return read(words).map((one) => ({ ...one, text: one.text && `It ${one.text}.` }));
    }
    if (node.type !== 'CallExpression' || !path.startsWith('packages/contract/')) return [];
    const { callee, arguments: given } = node as unknown as { callee: Node; arguments: Node[] };
    const called = callee.type === 'MemberExpression' && nameOf(callee['property'] as Node);
    const last = given.at(-1);
    if (!called || !last || shapes.has(called)) return [];
    const options = last.type === 'ObjectExpression' ? propertiesOf(last) : null;
    const takesWords = schemaCalls.has(called) && given.length > 1 && options === null;
    const message = takesWords ? last : (options?.get('message') ?? options?.get('error'));
    return message ? read(message) : [];
  });
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nameOf(node: Node): string | null {
  return node.type === 'Identifier' ? (node['name'] as string) : null;
}

function propertiesOf(node: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const one of node['properties'] as Node[]) {
    const key = one.type === 'Property' ? nameOf(one['key'] as Node) : null;
    if (key !== null) found.set(key, one['value'] as Node);
  }
  return found;
}

function readTexts(node: Node, constants: Map<string, Node[]>): (string | null)[] {
  const both = (one: unknown, other: unknown) =>
    [one, other].flatMap((each) => follow(each as Node));
  const follow = (next: Node) => readTexts(next, constants);
  switch (node.type) {
    case 'Literal':
      return [typeof node['value'] === 'string' ? node['value'] : null];
    case 'TemplateLiteral':
      return [
        number(
          (node['quasis'] as Node[]).map((one) => (one['value'] as { cooked: string }).cooked),
        ),
      ];
    case 'BinaryExpression': {
      const [left, right] = [node['left'], node['right']].map((one) => follow(one as Node));
      const [one, other] = [left?.[0], right?.[0]];
      return [one == null || other == null ? null : number(`${one}${other}`.split(/\{\d+\}/))];
    }
    case 'ConditionalExpression':
      return both(node['consequent'], node['alternate']);
    case 'LogicalExpression':
      return both(node['left'], node['right']);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return follow(node['expression'] as Node);
    case 'ObjectExpression':
      return (node['properties'] as Node[]).flatMap((one) => follow(one['value'] as Node));
    case 'MemberExpression':
      return follow(node['object'] as Node);
    case 'Identifier': {
      const known = constants.get(node['name'] as string);
      return known ? known.flatMap((one) => follow(one['init'] as Node)) : [null];
    }
    default:
      return [null];
  }
}

/** The pieces of a text with {1}, {2} ... between them. */
function number(pieces: readonly string[]): string {
  return pieces.map((piece, index) => (index === 0 ? piece : `{${index}}${piece}`)).join('');
}
