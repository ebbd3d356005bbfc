import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineChoice } from '../protocol/index.js';
import { provideEngine, testStorage } from '../scripts/provide-engine.mjs';
import { interopPython, providePython } from '../scripts/provide-python.mjs';
import { LAB_CELL, LABS } from './engines/lab-cell.js';
import { type LabFiles, writeLabData } from './engines/lab-data.js';
import { LabKernel } from './lab-kernel.js';
import type { Measure, Measurement, MeasureOptions, Target } from './measurement.js';
import { repository } from './product.js';
import { median, rounded, spread } from './statistics.js';

/** What one process measured of one lab. */
interface EngineTimes {
  msPerStep: number[];
  losses: number[];
  peakBytes: number;
  backend: string;
}

type Peer =
  | 'embedded'
  | 'embedded, compiled'
  | 'native'
  | 'native, one thread'
  | 'Keras on TensorFlow'
  | 'Keras on JAX'
  | 'JAX, jit of a step'
  | 'JAX, scan of an epoch';
type Lab = Pick<(typeof LABS)[number], 'name' | 'epochs'>;
type Run = (lab: Lab, folder: string, files: LabFiles) => Promise<EngineTimes>;

const MOST_BYTES = 1.5e9;
/** The embedded engine against the native one on one thread, for convolutions and embeddings. */
const MOST_TIMES = 2;
/** What compiled steps are to reach: how many times as fast as a peer (`atLeast`), or how many times as slow at most. */
const AIMS: readonly { labs: RegExp; peer: Peer; target: Target }[] = [
  { labs: /^(titanic|wine|boston)$/, peer: 'native', target: { atLeast: 30 } },
  { labs: /^(titanic|wine|boston)$/, peer: 'Keras on JAX', target: { atLeast: 5 } },
  { labs: /^(titanic|wine|boston)$/, peer: 'JAX, scan of an epoch', target: { atMost: 1.5 } },
  { labs: /^imdb (multi-hot|embedding)$/, peer: 'Keras on JAX', target: { atMost: 1.5 } },
  { labs: /^convolution/, peer: 'Keras on JAX', target: { atMost: 2.5 } },
];
const ONE_THREAD = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1' };

/**
 * Every lab of the course on the embedded engine, compiled and not, on the native one, and in Keras: in turn, each in a process of its own, with
 * real data. Milliseconds per step as ratios to the embedded engine, and the peak memory of each process.
 */
