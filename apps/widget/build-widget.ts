import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

/**
 * `node apps/widget/build-widget.ts [folder]`: the loader, the panel and the form, each with what it
 * loads later. Fails where a page of somebody else would pay more for us than we promise.
 */
const most_bytes = { widget: 2_000, panel: 15_000, form: 15_000 };
type Part = keyof typeof most_bytes;
const folder = join(import.meta.dirname, process.argv[2] ?? 'dist');

async function buildPart(
  part: Part | 'loader',
  formats: ['es'] | ['iife'],
  parts: Record<string, string> = {},
): Promise<Rolldown.OutputChunk[]> {
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    define: parts,
    build: {
      write: false,
      target: 'es2023',
      // As a library: a page of our own would get a helper that loads style sheets ahead.
      lib: { entry: join(import.meta.dirname, 'src', `${part}.ts`), formats, name: 'earshot' },
      rolldownOptions: {
        // What is loaded later finds the parts it shares in what loaded it.
        preserveEntrySignatures: 'allow-extension',
        output: {
          minify: true,
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  });
  const { output } = (built as Rolldown.RolldownOutput[])[0]!;
  return output.filter((one) => one.type === 'chunk');
}

const sizeOf = (chunk: Rolldown.OutputChunk) => gzipSync(chunk.code).length;

/** What must be there for the first picture: the entry, what it imports, and its longer language. */
function weigh(chunks: readonly Rolldown.OutputChunk[]): number {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set<Rolldown.OutputChunk>();
  const visit = (chunk: Rolldown.OutputChunk) => {
    if (needed.has(chunk)) return;
    needed.add(chunk);
    for (const name of chunk.imports) visit(byName.get(name)!);
  };
  visit(chunks.find((one) => one.isEntry)!);
  const languages = chunks.filter((one) => one.name.startsWith('texts-')).map(sizeOf);
  return [...needed].reduce((sum, chunk) => sum + sizeOf(chunk), Math.max(0, ...languages));
}

const panel = await buildPart('panel', ['es']);
const form = await buildPart('form', ['es']);
const nameOf = (chunks: Rolldown.OutputChunk[]) =>
  JSON.stringify(chunks.find((one) => one.isEntry)!.fileName);
const [loader] = await buildPart('loader', ['iife'], { PANEL: nameOf(panel), FORM: nameOf(form) });
const weights = { widget: weigh([loader!]), panel: weigh(panel), form: weigh(form) };
const total = [...panel, ...form].reduce((sum, chunk) => sum + sizeOf(chunk), 0);
for (const [part, bytes] of Object.entries(weights)) {
  const most = most_bytes[part as Part];
  process.stdout.write(`${part} ${bytes} of ${most} bytes gzipped\n`);
  if (bytes > most) throw new Error(`The ${part} is larger than promised.`);
}
process.stdout.write(`everything that may be loaded later included: ${total} bytes\n`);

await rm(folder, { recursive: true, force: true });
const files = [
  ['widget.js', loader!.code] as const,
  ...[...panel, ...form].map((one) => [`widget/${one.fileName}`, one.code] as const),
];
for (const [name, code] of files) {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), code);
}
