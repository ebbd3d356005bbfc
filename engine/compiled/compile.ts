import { type Graph, nodesById, sizeOf } from './graph/graph.js';
import { originOf } from './graph/origin.js';
import { NotCompiled } from './lower/index.js';
import { type Pass, passes, simplify } from './passes/index.js';
import { type GivenToStep, type MemoryPlan, planMemory } from './plan/memory-plan.js';
import { cutIntoPieces, type Piece } from './plan/pieces.js';
import { scratchOf } from './wasm/calls/index.js';
import { stepCode } from './wasm/step-code.js';

/** A step as bytes of WebAssembly, and what whoever runs it must know. */
export interface CompiledGraph {
  readonly graph: Graph;
  readonly pieces: readonly Piece[];
  readonly plan: MemoryPlan;
  readonly code: Uint8Array<ArrayBuffer>;
  /** Where the loss and the metrics lie, in bytes from the beginning of the arena. */
  readonly reports: readonly number[];
  /** The same of what may be watched. */
  readonly taps: readonly number[];
}

/** @throws NotCompiled where a graph cannot be turned into code. */
export function compileGraph(
  traced: Graph,
  given: GivenToStep,
  list: readonly Pass[] = passes,
): CompiledGraph {
  if (traced.nodes.some(({ shape }) => sizeOf(shape) === 0))
    throw new NotCompiled('values without any number', '수가 하나도 없는 값');
  const graph = simplify(traced, list);
  const nodes = nodesById(graph);
  if (graph.writes.some(({ value }) => originOf(nodes, value).op === 'state'))
    throw new NotCompiled('a variable that becomes another one', '다른 변수가 되는 변수');
  const pieces = cutIntoPieces(graph);
  const plan = planMemory(graph, pieces, given, scratchOf);
  const addressOf = (id: number): number => plan.addresses.get(originOf(nodes, id).id) as number;
  const [reports, taps] = [graph.reports.map(addressOf), graph.taps.map(addressOf)];
  return { graph, pieces, plan, reports, taps, code: stepCode(graph, pieces, plan) };
}
