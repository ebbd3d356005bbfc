import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Pass, passes } from '../../../../engine/compiled/passes/index.js';
import { rewrite } from '../../../../engine/compiled/passes/rewrite.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { testEngine } from '../engine.js';
import { distance, train } from './both-ways.js';
import { randomTraining } from './random-training.js';

/** `EPOCHBOOK_MODELS=first:count` compares others, or more. */
const [first = 1, count = 60] = (process.env.EPOCHBOOK_MODELS ?? '').split(':').filter(Boolean).map(Number);
/** Rounding that differs grows from step to step where an optimizer divides by what is almost nothing. */
const WITHIN = 2e-4;

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});
afterEach(() => vi.restoreAllMocks());

async function apart(seed: number): Promise<number> {
  const training = randomTraining(seed);
  return distance(await train(tf, training, false), await train(tf, training, true));
}

test(`models ${first} to ${first + count - 1} train alike, compiled or not`, {
  timeout: 3_600_000,
}, async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const wrong: string[] = [];
  for (let seed = first; seed < first + count; seed++) {
    const distance = await apart(seed);
    if (!(distance < WITHIN)) wrong.push(`model ${seed}: ${distance}`);
  }
  expect(wrong).toEqual([]);
  expect(warn.mock.calls.map(([text]) => String(text)).filter((text) => /uncompiled/.test(text))).toEqual([]);
});

const wrongPasses: readonly Pass[] = [
  {
    name: 'the slope of a ReLU is 1 everywhere',
    run: (graph) =>
      rewrite(graph, ({ op, shape }, builder) =>
        op === 'step' ? builder.constant(Float32Array.of(1), shape, 'float32') : undefined,
      ),
  },
  {
    name: 'differences the other way',
    run: (graph) =>
      rewrite(graph, ({ op, inputs }, builder) =>
        op === 'sub' ? builder.map('sub', [...inputs].reverse()) : undefined,
      ),
  },
  {
    name: 'a moment that is forgotten',
    run: (graph) => ({ ...graph, writes: graph.writes.slice(0, -1) }),
  },
  {
    name: 'windows that begin one place too early',
    run: (graph) =>
      rewrite(graph, ({ op, inputs, shape, type, attrs }, builder) => {
        if (op !== 'convolution') return undefined;
        const [input, filter, output, stride, pad] = attrs.columns as number[];
        const columns = [input, filter, output, stride, (pad as number) + 1] as number[];
        return builder.add(op, inputs, shape, type, { ...attrs, columns });
      }),
  },
];

test.each(wrongPasses)('a wrong pass is found: $name', async (pass) => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const list = passes as Pass[];
  list.push(pass);
  try {
    let found = 0;
    for (let seed = first; seed < first + 12; seed++) if (!((await apart(seed)) < WITHIN)) found += 1;
    expect(found).toBeGreaterThan(0);
  } finally {
    list.pop();
  }
});
