import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Product } from './start-product.ts';
import { startProduct } from './start-product.ts';

const root = join(import.meta.dirname, '../../../..');

/** Password of every member of the named world in tests and pictures. */
export const demoPassword = 'kettle boils at noon';

/** The product filled with the named world by `earshot demo` while it runs. */
export async function startDemoProduct(
  env: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const product = await startProduct(env);
  try {
    await runDemo(product.dataDir);
    return product;
  } catch (error) {
    await product.stop();
    throw error;
  }
}

async function runDemo(dataDir: string): Promise<void> {
  const args = ['demo', '--no-start', '--json', '--password-stdin'];
  const child = spawn(process.execPath, [join(root, 'apps/cli/src/main.ts'), ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'warn', EARSHOT_DATA: dataDir },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  child.stdin.end(`${demoPassword}\n`);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The named world was not made:\n${output}`);
}
