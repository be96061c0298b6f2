import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { runnerImport, type Plugin } from 'vite';

const prefix = 'catalogue:';
const locales = new Set(['en', 'de']);

/** Compiles the texts of one language, so that the page ships no parser of message formats. */
export function compileCatalogue(texts: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([id, text]) => {
      const compiled = compileMessageOrThrow(text);
      return [id, compiled];
    }),
  );
}

/** Serves `catalogue:en` and `catalogue:de`, made from src/i18n at build time. */
export function catalogues(): Plugin {
  return {
    name: 'earshot-catalogues',
    resolveId(id) {
      if (!id.startsWith(prefix)) return null;
      if (!locales.has(id.slice(prefix.length))) this.error(`There is no catalogue ${id}.`);
      return `\0${id}`;
    },
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const locale = id.slice(prefix.length + 1);
      const file = `${import.meta.dirname}/../src/i18n/${locale}.ts`;
      const { module, dependencies } = await runnerImport<Record<string, Record<string, string>>>(
        file,
        { configFile: false, logLevel: 'error' },
      );
      this.addWatchFile(file);
      for (const dependency of dependencies) this.addWatchFile(dependency);
      const json = JSON.stringify(compileCatalogue(module[locale]!));
      return `export const messages = JSON.parse(${JSON.stringify(json)});`;
    },
  };
}
