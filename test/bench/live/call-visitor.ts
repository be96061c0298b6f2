import { Agent, request } from 'node:http';

const connections = new Agent({ keepAlive: true, maxSockets: 100 });

/** Calls the public contract from one of loopback’s addresses; throws where it is refused. */
export function callWeb<T>(
  url: string,
  call: { path: string; body: unknown; headers?: Record<string, string>; localAddress?: string },
): Promise<T> {
  const { body, headers, path, ...place } = call;
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(path, url),
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        agent: connections,
        ...place,
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => {
          if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${path}: ${text}`));
          else resolve(JSON.parse(text) as T);
        });
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}
