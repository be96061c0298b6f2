import { existsSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deskContentSecurity } from './content-security.ts';
import { renderUnbuiltDesk } from './unbuilt-desk-page.ts';

export interface DeskOptions {
  /** The built desk, usually apps/desk/dist; it may appear later. */
  root: string;
}

/** Names under /assets carry a hash of their content: they never change. */
const assetCaching = 'public, max-age=31536000, immutable';

const deskHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': deskContentSecurity,
  'x-frame-options': 'DENY',
  'cache-control': 'no-cache',
};

/**
 * Serves the built desk below `/`: its files, and its start page for every other path that a
 * browser opens. Paths of the API stay with the API: a wrong one answers with a problem, no page.
 */
export async function registerDesk(server: FastifyInstance, options: DeskOptions): Promise<void> {
  await server.register(fastifyStatic, {
    root: options.root,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    index: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      const isAsset = path.includes(`${sep}assets${sep}`);
      reply.headers(isAsset ? { 'cache-control': assetCaching } : deskHeaders);
    },
  });
  server.get('/*', (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    if (isOfApi(path) || hiddenPath.test(path)) return reply.callNotFound();
    if (path.startsWith('assets/') || basename(path).includes('.')) return reply.sendFile(path);
    return sendStartPage(request, reply, options.root);
  });
}

/** Where strangers look for forgotten files: never a page of ours. */
const hiddenPath = /(?:^|\/)\./;

function isOfApi(path: string): boolean {
  return path === 'api' || path.startsWith('api/');
}

function sendStartPage(request: FastifyRequest, reply: FastifyReply, root: string): FastifyReply {
  const accept = request.headers.accept ?? '*/*';
  if (!/text\/html|\*\/\*/.test(accept)) {
    reply.callNotFound();
    return reply;
  }
  if (existsSync(join(root, 'index.html'))) return reply.sendFile('index.html');
  const locale = /^\s*de\b/i.test(request.headers['accept-language'] ?? '') ? 'de' : 'en';
  const page = renderUnbuiltDesk(locale);
  return reply
    .status(503)
    .headers({ ...page.headers, 'cache-control': 'no-store', 'retry-after': '5' })
    .send(page.text);
}
