import { makeOpenApi, type OpenApiOptions } from '@earshot/contract/openapi.ts';
import type { FastifyInstance } from 'fastify';
import { hashSource, nothingAllowed, writeContentSecurity } from './content-security.ts';
import { renderDocs } from './docs-page.ts';
import { docsStyle } from './docs-style.ts';
import { createTextAsset } from './text-asset.ts';

/** `GET /openapi.json` and `GET /docs`, each made once and answered with an ETag. */
export function registerDocs(server: FastifyInstance, options: OpenApiOptions): void {
  const contract = createTextAsset(() => JSON.stringify(makeOpenApi(options)), {
    'content-type': 'application/json; charset=utf-8',
    // The contract is public; tools on other sites may read it.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  const reader = createTextAsset(() => renderDocs(makeOpenApi(options)), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': writeContentSecurity({
      ...nothingAllowed,
      'style-src': hashSource(docsStyle),
      'img-src': "'self'",
    }),
  });
  server.get('/openapi.json', (request, reply) => contract.send(request, reply));
  server.get('/docs', (request, reply) => reader.send(request, reply));
}
