import { spawn } from 'node:child_process';
import type { Product } from './product.js';

/** Runs `epochbook run NOTEBOOK --out OUT` and gives the seconds it took. @throws Error with what it printed if it fails. */
export async function runNotebook(product: Product, notebook: string, out: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [product.cli, 'run', notebook, '--out', out], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => printed.push(String(text)));
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`"epochbook run ${notebook}" ended with ${status}:\n${printed.join('')}`);
  return (performance.now() - started) / 1000;
}
