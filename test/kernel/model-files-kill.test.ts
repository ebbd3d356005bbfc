import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, describe, expect, it } from 'vitest';
import { findNative } from '../../engine/native/find-native.js';
import { type FileTf, loadModelFile } from '../../library/model-files/index.js';
import { testStorage } from '../../scripts/provide-engine.mjs';
import { testEngine } from '../unit/engine/engine.js';

const dist = join(import.meta.dirname, '../../dist');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Saves one model over the other, two architectures in turn; all weights of the n-th are n. */
const SAVING = `
const { loadEngine } = require(process.argv[1] + '/kernel/engine.cjs');
(async () => {
  const [dist, path, choice, storage] = process.argv.slice(1);
  const { tf } = await loadEngine({ wasmFolder: dist + '/wasm', choice, storage });
  const models = [700, 650].map((units) =>
    tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [700] })] }));
  for (let n = 1; ; n++) {
    const model = models[n % 2];
    model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, n)));
    await model.save('file://' + path);
    process.stdout.write('saved\\n');
  }
})();`;

/** Runs the program, and kills it some time after its second save. */
function killedWhileSaving(
  file: string,
  delay: number,
  engine: 'embedded' | 'native',
): Promise<NodeJS.Signals | null> {
  const program = ['-e', SAVING, dist, file, engine, testStorage()];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'ignore'] });
  let saves = 0;
  child.stdout.on('data', (text: Buffer) => {
    const before = saves;
    saves += text.toString().split('\n').length - 1;
    if (before < 2 && saves >= 2) setTimeout(() => child.kill('SIGKILL'), delay);
  });
  return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
}

describe('a process that is killed in the middle of a save', () => {
  it.for([
    ['model.h5', 'embedded'],
    ['model.keras', 'embedded'],
    ['folder', 'embedded'],
    ['folder-of-native', 'native'],
  ] as const)('leaves a whole %s, %s engine', async ([name, engine], context) => {
    if (engine === 'native' && findNative({ storage: testStorage() }).length === 0)
      context.skip(`no native engine in ${testStorage()}; "node scripts/provide-engine.mjs" installs it`);
    const { tf } = await testEngine();
    const file = join(folder, name);
    for (let i = 0; i < 5; i++) {
      expect(await killedWhileSaving(file, 3 + i * 11, engine)).toBe('SIGKILL');
      const model = await loadModelFile(
        tf as unknown as FileTf & { loadLayersModel(path: string): Promise<LayersModel> },
        file,
      );
      const values = new Set(model.getWeights().flatMap((weight) => Array.from(weight.dataSync())));
      expect(values.size).toBe(1);
      model.dispose();
    }
    // What was being written may lie beside it, under another name.
    expect(readdirSync(folder).filter((entry) => !entry.endsWith('.tmp'))).toContain(name);
  });
});
