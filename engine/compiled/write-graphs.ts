import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphReport } from '../../protocol/command-line.js';
import { layersWithin } from '../patches/layer-parts.js';
import { type Compilation, watchSteps } from './compilations.js';
import type { Graph } from './graph/graph.js';
import { printGraph } from './graph/print-graph.js';
import { NotCompiled } from './lower/index.js';
import { passes } from './passes/index.js';
import type { CompiledModel } from './support/model-parts.js';

/** Writes what becomes of each compilation of steps from now on into a folder, one file each, which `epochbook graph` reads. */
export function writeGraphs(folder: string): void {
  let count = 0;
  watchSteps((compilation) => {
    const name = `${process.pid}-${String(++count).padStart(4, '0')}.json`;
    writeFileSync(join(folder, name), JSON.stringify(reportOf(compilation)));
  });
}

function reportOf({ model, batch, traced, outcome }: Compilation): GraphReport {
  const parts = model as CompiledModel;
  const layers = layersWithin(parts).filter((layer) => !layer.layers);
  const facts = {
    model: parts.name,
    layers: layers.map((layer) => `${layer.getClassName()} "${layer.name}"`),
    // Without weights of samples that were not given.
    batch: batch.replace(/(,-)+$/, ''),
    passes: traced ? throughPasses(traced) : [],
    ...(traced && { before: printGraph(traced) }),
  };
  if (outcome instanceof NotCompiled) return { ...facts, reason: { en: outcome.en, ko: outcome.ko } };
  const { graph, pieces, plan, code } = outcome;
  return {
    ...facts,
    after: printGraph(graph),
    pieces: pieces.length,
    ...{ codeBytes: code.length, arenaBytes: plan.bytes },
  };
}

/** How many operations are left after each pass. */
function throughPasses(traced: Graph): { name: string; operations: number }[] {
  let graph = traced;
  return passes.map((pass) => {
    graph = pass.run(graph);
    return { name: pass.name, operations: graph.nodes.length };
  });
}
