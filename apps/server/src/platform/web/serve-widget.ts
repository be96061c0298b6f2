import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chooseContactLanguage } from '../http/choose-language.ts';
import { renderChatPage } from './chat-page.ts';
import { createTextAsset, type TextAsset } from './text-asset.ts';

export interface WidgetOptions {
  /** The built widget, usually apps/widget/dist; it may appear later. */
  root: string;
}

/** Pages of others load it, so no page may be kept from it; it holds nothing that is secret. */
const forEverybody = {
  'content-type': 'text/javascript; charset=utf-8',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};
/** The loader keeps its name: a new version reaches every page within five minutes. */
const loaderCaching = 'public, max-age=300, stale-while-revalidate=86400';
/** Names below /widget/ carry a hash of their content: they never change. */
const partCaching = 'public, max-age=31536000, immutable';
const partName = /^[\w-]+-[\w-]{8}\.js$/;

/** Serves what a page of somebody else loads for the chat and the form, and the chat’s own page. */
export function registerWidget(server: FastifyInstance, { root }: WidgetOptions): void {
  const assets = new Map<string, { asset: TextAsset; time_ms: number }>();

  function send(name: string, caching: string, request: FastifyRequest, reply: FastifyReply) {
    const path = join(root, name);
    if (!existsSync(path)) return reply.callNotFound();
    const time_ms = statSync(path).mtimeMs;
    let known = assets.get(name);
    if (known?.time_ms !== time_ms) {
      const headers = { ...forEverybody, 'cache-control': caching };
      known = { asset: createTextAsset(() => readFileSync(path, 'utf8'), headers), time_ms };
      assets.set(name, known);
    }
    return known.asset.send(request, reply);
  }

  server.get('/widget.js', (request, reply) => send('widget.js', loaderCaching, request, reply));
  server.get<{ Params: { name: string } }>('/widget/:name', (request, reply) => {
    const { name } = request.params;
    if (!partName.test(name)) return reply.callNotFound();
    return send(`widget/${name}`, partCaching, request, reply);
  });
  server.get<{ Params: { channelKey: string } }>('/chat/:channelKey', (request, reply) => {
    const page = renderChatPage(request.params.channelKey, chooseContactLanguage(request));
    if (!page) return reply.callNotFound();
    return reply.headers(page.headers).send(page.text);
  });
}
