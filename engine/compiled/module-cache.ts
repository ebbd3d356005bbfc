import { type WasmModule, webAssembly } from '../embedded/simd/web-assembly.js';
import { type CompiledGraph, compileGraph } from './compile.js';
import type { Graph } from './graph/graph.js';
import { printGraph } from './graph/print-graph.js';
import { passes } from './passes/index.js';
import type { GivenToStep } from './plan/memory-plan.js';

export interface CompiledModule {
  readonly compiled: CompiledGraph;
  readonly module: WasmModule;
}

/** How many are kept; of the trials of a sweep or the folds of a cross-validation, each has the graph of the first. */
const KEPT = 32;

const modules = new Map<string, CompiledModule>();

/**
 * The module of a graph. One that was compiled before in this process is taken again: models that are built alike have the
 * same graph.
 *
 * @throws NotCompiled where a graph cannot be turned into code.
 */
export function moduleOf(graph: Graph, given: GivenToStep): CompiledModule {
  const key = keyOf(graph, given);
  const known = modules.get(key);
  if (known) {
    // The one that was asked for last goes last.
    modules.delete(key);
    modules.set(key, known);
    return known;
  }
  const compiled = compileGraph(graph, given);
  const made = { compiled, module: new webAssembly.Module(compiled.code) };
  modules.set(key, made);
  const [oldest] = modules.keys();
  if (modules.size > KEPT && oldest !== undefined) modules.delete(oldest);
  return made;
}

/** All that a module depends on, as text: the graph, all numbers of its constants, and what is laid out beside it. */
function keyOf(graph: Graph, { states, settings, streams }: GivenToStep): string {
  const numbers = graph.nodes.flatMap(({ data }) => (data && data.length > 4 ? [bytesOf(data)] : []));
  const shapes = states.map(({ shape }) => `${shape}`).join(';');
  const names = passes.map(({ name }) => name).join(';');
  return [printGraph(graph), ...numbers, shapes, settings, streams, names].join('\n');
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