export const engines: Measure = {
  name: 'engines',
  async run(options) {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-engines-'));
    try {
      const files = writeLabData(folder, { reviews: options.quick ? 2048 : 8192 });
      writeFileSync(join(folder, 'labs.json'), JSON.stringify(files));
      const peers = await peersAtHand(options);
      const lines: Measurement[] = [];
      for (const lab of LABS) {
        const measured = new Map<Peer, EngineTimes[]>();
        for (let round = 0; round < (options.quick ? 1 : 3); round++)
          for (const [peer, run] of peers)
            measured.set(peer, [...(measured.get(peer) ?? []), await run(labFor(peer, lab), folder, files)]);
        lines.push(...report(lab.name, measured));
      }
      return lines;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Peers whose steps are short go through more epochs. */
const labFor = (peer: Peer, { name, epochs, warm = epochs }: (typeof LABS)[number]): Lab => ({
  name,
  epochs: /compiled|JAX/.test(peer) ? warm : epochs,
});

async function peersAtHand(options: MeasureOptions): Promise<[Peer, Run][]> {
  await provideEngine();
  await providePython().catch((error: Error) => process.stderr.write(`\nWithout Keras: ${error.message}\n`));
  const kernel =
    (engine: EngineChoice, env: Record<string, string> = {}): Run =>
    (lab, folder, files) =>
      inKernel(options, { engine, env, lab, folder, files });
  const python = interopPython();
  return [
    ['embedded', kernel('embedded', { EPOCHBOOK_COMPILE: '0' })],
    ['embedded, compiled', kernel('embedded', { EPOCHBOOK_COMPILE: '1' })],
    ['native', kernel('native')],
    ['native, one thread', kernel('native', ONE_THREAD)],
    ...(python ? inPython(python) : []),
  ];
}

async function inKernel(
  { product, quick }: MeasureOptions,
  {
    engine,
    env,
    lab,
    folder,
    files,
  }: { engine: EngineChoice; env: Record<string, string> } & {
    lab: Lab;
    folder: string;
    files: LabFiles;
  },
): Promise<EngineTimes> {
  const kernel = await LabKernel.launch(product, { ...env, EPOCHBOOK_STORAGE: testStorage() }, engine);
  try {
    await kernel.run(LAB_CELL);
    const epochs = quick ? Math.max(2, Math.floor(lab.epochs / 10)) : lab.epochs;
    const call = [lab.name, folder, files, epochs].map((value) => JSON.stringify(value)).join(', ');
    return JSON.parse(await kernel.run(`console.log(await benchLab(${call}))`)) as EngineTimes;
  } finally {
    await kernel.end();
  }
}

function inPython(python: string): [Peer, Run][] {
  const keras = (backend: 'tensorflow' | 'jax') =>
    inScript(python, 'keras_labs.py', [], { KERAS_BACKEND: backend });
  const jax = (mode: 'step' | 'scan') => inScript(python, 'jax_labs.py', [mode]);
  return [
    ['Keras on TensorFlow', keras('tensorflow')],
    ['Keras on JAX', keras('jax')],
    ['JAX, jit of a step', jax('step')],
    ['JAX, scan of an epoch', jax('scan')],
  ];
}

const inScript =
  (python: string, script: string, more: string[], given: Record<string, string> = {}): Run =>
  async (lab, folder) => {
    const path = join(repository, 'bench', 'engines', script);
    const env = {
      ...process.env,
      ...given,
      TF_CPP_MIN_LOG_LEVEL: '3',
      CUDA_VISIBLE_DEVICES: '',
      JAX_PLATFORMS: 'cpu',
      PYTHONDONTWRITEBYTECODE: '1',
    };
    const printed = execFileSync(python, [path, lab.name, folder, String(lab.epochs), ...more], {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as EngineTimes;
  };

/** The embedded engine's time beside the others', its ratios to its compiled steps and to the native one, what these are to reach, and the memory of all. */
function report(lab: string, measured: Map<Peer, EngineTimes[]>): Measurement[] {
  const times = (peer: Peer): number[] => measured.get(peer)?.flatMap(({ msPerStep }) => msPerStep) ?? [];
  const embedded = median(times('embedded'));
  const others = [...measured.keys()].filter((peer) => peer !== 'embedded');
  const compared = others.map((peer) => {
    const ms = median(times(peer));
    return `${peer} ${rounded(ms)} ms (${rounded(ms / embedded)} ×)`;
  });
  const peaks = [...measured].map(([peer, runs]) => ({
    peer,
    megabytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e6,
  }));
  // Pairs of one round, so that what else the machine does weighs on both.
  const pairsWith = (peer: Peer): number[] =>
    (measured.get(peer) ?? []).map(
      ({ msPerStep }, round) =>
        median(measured.get('embedded')?.[round]?.msPerStep ?? []) / median(msPerStep),
    );
  const pairs = pairsWith('native, one thread');
  const compiledPairs = pairsWith('embedded, compiled');
  return [
    { name: `${lab}: a step, embedded`, value: embedded, unit: 'ms', detail: compared.join(', ') },
    {
      name: `${lab}: uncompiled / compiled`,
      value: median(compiledPairs),
      unit: '×',
      detail: `a step, compiled: ${rounded(median(times('embedded, compiled')))} ms; ${spread(compiledPairs)}`,
    },
    ...AIMS.filter(({ labs, peer }) => labs.test(lab) && measured.has(peer)).map(({ peer, target }) => {
      const faster = 'atLeast' in target;
      const ratios = pairsWith(peer).map((ratio, round) => {
        const times = (compiledPairs[round] as number) / ratio;
        return faster ? times : 1 / times;
      });
      const name = faster ? `${lab}: ${peer} / compiled` : `${lab}: compiled / ${peer}`;
      const unit = '×' as const;
      return { name, value: median(ratios), unit, detail: spread(ratios), target };
    }),
    {
      name: `${lab}: embedded / native on one thread`,
      value: median(pairs),
      unit: '×',
      detail: spread(pairs),
      ...(/convolution|embedding/.test(lab) && { target: { atMost: MOST_TIMES } }),
    },
    {
      name: `${lab}: peak memory`,
      value: Math.max(
        ...peaks.filter(({ peer }) => !/Keras|JAX/.test(peer)).map(({ megabytes }) => megabytes),
      ),
      unit: 'MB',
      detail: peaks.map(({ peer, megabytes }) => `${peer} ${rounded(megabytes)}`).join(', '),
      target: { atMost: MOST_BYTES / 1e6 },
    },
  ];
}
