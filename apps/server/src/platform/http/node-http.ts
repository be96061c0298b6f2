/**
 * Of `node:http`. An import of it reads each of its names, and some of these load what `fetch`
 * needs: 2 MB, which a server that has nothing to fetch does without.
 */
export const { createServer, request } = process.getBuiltinModule('node:http');
