import { writeFileSync } from 'node:fs';
import { renderPaths } from './render-paths.ts';

writeFileSync(new URL('./src/operation-paths.ts', import.meta.url), await renderPaths());
