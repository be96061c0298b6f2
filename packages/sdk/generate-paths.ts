import { writeFileSync } from 'node:fs';
import { renderPaths } from './render-paths.ts';

writeFileSync(new URL('./src/paths.ts', import.meta.url), await renderPaths());
