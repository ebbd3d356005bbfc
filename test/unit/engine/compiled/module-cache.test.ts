import { beforeAll, expect, test } from 'vitest';
import { GraphBuilder } from '../../../../engine/compiled/graph/graph-builder.js';
import { moduleOf } from '../../../../engine/compiled/module-cache.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { testEngine } from '../engine.js';
import { train } from './both-ways.js';
import { randomTraining } from './random-training.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

/** A state to which some numbers are added. */
function moduleWith(numbers: readonly number[], settings = 0) {
  const graph = new GraphBuilder();
  const { length } = numbers;
  const state = graph.add('state', [], [length], 'float32', { index: 0 });
  const more = graph.constant(Float32Array.from(numbers), [length], 'float32');
  graph.write(0, graph.map('add', [state, more]));
  graph.reports = [graph.reduce('sum', state, [0], false)];
  return moduleOf(graph.finish(), { states: [{ shape: [length] }], settings, streams: 0 });
}

test('the same graph is compiled once', () => {
  const module = moduleWith([1, 2, 3, 4, 5, 6]);
  expect(moduleWith([1, 2, 3, 4, 5, 6])).toBe(module);
  // Behind what is printed of a constant, and beside the graph.
  expect(moduleWith([1, 2, 3, 4, 5, 7])).not.toBe(module);
  expect(moduleWith([1, 2, 3, 4, 5, 6], 1)).not.toBe(module);
});

test('modules of long ago are given up', () => {
  const module = moduleWith([0, 1]);
  for (let i = 1; i < 40; i++) moduleWith([i, 1]);
  expect(moduleWith([0, 1])).not.toBe(module);
  expect(moduleWith([39, 1])).toBe(moduleWith([39, 1]));
});

test('models that are built alike train alike with the module of the first, each with its own weights', async () => {
  const [first, second] = [
    await train(tf, randomTraining(3), true),
    await train(tf, randomTraining(3), true),
  ];
  expect(second.reports).toEqual(first.reports);
  expect(second.weights.map(({ values }) => values)).toEqual(first.weights.map(({ values }) => values));
});
