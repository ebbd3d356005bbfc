import { afterAll, beforeAll, expect, test } from 'vitest';
import { allCases } from './cases/index.js';
import { Runner } from './start-engine.js';
import { judge } from './verdict.js';

const runner = new Runner();
beforeAll(() => runner.build());
afterAll(() => runner.remove());

// A hundredth too large is what an eye would not see in a curve.
test.each([
  { fault: 'Conv2DBackpropFilter', row: 'conv2d', phase: 'backward' },
  { fault: 'UnsortedSegmentSum', row: 'layers.embedding', phase: 'backward' },
  { fault: 'MaxPoolGrad', row: 'layers.maxPooling2d', phase: 'backward' },
  { fault: 'Tanh', row: 'layers.simpleRNN', phase: 'forward' },
])('$fault scaled by 1.01 fails the comparison and names $row', async ({ fault, row, phase }) => {
  const cases = allCases.filter(({ of }) => of === row);
  const only = `^${row.replace('.', '\\.')}$`;
  const right = { name: 'embedded', results: await runner.run('embedded', { only }) } as const;
  const spoiled = { name: 'embedded', results: await runner.run('embedded', { only, fault }) } as const;
  expect(judge(cases, right, { ...right }).filter(({ kind }) => kind === 'wrong')).toEqual([]);
  const sentences = judge(cases, spoiled, right)
    .filter(({ kind }) => kind === 'wrong')
    .map(({ sentence }) => sentence);
  expect(sentences.length).toBeGreaterThan(1);
  expect(sentences[0]).toMatch(new RegExp(`^${phase} of ${row}: .* differs by \\S+, allowed are `));
});
