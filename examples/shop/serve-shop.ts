import { createServer, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Shopper, signIdentity } from './sign-identity.ts';

export interface ShopOptions {
  /** Origin of the Earshot server. */
  earshot: string;
  /** Public key of its chat channel. */
  channelKey: string;
  /** Identity secret of that channel; left out: everybody is anonymous. */
  identitySecret?: string | undefined;
  port?: number;
}

/** Whoever opens the shop is signed in as her: signing in is not what this example shows. */
const shopper: Shopper = { id: 'shopper-118', name: 'Lena Vogt', email: 'lena@vogt.example' };
const pages = join(import.meta.dirname, 'pages');
const client = join(import.meta.dirname, '../../packages/web/src');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
};

/** As strict as a page can be that loads something at all: these are all sources the chat needs. */
function contentSecurity(earshot: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${earshot}`,
    `connect-src 'self' ${earshot} ${earshot.replace(/^http/, 'ws')}`,
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** Serves the shop; resolves with the listening server. */
export async function serveShop(options: ShopOptions): Promise<Server> {
  const { channelKey, identitySecret: secret, port = 0 } = options;
  const earshot = options.earshot.replace(/\/$/, '');
  const facts = { EARSHOT: earshot, CHANNEL: channelKey };

  async function send(path: string, response: ServerResponse): Promise<void> {
    const ofClient = /^\/earshot-web\/([\w-]+\.ts)$/.exec(path)?.[1];
    const ofShop = /^\/([\w-]+\.(?:html|css|ts))$/.exec(path)?.[1];
    const file = ofClient ? join(client, ofClient) : join(pages, ofShop ?? 'missing');
    const text = await readFile(file, 'utf8');
    const filled = text.replace(/\{\{(\w+)\}\}/g, (all, name: keyof typeof facts) => facts[name]);
    const isScript = extname(file) === '.ts';
    // A real shop bundles this; a browser cannot read types, nor find packages by name.
    const body = isScript
      ? stripTypeScriptTypes(filled).replaceAll("'@earshot/web/", "'/earshot-web/")
      : filled;
    response.writeHead(200, { 'content-type': types[extname(file)] });
    response.end(body);
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    response.setHeader('content-security-policy', contentSecurity(earshot));
    response.setHeader('cache-control', 'no-store');
    if (path === '/identity-token') {
      const token = secret ? signIdentity(shopper, channelKey, secret) : null;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ token }));
      return;
    }
    send(path === '/' ? '/index.html' : path, response).catch(() => {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('There is nothing here.');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const {
    EARSHOT = 'http://127.0.0.1:3000',
    CHANNEL,
    IDENTITY_SECRET,
    PORT = '4000',
  } = process.env;
  if (!CHANNEL) throw new Error('Say the public key of your chat channel: CHANNEL=…');
  await serveShop({
    earshot: EARSHOT,
    channelKey: CHANNEL,
    identitySecret: IDENTITY_SECRET,
    port: Number(PORT),
  });
  process.stdout.write(`The shop: http://127.0.0.1:${PORT}/\n`);
}
