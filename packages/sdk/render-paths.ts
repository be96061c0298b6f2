import { readdirSync } from 'node:fs';
import type { OperationShape } from '@earshot/contract/operation.ts';

const contractFolder = new URL('../contract/src/', import.meta.url);
const head = `// Written by packages/sdk/generate-paths.ts from packages/contract. Do not edit.
// Method and path by operation id, so that a browser ships neither the schemas nor their library.
`;

/** What visitors’ pages speak has a client of its own, @earshot/web; the desk need not carry it. */
const spokenByVisitors = /^web-/;

function isOperation(value: unknown): value is OperationShape {
  return typeof value === 'object' && value !== null && 'path' in value && 'access' in value;
}

/** `case-change-contract.ts` gives `caseChangeContract`. */
function nounOf(file: string): string {
  const words = file.replace('.ts', '').split('-');
  const [first = '', ...rest] = words;
  return first + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

/** As the formatter wants it: over several lines where one would be longer than 100 columns. */
function renderRow(id: string, method: string, path: string): string {
  const row = `  ${id}: ['${method}', '${path}'],`;
  return row.length <= 100 ? row : `  ${id}: [\n    '${method}',\n    '${path}',\n  ],`;
}

/** Renders the source of `src/operation-paths.ts` from the contract files as they are on disk. */
export async function renderPaths(): Promise<string> {
  const files = readdirSync(contractFolder)
    .filter((file) => file.endsWith('-contract.ts') && !spokenByVisitors.test(file))
    .toSorted();
  const imports: string[] = [];
  const types: string[] = [];
  const rows: string[] = [];
  for (const file of files) {
    const url = new URL(file, contractFolder);
    const found = Object.values((await import(url.href)) as Record<string, unknown>).filter(
      isOperation,
    );
    if (found.length === 0) continue;
    const noun = nounOf(file);
    imports.push(`import type * as ${noun} from '@earshot/contract/${file}';`);
    for (const { id, method, path } of found.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      types.push(`  ${id}: typeof ${noun}.${id};`);
      rows.push(renderRow(id, method, path));
    }
  }
  const operations = ['export interface Operations {', ...types, '}'].join('\n');
  const paths = ['export const paths: Record<keyof Operations, MethodAndPath> = {', ...rows, '};'];
  return [
    head + imports.join('\n'),
    `/** The contract's operations by id; types only. */\n${operations}`,
    'type MethodAndPath = readonly [method: string, path: string];',
    `/** Method and path of every operation. */\n${paths.join('\n')}\n`,
  ].join('\n\n');
}
