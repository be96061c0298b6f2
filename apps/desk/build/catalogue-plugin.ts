import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { runnerImport, type Plugin } from 'vite';

const prefix = 'virtual:catalogue/';
/** Each catalogue with the file and the name of its texts in src/i18n. */
const sources = new Map([
  ['en', ['en.ts', 'en']],
  ['de', ['de.ts', 'de']],
  ['en/settings', ['en-settings.ts', 'enSettings']],
  ['de/settings', ['de-settings.ts', 'deSettings']],
  ['en/case', ['en-case.ts', 'enCase']],
  ['de/case', ['de-case.ts', 'deCase']],
  ['en/contacts', ['en-contacts.ts', 'enContacts']],
  ['de/contacts', ['de-contacts.ts', 'deContacts']],
  ['en/articles', ['en-articles.ts', 'enArticles']],
  ['de/articles', ['de-articles.ts', 'deArticles']],
  ['en/travel', ['en-travel.ts', 'enTravel']],
  ['de/travel', ['de-travel.ts', 'deTravel']],
  ['en/trail', ['en-trail.ts', 'enTrail']],
  ['de/trail', ['de-trail.ts', 'deTrail']],
  ['en/check', ['en-check.ts', 'enCheck']],
  ['de/check', ['de-check.ts', 'deCheck']],
  ['en/promises', ['en-promises.ts', 'enPromises']],
  ['de/promises', ['de-promises.ts', 'dePromises']],
  ['en/live', ['en-live.ts', 'enLive']],
  ['de/live', ['de-live.ts', 'deLive']],
  ['en/seats', ['en-seats.ts', 'enSeats']],
  ['de/seats', ['de-seats.ts', 'deSeats']],
] as const);
type CatalogueName = typeof sources extends Map<infer K, unknown> ? K : never;

/** Compiles the texts of one language, so that the page ships no parser of message formats. */
export function compileCatalogue(texts: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([id, text]) => [id, compileMessageOrThrow(text)]),
  );
}

/** Serves `virtual:catalogue/en` and the others, made from src/i18n at build time. */
export function catalogues(): Plugin {
  return {
    name: 'earshot-catalogues',
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : null;
    },
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const source = sources.get(id.slice(prefix.length + 1) as CatalogueName);
      if (!source) this.error(`There is no ${id.slice(1)}.`);
      const file = `${import.meta.dirname}/../src/i18n/${source[0]}`;
      const { module, dependencies } = await runnerImport<Record<string, Record<string, string>>>(
        file,
        { configFile: false, logLevel: 'error' },
      );
      this.addWatchFile(file);
      for (const dependency of dependencies) this.addWatchFile(dependency);
      const json = JSON.stringify(compileCatalogue(module[source[1]]!));
      return `export const messages = JSON.parse(${JSON.stringify(json)});`;
    },
  };
}
