import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Prints what the browser loads first, and fails the build where that exceeds the budget. */
export function sizeBudget({ initialJs_kB }: { initialJs_kB: number }): Plugin {
  return {
    name: 'earshot-size-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const size_kB = (source: string | Uint8Array) => gzipSync(source).length / 1000;
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const initial = reachable(chunks);
      let first_kB = 0;
      let later_kB = 0;
      for (const chunk of chunks) {
        const chunk_kB = size_kB(chunk.code);
        if (initial.has(chunk.fileName)) first_kB += chunk_kB;
        else later_kB += chunk_kB;
      }
      const css_kB = Object.values(bundle)
        .filter((one) => one.type === 'asset' && one.fileName.endsWith('.css'))
        .reduce((sum, one) => sum + size_kB((one as Rolldown.OutputAsset).source), 0);
      this.info(
        `initial JavaScript ${first_kB.toFixed(1)} of ${initialJs_kB} kB gzipped, ` +
          `later ${later_kB.toFixed(1)} kB, CSS ${css_kB.toFixed(1)} kB`,
      );
      if (first_kB > initialJs_kB) this.error('The initial JavaScript is over its budget.');
    },
  };
}

/** The entry, what it imports statically, and one language: what the first picture needs. */
function reachable(chunks: Rolldown.OutputChunk[]): Set<string> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<string>();
  function visit(name: string): void {
    if (found.has(name)) return;
    found.add(name);
    for (const next of byName.get(name)?.imports ?? []) visit(next);
  }
  for (const chunk of chunks) {
    const language = chunk.facadeModuleId === '\0virtual:catalogue/de';
    if (chunk.isEntry || language) visit(chunk.fileName);
  }
  return found;
}
