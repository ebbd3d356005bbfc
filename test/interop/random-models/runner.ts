// Trains the models that make.py has stored, on one engine, and writes what came out. An engine keeps its state per process.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEngine } from '../../../kernel/engine.js';
import type { KerasCase, Outcome } from './case.js';
import { differences } from './compare.js';
import { isClose } from './tolerance.js';
import { type Training, trainCase } from './train-case.js';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    storage: { type: 'string' },
    wasm: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    seeds: { type: 'string', default: '' },
    /** Of these, the seeds that are saved again before they are trained. */
    save: { type: 'string', default: '[]' },
    out: { type: 'string', default: '' },
  },
});

async function main(): Promise<void> {
  const { tf } = await loadEngine({
    choice: options.engine === 'native' ? 'native' : 'embedded',
    storage: options.storage,
    wasmFolder: options.wasm,
  });
  const outcomes: Record<string, Outcome> = {};
  const saved = new Set(JSON.parse(options.save) as number[]);
  for (const seed of JSON.parse(options.seeds) as number[]) {
    const one = JSON.parse(readFileSync(join(options.folder, `${seed}.json`), 'utf8')) as KerasCase;
    if (one.error) continue;
    const training: Training = { tf, keras: one, folder: options.folder };
    const outcome = await trainCase({ ...training, savesFirst: saved.has(seed) });
    outcomes[seed] = outcome;
    if (differences(one, outcome).every((difference) => isClose(difference))) continue;
    outcome.spread = await spreadOf(training, outcome);
  }
  writeFileSync(options.out, JSON.stringify(outcomes));
}

/** Three other roundings of the same training. */
async function spreadOf(training: Training, outcome: Outcome): Promise<Record<string, number>> {
  const spread: Record<string, number> = {};
  const { before, history, after, evaluated, weights } = outcome;
  if (outcome.failed || !before || !history || !after) return spread;
  const ours = {
    ...training.keras,
    before,
    after,
    history: Object.fromEntries(
      Object.entries(history).map(([name, values]) => [name, values.map((value) => [value])]),
    ),
    ...(evaluated && {
      evaluated: Object.fromEntries(Object.entries(evaluated).map(([name, value]) => [name, [value]])),
    }),
  };
  for (const jitter of [1, 2, 3]) {
    const other = await trainCase({ ...training, jitter });
    const paired = other.weights?.map((weight, i) => ({
      ...weight,
      keras: weights?.[i]?.ours ?? weight.keras,
    }));
    for (const { what, distance } of differences(ours, { ...other, ...(paired && { weights: paired }) }))
      spread[what] = Math.max(spread[what] ?? 0, distance);
  }
  return spread;
}

void main();
