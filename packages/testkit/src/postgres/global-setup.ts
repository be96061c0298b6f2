import { buildTemplate } from './build-template.ts';
import { clusterUrlVariable, templateVariable } from './clone-database.ts';
import { startTestPostgres } from './start-test-postgres.ts';

/** Vitest calls this once before the first test file; the returned function after the last. */
export default async function setUp(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  process.env[templateVariable] = await buildTemplate(postgres.url);
  process.env[clusterUrlVariable] = postgres.url;
  return () => postgres.leave();
}
