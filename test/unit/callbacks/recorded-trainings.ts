import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, type MockInstance, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Recorder, RunEvent } from '../../../kernel/recorder/index.js';
import { seed, setLibraryContext } from '../../../library/index.js';
import { testEngine } from '../engine/engine.js';
import { attachRecorder } from '../recorder/attach-recorder.js';

// Real trainings on the embedded engine, recorded as in a kernel, a folder each.

export let tf: TfNamespace;
export let folder: string;
let prototype: { fit: unknown; fitDataset: unknown };
let original: { fit: unknown; fitDataset: unknown };
export let events: RunEvent[] = [];
export let recorder: Recorder;
let stop: 'no' | 'run' | 'cell' = 'no';
export let printed: MockInstance;
export let warned: MockInstance;

beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
  prototype = tf.LayersModel.prototype as never;
  original = { fit: prototype.fit, fitDataset: prototype.fitDataset };
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-fit-'));
  record();
  printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  printed.mockRestore();
  warned.mockRestore();
});

function record(): void {
  Object.assign(prototype, original);
  forget();
  recorder = attachRecorder(tf, { emit: (event) => events.push(event), stopAsked: () => stop });
}

/** As by the stop button from here on. */
export function stopByHand(): void {
  stop = 'run';
}

/** Starts the record anew, as another run of the cell does. */
export function forget(): void {
  events = [];
  stop = 'no';
}

type Optimizer = Parameters<ReturnType<typeof tf.sequential>['compile']>[0]['optimizer'];

export function net(optimizer: Optimizer = tf.train.adam(0.01)) {
  seed(3);
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [5] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.dropout({ rate: 0.3 }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer, loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}
export type Model = ReturnType<typeof net>;

export function data(n = 60) {
  const x = tf.randomNormal([n, 5], 0, 1, 'float32', 7);
  return { x, y: x.sum(1).greater(0).cast('float32').reshape([n, 1]) as never };
}

export function dataset() {
  const { x, y } = data();
  return tf.data
    .zip({ xs: tf.data.array(tf.unstack(x)), ys: tf.data.array(tf.unstack(y)) })
    .batch(16) as never;
}

export const rateOf = (model: Model): number =>
  (model.optimizer as unknown as { learningRate: number }).learningRate;
export const bits = (model: Model) => model.getWeights().map((weight) => new Float32Array(weight.dataSync()));
export const start = () => events.find((event) => event.type === 'start');
export const lanes = () => [
  ...(start()?.lanes ?? []),
  ...events.flatMap((event) => (event.type === 'rows' ? (event.lanes ?? []) : [])),
];
export const acts = (name: string) =>
  events
    .flatMap((event) => (event.type === 'rows' ? (event.events ?? []) : []))
    .filter(({ lane }) => lanes()[lane]?.name === name);

/** Files of the folder that this process holds open; on other systems than Linux nobody can tell. */
export const openFiles = (): string[] =>
  existsSync('/proc/self/fd')
    ? readdirSync('/proc/self/fd')
        .filter((fd) => existsSync(`/proc/self/fd/${fd}`))
        .map((fd) => readlinkSync(`/proc/self/fd/${fd}`))
        .filter((path) => path.startsWith(folder))
    : [];
