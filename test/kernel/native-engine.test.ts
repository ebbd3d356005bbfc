import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeStorage, noNative } from '../native-engine.js';
import { TestKernel } from './kernel.js';

const repository = join(import.meta.dirname, '../..');
const withEngine = { env: { EPOCHBOOK_STORAGE: nativeStorage } };

const NET = `import * as tf from '@tensorflow/tfjs-node';
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }),
  tf.layers.batchNormalization({ scale: false }),
  tf.layers.dropout({ rate: 0.1 }),
  tf.layers.dense({ units: 1 }),
] });
model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
const history = await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), { epochs: 3 });
[tf.getBackend(), history.epoch.length]`;

/** A workspace whose tfjs-node is there but for TensorFlow's libraries. */
function workspaceWithoutLibraries(): string {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-workspace-'));
  cpSync(join(nativeStorage, 'native', 'node_modules'), join(folder, 'node_modules'), {
    recursive: true,
    filter: (path) => !path.endsWith('.so.2'),
  });
  return folder;
}

describe.skipIf(noNative)(`the native engine ${noNative}`, () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await TestKernel.start({ ...withEngine, engine: 'native' });
  });
  afterAll(() => kernel.end());

  test('where it is asked for, trains, records the run and prints nothing', async () => {
    const { value, text, error, outputs } = await kernel.run(NET);
    expect(error).toBeUndefined();
    expect(value).toBe("[ 'tensorflow', 3 ]");
    expect(text).toBe('');
    expect(kernel.client.engine).toMatchObject({ name: 'native', backend: 'tensorflow' });
    expect(kernel.client.engine.label).toMatch(/^native \(TensorFlow \d+\.\d+\.\d+\)$/);
    const runs = outputs.flatMap((output) =>
      'data' in output ? [output.data['application/vnd.epochbook.training.v1+json']] : [],
    );
    expect(runs[0]).toMatchObject({
      status: 'completed',
      engine: { name: 'native', backend: 'tensorflow' },
      progress: { steps: 6 },
    });
  });

  test('saves and loads models as files, and stops at an interrupt', async () => {
    const saved = await kernel.run(`await model.save('file://' + process.cwd() + '/m');
const again = await tf.loadLayersModel('file://' + process.cwd() + '/m/model.json');
again.countParams() === model.countParams()`);
    expect(saved.value).toBe('true');
    const running = kernel.run(
      'const long = await model.fit(tf.ones([640, 4]), tf.ones([640, 1]), { epochs: 1e6 });\nawait null;',
    );
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await kernel.client.interrupt()).toEqual({ stage: 'fit' });
    expect((await running).result.status).toBe('interrupted');
    expect((await kernel.run('long.epoch.length > 0')).value).toBe('true');
  });

  test.each(['embedded', 'auto'] as const)('installed, it is not taken by "%s"', async (engine) => {
    const other = await TestKernel.start({ ...withEngine, engine });
    const { value, text } = await other.run(NET);
    expect([value, text]).toEqual(["[ 'wasm', 3 ]", '']);
    await other.end();
  });

  test.each(['native', 'auto'] as const)('of the workspace, it is taken by "%s"', async (engine) => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-workspace-'));
    symlinkSync(join(nativeStorage, 'native', 'node_modules'), join(folder, 'node_modules'));
    const own = await TestKernel.start({ folder, env: { EPOCHBOOK_STORAGE: folder }, engine });
    expect((await own.run(NET)).value).toBe("[ 'tensorflow', 3 ]");
    await own.end();
  });

  test('takes over from one of the workspace that lacks its library, with a word about it', async () => {
    const folder = workspaceWithoutLibraries();
    const own = await TestKernel.start({ ...withEngine, folder, engine: 'native' });
    const { value, text } = await own.run(NET);
    expect(value).toBe("[ 'tensorflow', 3 ]");
    expect(text).toMatch(/the library libtensorflow_cc\.so\.2 is missing/);
    expect(text).toContain('Used instead: native (TensorFlow');
    await own.end();
    const alone = await TestKernel.start({
      env: { EPOCHBOOK_STORAGE: '/nowhere' },
      folder: workspaceWithoutLibraries(),
      engine: 'auto',
    });
    const fallback = await alone.run(NET);
    expect(fallback.value).toBe("[ 'wasm', 3 ]");
    expect(fallback.text).toContain('Used instead: embedded');
    expect((await alone.run('import * as again from "@tensorflow/tfjs-node"; 1')).text).toBe('');
    await alone.end();
  });
});

describe('without a native engine', () => {
  test('a notebook that pins it says what to do; one that does not runs on the embedded one in silence', async () => {
    const storage = mkdtempSync(join(tmpdir(), 'epochbook-storage-'));
    const pinned = await TestKernel.start({ env: { EPOCHBOOK_STORAGE: storage }, engine: 'native' });
    expect((await pinned.run(NET)).error).toMatch(/none is installed.*npx epochbook engine install/);
    await pinned.end();
    const free = await TestKernel.start({ env: { EPOCHBOOK_STORAGE: storage }, engine: 'auto' });
    const { value, text } = await free.run(NET);
    expect([value, text]).toEqual(["[ 'wasm', 3 ]", '']);
    await free.end();
  });

  test('the metadata of a notebook pins the engine for the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-pinned-'));
    const notebook = join(folder, 'pinned.ipynb');
    const cell = {
      cell_type: 'code',
      id: 'a',
      metadata: {},
      source: NET,
      outputs: [],
      execution_count: null,
    };
    const metadata = { language_info: { name: 'typescript' }, epochbook: { engine: 'native' } };
    mkdirSync(join(folder, 'storage'));
    writeFileSync(notebook, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: [cell] }));
    const cli = (...more: string[]) =>
      promisify(execFile)(process.execPath, [join(repository, 'dist/cli.js'), 'run', notebook, ...more], {
        env: { ...process.env, EPOCHBOOK_STORAGE: join(folder, 'storage') },
      });
    await expect(cli()).rejects.toThrow(/asks for the native engine, and none is installed/);
    await cli('--engine', 'embedded');
    expect(existsSync(join(folder, 'pinned.executed.ipynb'))).toBe(true);
  });
});
